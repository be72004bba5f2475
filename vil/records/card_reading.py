"""From the rows of indicator cards to the model's frozen dataclasses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from vil.model.card import Approval, Beside, CardEvent, Frequency, IndicatorCard, Target
from vil.model.recipe import Event
from vil.records.card_tables import (
    ApprovalRow,
    CardPart,
    CardTraceRow,
    EventRow,
    IndicatorCardRow,
    TargetRow,
    name_card,
)
from vil.records.reading import Trace

P = TypeVar("P", bound=CardPart)


def load_cards(reader: Session, dataset: str, indicators: Sequence[str]) -> tuple[IndicatorCard, ...]:
    """Load the card of each indicator, an empty one where nobody has written; one query for each table."""
    rows = {
        row.indicator: row
        for row in reader.scalars(select(IndicatorCardRow).where(IndicatorCardRow.dataset == dataset))
    }
    owners = {row.id: row.indicator for row in rows.values()}
    targets, approvals = _parts(reader, TargetRow, dataset), _parts(reader, ApprovalRow, dataset)
    events = [row for row in _parts(reader, EventRow, dataset) if not row.is_removed]
    return tuple(
        _as_card(
            rows.get(indicator) or IndicatorCardRow(**_nothing(dataset, indicator)),
            [row for row in targets if owners[row.indicator_card_id] == indicator],
            [row for row in events if row.is_for_all or owners[row.indicator_card_id] == indicator],
            [row for row in approvals if owners[row.indicator_card_id] == indicator and not row.is_removed],
            {row.id: owners[row.indicator_card_id] for row in events},
        )
        for indicator in indicators
    )


def load_beside(reader: Session, dataset: str, indicator: str) -> Beside:
    """Load the events and the targets that go with a number, oldest first; what is withdrawn or removed is left out."""
    card_id = name_card(dataset, indicator)
    targets = select(TargetRow).where(TargetRow.indicator_card_id == card_id, ~TargetRow.is_removed)
    events = (
        select(EventRow, IndicatorCardRow.indicator)
        .join(IndicatorCardRow, IndicatorCardRow.id == EventRow.indicator_card_id)
        .where(IndicatorCardRow.dataset == dataset, ~EventRow.is_removed)
        .where(EventRow.is_for_all | (EventRow.indicator_card_id == card_id))
    )
    return Beside(
        tuple(as_event(row, owner).event for row, owner in reader.execute(events.order_by(EventRow.seq))),
        tuple(as_target(row) for row in reader.scalars(targets.order_by(TargetRow.seq))),
        load_practices(reader),
    )


def load_practices(reader: Session) -> tuple[tuple[str, Event], ...]:
    """Load every change of registration that is written on a card, with its data set, oldest first."""
    query = (
        select(EventRow, IndicatorCardRow.indicator, IndicatorCardRow.dataset)
        .join(IndicatorCardRow, IndicatorCardRow.id == EventRow.indicator_card_id)
        .where(EventRow.breaks_series, ~EventRow.is_removed)
        .order_by(EventRow.seq)
    )
    return tuple((dataset, as_event(row, owner).event) for row, owner, dataset in reader.execute(query))


def load_frequencies(reader: Session) -> dict[tuple[str, str], Frequency]:
    """Load how often numbers come, by data set and indicator, for every card that says so."""
    card = IndicatorCardRow
    query = select(card.dataset, card.indicator, card.update_grain, card.update_lag)
    return {
        (dataset, indicator): Frequency(grain, lag)
        for dataset, indicator, grain, lag in reader.execute(query)
        if grain is not None and lag is not None
    }


def load_card_trace(reader: Session, card_id: str) -> tuple[Trace, ...]:
    """Load what was changed, removed, brought back and refused on a card, oldest first."""
    rows = reader.scalars(
        select(CardTraceRow).where(CardTraceRow.indicator_card_id == card_id).order_by(CardTraceRow.seq)
    )
    return tuple(Trace(row.kind, row.card_id, row.event, row.field, row.before, row.version, row.at) for row in rows)


def as_target(row: TargetRow) -> Target:
    """Read one target."""
    return Target(
        row.value,
        row.starts_on,
        row.ends_on,
        row.unit,
        row.grain,
        row.set_by,
        row.set_at,
        row.id,
        row.version,
        row.is_removed,
    )


def as_event(row: EventRow, indicator: str) -> CardEvent:
    """Read one event; it names its indicator unless it belongs to all of them."""
    about = None if row.is_for_all else indicator
    event = Event(row.start, row.name, row.end, row.text, about, row.unit, row.breaks_series)
    return CardEvent(event, row.id, row.version)


def as_approval(row: ApprovalRow) -> Approval:
    """Read one approval."""
    definition = tuple(row.definition.items())
    return Approval(row.name, row.approved_on, row.data_version, row.fingerprint, definition, row.id)


def _as_card(
    row: IndicatorCardRow,
    targets: Sequence[TargetRow],
    events: Sequence[EventRow],
    approvals: Sequence[ApprovalRow],
    owners: dict[str, str],
) -> IndicatorCard:
    return IndicatorCard(
        row.id,
        row.dataset,
        row.indicator,
        row.description,
        row.source_system,
        row.owner,
        row.contact_name,
        row.contact_phone,
        row.contact_email,
        row.contact_teams,
        row.update_grain,
        row.update_lag,
        row.registration,
        row.context,
        row.caveats,
        row.version,
        tuple(as_target(target) for target in targets),
        tuple(as_event(event, owners[event.id]) for event in events),
        as_approval(approvals[-1]) if approvals else None,
    )


def _parts(reader: Session, row_type: type[P], dataset: str) -> list[P]:
    query = (
        select(row_type)
        .join(IndicatorCardRow, IndicatorCardRow.id == row_type.indicator_card_id)
        .where(IndicatorCardRow.dataset == dataset)
    )
    return list(reader.scalars(query.order_by(row_type.seq)))


def _nothing(dataset: str, indicator: str) -> dict[str, object]:
    texts = "description source_system owner contact_name contact_phone contact_email contact_teams registration context caveats"
    known = {"id": name_card(dataset, indicator), "dataset": dataset, "indicator": indicator, "version": 0}
    return {**known, **dict.fromkeys(texts.split(), "")}
