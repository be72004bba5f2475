"""Leave rows out of a shaped extract: those of units or members that its recipe says to drop when they are new."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from vil.importing.engine import fetch_one, literal, open_engine, quoted


@dataclass(frozen=True)
class LeftOut:
    """What was left out of one column, and how many rows it had; `kept` is the relation of all other rows."""

    names: tuple[str, ...]
    rows: int
    kept: str


def leave_out_new(rows: str, column: str, known: Collection[str]) -> LeftOut | None:
    """Leave out the rows (a relation) whose `column` ("unit" or "member") is not among the known; None when there are none.

    Rows that stand for everything together stay.
    """
    listed = ", ".join(literal(name) for name in known)
    whole = "unit_level = 'whole'" if column == "unit" else "member IS NULL OR member = ''"
    is_known = f"({whole} OR {quoted(column)} IN ({listed}))" if known else f"({whole})"
    with tempfile.TemporaryDirectory(prefix="vil-") as scratch, open_engine(Path(scratch), memory_mb=512) as engine:
        found = engine.execute(
            f"SELECT {quoted(column)}, count(*) FROM {rows} AS shaped WHERE NOT {is_known} GROUP BY 1 ORDER BY 1"
        ).fetchall()
        if not found or not fetch_one(engine, f"SELECT count(*) FROM {rows} AS shaped WHERE {is_known}")[0]:
            return None
    kept = f"(SELECT * FROM {rows} AS shaped WHERE {is_known})"
    return LeftOut(tuple(str(name) for name, _ in found), sum(int(count) for _, count in found), kept)
