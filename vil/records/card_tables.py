"""The tables of indicator cards, keyed by data set and indicator and not by version."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, synonym

from vil.model.period import Grain
from vil.records.tables import ID, Card, Trace

_CARDS = uuid.UUID("6f1c1f0e-7d0b-4c1b-9a55-0d0f5c3f2a11")


def name_card(dataset: str, indicator: str) -> str:
    """Name the card of an indicator: the same id wherever it is written first."""
    return str(uuid.uuid5(_CARDS, f"{dataset}\n{indicator}"))


class IndicatorCardRow(Card):
    """What is known about one indicator of a data set."""

    __tablename__ = "indicator_cards"
    __table_args__ = (UniqueConstraint("dataset", "indicator"),)

    dataset: Mapped[str] = mapped_column(String(80))
    indicator: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(default="")
    source_system: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    contact_teams: Mapped[str] = mapped_column(default="")
    update_grain: Mapped[Grain | None] = mapped_column(default=None)
    update_lag: Mapped[int | None] = mapped_column(default=None)
    registration: Mapped[str] = mapped_column(default="")
    context: Mapped[str] = mapped_column(default="")
    caveats: Mapped[str] = mapped_column(default="")

    @declared_attr
    def root_id(self) -> Mapped[str]:
        """A card belongs to itself."""
        return synonym("id")

    def make_trace(self) -> Trace:
        """Begin a trace among those of the card."""
        return CardTraceRow(indicator_card_id=self.id)


class CardPart(Card):
    """What hangs on an indicator card."""

    __abstract__ = True

    @declared_attr
    def indicator_card_id(self) -> Mapped[str]:
        """The card it hangs on."""
        return mapped_column(ID, ForeignKey("indicator_cards.id"), index=True)

    @declared_attr
    def root_id(self) -> Mapped[str]:
        """The card it hangs on."""
        return synonym("indicator_card_id")

    def make_trace(self) -> Trace:
        """Begin a trace among those of the card."""
        return CardTraceRow(indicator_card_id=self.indicator_card_id)


class TargetRow(CardPart):
    """One target and when it holds."""

    __tablename__ = "targets"

    value: Mapped[float]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(default=None)
    unit: Mapped[str | None] = mapped_column(default=None)
    grain: Mapped[Grain | None] = mapped_column(default=None)
    set_by: Mapped[str] = mapped_column(default="")
    set_at: Mapped[datetime]


class EventRow(CardPart):
    """One event; `is_for_all` where it belongs to every indicator of the data set."""

    __tablename__ = "card_events"

    start: Mapped[date] = mapped_column("starts_on")
    end: Mapped[date | None] = mapped_column("ends_on", default=None)
    name: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    unit: Mapped[str | None] = mapped_column(default=None)
    is_for_all: Mapped[bool] = mapped_column(default=False)
    breaks_series: Mapped[bool] = mapped_column(default=False)


class ApprovalRow(CardPart):
    """One approval; the latest that is not withdrawn stands. `definition` is what was approved, by the name of each fact."""

    __tablename__ = "approvals"

    name: Mapped[str]
    approved_on: Mapped[date]
    data_version: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(String(64))
    definition: Mapped[dict[str, str]]


class CardTraceRow(Trace):
    """One thing that was changed, removed, brought back or refused on an indicator card."""

    __tablename__ = "card_trace"

    indicator_card_id: Mapped[str] = mapped_column(ID, ForeignKey("indicator_cards.id"), index=True)
