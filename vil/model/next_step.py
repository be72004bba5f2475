"""What the eight questions of the decision tree can be answered from: grounds, proposals, and where a team stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vil.model.period import Period


class GroundKind(StrEnum):
    """What was seen, or not seen, that an answer rests on."""

    GOAL_WRITTEN = "goal_written"
    NO_GOAL = "no_goal"
    NO_NUMBERS = "no_numbers"
    NUMBER_FRESH = "number_fresh"
    NUMBER_LATE = "number_late"
    NUMBER_GONE = "number_gone"
    LINE_READABLE = "line_readable"
    LINE_UNREADABLE = "line_unreadable"
    NO_ROUND = "no_round"
    NO_WONDER = "no_wonder"
    FEW_READINGS = "few_readings"
    READ = "read"
    EXPLAINED = "explained"
    NOT_EXPLAINED = "not_explained"
    KNOWLEDGE_MISSED = "knowledge_missed"
    NOTHING_MISSED = "nothing_missed"
    ACTED = "acted"
    CARD_DONE = "card_done"
    PLANNED = "planned"
    NO_ACTION = "no_action"
    TOLD = "told"
    NOT_TOLD = "not_told"
    NO_FOLLOW_UP = "no_follow_up"


@dataclass(frozen=True)
class Ground:
    """One thing that was seen: `about` names it as it was written, `day` and `period` say when, `count` how many."""

    kind: GroundKind
    about: str = ""
    day: date | None = None
    period: Period | None = None
    count: int = 0


@dataclass(frozen=True)
class Proposal:
    """What the evidence says to one question; `is_yes` is None where nothing can be seen either way."""

    question: str
    is_yes: bool | None
    grounds: tuple[Ground, ...]


@dataclass(frozen=True)
class NumberFact:
    """A number that a goal is linked to: whether it is published, late, and enough to read a line from."""

    title: str
    is_published: bool = True
    is_late: bool = False
    is_readable: bool = True
    last: Period | None = None
