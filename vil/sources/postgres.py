"""A table in PostgreSQL, read through one connection that can write nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from vil.errors import SourceFailed
from vil.model.reading import ColumnType
from vil.sources import texts
from vil.sources.address import Address
from vil.sources.dialects import transpile

if TYPE_CHECKING:
    import psycopg

_SECONDS_TO_CONNECT = 10
_SESSION = "SET TIME ZONE 'Europe/Copenhagen'; SET DateStyle TO 'ISO, YMD'; SET extra_float_digits TO 1; SET work_mem TO '64MB'"
"""Memory for sorting, because distinct counts sort the rows; PostgreSQL's own is for small questions."""
_COLUMNS = """
SELECT attname, typcategory, typname FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""
_TEXTS = frozenset({"money", "time", "timetz", "oid"})
"""Types that PostgreSQL counts among numbers or dates and that are neither here."""
_CATEGORIES = {"N": ColumnType.NUMBER, "D": ColumnType.DATE, "B": ColumnType.BOOLEAN}


class PostgresTable:
    """One table or view of a PostgreSQL database."""

    def __init__(self, connection: psycopg.Connection[Any], address: Address) -> None:
        self._connection = connection
        self._address = address
        self.relation = _quoted(address.table)
        self.asked = ""
        found = self._run(_COLUMNS, (self.relation,))
        if not found:
            raise SourceFailed(texts.NO_TABLE_THERE.format(table=address.table, place=_place(address)))
        self._columns = {name: _kind_of(category, type_name) for name, category, type_name in found}

    @property
    def columns(self) -> Mapping[str, ColumnType]:
        """The columns there are, by the catalogue: no row is read for it."""
        return self._columns

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query of DuckDB's dialect in PostgreSQL and bring its answer home."""
        self.asked = transpile(sql, "postgres")
        return self._run(self.asked, None)

    def stop(self) -> None:
        """Have PostgreSQL cancel what it is doing."""
        self._connection.cancel()

    def _run(self, sql: str, values: tuple[str, ...] | None) -> list[tuple[Any, ...]]:
        import psycopg

        try:
            with self._connection.cursor() as cursor:
                cursor.execute(sql.encode(), values)
                return cursor.fetchall()
        except psycopg.Error as error:
            raise SourceFailed(_describe(error, self._address)) from None


@contextmanager
def open_postgres(address: Address) -> Iterator[PostgresTable]:
    """Connect for reading only; the password is the address's, or PostgreSQL's own (PGPASSWORD, .pgpass)."""
    try:
        import psycopg
    except ImportError as error:
        raise SourceFailed(texts.NO_PSYCOPG) from error
    try:
        connection = psycopg.connect(
            address.connect,
            autocommit=True,
            connect_timeout=_SECONDS_TO_CONNECT,
            application_name="VIL",
            options="-c default_transaction_read_only=on -c jit=off",
        )
    except (psycopg.Error, UnicodeError) as error:
        raise SourceFailed(_describe(error, address)) from None
    with connection:
        connection.execute(_SESSION)
        yield PostgresTable(connection, address)


def _describe(error: Exception, address: Address) -> str:
    """Say in Danish what went wrong, by the code of the error alone: its message may hold values and names of users."""
    code = getattr(error, "sqlstate", None) or ""
    place = _place(address)
    if code == "42501":
        return texts.NO_RIGHTS.format(table=address.table)
    if code in ("3F000", "42P01"):
        return texts.NO_TABLE_THERE.format(table=address.table, place=place)
    if code:
        return texts.FAILED.format(place=place, code=code)
    told = str(error).casefold()
    if "password" in told or "authentication" in told or "role " in told:
        return texts.NO_ENTRY.format(place=place)
    return (texts.NO_DATABASE if "database " in told else texts.NO_CONNECTION).format(place=place)


def _place(address: Address) -> str:
    return address.shown.partition("?")[0]


def _quoted(table: str) -> str:
    parts = re.findall(r'"((?:[^"]|"")+)"|([^.]+)', table)
    names = [quoted.replace('""', '"') if quoted else plain for quoted, plain in parts]
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)


def _kind_of(category: str, type_name: str) -> ColumnType:
    return ColumnType.TEXT if type_name in _TEXTS else _CATEGORIES.get(category, ColumnType.TEXT)
