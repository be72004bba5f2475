"""Delete for good what was removed long ago, with what hangs on it and every trace of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, delete, func, select, update
from sqlalchemy.orm import Session

from vil.records.copying import TABLES
from vil.records.editing import Event
from vil.records.rhythm_tables import OwnEvidenceRow
from vil.records.store import Store
from vil.records.tables import EvidenceRow, Trace

Doomed = dict[str, set[str]]
"""The ids to be deleted of each table."""
_AT_ONCE = 500


def find_doomed(reader: Session, before: datetime) -> Doomed:
    """Find the rows that were removed before a moment, and the rows that cannot be without them."""
    last_removed = _find_removals(reader)
    doomed: Doomed = {}
    for table in TABLES.sorted_tables:
        ids: set[str] = set()
        if "is_removed" in table.c:
            found = reader.scalars(select(table.c.id).where(table.c.is_removed))
            ids = {one for one in found if one in last_removed and last_removed[one] < before}
        if "id" in table.c:
            for column, parents in _owners(table, doomed):
                for some in _some(parents):
                    ids |= {*reader.scalars(select(table.c.id).where(column.in_(some)))}
        doomed[table.name] = ids
    return doomed


def delete_doomed(writer: Session, doomed: Doomed) -> None:
    """Delete rows for good, those that hang on others first; a card that only points at one forgets it."""
    every = {one for ids in doomed.values() for one in ids}
    for table in reversed(TABLES.sorted_tables):
        for column, parents in _pointers(table, doomed):
            for some in _some(parents):
                writer.execute(update(table).where(column.in_(some)).values({column.name: None}))
        if "card_id" in table.c:
            for some in _some(every):
                writer.execute(delete(table).where(table.c.card_id.in_(some)))
        if "id" in table.c:
            for some in _some(doomed[table.name]):
                writer.execute(delete(table).where(table.c.id.in_(some)))
            continue
        for column, parents in _owners(table, doomed):
            for some in _some(parents):
                writer.execute(delete(table).where(column.in_(some)))


def find_pictures(reader: Session, doomed: Doomed) -> set[str]:
    """Name the pictures that are still to be seen somewhere, or that a trace can bring back."""
    gone = doomed[EvidenceRow.__tablename__] | doomed[OwnEvidenceRow.__tablename__]
    shown = [found for row in (EvidenceRow, OwnEvidenceRow) for found in reader.execute(select(row.id, row.picture))]
    names = {picture for card_id, picture in shown if card_id not in gone and picture}
    for table in _traces():
        found = reader.execute(select(table.c.card_id, table.c.before).where(table.c.field == "picture")).all()
        names |= {before for card_id, before in found if card_id not in gone}
    return names


def forget_free_space(store: Store) -> None:
    """Have SQLite write its file anew, so that nothing deleted is left in it; other databases see to that themselves."""
    if store.engine.dialect.name != "sqlite":
        return
    with store.turn, closing(store.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _find_removals(reader: Session) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for table in _traces():
        last = select(table.c.card_id, func.max(table.c.at, type_=table.c.at.type)).where(
            table.c.event == Event.REMOVED
        )
        found.update((card_id, at) for card_id, at in reader.execute(last.group_by(table.c.card_id)))
    return found


def _traces() -> Iterator[Table]:
    for kind in Trace.__subclasses__():
        yield TABLES.tables[kind.__tablename__]


def _owners(table: Table, doomed: Doomed) -> Iterator[tuple[Column[Any], set[str]]]:
    """Give the columns by which a row hangs on another, with the ids of those that go."""
    for key in table.foreign_keys:
        if not key.parent.nullable and doomed.get(key.column.table.name):
            yield key.parent, doomed[key.column.table.name]


def _pointers(table: Table, doomed: Doomed) -> Iterator[tuple[Column[Any], set[str]]]:
    """Give the columns by which a row only points at another."""
    for key in table.foreign_keys:
        if key.parent.nullable and doomed.get(key.column.table.name):
            yield key.parent, doomed[key.column.table.name]


def _some(ids: Iterable[str]) -> Iterator[list[str]]:
    """Give ids in portions that any database takes in one statement."""
    listed = sorted(ids)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]
