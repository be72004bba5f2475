"""Leave rows out of a shaped extract: those of units or members that its recipe says to drop when they are new."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from vil.importing.engine import literal, open_engine, quoted
from vil.importing.source_table import Ask


@dataclass(frozen=True)
class LeftOut:
    """What was left out of one column, and how many rows it had; `kept` is the relation of all other rows."""

    names: tuple[str, ...]
    rows: int
    kept: str


def leave_out_where_they_lie(ask: Ask, relation: str, column: str, known: Collection[str]) -> LeftOut | None:
    """Leave out the rows of a relation whose `column` ("unit" or "member") is not among the known; None when there are none.

    Rows that stand for everything together stay. `ask` answers SQL where the rows lie.
    """
    listed = ", ".join(literal(name) for name in known)
    whole = "unit_level = 'whole'" if column == "unit" else "member IS NULL OR member = ''"
    is_known = f"({whole} OR {quoted(column)} IN ({listed}))" if known else f"({whole})"
    rows = f"FROM {relation} AS shaped"
    found = ask(f"SELECT {quoted(column)} AS name, count(*) AS n {rows} WHERE NOT {is_known} GROUP BY 1 ORDER BY 1")
    if not found or not ask(f"SELECT count(*) AS n {rows} WHERE {is_known}")[0][0]:
        return None
    kept = f"(SELECT * {rows} WHERE {is_known})"
    return LeftOut(tuple(str(name) for name, _ in found), sum(int(count) for _, count in found), kept)


def leave_out_new(rows: str, column: str, known: Collection[str]) -> LeftOut | None:
    """Do as `leave_out_where_they_lie` does with rows that an engine of our own reads."""
    with tempfile.TemporaryDirectory(prefix="vil-") as scratch, open_engine(Path(scratch), memory_mb=512) as engine:
        return leave_out_where_they_lie(lambda sql: engine.execute(sql).fetchall(), rows, column, known)
