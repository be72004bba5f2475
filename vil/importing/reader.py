"""Read one file from its cells to a reading; runs in the child process."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vil.importing import messages
from vil.importing.body import SECTION, Body, load_head, load_samples, load_tail, make_body
from vil.importing.cells import Cells
from vil.importing.columns import ColumnPlan, plan_columns, text_sql
from vil.importing.engine import literal
from vil.importing.findings import describe_table
from vil.importing.kinds import WORKBOOKS, Bounds, Kind, find_kind, refused
from vil.importing.layout import Layout, find_layout
from vil.importing.summaries import find_summary_rows, write_verified
from vil.importing.text_cells import load_text_cells
from vil.importing.typed_plans import plan_typed_columns
from vil.importing.typed_tables import (
    attach_database,
    choose_table,
    lock_engine,
    make_typed_body,
    parquet_source,
    table_source,
)
from vil.importing.workbook_cells import load_sheet_cells, open_workbook
from vil.model.reading import ColumnType, Doubt, Reading, Shape
from vil.model.recipe import ReadingOptions

if TYPE_CHECKING:
    import duckdb

_PREVIEW_ROWS = 20


@dataclass
class Found:
    """What is known of a file before its columns: the start of the reading, and doubts in the order they arose."""

    reading: Reading
    doubts: list[Doubt] = field(default_factory=list)


def read_file(
    engine: duckdb.DuckDBPyConnection,
    path: Path,
    options: ReadingOptions,
    *,
    table: Path,
    raw: Path | None = None,
    bounds: Bounds | None = None,
) -> Reading:
    """Read a file and write its table as Parquet to `table` (and its cells as CSV to `raw`); ReadingRefused when it cannot be."""
    bounds = bounds or Bounds()
    kind = find_kind(path, bounds)
    if kind in (Kind.PARQUET, Kind.DUCKDB):
        return _read_typed(engine, path, kind, options, table)
    if kind in WORKBOOKS:
        cells, sheet, sheets = load_sheet_cells(engine, path, options.sheet, bounds)
        start = Reading(path.name, kind.value, sheet=sheet, sheets=sheets)
        delimiter = None
    else:
        cells, encoding, dialect = load_text_cells(engine, path, options, table.parent, bounds)
        start = Reading(
            path.name,
            kind.value,
            encoding=encoding.name,
            bom=encoding.bom,
            delimiter=dialect.delimiter,
            quote=dialect.quote,
        )
        delimiter = dialect.delimiter
    return _read_cells(engine, cells, Found(start, list(cells.doubts)), delimiter, options, table, raw)


def _read_cells(
    engine: duckdb.DuckDBPyConnection,
    cells: Cells,
    found: Found,
    delimiter: str | None,
    options: ReadingOptions,
    table: Path,
    raw: Path | None,
) -> Reading:
    head = load_head(engine, cells)
    if not any(cell.strip() for _, row in head for cell in row):
        raise refused("no_table")
    layout = find_layout(head, load_tail(engine, cells), cells.width, options.header_row)
    layout = _cut_surplus(engine, cells, _cut_second_table(engine, layout, found), found)
    if raw:
        _write_raw(engine, cells, layout, raw)
    body = make_body(engine, cells, layout, layout.last_row)
    names = dict(enumerate(layout.names, 1))
    samples = load_samples(body)
    summary = find_summary_rows(engine, names, samples)
    if summary:
        body = make_body(engine, cells, layout, summary[0])
        samples = load_samples(body)
        found.doubts.append(summary[1])
    plans, of_file = plan_columns(names, samples, has_natives=cells.has_natives, delimiter=delimiter, options=options)
    if body.has_section:
        plans.append(ColumnPlan(cells.width + 1, SECTION, ColumnType.TEXT, "section"))
    plans = write_verified(engine, plans, table)
    fill_down = tuple(layout.names[place - 1] for place in body.fill_down)
    found.doubts += _layout_doubts(layout, fill_down)
    style = of_file.verdict.style
    found.reading = replace(
        found.reading,
        decimal=None if cells.has_natives and not of_file.has_marks else style.decimal,
        thousands=style.thousands,
        header_rows=layout.header_rows,
        titles=layout.titles,
        fill_down=fill_down,
        preview=_load_preview(body, layout),
    )
    first = engine.execute("SELECT min(row) FROM texts").fetchone()
    found.reading = replace(found.reading, first_data_row=first[0] if first else None)
    reading = describe_table(engine, found.reading, plans, table, found.doubts)
    return replace(reading, shape=Shape.REPORT) if body.has_section else reading


def _read_typed(
    engine: duckdb.DuckDBPyConnection, path: Path, kind: Kind, options: ReadingOptions, table: Path
) -> Reading:
    start = Reading(path.name, kind.value)
    doubts: list[Doubt] = []
    if kind is Kind.DUCKDB:
        names = attach_database(engine, path)
        chosen = choose_table(names, options.table or options.sheet)
        lock_engine(engine, table.parent)
        if len(names) > 1 and not (options.table or options.sheet):
            doubts.append(messages.several_tables(chosen, [name for name in names if name != chosen]))
        start, source = replace(start, sheet=chosen, sheets=names), table_source(chosen)
    else:
        source = parquet_source(engine, path)
    columns, kinds = make_typed_body(engine, source)
    plans, samples = plan_typed_columns(engine, columns, kinds, options)
    plans = write_verified(engine, plans, table)
    preview = (columns, *(tuple("" if cell is None else str(cell) for cell in row) for row in samples[:_PREVIEW_ROWS]))
    start = replace(start, header_rows=(), first_data_row=1, preview=preview)
    return describe_table(engine, start, plans, table, doubts)


def _write_raw(engine: duckdb.DuckDBPyConnection, cells: Cells, layout: Layout, raw: Path) -> None:
    """Write the cells as they are, joined header first; cells beyond the last column follow their own row only."""
    texts = ", ".join(f"coalesce(c{place}, '')" for place in range(1, cells.full_width + 1))
    rows = engine.execute(
        f"SELECT {texts} FROM cells WHERE row BETWEEN {layout.first_row} AND {layout.last_row} ORDER BY row"
    )
    with raw.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if layout.header_rows:
            writer.writerow(layout.written_names)
        while some := rows.fetchmany(10_000):
            writer.writerows(_without_surplus(row, cells.width) for row in some)


def _without_surplus(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    last = max((place for place, cell in enumerate(row, 1) if cell), default=0)
    return row[: max(last, width)]


def _cut_second_table(engine: duckdb.DuckDBPyConnection, layout: Layout, found: Found) -> Layout:
    """End the table where its header is written once more: what follows is another table, and is reported."""
    named = [(place, name) for place, name in enumerate(layout.written_names[:4], 1) if name]
    if len(layout.header_rows) != 1 or len(named) < 2:
        return layout
    repeated = " AND ".join(f"trim(c{place}) = {literal(name)}" for place, name in named)
    again = engine.execute(f"SELECT min(row) FROM cells WHERE row > {layout.first_row} AND {repeated}").fetchone()
    if not again or again[0] is None:
        return layout
    left_out = engine.execute(f"SELECT count(*) FROM cells WHERE row >= {again[0]}").fetchone()
    found.doubts.append(messages.second_table(again[0], left_out[0] if left_out else 0))
    return replace(layout, last_row=again[0] - 1)


def _cut_surplus(engine: duckdb.DuckDBPyConnection, cells: Cells, layout: Layout, found: Found) -> Layout:
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
        found.doubts.append(messages.cut_cells(len(rows), tuple(rows[:20])))
    cells.width = named
    return replace(layout, names=layout.names[:named], written_names=layout.written_names[:named])


def _load_preview(body: Body, layout: Layout) -> tuple[tuple[str, ...], ...]:
    texts = ", ".join(f"coalesce({text_sql(place)}, '')" for place in body.places)
    rows = body.engine.execute(f"SELECT {texts} FROM texts LIMIT {_PREVIEW_ROWS}").fetchall()
    return (layout.names, *(tuple(row) for row in rows))


def _layout_doubts(layout: Layout, fill_down: tuple[str, ...]) -> list[Doubt]:
    doubts = []
    if layout.title_rows:
        doubts.append(messages.title_rows(layout.title_rows[:20]))
    if not layout.header_rows:
        doubts.append(messages.no_header())
    if layout.repeated_names:
        doubts.append(messages.duplicate_names(layout.repeated_names))
    if layout.has_sections:
        doubts.append(messages.section_rows())
    if fill_down:
        doubts.append(messages.filled_down(fill_down))
    if layout.footer_rows:
        doubts.append(messages.footer_rows(layout.footer_rows[:20]))
    return doubts


def list_file_tables(engine: duckdb.DuckDBPyConnection, path: Path, bounds: Bounds) -> tuple[str, ...]:
    """List the sheets of a workbook or the base tables of a database."""
    kind = find_kind(path, bounds)
    if kind is Kind.DUCKDB:
        return attach_database(engine, path)
    return tuple(open_workbook(path).sheet_names) if kind in WORKBOOKS else ()
