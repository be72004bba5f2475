"""The pulse and the evaluation: what is asked of everybody, and kept of nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

FEWEST_ANSWERS = 5
"""Answers are shown from this many on, and new ones join them so many at a time."""
SCORES = range(1, 11)


@dataclass(frozen=True)
class Occasion:
    """One time everybody is asked: the course, the workshop (0 to 7, None outside them), the day, and what is asked.

    `course_id` is that of the programme's course it belongs to, None where `course` is only what was written.
    """

    id: str
    course: str
    workshop: int | None
    opened_on: date
    has_evaluation: bool = False
    course_id: str | None = None


@dataclass(frozen=True)
class PulseResult:
    """What may be shown of the pulse of one occasion.

    `counts` has one place for each score from 1 to 10, None while there are too few. `given` is how many have answered; those
    beyond what `counts` hold wait until there are enough of them, so that no single answer can be found by subtraction.
    """

    occasion: Occasion
    given: int
    counts: tuple[int, ...] | None = None

    @property
    def shown(self) -> int:
        """How many answers the counts hold."""
        return sum(self.counts or ())

    @property
    def mean(self) -> float | None:
        """The mean score of the answers that are shown, None while none is."""
        return find_mean(self.counts) if self.counts else None


@dataclass(frozen=True)
class CoursePulse:
    """The pulses of one course in the order of the workshops, and how many learning loops were closed in it."""

    course: str
    results: tuple[PulseResult, ...]
    loops: int

    def at(self, workshop: int) -> PulseResult | None:
        """Find the pulse that was asked at a workshop."""
        return next((one for one in self.results if one.occasion.workshop == workshop), None)


def add_up(results: Iterable[PulseResult]) -> tuple[int, ...] | None:
    """Add up what is shown of several pulses; None when nothing is.

    What is hidden in one is in no sum, so that a sum less its other parts tells nothing of it.
    """
    shown = [one.counts for one in results if one.counts]
    return tuple(map(sum, zip(*shown, strict=True))) if shown else None


def find_mean(counts: Sequence[int]) -> float:
    """Find the mean score of answers counted by their score from 1 to 10; there must be one at least."""
    return sum(score * count for score, count in zip(SCORES, counts, strict=True)) / sum(counts)


@dataclass(frozen=True)
class Quote:
    """One answer in open text, by nobody; `theme` is the group it was put in."""

    id: str
    question: str
    text: str
    theme: str = ""
