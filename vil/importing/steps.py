"""The steps from a table as read to its shaped rows: a view for each of them, and all of them as one query."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Steps:
    """Named queries, each over those before it."""

    engine: duckdb.DuckDBPyConnection
    queries: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, sql: str) -> None:
        """Add a step as a view of the engine."""
        self.engine.execute(f"CREATE VIEW {name} AS {sql}")
        self.queries[name] = sql

    def relation(self, last: str) -> str:
        """Write all steps and a last query as one relation, which any engine that reads the table's file can run."""
        return f"(WITH {', '.join(f'{name} AS ({sql})' for name, sql in self.queries.items())} {last})"
