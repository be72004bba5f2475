"""The tables of direction: goals with what hangs on them, and action cards."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, synonym

from vil.model.action_card import Deck
from vil.records.columns import code_of
from vil.records.tables import ID, Card, RoundCard, Trace

_PARTS = uuid.UUID("0b6f4c52-6a0e-4a3c-9d0e-3f1c7b5a9e21")
KEY = String(40)


def name_part(*names: str | int) -> str:
    """Name a part of a goal that there is one of: the same id wherever it is written first."""
    return str(uuid.uuid5(_PARTS, "\n".join(map(str, names))))


class DirectionCard(Card):
    """What is a root of its own among goals and action cards."""

    __abstract__ = True

    @declared_attr
    def root_id(self) -> Mapped[str]:
        """It belongs to itself."""
        return synonym("id")

    def make_trace(self) -> Trace:
        """Begin a trace among its own."""
        return DirectionTraceRow(root_id=self.id)


class GoalRow(DirectionCard):
    """One goal, and what each principle gave to it."""

    __tablename__ = "goals"

    text: Mapped[str] = mapped_column(default="")
    team: Mapped[str] = mapped_column(default="")
    heard: Mapped[str] = mapped_column(default="")
    difference: Mapped[str] = mapped_column(default="")
    dilemmas: Mapped[str] = mapped_column(default="")
    signs: Mapped[str] = mapped_column(default="")
    next_steps: Mapped[str] = mapped_column(default="")
    numbers: Mapped[str] = mapped_column(default="")
    producers: Mapped[str] = mapped_column(default="")
    learned: Mapped[str] = mapped_column(default="")
    revisit_on: Mapped[date | None] = mapped_column(default=None)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]


class GoalPart(Card):
    """What hangs on a goal."""

    __abstract__ = True

    @declared_attr
    def goal_id(self) -> Mapped[str]:
        """The goal it hangs on."""
        return mapped_column(ID, ForeignKey("goals.id"), index=True)

    @declared_attr
    def root_id(self) -> Mapped[str]:
        """The goal it hangs on."""
        return synonym("goal_id")

    def make_trace(self) -> Trace:
        """Begin a trace among those of the goal."""
        return DirectionTraceRow(root_id=self.goal_id)


class GoalAnswerRow(GoalPart):
    """The answer to one of a principle's questions."""

    __tablename__ = "goal_answers"

    principle: Mapped[str] = mapped_column(KEY)
    question: Mapped[int]
    text: Mapped[str] = mapped_column(default="")


class GoalIndicatorRow(GoalPart):
    """A number that may show whether the goal is on its way."""

    __tablename__ = "goal_indicators"

    dataset: Mapped[str] = mapped_column(String(80))
    indicator: Mapped[str] = mapped_column(String(200))


class GoalDismissalRow(GoalPart):
    """A pair of the mirror that the team has waved away for this goal."""

    __tablename__ = "goal_dismissals"

    pair: Mapped[str] = mapped_column(KEY)


class TreeAnswerRow(GoalPart):
    """One answer of the decision tree, as it was given that day; none is ever changed."""

    __tablename__ = "tree_answers"

    question: Mapped[str] = mapped_column(KEY)
    is_yes: Mapped[bool]
    is_of_team: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date]


class RoundGoalRow(RoundCard):
    """The goal a round serves, if any; one row for each round, under the round's own id."""

    __tablename__ = "round_goals"

    goal_id: Mapped[str | None] = mapped_column(ID, ForeignKey("goals.id"), index=True, default=None)


class ActionCardRow(DirectionCard):
    """One action card."""

    __tablename__ = "action_cards"

    deck: Mapped[Deck] = mapped_column(code_of(Deck))
    text: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None] = mapped_column(default=None)
    whom: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    learned: Mapped[str] = mapped_column(default="")
    goal_id: Mapped[str | None] = mapped_column(ID, ForeignKey("goals.id"), index=True, default=None)
    round_id: Mapped[str | None] = mapped_column(ID, ForeignKey("rounds.id"), index=True, default=None)
    drawn_on: Mapped[date]
    done_on: Mapped[date | None] = mapped_column(default=None)


class DirectionTraceRow(Trace):
    """One thing that was changed, removed, brought back or refused on a goal or an action card (`root_id`)."""

    __tablename__ = "direction_trace"

    root_id: Mapped[str] = mapped_column(ID, index=True)
