"""The pulse and the evaluation: what is asked of everybody, and kept of nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FEWEST_ANSWERS = 5
"""Answers are shown from this many on, and new ones join them so many at a time."""
SCORES = range(1, 11)


@dataclass(frozen=True)
class Occasion:
    """One time everybody is asked: the course, the workshop (0 to 7, None outside them), the day, and what is asked."""

    id: str
    course: str
    workshop: int | None
    opened_on: date
    has_evaluation: bool = False


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
        if not self.counts:
            return None
        return sum(score * count for score, count in zip(SCORES, self.counts, strict=True)) / self.shown


@dataclass(frozen=True)
class Quote:
    """One answer in open text, by nobody; `theme` is the group it was put in."""

    id: str
    question: str
    text: str
    theme: str = ""
