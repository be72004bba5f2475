"""What somebody wants to be reminded of on a day: a card, a goal, a learning meeting, a workshop or plans to look at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReminderKind(StrEnum):
    """What waits."""

    CARD = "card"
    GOAL = "goal"
    MEETING = "meeting"
    WORKSHOP = "workshop"
    PLAN = "plan"


@dataclass(frozen=True)
class Reminder:
    """One thing that waits for a day. `id` is that of the card, the goal or the follow-up, `place_id` of what is opened for it.

    `text` is as it was written, `who` whom it is for; `version` tells a calendar which of two is the newer. `place` is where, and
    `number` which workshop of a course, where it is about one.
    """

    kind: ReminderKind
    id: str
    place_id: str
    day: date
    text: str
    who: str = ""
    version: int = 1
    place: str = ""
    number: int | None = None
