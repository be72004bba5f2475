"""Cut off what is not the table: a second table below it, and stray cells beside it."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vil.importing import messages, table_messages
from vil.importing.cells import Cells
from vil.importing.engine import literal
from vil.importing.layout import Layout
from vil.importing.persons import Guard
from vil.model.reading import Doubt

if TYPE_CHECKING:
    import duckdb


def write_raw(engine: duckdb.DuckDBPyConnection, cells: Cells, layout: Layout, raw: Path, guard: Guard) -> None:
    """Write the cells as they are, joined header first; cells beyond the last column follow their own row only.

    Columns of personal identifiers are left out or hashed as the guard says.
    """
    places = [place for place in range(1, cells.full_width + 1) if guard.shows(place)]
    width = sum(place <= cells.width for place in places)
    texts = ", ".join(f"coalesce({guard.raw_sql(place)}, '')" for place in places)
    rows = engine.execute(
        f"SELECT {texts} FROM cells WHERE row BETWEEN {layout.first_row} AND {layout.last_row} ORDER BY row"
    )
    with raw.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if layout.header_rows:
            writer.writerow([name for place, name in enumerate(layout.written_names, 1) if guard.shows(place)])
        while some := rows.fetchmany(10_000):
            writer.writerows(_without_surplus(row, width) for row in some)


def _without_surplus(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    last = max((place for place, cell in enumerate(row, 1) if cell), default=0)
    return row[: max(last, width)]


def cut_second_table(engine: duckdb.DuckDBPyConnection, layout: Layout, doubts: list[Doubt]) -> Layout:
    """End the table where its header is written once more: what follows is another table, and is reported."""
    named = [(place, name) for place, name in enumerate(layout.written_names[:4], 1) if name]
    if len(layout.header_rows) != 1 or len(named) < 2:
        return layout
    repeated = " AND ".join(f"trim(c{place}) = {literal(name)}" for place, name in named)
    again = engine.execute(f"SELECT min(row) FROM cells WHERE row > {layout.first_row} AND {repeated}").fetchone()
    if not again or again[0] is None:
        return layout
    left_out = engine.execute(f"SELECT count(*) FROM cells WHERE row >= {again[0]}").fetchone()
    doubts.append(table_messages.second_table(again[0], left_out[0] if left_out else 0))
    return replace(layout, last_row=again[0] - 1)


def cut_surplus(engine: duckdb.DuckDBPyConnection, cells: Cells, layout: Layout, doubts: list[Doubt]) -> Layout:
    """Leave out columns without a name that only a few stray cells fill, and report those cells."""
    named = max((place for place, name in enumerate(layout.written_names, 1) if name), default=cells.width)
    if named == cells.width or not layout.header_rows:
        return layout
    stray = " OR ".join(f"c{place} IS NOT NULL" for place in range(named + 1, cells.width + 1))
    between = f"row BETWEEN {layout.first_row} AND {layout.last_row}"
    rows = [
        row[0] for row in engine.execute(f"SELECT row FROM cells WHERE {between} AND ({stray}) ORDER BY row").fetchall()
    ]
    is_part_of_table = cells.usual_width > named or len(rows) > max(2, (layout.last_row - layout.first_row) * 0.02)
    if is_part_of_table:
        return layout
    if rows:
        doubts.append(messages.cut_cells(len(rows), tuple(rows[:20])))
    cells.width = named
    return replace(layout, names=layout.names[:named], written_names=layout.written_names[:named])
