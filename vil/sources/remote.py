"""What every source can do: name its columns, answer SQL, and stop; and shaped rows that stay where they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from vil.model.reading import ColumnType

if TYPE_CHECKING:
    import duckdb

_KINDS = {
    "indicator": "VARCHAR",
    "grain": "VARCHAR",
    "period_start": "DATE",
    "unit": "VARCHAR",
    "member": "VARCHAR",
    "numerator": "DOUBLE",
    "denominator": "DOUBLE",
    "value": "DOUBLE",
    "state": "VARCHAR",
    "is_partial": "BOOLEAN",
    "persons": "DOUBLE",
    "persons_in": "DOUBLE",
    "persons_out": "DOUBLE",
}


class Remote(Protocol):
    """A table in another system. `relation` is its name in SQL; `asked` the SQL it was asked last, in its own dialect."""

    relation: str
    asked: str

    @property
    def columns(self) -> Mapping[str, ColumnType]:
        """The columns there are, each NUMBER, DATE, BOOLEAN or TEXT."""
        ...

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query of DuckDB's dialect there and bring its answer home."""
        ...

    def stop(self) -> None:
        """Stop what is running there; called from another thread."""
        ...


class RemoteRows:
    """Shaped rows in another system, for publication: every query runs there, and only its answer comes home."""

    def __init__(self, remote: Remote, relation: str, columns: Sequence[str]) -> None:
        self._remote = remote
        self.relation = relation
        self.columns = columns

    def ask(self, _connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
        """Run one query over the rows where they lie."""
        return self._remote.ask(sql)

    def bring_cells(self, connection: duckdb.DuckDBPyConnection, sql: str) -> str:
        """Have the cube added up where the rows lie, its small cells hidden there, and bring the cells home."""
        import pyarrow as pa

        cells = self._remote.ask(f"SELECT {', '.join(_KINDS)} FROM ({sql}) AS cube")
        columns = list(zip(*cells, strict=True)) or [() for _ in _KINDS]
        table = pa.table([pa.array(column) for column in columns], names=list(_KINDS))
        typed = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in _KINDS.items())
        connection.register("arrived", table)
        connection.execute(f"CREATE TEMP TABLE cells_home AS SELECT {typed} FROM arrived")
        connection.unregister("arrived")
        return "cells_home"

    def stop(self) -> None:
        """Stop what is running where the rows lie."""
        self._remote.stop()
