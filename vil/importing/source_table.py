"""A typed table where it lies, and the SQL that gives each of its columns the form the rows of a data set need.

All SQL is DuckDB's, kept to what sqlglot can say in other dialects too. Only columns that the recipe names are ever selected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from vil.importing.engine import quoted
from vil.model.reading import ColumnType

Ask = Callable[[str], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class SourceTable:
    """A table that answers SQL: its relation as SQL, what its columns are (NUMBER, DATE, BOOLEAN or TEXT), and how to ask."""

    relation: str
    columns: Mapping[str, ColumnType]
    ask: Ask

    def renamed(self, renames: tuple[tuple[str, str], ...]) -> SourceTable:
        """Give columns the names they go by in the data set; a rename that cannot be done is passed over."""
        chosen: dict[str, str] = {}
        for old, new in renames:
            if old in self.columns and old not in chosen and new and new not in {*self.columns, *chosen.values()}:
                chosen[old] = new
        if not chosen:
            return self
        columns = {chosen.get(name, name): kind for name, kind in self.columns.items()}
        listed = ", ".join(f"{quoted(name)} AS {quoted(chosen.get(name, name))}" for name in self.columns)
        return SourceTable(f"(SELECT {listed} FROM {self.relation} AS named)", columns, self.ask)

    def text(self, name: str) -> str:
        """Write a column as text, trimmed, nothing where it is empty; whole numbers stand without decimals, dates as ISO."""
        column = quoted(name)
        match self.columns[name]:
            case ColumnType.NUMBER:
                return f"CAST(CAST({column} AS BIGINT) AS VARCHAR)"
            case ColumnType.DATE:
                return f"CAST(CAST({column} AS DATE) AS VARCHAR)"
            case ColumnType.BOOLEAN:
                return f"CASE WHEN {column} THEN 'true' WHEN NOT {column} THEN 'false' END"
        return f"nullif(trim(CAST({column} AS VARCHAR)), '')"

    def number(self, name: str) -> str:
        """Write a column as a number, nothing where it holds none."""
        is_number = self.columns[name] is ColumnType.NUMBER
        return f"CAST({quoted(name)} AS DOUBLE)" if is_number else "CAST(NULL AS DOUBLE)"
