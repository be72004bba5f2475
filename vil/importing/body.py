"""The data rows of a table, between its header and its notes, as views in the engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vil.importing.cells import BLANKS, Cells
from vil.importing.engine import WIDE, fetch_one, is_worth_copying, literal
from vil.importing.layout import Layout, Row

if TYPE_CHECKING:
    import duckdb

SECTION = "(section)"
_HEAD_CELLS = 60_000
_SAMPLE_CELLS = 60_000
_LAST_ROWS = 20
_FIRST_ROWS = 1000
_WORTH_LOOKING = 50_000
"""Rows from which it pays to find out which columns need no trimming."""
_FILL_SHARE = {True: 0.2, False: 0.5}
"""How many cells of a leading column must be empty before they count as repetitions; sheets are more often laid out so."""


@dataclass
class Body:
    """The data rows in the order of the file, blank ones out and repetitions filled in.

    Views: `body` (row, c1 … cN as written) and `texts` (row, t1 … tN trimmed, blanks NULL, n1 … nN; a table where there are very
    many columns), also as `numbered`.
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
    first = None
    for within in (f"row <= {_FIRST_ROWS} AND ", ""):
        first = first or fetch_one(engine, f"SELECT min(row) FROM cells WHERE {within}({filled})")[0]
    return _load_some(engine, cells, int(str(first or 1)), max(20, min(300, _HEAD_CELLS // cells.width)))


def load_tail(engine: duckdb.DuckDBPyConnection, cells: Cells) -> list[Row]:
    """Fetch the last rows, in order."""
    most = max(20, min(100, _HEAD_CELLS // cells.width))
    last = int(str(fetch_one(engine, "SELECT coalesce(max(row), 1) FROM cells")[0]))
    near = load_rows(engine, cells, f"WHERE row > {last - most} ORDER BY row", most)
    return near if len(near) == most else load_rows(engine, cells, "ORDER BY row DESC", most)[::-1]


def _load_some(engine: duckdb.DuckDBPyConnection, cells: Cells, first: int, most: int) -> list[Row]:
    """Fetch rows from one on; looking at the next rows alone is enough where no record takes several lines."""
    near = load_rows(engine, cells, f"WHERE row BETWEEN {first} AND {first + most - 1} ORDER BY row", most)
    return near if len(near) == most else load_rows(engine, cells, f"WHERE row >= {first} ORDER BY row", most)


def make_body(engine: duckdb.DuckDBPyConnection, cells: Cells, layout: Layout, last_row: int) -> Body:
    """Build the views of a body, all in the order of the file."""
    body = Body(engine, cells, layout, last_row, has_section=layout.has_sections)
    _find_padded(engine, cells)
    is_blank = blank_sql(cells.width)
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
    is_wide = is_worth_copying(cells.width, cells.height)
    if fills or body.has_section or is_wide:
        replaced = f"REPLACE ({fills})" if fills else ""
        engine.execute(f"CREATE OR REPLACE TEMP TABLE filled AS SELECT * {replaced} FROM unfilled ORDER BY row")
        source = "filled"
    rest = "".join(f", n{place}" for place in body.places) if cells.has_natives else ""
    rest += ", section" if body.has_section else ""
    trimmed = ", ".join(_text_sql(body, place) for place in body.places)
    engine.execute(f"CREATE OR REPLACE TEMP VIEW body AS SELECT * FROM {source}")
    kind = "TABLE" if is_wide else "VIEW"
    engine.execute(f"CREATE OR REPLACE TEMP {kind} texts AS SELECT row, {trimmed}{rest} FROM body")
    engine.execute("CREATE OR REPLACE TEMP VIEW numbered AS SELECT * FROM texts")
    return body


def blank_sql(width: int) -> str:
    """Write the test of whether nothing is written in the first `width` cells of a row; the first that is filled ends it."""
    return " AND ".join(f"(c{place} IS NULL OR trim(c{place}) = '')" for place in range(1, width + 1))


def trimmed_sql(column: str, name: str) -> str:
    """Write a text column without blanks round it, NULL when nothing is left."""
    return f"nullif(trim({column}, {literal(BLANKS)}), '') AS {name}"


def _text_sql(body: Body, place: int) -> str:
    """Write a cell without blanks round it; as it is where no cell of its column has any."""
    is_padded = body.cells.padded is None or place in body.cells.padded
    return trimmed_sql(f"c{place}", f"t{place}") if is_padded else f"c{place} AS t{place}"


def is_padded_sql(cell: str, blanks: str) -> str:
    """Write the test of whether a text has one of these blanks round it, or is written but empty."""
    edges = [edge for sign in blanks for edge in (f"{sign}%", f"%{sign}")]
    return " OR ".join(f"{cell} LIKE {literal(edge)}" for edge in ["", *edges])


def _find_padded(engine: duckdb.DuckDBPyConnection, cells: Cells) -> None:
    """Find the columns where some cell is padded; in few rows and columns it costs less to trim all than to look."""
    places = range(1, cells.full_width + 1)
    if cells.padded is not None or (cells.height < _WORTH_LOOKING and cells.full_width <= WIDE):
        return
    if cells.full_width > WIDE:
        listed = ", ".join(f"c{place}" for place in places)
        long = f"SELECT unnest([{listed}]) AS cell, unnest(range(1, {cells.full_width + 1})) AS place FROM cells"
        found = engine.execute(
            f"SELECT DISTINCT place FROM ({long}) WHERE {is_padded_sql('cell', cells.blanks)}"
        ).fetchall()
        cells.padded = frozenset(row[0] for row in found)
    else:
        tests = ", ".join(f"bool_or({is_padded_sql(f'c{place}', cells.blanks)})" for place in places)
        row = fetch_one(engine, f"SELECT {tests} FROM cells")
        cells.padded = frozenset(place for place, is_padded in zip(places, row, strict=True) if is_padded)


def _find_fill_down(body: Body) -> tuple[int, ...]:
    """Find the leading columns whose empty cells repeat the value above: filled at first, then sparse, then a full column."""
    if body.cells.width < 3:
        return ()
    counts = ", ".join(f"count(c{place})" for place in body.places)
    rows, *found = fetch_one(body.engine, f"SELECT count(*), {counts} FROM unfilled")
    if not any(int(str(count)) < int(str(rows)) for count in found):
        return ()
    firsts = ", ".join(f"any_value(c{place})" for place in body.places)
    first = fetch_one(body.engine, f"SELECT {firsts} FROM unfilled WHERE row = (SELECT min(row) FROM unfilled)")
    counted = [int(str(count)) for count in found]
    chosen = choose_fill_down(int(str(rows)), counted, first, has_natives=body.cells.has_natives)
    return chosen if _repeats(body, chosen) else ()


def _repeats(body: Body, chosen: Sequence[int]) -> bool:
    """Tell whether the columns left of those to fill stay as they are where a cell is empty; one without a name may count."""
    if not chosen:
        return False
    left = [place for place in range(1, chosen[0]) if body.layout.written_names[place - 1]]
    if not left:
        return True
    moved = " OR ".join(f"c{place} IS DISTINCT FROM lag(c{place}) OVER (ORDER BY row)" for place in left)
    empty = " OR ".join(f"c{place} IS NULL" for place in chosen)
    rows = f"SELECT ({empty}) AS is_empty, ({moved}) AS moves FROM unfilled"
    return not fetch_one(body.engine, f"SELECT count(*) FROM ({rows}) WHERE is_empty AND moves")[0]


def choose_fill_down(
    total: int, counted: Sequence[int], first: Sequence[object], *, has_natives: bool
) -> tuple[int, ...]:
    """Choose the columns to fill from how many cells of each are filled, and the cells of the first row."""
    if len(counted) < 3:
        return ()
    leading: list[int] = []
    for place, (filled, start) in enumerate(zip(counted, first, strict=True), 1):
        if filled == total and not leading:
            continue
        is_sparse = filled <= total * (1 - _FILL_SHARE[has_natives])
        if start is None or not is_sparse:
            return tuple(leading) if filled == total else ()
        leading.append(place)
    return ()


def load_samples(body: Body) -> dict[int, Counter[str]]:
    """Count the different trimmed texts of every column, over all rows or a fair sample of them."""
    rows = max(200, _SAMPLE_CELLS // body.cells.width)
    total, last = fetch_one(body.engine, "SELECT count(*), max(row) FROM body")
    texts = ", ".join(f"t{place}" for place in body.places)
    share = int(str(total)) // rows
    sample = f" WHERE hash(row) % {share} = 0 OR row > {int(str(last)) - _LAST_ROWS}" if share > 1 else ""
    found = body.engine.execute(f"SELECT {texts} FROM texts{sample}").fetchall()
    return {place: Counter(row[place - 1] for row in found if row[place - 1]) for place in body.places}
