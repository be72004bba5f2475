"""Account for every row of a file: read as data, or left out for a reason that can be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vil.importing import messages
from vil.importing.body import Body, blank_sql
from vil.importing.cells import Cells
from vil.importing.engine import fetch_one
from vil.importing.layout import Layout
from vil.model.reading import Doubt

if TYPE_CHECKING:
    import duckdb

LeftOut = tuple[tuple[str, int], ...]


def account_rows(
    engine: duckdb.DuckDBPyConnection, body: Body, layout: Layout, data_rows: int, doubts: Sequence[Doubt]
) -> LeftOut:
    """Count the rows that are no data, by reason; together with those that are they make up every line of the file.

    Reasons: `header`, `title`, `blank`, `section`, `summary`, `footer`, `second_table`, `inside` (lines inside cells), and
    `other`, which nothing explains and which is zero but for a defect.
    """
    cells = body.cells
    found = {"header": len(layout.header_rows), "inside": cells.inside}
    rest = cells.height - data_rows - found["header"]
    if rest:
        found |= _count_reasons(engine, body, layout, doubts)
        found["other"] = rest - sum(count for reason, count in found.items() if reason not in ("header", "inside"))
    if cells.outside:
        found["second_table"] = found.get("second_table", 0) + cells.outside
    return tuple((reason, count) for reason, count in found.items() if count)


def _count_reasons(
    engine: duckdb.DuckDBPyConnection, body: Body, layout: Layout, doubts: Sequence[Doubt]
) -> dict[str, int]:
    """Count the rows outside the body in one pass."""
    blank = blank_sql(body.cells.full_width)
    second = next((doubt.rows[0] for doubt in doubts if doubt.code == "second_table" and not body.cells.outside), None)
    below = f"row > {layout.last_row}"
    rest = [f"c{place} IS NULL" for place in range(2, body.cells.width + 1)]
    is_section = " AND ".join([f"row BETWEEN {layout.first_row} AND {body.last_row}", *rest])
    tests = {
        "blank": blank,
        "title": f"NOT ({blank}) AND row < {layout.first_row}",
        "second_table": f"NOT ({blank}) AND row >= {second}" if second else "false",
        "footer": "false" if second else f"NOT ({blank}) AND {below}",
        "summary": f"NOT ({blank}) AND row > {body.last_row} AND NOT {below}",
        "section": f"NOT ({blank}) AND {is_section}" if body.has_section else "false",
    }
    counts = ", ".join(f"count(*) FILTER ({test})" for test in tests.values())
    found = dict(
        zip(tests, (int(str(count)) for count in fetch_one(engine, f"SELECT {counts} FROM cells")), strict=True)
    )
    headers = ", ".join(str(row) for row in layout.header_rows if row < layout.first_row)
    if headers:
        found["title"] -= int(str(fetch_one(engine, f"SELECT count(*) FROM cells WHERE row IN ({headers})")[0]))
    return found


def doubt_short_rows(cells: Cells, layout: Layout) -> list[Doubt]:
    """Name the rows of data that have fewer cells than the others."""
    rows = [row for row in cells.short_rows if layout.first_row <= row <= layout.last_row]
    return [messages.short_rows(len(rows), tuple(rows[:20]))] if rows else []
