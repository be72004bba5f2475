"""Numbers that are hardly numbers: 9999 and the like, which some systems write where there is no value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from vil.importing import messages
from vil.importing.engine import fetch_one, quoted
from vil.importing.rows import ROW
from vil.model.reading import Doubt

if TYPE_CHECKING:
    import duckdb

_NINES = re.compile(r"-?9{3,}(?:\.9+)?")
_FAR = 5.0
"""So many times the largest of the other numbers, and it is no longer one of them."""
_MOST_ROWS = 20


def find_odd_values(engine: duckdb.DuckDBPyConnection, source: str, names: Sequence[str]) -> list[Doubt]:
    """Find columns whose outermost number is nothing but nines and lies far from all the others."""
    if not names:
        return []
    ends = ", ".join(f"max({quoted(name)}), min({quoted(name)})" for name in names)
    found = fetch_one(engine, f"SELECT {ends} FROM {source}")
    doubts = []
    for place, name in enumerate(names):
        for end in found[2 * place : 2 * place + 2]:
            if end is not None and _NINES.fullmatch(f"{float(str(end)):.10g}"):
                doubts += _look_closer(engine, source, name, float(str(end)))
    return doubts


def _look_closer(engine: duckdb.DuckDBPyConnection, source: str, name: str, odd: float) -> list[Doubt]:
    column = quoted(name)
    count, others = fetch_one(
        engine,
        f"SELECT count(*) FILTER (WHERE {column} = {odd!r}), max(abs({column})) FILTER (WHERE {column} <> {odd!r}) FROM {source}",
    )
    if others is None or float(str(others)) * _FAR > abs(odd):
        return []
    has_rows = ROW in {line[0] for line in engine.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    row = quoted(ROW) if has_rows else "file_row_number + 1"
    rows = engine.execute(
        f"SELECT {row} FROM {source} WHERE {column} = {odd!r} ORDER BY 1 LIMIT {_MOST_ROWS}"
    ).fetchall()
    return [messages.odd_value(name, odd, int(str(count)), float(str(others)), tuple(int(line[0]) for line in rows))]
