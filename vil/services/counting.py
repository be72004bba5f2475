"""Count what nobody measures: begin a series, tap, put a week right, and see who changed what when.

Every tap is a row of its own, numbered by the phone it came from: two phones at once add up, and what is sent twice counts once.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypedDict, Unpack

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vil.errors import CardNotFound, PersonNumberWritten, SignUnnamed
from vil.model.own_series import Count, OwnSeries
from vil.privacy import mask
from vil.records import Store
from vil.records.editing import Kind, clean, open_card
from vil.records.rhythm_tables import OwnCountRow, OwnSeriesRow
from vil.services.rounds import remove, restore
from vil.services.saving import add_card, save_card

MOST_AT_ONCE = 500
_LONGEST_DEVICE = 40
_WEEK = timedelta(days=7)


class SeriesFields(TypedDict, total=False):
    """What can be changed on an own series."""

    name: str
    why: str
    for_whom: str
    team: str


@dataclass(frozen=True)
class Tap:
    """One tap on a phone: its number there (from 1), the week it belongs to, and +1, -1, or 0 for a week with none."""

    ordinal: int
    week: date
    change: int


def begin_series(store: Store, *, name: str, why: str = "", for_whom: str = "", team: str = "") -> OwnSeries:
    """Begin to count something. Raises SignUnnamed without a name, PersonNumberWritten with a CPR number in a text."""
    texts = {"name": name.strip(), "why": why.strip(), "for_whom": for_whom.strip(), "team": team.strip()}
    if not texts["name"]:
        raise SignUnnamed
    _refuse_person_numbers(texts.values())
    with store.writing() as writer:
        row = add_card(writer, OwnSeriesRow(**texts, started_on=date.today()))
        return _read_series(writer, row)


def _refuse_person_numbers(texts: Iterable[str]) -> None:
    if any(mask(text) != text for text in texts):
        raise PersonNumberWritten


def load_own_series(store: Store, series_id: str) -> OwnSeries:
    """Load a series with its weeks; CardNotFound when there is none or it is removed."""
    with store.reading() as reader:
        row = reader.scalar(select(OwnSeriesRow).where(OwnSeriesRow.id == series_id, ~OwnSeriesRow.is_removed))
        if row is None:
            raise CardNotFound(series_id)
        return _read_series(reader, row)


def list_own_series(store: Store) -> tuple[OwnSeries, ...]:
    """List what is counted, the series begun last first."""
    with store.reading() as reader:
        rows = reader.scalars(
            select(OwnSeriesRow).where(~OwnSeriesRow.is_removed).order_by(OwnSeriesRow.seq.desc())
        ).all()
        return tuple(_read_series(reader, row) for row in rows)


def save_own_series(store: Store, series_id: str, *, version: int, **fields: Unpack[SeriesFields]) -> int:
    """Save fields of a series, and give its version. Raises PersonNumberWritten, EditedMeanwhile or CardRemoved."""
    _refuse_person_numbers(tuple(str(text) for text in fields.values()))
    return save_card(store, OwnSeriesRow, series_id, version, fields, lambda _writer, row: row.version)


def remove_own_series(store: Store, series_id: str) -> None:
    """Take a series out of sight; what was counted is kept."""
    remove(store, Kind.OWN_SERIES, series_id)


def restore_own_series(store: Store, series_id: str) -> None:
    """Bring a removed series back."""
    restore(store, Kind.OWN_SERIES, series_id)


def count_taps(store: Store, series_id: str, *, device: str, taps: Sequence[Tap], today: date) -> int:
    """Keep the taps of a device that are not kept already, and give the highest number kept of it.

    A week in the future is passed over, and a tap that would bring a week below 0 changes nothing.
    """
    with store.writing() as writer:
        open_card(writer, OwnSeriesRow, series_id)
        known = set(_ordinals(writer, series_id, device[:_LONGEST_DEVICE]))
        for tap in sorted(taps, key=lambda tap: tap.ordinal)[:MOST_AT_ONCE]:
            week = monday_of(tap.week)
            if tap.ordinal not in known and week <= today:
                known.add(tap.ordinal)
                writer.add(_make_count(writer, series_id, device[:_LONGEST_DEVICE], tap, week))
                writer.flush()
        return max(known, default=0)


def _ordinals(reader: Session, series_id: str, device: str) -> Sequence[int]:
    where = (OwnCountRow.series_id == series_id, OwnCountRow.device == device)
    return reader.scalars(select(OwnCountRow.ordinal).where(*where)).all()


def _make_count(writer: Session, series_id: str, device: str, tap: Tap, week: date) -> OwnCountRow:
    change = max(-1, min(1, tap.change))
    if change < 0 and (_figure(writer, series_id, week) or 0) + change < 0:
        change = 0
    row = OwnCountRow(series_id=series_id, week=week, change=change, device=device, ordinal=tap.ordinal)
    row.is_correction, row.note, row.at = False, "", datetime.now(UTC)
    return row


def put_right(store: Store, series_id: str, *, week: date, figure: int, note: str = "") -> None:
    """Put a week's figure right afterwards; what it was stands in the history with why.

    Raises PersonNumberWritten with a CPR number in the note.
    """
    _refuse_person_numbers((note,))
    with store.writing() as writer:
        open_card(writer, OwnSeriesRow, series_id)
        before = _figure(writer, series_id, monday_of(week))
        row = OwnCountRow(series_id=series_id, week=monday_of(week), change=max(0, figure) - (before or 0))
        row.device, row.ordinal, row.is_correction = str(uuid.uuid4()), 1, True
        row.note, row.at = str(clean(note.strip())), datetime.now(UTC)
        writer.add(row)


def list_counts(store: Store, series_id: str) -> tuple[Count, ...]:
    """List every tap and correction of a series, newest first."""
    with store.reading() as reader:
        rows = reader.scalars(
            select(OwnCountRow).where(OwnCountRow.series_id == series_id).order_by(OwnCountRow.seq.desc())
        )
        return tuple(Count(row.week, row.change, row.at, row.is_correction, row.note) for row in rows)


def monday_of(day: date) -> date:
    """Find the Monday of the ISO week a day lies in."""
    return day - timedelta(days=day.weekday())


def list_weeks(series: OwnSeries, today: date) -> tuple[date, ...]:
    """List the Mondays that can be counted in, newest first, back to four weeks before the series began or its first week."""
    first = monday_of(series.started_on) - 4 * _WEEK
    if series.weeks:
        first = min(first, series.weeks[0][0])
    latest = monday_of(today)
    return tuple(latest - step * _WEEK for step in range((latest - first).days // 7 + 1))


def _figure(reader: Session, series_id: str, week: date) -> int | None:
    where = (OwnCountRow.series_id == series_id, OwnCountRow.week == week)
    found: int | None = reader.scalar(select(func.sum(OwnCountRow.change)).where(*where))
    return found


def _read_series(reader: Session, row: OwnSeriesRow) -> OwnSeries:
    weeks = reader.execute(
        select(OwnCountRow.week, func.sum(OwnCountRow.change))
        .where(OwnCountRow.series_id == row.id)
        .group_by(OwnCountRow.week)
        .order_by(OwnCountRow.week)
    )
    figures = tuple((week, int(figure)) for week, figure in weeks)
    return OwnSeries(row.id, row.version, row.name, row.why, row.for_whom, row.team, row.started_on, figures)
