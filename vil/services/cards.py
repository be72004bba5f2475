"""Write and read indicator cards: what is known beside a number, its targets and its events.

`version` is always the number the writer last saw. A writer who comes too late with one field gets EditedMeanwhile; the other
fields are saved, and both texts are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Unpack

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from vil.errors import EventUnnamed, TargetIncomplete
from vil.model.card import Beside, CardEvent, Frequency, IndicatorCard, Target
from vil.model.period import Grain
from vil.model.recipe import Event
from vil.records import Store, card_reading
from vil.records.card_tables import EventRow, IndicatorCardRow, TargetRow, name_card
from vil.records.editing import Kind
from vil.records.reading import Trace
from vil.services.fields import CardFields, EventFields
from vil.services.rounds import remove, restore
from vil.services.saving import add_card, save_card


def load_card(store: Store, dataset: str, indicator: str) -> IndicatorCard:
    """Load the card of an indicator; an empty one when nobody has written on it."""
    return load_cards(store, dataset, (indicator,))[0]


def load_cards(store: Store, dataset: str, indicators: Sequence[str]) -> tuple[IndicatorCard, ...]:
    """Load the cards of several indicators of a data set, in the order asked for."""
    with store.reading() as reader:
        return card_reading.load_cards(reader, dataset, indicators)


def find_beside(store: Store, dataset: str, indicator: str) -> Beside:
    """Find the events and the targets that go with a number wherever it is shown."""
    with store.reading() as reader:
        return card_reading.load_beside(reader, dataset, indicator)


def find_practices(store: Store) -> Beside:
    """Find the changes of registration written on any card: what a number is judged by where no card is shown."""
    with store.reading() as reader:
        return Beside(practices=card_reading.load_practices(reader))


def list_frequencies(store: Store) -> dict[tuple[str, str], Frequency]:
    """List how often numbers come, by data set and indicator, where a card says so."""
    with store.reading() as reader:
        return card_reading.load_frequencies(reader)


def list_card_trace(store: Store, dataset: str, indicator: str) -> tuple[Trace, ...]:
    """List what was changed, removed, brought back and refused on a card, oldest first."""
    with store.reading() as reader:
        return card_reading.load_card_trace(reader, name_card(dataset, indicator))


def save_indicator_card(
    store: Store, dataset: str, indicator: str, *, version: int, **fields: Unpack[CardFields]
) -> IndicatorCard:
    """Save fields of a card, which is made when it is first written on."""
    card_id = begin_card(store, dataset, indicator)
    save_card(store, IndicatorCardRow, card_id, version, fields, lambda _writer, row: row.id)
    return load_card(store, dataset, indicator)


def begin_card(store: Store, dataset: str, indicator: str) -> str:
    """Make the card of an indicator where there is none, and name it."""
    card_id = name_card(dataset, indicator)
    with store.reading() as reader:
        if reader.scalar(select(IndicatorCardRow.id).where(IndicatorCardRow.id == card_id)):
            return card_id
    with store.writing() as writer:
        _make_card(writer, IndicatorCardRow(id=card_id, dataset=dataset, indicator=indicator))
    return card_id


def _make_card(writer: Session, row: IndicatorCardRow) -> None:
    try:
        with writer.begin_nested():
            add_card(writer, row)
    except IntegrityError:  # somebody else made it at the same moment
        writer.expunge_all()


def set_target(
    store: Store,
    dataset: str,
    indicator: str,
    *,
    value: float | None,
    starts_on: date | None,
    ends_on: date | None = None,
    unit: str | None = None,
    grain: Grain | None = None,
    set_by: str = "",
) -> Target:
    """Set a target from a day on; the earlier ones stay, each for the time it held.

    Raises TargetIncomplete without a figure or a first day, or when it ends before it begins.
    """
    if value is None or starts_on is None or (ends_on is not None and ends_on < starts_on):
        raise TargetIncomplete
    card_id = begin_card(store, dataset, indicator)
    with store.writing() as writer:
        row = TargetRow(indicator_card_id=card_id, value=value, starts_on=starts_on, ends_on=ends_on, unit=unit)
        row.grain, row.set_by, row.set_at = grain, set_by, datetime.now(UTC)
        return card_reading.as_target(add_card(writer, row))


def end_target(store: Store, target_id: str, *, version: int, ends_on: date | None) -> Target:
    """Say which day a target holds last, or that it goes on."""
    fields = {"ends_on": ends_on}
    return save_card(store, TargetRow, target_id, version, fields, lambda _writer, row: card_reading.as_target(row))


def withdraw_target(store: Store, target_id: str) -> None:
    """Take a target back that was set by mistake; it stays in the history as withdrawn."""
    remove(store, Kind.TARGET, target_id)


def reinstate_target(store: Store, target_id: str) -> None:
    """Let a withdrawn target hold again."""
    restore(store, Kind.TARGET, target_id)


def add_event(store: Store, dataset: str, indicator: str, event: Event) -> CardEvent:
    """Write an event on a card; without an indicator of its own it belongs to every number of the data set.

    Raises EventUnnamed when it has no name to stand above a chart.
    """
    if not event.name.strip():
        raise EventUnnamed
    card_id = begin_card(store, dataset, indicator)
    with store.writing() as writer:
        row = EventRow(indicator_card_id=card_id, start=event.start, end=event.end, name=event.name, text=event.text)
        row.unit, row.is_for_all, row.breaks_series = event.unit, event.indicator is None, event.breaks_series
        return card_reading.as_event(add_card(writer, row), indicator)


def save_event(store: Store, event_id: str, *, version: int, **fields: Unpack[EventFields]) -> int:
    """Save fields of an event, and give its version."""
    return save_card(store, EventRow, event_id, version, fields, lambda _writer, row: row.version)


def remove_event(store: Store, event_id: str) -> None:
    """Take an event off its card; it can be brought back."""
    remove(store, Kind.CARD_EVENT, event_id)


def restore_event(store: Store, event_id: str) -> None:
    """Bring an event back."""
    restore(store, Kind.CARD_EVENT, event_id)
