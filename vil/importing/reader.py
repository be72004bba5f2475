"""Read one file from its cells to a reading; runs in the child process."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vil.importing import messages, period_messages
from vil.importing.accounting import account_rows, doubt_short_rows
from vil.importing.blocks import ask_for_block, find_blocks, keep_block
from vil.importing.body import SECTION, Body, load_head, load_samples, load_tail, make_body
from vil.importing.cells import Cells
from vil.importing.columns import ColumnPlan, as_empty, plan_columns, text_sql
from vil.importing.engine import fetch_one, literal, quoted
from vil.importing.findings import describe_table
from vil.importing.footnotes import find_explained_signs, without_footnotes
from vil.importing.kinds import WORKBOOKS, Bounds, Kind, find_kind, refused
from vil.importing.layout import Layout, find_layout
from vil.importing.misfits import write_verified
from vil.importing.paired_periods import with_paired_period
from vil.importing.persons import Guard, guard_table, mask_layout, mask_names, mask_reading
from vil.importing.px import load_px
from vil.importing.questions import is_marked_danish, with_questions
from vil.importing.summaries import find_summary_rows
from vil.importing.surplus import cut_second_table, cut_surplus, write_raw
from vil.importing.text_cells import load_text_cells
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
from vil.importing.web_tables import load_web_cells, read_grids
from vil.importing.workbook_cells import load_sheet_cells, open_workbook
from vil.model.reading import ColumnType, Doubt, Reading, Shape
from vil.model.recipe import ReadingOptions

if TYPE_CHECKING:
    import duckdb

_PREVIEW_ROWS = 20


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
        cells, encoding, sheet, sheets = load_web_cells(engine, path, kind, options.sheet, written.table.parent, bounds)
        start = Reading(path.name, kind.value, encoding=encoding.name, bom=encoding.bom, sheet=sheet, sheets=sheets)
    elif kind in WORKBOOKS:
        cells, sheet, sheets = load_sheet_cells(engine, path, options.sheet, bounds)
        start = Reading(path.name, kind.value, sheet=sheet, sheets=sheets)
    else:
        cells, encoding, dialect = load_text_cells(engine, path, options, written.table.parent, bounds)
        start = Reading(path.name, kind.value, encoding=encoding.name, bom=encoding.bom)
        start = replace(start, delimiter=dialect.delimiter, quote=dialect.quote)
    return _read_cells(engine, cells, start, options, written)


def _read_cells(
    engine: duckdb.DuckDBPyConnection, cells: Cells, start: Reading, options: ReadingOptions, written: Written
) -> Reading:
    blocks = find_blocks(engine, cells)
    keep_block(engine, cells, blocks, options.block)
    doubts = list(cells.doubts)
    layout = _find_table(engine, cells, options, doubts)
    body, samples = _find_body(engine, cells, layout, doubts)
    guard = guard_table(engine, layout.names, options, written.key)
    if written.raw and not guard.undecided:
        write_raw(engine, cells, layout, written.raw, guard)
    names = dict(enumerate(layout.names, 1))
    explained = find_explained_signs((*layout.footers, *layout.titles))
    options = replace(options, missing=(*options.missing, *explained))
    plans, of_file = plan_columns(
        names, samples, has_natives=cells.has_natives, delimiter=start.delimiter, options=options
    )
    is_danish = is_marked_danish(names, samples, start.delimiter, of_file)
    plans, questions = with_questions(
        plans, samples, of_file, options, has_natives=cells.has_natives, is_danish=is_danish
    )
    plans = [as_empty(plan) if plan.place > cells.full_width - cells.unused else plan for plan in plans]
    plans = without_footnotes(engine, plans)
    if body.has_section:
        plans.append(ColumnPlan(cells.width + 1, SECTION, ColumnType.TEXT, "section"))
    plans = write_verified(
        engine, with_paired_period(engine, guard.treat(plans), cells.width + 2), written.table, has_rows=True
    )
    first = fetch_one(engine, "SELECT min(row) FROM body")[0]
    shown = {name for place, name in names.items() if guard.shows(place)}
    start = replace(
        start,
        decimal=None if cells.has_natives and not of_file.has_marks else of_file.verdict.style.decimal,
        thousands=of_file.verdict.style.thousands,
        header_rows=layout.header_rows,
        first_data_row=None if first is None else int(str(first)),
        titles=layout.titles,
        fill_down=tuple(layout.names[place - 1] for place in body.fill_down if guard.shows(place)),
        preview=_load_preview(body, layout, guard),
        questions=ask_for_block(blocks, options.block)
        + tuple(one for one in questions if one.column is None or one.column in shown),
    )
    doubts += [*doubt_short_rows(cells, layout), *_layout_doubts(layout, start.fill_down)]
    reading = describe_table(engine, start, plans, written.table, doubts)
    reading = replace(reading, left_out=account_rows(engine, body, layout, reading.data_rows, doubts))
    return guard.finish(replace(reading, shape=Shape.REPORT) if body.has_section else reading)


def _find_table(
    engine: duckdb.DuckDBPyConnection, cells: Cells, options: ReadingOptions, doubts: list[Doubt]
) -> Layout:
    head = load_head(engine, cells)
    if not any(cell.strip() for _, row in head for cell in row):
        raise refused("no_table")
    layout = find_layout(head, load_tail(engine, cells), cells.width, options.header_row)
    return mask_layout(cut_surplus(engine, cells, cut_second_table(engine, layout, doubts), doubts), doubts)


def _find_body(
    engine: duckdb.DuckDBPyConnection, cells: Cells, layout: Layout, doubts: list[Doubt]
) -> tuple[Body, dict[int, Counter[str]]]:
    """Find the data rows and a sample of every column; rows at the bottom that sum up are left out."""
    body = make_body(engine, cells, layout, layout.last_row)
    samples = load_samples(body)
    summary = find_summary_rows(engine, dict(enumerate(layout.names, 1)), samples)
    if summary:
        doubts.append(summary[1])
        body = make_body(engine, cells, layout, summary[0])
        samples = load_samples(body)
    return body, samples


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
            doubts.append(messages.several_tables(chosen, [name for name in names if name != chosen]))
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
    rows = [tuple("" if row[place] is None else str(row[place]) for place in shown) for row in samples[:_PREVIEW_ROWS]]
    preview = (tuple(columns[place] for place in shown), *rows)
    comma = next((plan.style.decimal for plan in plans if plan.style.decimal == ","), None)
    start = replace(start, decimal=comma, header_rows=(), first_data_row=1, preview=preview)
    return guard.finish(describe_table(engine, start, plans, written.table, doubts))


def _read_px(
    engine: duckdb.DuckDBPyConnection, path: Path, options: ReadingOptions, written: Written, bounds: Bounds
) -> Reading:
    px = load_px(engine, path, options, written.table.parent, bounds)
    guard = guard_table(engine, px.names, options, written.key)
    shown = [(place, name) for place, name in enumerate(px.names, 1) if guard.shows(place)]
    plans = write_verified(engine, guard.treat(px.plans), written.table, has_rows=True)
    texts = ", ".join(text_sql(place) for place, _ in shown)
    rows = engine.execute(f"SELECT {texts} FROM texts LIMIT {_PREVIEW_ROWS}").fetchall()
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


def _load_preview(body: Body, layout: Layout, guard: Guard) -> tuple[tuple[str, ...], ...]:
    places = [place for place in body.places if guard.shows(place)]
    texts = ", ".join(text_sql(place) for place in places)
    rows = body.engine.execute(f"SELECT {texts} FROM texts LIMIT {_PREVIEW_ROWS}").fetchall() if places else []
    return (tuple(layout.names[place - 1] for place in places), *(tuple(cell or "" for cell in row) for row in rows))


def _layout_doubts(layout: Layout, fill_down: tuple[str, ...]) -> list[Doubt]:
    doubts = []
    if layout.title_rows:
        doubts.append(messages.title_rows(layout.title_rows[:20]))
    if not layout.header_rows:
        doubts.append(messages.no_header())
    if layout.serials:
        doubts.append(period_messages.serial_headers(*layout.serials))
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
    if kind in (Kind.HTML, Kind.XML):
        return tuple(grid.name for grid in read_grids(path, kind)[0])
    return tuple(open_workbook(path).sheet_names) if kind in WORKBOOKS else ()
