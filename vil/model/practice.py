"""The practice ground: cases whose answer is known because we made the numbers, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vil.model.round import Influence, Reach


class Truth(StrEnum):
    """What was put into the numbers of a case."""

    NOISE = "noise"
    """Nothing: every month is drawn from the same distribution."""
    SHIFT = "shift"
    """A lasting new level in the own unit alone."""
    SEASON = "season"
    """The same months are high or low every year."""
    MIX = "mix"
    """The shares of two groups changed; inside each of them nothing did."""
    REGISTRATION = "registration"
    """Every unit counts in a new way from one day on; what is counted did not change."""
    SMALL_NUMBERS = "small_numbers"
    """Nothing: the unit is so small that chance makes large swings."""
    ONE_UNIT = "one_unit"
    """The whole has a new level because one unit has."""
    EVERYONE = "everyone"
    """The whole has a new level because every unit has."""


CHANGED = frozenset({Truth.SHIFT, Truth.MIX, Truth.REGISTRATION, Truth.ONE_UNIT, Truth.EVERYONE})
"""Truths in which the number really has a new level."""


class Difficulty(StrEnum):
    """How far what was put in stands above chance."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Sighting(StrEnum):
    """How a line is read."""

    NOTHING_NEW = "nothing_new"
    SOMETHING_NEW = "something_new"
    CANNOT_TELL = "cannot_tell"


class Response(StrEnum):
    """What to do about it."""

    WAIT = "wait"
    ASK = "ask"
    CHECK_REGISTRATION = "check_registration"
    COMPARE = "compare"
    PART = "part"
    ACT = "act"


@dataclass(frozen=True)
class Case:
    """One case. `code` names it in links and records, and never tells the truth; `seed` makes its numbers."""

    code: str
    truth: Truth
    difficulty: Difficulty
    seed: int


@dataclass(frozen=True)
class PracticeAnswer:
    """What one practice run has answered to a case so far; None where it has not come to the question yet.

    `is_placed` says that the cause has been placed: without a field, it was said that there is none to look for.
    """

    case: str
    answered_on: date
    sighting: Sighting | None = None
    kind: Truth | None = None
    is_placed: bool = False
    influence: Influence | None = None
    reach: Reach | None = None
    response: Response | None = None

    @property
    def is_done(self) -> bool:
        """Whether every question is answered, so that the truth may be told."""
        return self.response is not None


@dataclass(frozen=True)
class PracticeRun:
    """One who practises, a team (by name) or somebody alone (no name), and the answers in the order they were begun."""

    id: str
    team: str
    started_on: date
    answers: tuple[PracticeAnswer, ...] = ()

    def answer_to(self, code: str) -> PracticeAnswer | None:
        """Find the answer to a case, None when it is not begun."""
        return next((answer for answer in self.answers if answer.case == code), None)
