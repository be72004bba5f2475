"""The records as one file, whatever database they are in, and back again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import func, insert, make_url, select

from vil.records import card_tables, direction_tables, landscape_tables, programme_tables, rhythm_tables, tables
from vil.records.store import Store, open_store

TABLES = tables.Base.metadata
_OF = (card_tables, direction_tables, landscape_tables, programme_tables, rhythm_tables)
"""The modules whose tables belong to `TABLES` as soon as they are imported."""


def copy_to_file(url: str, target: Path) -> bool:
    """Copy the records as they are at one moment to an SQLite file, while others write; False when there are none yet."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        _copy_across(url, f"sqlite:///{target}")
        return True
    if not address.database or not Path(address.database).is_file():
        return False
    with closing(sqlite3.connect(address.database)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    return True


def copy_from_file(source: Path, url: str) -> bool:
    """Copy the records of an SQLite file into a database that has none; False, and nothing done, when it has some."""
    store = open_store(url)
    try:
        if not is_empty(store):
            return False
    finally:
        store.close()
    _copy_across(f"sqlite:///{source}", url)
    return True


def is_empty(store: Store) -> bool:
    """Tell whether nobody has written anything."""
    with store.reading() as reader:
        return not any(reader.scalar(select(func.count()).select_from(table)) for table in TABLES.sorted_tables)


def is_whole(path: Path) -> bool:
    """Tell whether an SQLite file is undamaged."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def _copy_across(source_url: str, target_url: str) -> None:
    """Copy every row, those that others point at first."""
    source, target = open_store(source_url), open_store(target_url)
    try:
        level = "REPEATABLE READ" if source.engine.dialect.name == "postgresql" else "SERIALIZABLE"
        with source.engine.connect().execution_options(isolation_level=level) as reader, target.writing() as writer:
            for table in TABLES.sorted_tables:
                rows = [dict(row) for row in reader.execute(select(table)).mappings()]
                if rows:
                    writer.execute(insert(table), rows)
                if "seq" in table.c and target.engine.dialect.name == "postgresql":
                    sequence = func.pg_get_serial_sequence(table.name, "seq")
                    writer.execute(select(func.setval(sequence, func.max(table.c.seq))))
    finally:
        source.close()
        target.close()
