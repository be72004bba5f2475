"""Where shaped rows lie, and how they are asked: a file of our own, or a table somewhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import duckdb

from vil.warehouse.sql import literal

Line = tuple[Any, ...]


class RowSource(Protocol):
    """Shaped rows as a relation that answers SQL in DuckDB's dialect.

    `relation` is what stands after FROM, `columns` the names in it. `connection` is the open file of the version being made; rows
    that lie elsewhere are asked where they lie, and only the answer comes home.
    """

    @property
    def relation(self) -> str:
        """The shaped rows as SQL."""
        ...

    @property
    def columns(self) -> Sequence[str]:
        """The names of the columns of the rows."""
        ...

    def ask(self, connection: duckdb.DuckDBPyConnection, sql: str) -> list[Line]:
        """Run one query over the rows and give every line of the answer."""
        ...

    def bring_cells(self, connection: duckdb.DuckDBPyConnection, sql: str) -> str:
        """Run the query of the cube and give its answer as a relation of the connection."""
        ...

    def stop(self) -> None:
        """Stop what is running; called from another thread."""
        ...


class RowsHere:
    """Shaped rows that the version's own connection reads: any relation of DuckDB's, such as a query over Parquet files."""

    def __init__(self, relation: str) -> None:
        self.relation = relation

    @property
    def columns(self) -> Sequence[str]:
        """The names of the columns of the rows."""
        with duckdb.connect(":memory:") as connection:
            described = connection.execute(f"DESCRIBE SELECT * FROM {self.relation}").fetchall()
        return [line[0] for line in described]

    def ask(self, connection: duckdb.DuckDBPyConnection, sql: str) -> list[Line]:
        """Run one query over the rows and give every line of the answer."""
        return connection.execute(sql).fetchall()

    def bring_cells(self, connection: duckdb.DuckDBPyConnection, sql: str) -> str:  # noqa: ARG002
        """Give the query of the cube as a relation of the connection, which reads the file itself."""
        return f"({sql})"

    def stop(self) -> None:
        """Stop nothing: the connection is interrupted by its owner."""


class RowFile(RowsHere):
    """Shaped rows in a Parquet file of our own."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"read_parquet({literal(str(path))})")


class RowsGiven(RowsHere):
    """Shaped rows that were never in a file: one unit's figures by the first day of their period, in the column `value`."""

    def __init__(self, unit: str, figures: Iterable[tuple[date, float]]) -> None:
        lines = ", ".join(
            f"(DATE {literal(day.isoformat())}, {literal(unit)}, 'unit', CAST(NULL AS VARCHAR), CAST({value!r} AS DOUBLE))"
            for day, value in figures
        )
        super().__init__(f"(SELECT * FROM (VALUES {lines}) AS given(period_start, unit, unit_level, member, value))")
