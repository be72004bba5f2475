"""Read one file from its cells to a reading; runs in the child process. What only some kinds of file take is loaded for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vil.importing import messages, table_messages
from vil.importing.accounting import account_rows
from vil.importing.by_sample import read_by_sample
from vil.importing.cells import Cells
from vil.importing.columns import text_sql
from vil.importing.engine import fetch_one, literal, quoted
from vil.importing.findings import describe_table
from vil.importing.kinds import WORKBOOKS, Bounds, Kind, find_kind
from vil.importing.misfits import write_verified
from vil.importing.paired_periods import with_paired_period
from vil.importing.persons import guard_table, mask_names, mask_reading
from vil.importing.planning import PREVIEW_ROWS, plan_cells
from vil.importing.surplus import write_raw
from vil.importing.text_cells import find_text, load_text_cells
from vil.importing.typed_plans import plan_typed_columns
from vil.importing.typed_tables import (
    attach_database,
    choose_table,
    json_source,
    lock_engine,
    make_typed_body,
    parquet_source,
    table_source,
)
from vil.model.reading import Doubt, Reading, Shape
from vil.model.recipe import ReadingOptions

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Written:
    """Where a reading leaves its table (Parquet) and, when asked for, its cells (CSV); the key that makes pseudonyms."""

    table: Path
    raw: Path | None = None
    key: bytes = b""


def read_file(
    engine: duckdb.DuckDBPyConnection,
    path: Path,
    options: ReadingOptions,
    *,
    table: Path,
    raw: Path | None = None,
    bounds: Bounds | None = None,
    key: bytes = b"",
) -> Reading:
    """Read a file and write its table as Parquet to `table` (and its cells as CSV to `raw`); ReadingRefused when it cannot be.

    Personal identifiers are left out or hashed with `key` as the options say; a file with others is refused and leaves nothing.
    """
    reading = _read(engine, path, options, Written(table, raw, key), bounds or Bounds())
    wanted = options.sheet or options.table
    if wanted and not reading.sheets:
        reading = replace(reading, warnings=(*reading.warnings, messages.no_sheets(wanted)))
    return mask_reading(reading)


def _read(
    engine: duckdb.DuckDBPyConnection, path: Path, options: ReadingOptions, written: Written, bounds: Bounds
) -> Reading:
    kind = find_kind(path, bounds)
    if kind in (Kind.PARQUET, Kind.DUCKDB, Kind.JSON_LINES):
        return _read_typed(engine, path, kind, options, written)
    if kind is Kind.PX:
        return _read_px(engine, path, options, written, bounds)
    if kind in (Kind.HTML, Kind.XML):
        from vil.importing.web_tables import load_web_cells

        cells, encoding, sheet, sheets = load_web_cells(engine, path, kind, options.sheet, written.table.parent, bounds)
        start = Reading(path.name, kind.value, encoding=encoding.name, bom=encoding.bom, sheet=sheet, sheets=sheets)
    elif kind in WORKBOOKS:
        from vil.importing.workbook_cells import load_sheet_cells

        cells, sheet, sheets = load_sheet_cells(engine, path, options.sheet, bounds)
        start = Reading(path.name, kind.value, sheet=sheet, sheets=sheets)
    else:
        return _read_text(engine, path, Reading(path.name, kind.value), options, written, bounds)
    return _read_cells(engine, cells, start, options, written)


def _read_text(
    engine: duckdb.DuckDBPyConnection,
    path: Path,
    start: Reading,
    options: ReadingOptions,
    written: Written,
    bounds: Bounds,
) -> Reading:
    """Read a text file in one pass where it is large and plain, else cell by cell."""
    source, doubts = find_text(path, options)
    encoding, dialect = source.encoding, source.dialect
    start = replace(start, encoding=encoding.name, bom=encoding.bom, delimiter=dialect.delimiter, quote=dialect.quote)
    if not written.raw:
        reading = read_by_sample(engine, source, start, options, written.table, bounds, doubts)
        if reading:
            return reading
    cells = load_text_cells(engine, source, written.table.parent, bounds)
    cells.doubts += doubts
    return _read_cells(engine, cells, start, options, written)


def _read_cells(
    engine: duckdb.DuckDBPyConnection, cells: Cells, start: Reading, options: ReadingOptions, written: Written
) -> Reading:
    planned = plan_cells(engine, cells, start, options, written.key)
    body, guard = planned.body, planned.guard
    if written.raw and not guard.undecided:
        write_raw(engine, cells, body.layout, written.raw, guard)
    start = planned.begin(start)
    plans = write_verified(engine, planned.plans, written.table, has_rows=True)
    first = fetch_one(engine, "SELECT min(row) FROM body")[0]
    start = replace(start, first_data_row=None if first is None else int(str(first)))
    reading = describe_table(engine, start, plans, written.table, planned.doubts)
    left_out = account_rows(engine, body, body.layout, reading.data_rows, planned.doubts)
    reading = replace(reading, left_out=left_out)
    return guard.finish(replace(reading, shape=Shape.REPORT) if body.has_section else reading)


def _read_typed(
    engine: duckdb.DuckDBPyConnection, path: Path, kind: Kind, options: ReadingOptions, written: Written
) -> Reading:
    start = Reading(path.name, kind.value)
    doubts: list[Doubt] = []
    if kind is Kind.DUCKDB:
        names = attach_database(engine, path)
        chosen = choose_table(names, options.table or options.sheet)
        lock_engine(engine, written.table.parent)
        if len(names) > 1 and not (options.table or options.sheet):
            doubts.append(table_messages.several_tables(chosen, [name for name in names if name != chosen]))
        start, source = replace(start, sheet=chosen, sheets=names), table_source(chosen)
    elif kind is Kind.JSON_LINES:
        doubts.append(messages.json_lines())
        start, source = replace(start, encoding="utf-8"), json_source(engine, path)
    else:
        source = parquet_source(engine, path)
    columns, kinds = make_typed_body(engine, source)
    columns = mask_names(columns)
    guard = guard_table(engine, columns, options, written.key, kinds)
    plans, samples = plan_typed_columns(engine, columns, kinds, options)
    plans = with_paired_period(engine, guard.treat(plans), len(columns) + 1, is_typed=True)
    plans = write_verified(engine, plans, written.table)
    shown = [place for place in range(len(columns)) if guard.shows(place + 1)]
    rows = [tuple("" if row[place] is None else str(row[place]) for place in shown) for row in samples[:PREVIEW_ROWS]]
    preview = (tuple(columns[place] for place in shown), *rows)
    comma = next((plan.style.decimal for plan in plans if plan.style.decimal == ","), None)
    start = replace(start, decimal=comma, header_rows=(), first_data_row=1, preview=preview)
    return guard.finish(describe_table(engine, start, plans, written.table, doubts))


def _read_px(
    engine: duckdb.DuckDBPyConnection, path: Path, options: ReadingOptions, written: Written, bounds: Bounds
) -> Reading:
    from vil.importing.px import load_px

    px = load_px(engine, path, options, written.table.parent, bounds)
    guard = guard_table(engine, px.names, options, written.key)
    shown = [(place, name) for place, name in enumerate(px.names, 1) if guard.shows(place)]
    plans = write_verified(engine, guard.treat(px.plans), written.table, has_rows=True)
    texts = ", ".join(text_sql(place) for place, _ in shown)
    rows = engine.execute(f"SELECT {texts} FROM texts LIMIT {PREVIEW_ROWS}").fetchall()
    if written.raw and not guard.undecided:
        named = ", ".join(f"{guard.raw_sql(place)} AS {quoted(name)}" for place, name in shown)
        engine.execute(f"COPY (SELECT {named} FROM cells) TO {literal(str(written.raw))} (FORMAT csv, HEADER)")
    start = Reading(
        path.name,
        Kind.PX.value,
        encoding=px.encoding.name,
        bom=px.encoding.bom,
        decimal=".",
        first_data_row=px.first_row,
        titles=px.head.titles,
        preview=(tuple(name for _, name in shown), *(tuple(cell or "" for cell in row) for row in rows)),
    )
    totals = {one.name: one.totals for one in px.head.variables if one.name in start.preview[0]}
    return guard.finish(describe_table(engine, start, plans, written.table, px.head.doubts, known_totals=totals))


def list_file_tables(engine: duckdb.DuckDBPyConnection, path: Path, bounds: Bounds) -> tuple[str, ...]:
    """List the sheets of a workbook or the base tables of a database."""
    from vil.importing.web_tables import read_grids
    from vil.importing.workbook_cells import open_workbook

    kind = find_kind(path, bounds)
    if kind is Kind.DUCKDB:
        return attach_database(engine, path)
    if kind in (Kind.HTML, Kind.XML):
        return tuple(grid.name for grid in read_grids(path, kind)[0])
    return tuple(open_workbook(path).sheet_names) if kind in WORKBOOKS else ()
