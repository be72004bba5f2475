"""A course of the programme: its workshops, and the when-then plans that are made in it and looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

PLANNING = 4
"""The workshop at which when-then plans are made."""
LOOKING_AGAIN = (5, 6)
"""The workshops at which they are looked at again."""


def is_holiday(day: date) -> bool:
    """Tell whether most people are away: in July, and from 22 December to 2 January."""
    return day.month == 7 or (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2)


class Happened(StrEnum):
    """Whether what was planned was done."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Decision(StrEnum):
    """What becomes of a plan that has been looked at again."""

    KEEP = "keep"
    CHANGE = "change"
    DROP = "drop"


@dataclass(frozen=True)
class Workshop:
    """One workshop of a course as it is planned and held; `number` is 0 to 7, `held_on` None until it has been held.

    `material` has one text or address a line. `outcome` is what came of it.
    """

    id: str
    course_id: str
    number: int
    day: date | None
    place: str
    facilitator: str
    preparation: str
    material: str
    outcome: str
    held_on: date | None
    version: int


@dataclass(frozen=True)
class Review:
    """How a plan went, said at a workshop; `was` is how the plan read that day."""

    id: str
    workshop: int
    happened: Happened | None
    decision: Decision | None
    note: str
    was: str
    reviewed_on: date
    version: int

    @property
    def is_answered(self) -> bool:
        """Whether anybody has said how it went or what becomes of it."""
        return self.happened is not None or self.decision is not None


@dataclass(frozen=True)
class Plan:
    """A when-then plan of a course, or that of an action in one of its rounds (`round_id`, and then `id` is the action's)."""

    id: str
    who: str
    when: str
    then: str
    obstacle: str
    reminder: str
    easy: str
    visible: str
    together: str
    made_on: date
    version: int
    reviews: tuple[Review, ...] = ()
    round_id: str | None = None

    @property
    def is_written(self) -> bool:
        """Whether it says when or what."""
        return bool(self.when.strip() or self.then.strip())

    def review_at(self, number: int) -> Review | None:
        """Find what was said of it at a workshop."""
        return next((one for one in self.reviews if one.workshop == number), None)

    def is_dropped_before(self, number: int) -> bool:
        """Whether it was given up at an earlier workshop than this."""
        earlier = [one for one in self.reviews if one.workshop < number and one.decision]
        return bool(earlier) and earlier[-1].decision is Decision.DROP

    def waits_at(self, number: int) -> bool:
        """Whether it is to be looked at again at a workshop, and has not been."""
        found = self.review_at(number)
        return self.is_written and not self.is_dropped_before(number) and not (found and found.is_answered)


@dataclass(frozen=True)
class Course:
    """One area's course: its workshops in their order, and the plans made in it; `leaders` is how many take part."""

    id: str
    name: str
    leaders: int | None
    version: int
    workshops: tuple[Workshop, ...] = ()
    plans: tuple[Plan, ...] = ()

    @property
    def next_workshop(self) -> Workshop | None:
        """Find the first workshop that has not been held."""
        return next((one for one in self.workshops if one.held_on is None), None)

    @property
    def held(self) -> int:
        """How many of the seven workshops have been held; the one before the course is not among them."""
        return sum(one.held_on is not None and one.number > 0 for one in self.workshops)

    def workshop(self, number: int) -> Workshop | None:
        """Find a workshop by its number."""
        return next((one for one in self.workshops if one.number == number), None)
