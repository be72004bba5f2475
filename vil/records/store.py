"""Where the records are: the engine, its set-up for each kind of database, and the two ways into it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL, Connection
from sqlalchemy.orm import Session

from vil.records.schema import bring_up_to_date

BUSY_SECONDS = 30
WRITES = "vil_writes"


@dataclass(frozen=True)
class Store:
    """An open record plane; safe to share between threads."""

    engine: Engine
    turn: threading.RLock = field(default_factory=threading.RLock, repr=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one consistent state and writes nothing."""
        with Session(self.engine, autoflush=False) as reader:
            yield reader

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are on disk when the block ends, or not made at all.

        Writers of one process wait for each other here, in turn; those of other processes wait in the database.
        """
        options = {WRITES: True}
        with (
            self.turn,
            self.engine.connect().execution_options(**options) as connection,
            Session(connection, expire_on_commit=False) as writer,
        ):
            yield writer
            writer.commit()

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_store(url: str) -> Store:
    """Open the records at an SQLAlchemy address, making them or bringing them up to date when needed.

    Raises VilError when they were written by a later release.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        engine = _open_sqlite(address)
    else:
        engine = create_engine(address, json_serializer=_write_json, pool_pre_ping=True)
    store = Store(engine)
    try:
        bring_up_to_date(engine, store.writing)
    except BaseException:
        store.close()
        raise
    return store


_write_json = partial(json.dumps, ensure_ascii=False)


def _open_sqlite(address: URL) -> Engine:
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        address,
        json_serializer=_write_json,
        connect_args={"timeout": BUSY_SECONDS},
        pool_size=10,
        max_overflow=90,
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late to keep a read and its write together
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
