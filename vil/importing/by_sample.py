"""Read a large, plain text file in one pass: planned by a sample of its lines, and held against every cell.

The engine reads the typed table straight from the file. Whatever the sample does not foresee (a cell that is no number, a blank
row, a quote sign out of place, anything like a CPR number) makes it give up, and the file is read cell by cell, which finds
and names every fault. What is read here is therefore what would be read there, and nothing is told here that must be told.
"""

from __future__ import annotations

import csv
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vil.errors import ReadingRefused
from vil.importing.accounting import account_rows
from vil.importing.body import choose_fill_down, is_padded_sql, trimmed_sql
from vil.importing.cells import BLANKS, Cells
from vil.importing.columns import DATE_FORMS, ColumnPlan, text_sql, written_date_sql
from vil.importing.engine import WIDE, fetch_one, file_literal, literal, quoted
from vil.importing.findings import describe_table
from vil.importing.footnotes import without_footnotes
from vil.importing.kinds import Bounds
from vil.importing.misfits import verify_periods
from vil.importing.numbers import number_sql
from vil.importing.persons import guard_table
from vil.importing.planning import Planned, plan_cells
from vil.importing.respelling import WEEKS
from vil.importing.sample import TextSource, count_bytes, take_sample
from vil.importing.text_cells import load_clean
from vil.model.reading import ColumnType, Doubt, Reading
from vil.model.recipe import ReadingOptions

if TYPE_CHECKING:
    import duckdb

SMALLEST_BYTES = 4_000_000
_FIRST_DAY = "DATE '1000-01-01'"
"""Before it lie the days of years that are written with two digits."""


@dataclass(frozen=True)
class _Types:
    """What the engine is told of the columns, by place from 1: which are figures or days, and which have blanks round them."""

    figures: frozenset[int]
    days: frozenset[int]
    padded: frozenset[int]
    decimal: str
    day_form: str | None

    def of(self, place: int) -> str:
        return "DOUBLE" if place in self.figures else "DATE" if place in self.days else "VARCHAR"

    @property
    def kinds(self) -> dict[int, str]:
        return {**dict.fromkeys(self.figures, "number"), **dict.fromkeys(self.days, "date")}


def read_by_sample(
    engine: duckdb.DuckDBPyConnection,
    source: TextSource,
    start: Reading,
    options: ReadingOptions,
    table: Path,
    bounds: Bounds,
    doubts: list[Doubt],
) -> Reading | None:
    """Read a file into `table`; None when anything about it needs a closer look. The engine is left as it was then."""
    import duckdb

    is_large = source.path.stat().st_size >= SMALLEST_BYTES
    if not is_large or not source.is_plain or not source.own_encoding or source.dialect.width > WIDE:
        return None
    if options.personal or options.block or (rows := take_sample(source)) is None:
        return None
    reading = None
    try:
        reading = _read(engine, source, start, options, table, bounds, doubts, rows)
    except (ReadingRefused, duckdb.Error):
        reading = None
    finally:
        if reading is None:
            _clear(engine)
            table.unlink(missing_ok=True)
    return reading


def _read(
    engine: duckdb.DuckDBPyConnection,
    source: TextSource,
    start: Reading,
    options: ReadingOptions,
    table: Path,
    bounds: Bounds,
    doubts: list[Doubt],
    rows: list[list[str]],
) -> Reading | None:
    cells = _load_sample(engine, rows, table.with_name("sample.csv"), doubts)
    planned = plan_cells(engine, cells, start, options, b"")
    types = _choose_types(planned, rows)
    if types is None or not _is_plain(planned, len(rows)) or _may_end_in_sum(rows[-1], types):
        return None
    start = replace(planned.begin(start), first_data_row=planned.layout.first_row)
    with ThreadPoolExecutor(1) as beside:
        counting = beside.submit(count_bytes, source.path, one_byte=source.own_encoding == "latin-1")
        _write_table(engine, source, planned, types, table)
        counted = counting.result()
    cells.height, cells.blanks = counted.lines, counted.blanks
    is_odd = counted.has_zeros or counted.only_cp1252 or counted.joined_digits
    if is_odd or counted.lines * cells.width > bounds.cells or not _holds(engine, planned, types, table):
        return None
    reading = describe_table(engine, start, planned.plans, table, planned.doubts)
    left_out = account_rows(engine, planned.body, planned.layout, reading.data_rows, planned.doubts)
    return planned.guard.finish(replace(reading, left_out=left_out))


def _load_sample(engine: duckdb.DuckDBPyConnection, rows: list[list[str]], file: Path, doubts: list[Doubt]) -> Cells:
    """Load a sample as if it were the whole file; only the first rows have the numbers they have there."""
    with file.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, lineterminator="\r\n").writerows([number, *row] for number, row in enumerate(rows, 1))
    width = len(rows[0])
    load_clean(engine, file, width)
    file.unlink()
    return Cells(width, len(rows), doubts=doubts)


def _is_plain(planned: Planned, last_row: int) -> bool:
    """Tell whether all there is under the header is data, with nothing to fill in, split, hide or tell of persons."""
    body, guard = planned.body, planned.guard
    is_whole = body.last_row == last_row and body.cells.width == body.cells.full_width and not body.has_section
    is_quiet = not (
        guard.personal or guard.doubts or guard.undecided or any(one.code == WEEKS for one in planned.doubts)
    )
    return is_whole and is_quiet and not body.fill_down and len(planned.plans) == body.cells.width


def _may_end_in_sum(last: list[str], types: _Types) -> bool:
    """Tell whether the last row names nothing: only all rows show whether its figures are their sum."""
    return not any(cell.strip() for place, cell in enumerate(last, 1) if place not in types.figures)


def _choose_types(planned: Planned, rows: list[list[str]]) -> _Types | None:
    """Choose what the engine reads itself; None where a column needs more than that."""
    decimals: set[str] = set()
    forms: set[str] = set()
    figures, days = set(), set()
    for plan in planned.plans:
        text = text_sql(plan.place)
        if plan.resembles or plan.markers:
            return None
        if plan.type is ColumnType.NUMBER and plan.sql == number_sql(text, plan.style):
            figures.add(plan.place)
            decimals.add(plan.style.decimal)
        elif plan.type is ColumnType.DATE:
            days.add(plan.place)
            forms |= {next((one for one in DATE_FORMS if plan.sql == written_date_sql(text, one)), "")}
        elif plan.sql != text:
            return None
    if len(decimals) > 1 or len(forms) > 1 or "" in forms:
        return None
    padded = {place for row in rows for place, cell in enumerate(row, 1) if cell != cell.strip(BLANKS)}
    return _Types(
        frozenset(figures), frozenset(days), frozenset(padded), next(iter(decimals), "."), next(iter(forms), None)
    )


def _write_table(
    engine: duckdb.DuckDBPyConnection, source: TextSource, planned: Planned, types: _Types, table: Path
) -> None:
    """Let the engine read the file into the table; duckdb.Error where a single cell is not of its column's type."""
    columns = ", ".join(f"'c{plan.place}': '{types.of(plan.place)}'" for plan in planned.plans)
    days = f"dateformat = {literal(types.day_form)}, " if types.day_form else ""
    quote = literal(source.dialect.quote or "")
    listed = ", ".join(_column_sql(plan, types) for plan in planned.plans)
    engine.execute(
        f"COPY (SELECT {listed} FROM read_csv({file_literal(source.path)}, auto_detect = false, header = false, "
        f"skip = {planned.layout.first_row - 1}, delim = {literal(str(source.dialect.delimiter))}, quote = {quote}, "
        f"escape = {quote}, columns = {{{columns}}}, decimal_separator = {literal(types.decimal)}, {days}"
        f"max_line_size = 4000000, encoding = {literal(str(source.own_encoding))})) "
        f"TO {literal(str(table))} (FORMAT parquet, COMPRESSION snappy)"
    )


def _column_sql(plan: ColumnPlan, types: _Types) -> str:
    cell = f"c{plan.place}"
    is_trimmed = plan.place in types.padded and types.of(plan.place) == "VARCHAR"
    return trimmed_sql(cell, quoted(plan.name)) if is_trimmed else f"{cell} AS {quoted(plan.name)}"


def _holds(engine: duckdb.DuckDBPyConnection, planned: Planned, types: _Types, table: Path) -> bool:
    """Hold the table that was written against what the sample promised."""
    body, first = planned.body, planned.layout.first_row
    listed = [f"{quoted(plan.name)} AS c{plan.place}, {quoted(plan.name)} AS t{plan.place}" for plan in planned.plans]
    engine.execute(
        f"CREATE OR REPLACE TEMP VIEW numbered AS SELECT file_row_number + {first} AS row, {', '.join(listed)} "
        f"FROM read_parquet({file_literal(table)}, file_row_number = true)"
    )
    for view in ("body", "texts"):
        engine.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT * FROM numbered")
    rows, *counts = (int(str(one)) for one in fetch_one(engine, _counts_sql(planned, types)))
    filled, odd = counts[: body.cells.width], counts[body.cells.width :]
    if rows != body.cells.height - first + 1 or any(odd):
        return False
    start = fetch_one(engine, f"SELECT {', '.join(f'c{place}' for place in body.places)} FROM body LIMIT 1")
    if max(filled) < rows or choose_fill_down(rows, filled, start, has_natives=False):
        return False
    if _has_second_header(engine, planned, types):
        return False
    guard = guard_table(engine, planned.layout.names, ReadingOptions(), b"", types.kinds)
    if guard.personal or guard.doubts or guard.undecided:
        return False
    periods = (plan for plan in planned.plans if plan.type is ColumnType.PERIOD)
    are_periods = all(verify_periods(engine, plan) == plan for plan in periods)
    return are_periods and without_footnotes(engine, planned.plans) == planned.plans


def _counts_sql(planned: Planned, types: _Types) -> str:
    """Count rows, filled cells, and cells that are not what they were taken for; whole columns one after the other."""
    filled = [f"count(c{place})" for place in planned.body.places]
    odd = [f"NOT isfinite(c{place})" for place in types.figures]
    odd += [f"c{place} < {_FIRST_DAY}" for place in types.days]
    texts = set(planned.body.places) - types.figures - types.days - types.padded
    odd += [is_padded_sql(f"c{place}", planned.body.cells.blanks) for place in texts]
    return f"SELECT count(*), {', '.join([*filled, *(f'count(CASE WHEN {one} THEN 1 END)' for one in odd)])} FROM body"


def _has_second_header(engine: duckdb.DuckDBPyConnection, planned: Planned, types: _Types) -> bool:
    """Tell whether the header may be written once more among the data, as far as its columns of text say."""
    named = [(place, name) for place, name in enumerate(planned.layout.written_names[:4], 1) if name]
    alike = [f"c{place} = {literal(name)}" for place, name in named if types.of(place) == "VARCHAR"]
    if len(planned.layout.header_rows) != 1 or len(named) < 2:
        return False
    return not alike or bool(engine.execute(f"SELECT 1 FROM body WHERE {' AND '.join(alike)} LIMIT 1").fetchall())


def _clear(engine: duckdb.DuckDBPyConnection) -> None:
    """Drop every view and table that a plan has left."""
    found = engine.execute(
        "SELECT 'VIEW', view_name FROM duckdb_views() WHERE NOT internal "
        "UNION ALL SELECT 'TABLE', table_name FROM duckdb_tables() WHERE NOT internal"
    ).fetchall()
    for kind, name in found:
        engine.execute(f"DROP {kind} IF EXISTS {quoted(name)}")
