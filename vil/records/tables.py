"""The tables of the record plane.

A card is anything a person can edit. It has `seq`, the order it was made in (never a clock), `id`, a UUID, `version`, which
counts its changes from 1, and `changed_in`, the version each field last changed in. Removed cards stay, marked, and what
hangs on them is out of sight with them.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, synonym

from vil.model.claim import Claim
from vil.model.evidence import EvidenceKind
from vil.model.indicator import Direction
from vil.model.period import Grain, Period
from vil.model.round import Hallmark, Influence, Place, Reach, Verdict
from vil.model.series import View
from vil.records.columns import ClaimColumn, Moment, PeriodColumn, PlaceColumn, ViewColumn, code_of

ID = String(36)


class Base(DeclarativeBase):
    """All tables of the records."""

    type_annotation_map = {  # noqa: RUF012 (read by SQLAlchemy)
        str: Text,
        datetime: Moment,
        View: ViewColumn,
        Period: PeriodColumn,
        Place: PlaceColumn,
        Direction: code_of(Direction),
        EvidenceKind: code_of(EvidenceKind),
        Grain: code_of(Grain),
        Hallmark: code_of(Hallmark),
        Influence: code_of(Influence),
        Reach: code_of(Reach),
        Verdict: code_of(Verdict),
        dict[str, int]: JSON,
        dict[str, str]: JSON,
    }


class Trace(Base):
    """One thing that was changed, removed, brought back or refused.

    `before` is the text that is not in the card: the one that was there before, or the one that was refused.
    """

    __abstract__ = True

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(20))
    card_id: Mapped[str] = mapped_column(ID, index=True)
    event: Mapped[str] = mapped_column(String(20))
    field: Mapped[str] = mapped_column(String(40))
    before: Mapped[str]
    version: Mapped[int]
    at: Mapped[datetime]


class Card(Base):
    """What every editable row has; `root_id` is the round or the indicator card that it belongs to."""

    __abstract__ = True

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(ID, unique=True, default=lambda: str(uuid.uuid4()))
    version: Mapped[int] = mapped_column(default=1)
    changed_in: Mapped[dict[str, int]] = mapped_column(default=dict)
    is_removed: Mapped[bool] = mapped_column(default=False)

    if TYPE_CHECKING:
        root_id: Mapped[str]

    def make_trace(self) -> Trace:
        """Begin a trace among those of the round or card that this belongs to."""
        raise NotImplementedError


class RoundCard(Card):
    """What belongs to a round."""

    __abstract__ = True

    @declared_attr
    def round_id(self) -> Mapped[str]:
        """The round the card belongs to."""
        return mapped_column(ID, ForeignKey("rounds.id"), index=True)

    @declared_attr
    def root_id(self) -> Mapped[str]:
        """The round the card belongs to."""
        return synonym("round_id")

    def make_trace(self) -> Trace:
        """Begin a trace among those of the round."""
        return TraceRow(round_id=self.round_id)


class RoundRow(RoundCard):
    """One round."""

    __tablename__ = "rounds"

    title: Mapped[str] = mapped_column(default="")
    team: Mapped[str] = mapped_column(default="")
    view: Mapped[View | None] = mapped_column(default=None)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    @declared_attr
    def round_id(self) -> Mapped[str]:
        """A round belongs to itself."""
        return synonym("id")

    @declared_attr
    def root_id(self) -> Mapped[str]:
        """A round belongs to itself."""
        return synonym("id")


class AssumptionsRow(RoundCard):
    """What the team believed before the chart was shown; one row for each round, under the round's own id."""

    __tablename__ = "assumptions"

    citizens: Mapped[str] = mapped_column(default="")
    staff: Mapped[str] = mapped_column(default="")
    leaders: Mapped[str] = mapped_column(default="")
    expectation: Mapped[str] = mapped_column(default="")
    missing_knowledge: Mapped[str] = mapped_column(default="")


class WonderRow(RoundCard):
    """What the team saw and pinned."""

    __tablename__ = "wonders"

    view: Mapped[View]
    headline: Mapped[str] = mapped_column(default="")
    sentence: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    compared_with: Mapped[str] = mapped_column(default="")
    is_good_enough: Mapped[bool | None] = mapped_column(default=None)
    pinned_at: Mapped[datetime]
    place: Mapped[Place | None] = mapped_column(default=None)


class GuessRow(RoundCard):
    """What was expected of a number before its line was shown."""

    __tablename__ = "guesses"

    view: Mapped[View]
    author: Mapped[str] = mapped_column(default="")
    guessed_at: Mapped[datetime]
    shown_at: Mapped[datetime | None] = mapped_column(default=None)
    swing: Mapped[float | None] = mapped_column(default=None)


class GuessPointRow(RoundCard):
    """One period of a guess; each is a card of its own, so that two can write at different periods."""

    __tablename__ = "guess_points"

    guess_id: Mapped[str] = mapped_column(ID, ForeignKey("guesses.id"), index=True)
    period: Mapped[Period]
    value: Mapped[float | None] = mapped_column(default=None)
    actual: Mapped[float | None] = mapped_column(default=None)


class InterpretationRow(RoundCard):
    """One possible reading of a wonder."""

    __tablename__ = "interpretations"

    wonder_id: Mapped[str] = mapped_column(ID, ForeignKey("wonders.id"), index=True)
    text: Mapped[str] = mapped_column(default="")
    claim: Mapped[Claim | None] = mapped_column(ClaimColumn, default=None)


class EvidenceRow(RoundCard):
    """A quote, a picture or an observation beside a wonder; the picture itself is a file."""

    __tablename__ = "evidence"

    wonder_id: Mapped[str] = mapped_column(ID, ForeignKey("wonders.id"), index=True)
    kind: Mapped[EvidenceKind]
    text: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(default=None)
    unit: Mapped[str | None] = mapped_column(default=None)
    picture: Mapped[str] = mapped_column(default="")
    alt: Mapped[str] = mapped_column(default="")


class ExplanationRow(RoundCard):
    """A suspected cause, placed in the grid."""

    __tablename__ = "explanations"

    wonder_id: Mapped[str] = mapped_column(ID, ForeignKey("wonders.id"), index=True)
    text: Mapped[str] = mapped_column(default="")
    influence: Mapped[Influence]
    reach: Mapped[Reach]
    position: Mapped[int] = mapped_column(default=0)
    hallmark: Mapped[Hallmark | None]


class ActionRow(RoundCard):
    """What the team will do, its when-then plan, and what it expects to see."""

    __tablename__ = "actions"

    explanation_id: Mapped[str] = mapped_column(ID, ForeignKey("explanations.id"), index=True)
    text: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None] = mapped_column(default=None)
    next_step: Mapped[str] = mapped_column(default="")
    when: Mapped[str] = mapped_column("when_text", default="")
    then: Mapped[str] = mapped_column("then_text", default="")
    obstacle: Mapped[str] = mapped_column(default="")
    reminder: Mapped[str] = mapped_column(default="")
    easy: Mapped[str] = mapped_column(default="")
    visible: Mapped[str] = mapped_column(default="")
    together: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None] = mapped_column(default=None)
    direction: Mapped[Direction] = mapped_column(default=Direction.NEITHER)
    target: Mapped[float | None] = mapped_column(default=None)
    by: Mapped[date | None] = mapped_column("reached_by", default=None)
    for_whom: Mapped[str] = mapped_column(default="")
    baseline: Mapped[float | None] = mapped_column(default=None)
    sealed_on: Mapped[date | None] = mapped_column(default=None)


class FollowUpRow(RoundCard):
    """One reading of new numbers against an action's expectation."""

    __tablename__ = "follow_ups"

    action_id: Mapped[str] = mapped_column(ID, ForeignKey("actions.id"), index=True)
    data_version: Mapped[int]
    verdict: Mapped[Verdict]
    sentence: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    who_must_know: Mapped[str] = mapped_column(default="")
    next_meeting: Mapped[date | None] = mapped_column(default=None)
    read_at: Mapped[datetime]


class TraceRow(Trace):
    """One thing that was changed, removed, brought back or refused in a round."""

    __tablename__ = "trace"

    round_id: Mapped[str] = mapped_column(ID, ForeignKey("rounds.id"), index=True)
