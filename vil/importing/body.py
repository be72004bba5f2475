"""The data rows of a table, between its header and its notes, as views in the engine."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vil.importing.cells import Cells
from vil.importing.engine import fetch_one, literal
from vil.importing.layout import Layout, Row

if TYPE_CHECKING:
    import duckdb

SECTION = "(section)"
_HEAD_CELLS = 60_000
_BLANKS = literal(" \t\u00a0")
_SAMPLE_CELLS = 400_000
_FILL_SHARE = {True: 0.2, False: 0.5}
"""How many cells of a leading column must be empty before they count as repetitions; sheets are more often laid out so."""


@dataclass
class Body:
    """The data rows in the order of the file, blank ones out and repetitions filled in.

    Views: `body` (row, c1 … cN as written) and `texts` (row, t1 … tN trimmed, blanks NULL, n1 … nN), also as `numbered`.
    """

    engine: duckdb.DuckDBPyConnection
    cells: Cells
    layout: Layout
    last_row: int
    fill_down: tuple[int, ...] = ()
    has_section: bool = False

    @property
    def places(self) -> range:
        """The columns, from 1."""
        return range(1, self.cells.width + 1)


def load_rows(engine: duckdb.DuckDBPyConnection, cells: Cells, where: str, limit: int) -> list[Row]:
    """Fetch cells as written, blank ones as empty texts."""
    texts = ", ".join(f"coalesce(c{place}, '')" for place in range(1, cells.width + 1))
    found = engine.execute(f"SELECT row, {texts} FROM cells {where} LIMIT {limit}").fetchall()
    return [(row[0], tuple(row[1:])) for row in found]


def load_head(engine: duckdb.DuckDBPyConnection, cells: Cells) -> list[Row]:
    """Fetch the first rows, blank ones before them left out, enough to see the layout."""
    filled = " OR ".join(f"trim(c{place}) <> ''" for place in range(1, cells.width + 1))
    first = fetch_one(engine, f"SELECT coalesce(min(row), 1) FROM cells WHERE {filled}")[0]
    return load_rows(engine, cells, f"WHERE row >= {first} ORDER BY row", max(20, min(300, _HEAD_CELLS // cells.width)))


def load_tail(engine: duckdb.DuckDBPyConnection, cells: Cells) -> list[Row]:
    """Fetch the last rows, in order."""
    return load_rows(engine, cells, "ORDER BY row DESC", max(20, min(100, _HEAD_CELLS // cells.width)))[::-1]


def make_body(engine: duckdb.DuckDBPyConnection, cells: Cells, layout: Layout, last_row: int) -> Body:
    """Build the views of a body, all in the order of the file."""
    body = Body(engine, cells, layout, last_row, has_section=layout.has_sections)
    is_blank = " AND ".join(f"(c{place} IS NULL OR trim(c{place}) = '')" for place in body.places)
    where = f"row BETWEEN {layout.first_row} AND {last_row} AND NOT ({is_blank})"
    source = f"SELECT * FROM cells WHERE {where}"
    if body.has_section:
        rest = " AND ".join(f"c{place} IS NULL" for place in body.places if place > 1)
        named = f"SELECT *, last_value(CASE WHEN {rest} THEN c1 END IGNORE NULLS) OVER (ORDER BY row) AS section FROM ({source})"
        source = f"SELECT * FROM ({named}) WHERE NOT ({rest})"
    engine.execute(f"CREATE OR REPLACE TEMP VIEW unfilled AS {source}")
    body.fill_down = _find_fill_down(body)
    fills = ", ".join(f"last_value(c{place} IGNORE NULLS) OVER (ORDER BY row) AS c{place}" for place in body.fill_down)
    source = "unfilled"
    if fills or body.has_section:
        replaced = f"REPLACE ({fills})" if fills else ""
        engine.execute(f"CREATE OR REPLACE TEMP TABLE filled AS SELECT * {replaced} FROM unfilled ORDER BY row")
        source = "filled"
    rest = "".join(f", n{place}" for place in body.places) if cells.has_natives else ""
    rest += ", section" if body.has_section else ""
    trimmed = ", ".join(trimmed_sql(f"c{place}", f"t{place}") for place in body.places)
    engine.execute(f"CREATE OR REPLACE TEMP VIEW body AS SELECT * FROM {source}")
    engine.execute(f"CREATE OR REPLACE TEMP VIEW texts AS SELECT row, {trimmed}{rest} FROM body")
    engine.execute("CREATE OR REPLACE TEMP VIEW numbered AS SELECT * FROM texts")
    return body


def trimmed_sql(column: str, name: str) -> str:
    """Write a text column without blanks round it, NULL when nothing is left."""
    return f"nullif(trim({column}, {_BLANKS}), '') AS {name}"


def _find_fill_down(body: Body) -> tuple[int, ...]:
    """Find the leading columns whose empty cells repeat the value above: filled at first, then sparse, then a full column."""
    if body.cells.width < 3:
        return ()
    counts = ", ".join(f"count(c{place})" for place in body.places)
    firsts = ", ".join(f"first(c{place} ORDER BY row)" for place in body.places)
    rows, *found = fetch_one(body.engine, f"SELECT count(*), {counts} FROM unfilled")
    first = fetch_one(body.engine, f"SELECT {firsts} FROM unfilled")
    total = int(str(rows))
    leading: list[int] = []
    for place, (count, start) in enumerate(zip(found, first, strict=True), 1):
        filled = int(str(count))
        if filled == total and not leading:
            continue
        is_sparse = filled <= total * (1 - _FILL_SHARE[body.cells.has_natives])
        if start is None or not is_sparse:
            return tuple(leading) if filled == total else ()
        leading.append(place)
    return ()


def load_samples(body: Body) -> dict[int, Counter[str]]:
    """Count the different trimmed texts of every column, over all rows or a fair sample of them."""
    rows = max(200, _SAMPLE_CELLS // body.cells.width)
    total = int(str(fetch_one(body.engine, "SELECT count(*) FROM body")[0]))
    texts = ", ".join(trimmed_sql(f"c{place}", f"t{place}") for place in body.places)
    sample = "" if total <= rows else f" USING SAMPLE reservoir({rows} ROWS) REPEATABLE (1)"
    found = body.engine.execute(f"SELECT {texts} FROM (SELECT * FROM body{sample})").fetchall()
    return {place: Counter(row[place - 1] for row in found if row[place - 1]) for place in body.places}
