"""Name every faulty cell and every doubled row of an extract, with the rows of the file they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vil.importing import recipe_messages as messages
from vil.importing.engine import fetch_one, literal, quoted
from vil.importing.layout import ERRORS, MARKERS
from vil.importing.numbers import Style, count_forms, decide_style, number_sql
from vil.importing.period_cells import is_nearly_all
from vil.importing.rows import ROW
from vil.importing.shaping_periods import PeriodFaults, period_text_sql
from vil.model.indicator import Disclosure
from vil.model.period import Grain, Period
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import Recipe

if TYPE_CHECKING:
    import duckdb

MOST_CELLS = 50
MOST_DUPLICATES = 20
_MOST_ROWS = 7
_MOST_TEXTS = 20_000


@dataclass(frozen=True)
class CellFaults:
    """Faulty cells: how many, and the first of them as (row, sentence)."""

    count: int = 0
    told: tuple[tuple[int, str], ...] = ()


def told_cells(faults: Sequence[CellFaults]) -> list[str]:
    """Tell of every faulty cell in the order of the file, and how many more there are than can be told."""
    told = sorted(one for fault in faults for one in fault.told)[:MOST_CELLS]
    more = sum(fault.count for fault in faults) - len(told)
    return [text for _, text in told] + ([messages.more_cells(more)] if more > 0 else [])


def find_period_cells(
    engine: duckdb.DuckDBPyConnection, reading: Reading, recipe: Recipe, faults: PeriodFaults
) -> CellFaults:
    """Find the cells of the period column that are empty or no period; reads the views `filtered` and `starts`."""
    if not faults.count:
        return CellFaults()
    name = str(recipe.period)
    kind = next(column.type for column in reading.columns if column.name == name)
    text = period_text_sql(kind)
    listed = f" OR {text} NOT IN (SELECT label FROM starts)" if faults.found else ""
    found = engine.execute(
        f"SELECT {quoted(ROW)}, {text} FROM filtered WHERE period_cell IS NULL{listed} ORDER BY 1 LIMIT {MOST_CELLS}"
    ).fetchall()
    told = []
    for row, cell in found:
        place = messages.cell_place(sheet_of(reading), row, name)
        told.append((row, _told_period(place, cell, faults.found, recipe.grain)))
    return CellFaults(faults.count, tuple(told))


def _told_period(place: str, cell: str | None, found: Mapping[str, Grain | None], wanted: Grain) -> str:
    if cell is None:
        return messages.period_empty(place)
    other = found[cell]
    if other is None:
        return messages.period_unreadable(place, cell, wanted)
    return messages.period_of_other_grain(place, cell, other, wanted)


def reading_sql(reading: Reading, name: str) -> str:
    """Write a column of the table as a number, nothing where it holds none."""
    kind = next(column.type for column in reading.columns if column.name == name)
    return f"CAST({quoted(name)} AS DOUBLE)" if kind is ColumnType.NUMBER else "NULL::DOUBLE"


def _find_style(engine: duckdb.DuckDBPyConnection, reading: Reading, column: str) -> Style:
    """Find how the numbers of a column of text are written: by their own marks, else by those of the file."""
    found = engine.execute(
        f"SELECT DISTINCT {column} FROM kept WHERE {column} IS NOT NULL LIMIT {_MOST_TEXTS}"
    ).fetchall()
    own = decide_style(count_forms(row[0] for row in found))
    return own.style if own.is_settled or not reading.decimal else Style(reading.decimal, reading.thousands)


def find_number_cells(engine: duckdb.DuckDBPyConnection, reading: Reading, name: str) -> CellFaults | None:
    """Find the few cells that keep a column of text from being numbers; None when it is no such column. Reads the view `kept`."""
    column = quoted(name)
    value = number_sql(column, _find_style(engine, reading, column))
    marks = ", ".join(literal(mark) for mark in sorted(MARKERS | ERRORS))
    fault = f"{column} IS NOT NULL AND {value} IS NULL AND {column} NOT IN ({marks})"
    good, count = fetch_one(engine, f"SELECT count({value}), count(*) FILTER (WHERE {fault}) FROM kept")
    if not is_nearly_all(int(str(good)), int(str(count))) or not count:
        return None
    found = engine.execute(
        f"SELECT {quoted(ROW)}, {column} FROM kept WHERE {fault} ORDER BY 1 LIMIT {MOST_CELLS}"
    ).fetchall()
    told = tuple(
        (row, messages.number_unreadable(messages.cell_place(sheet_of(reading), row, name), cell))
        for row, cell in found
    )
    return CellFaults(int(str(count)), told)


def sheet_of(reading: Reading) -> str | None:
    """Name the sheet of a workbook; other files have none."""
    return None if reading.format == "duckdb" else reading.sheet


def find_duplicates(engine: duckdb.DuckDBPyConnection, reading: Reading, recipe: Recipe) -> list[str]:
    """Find cells that several rows stand for; rows of persons may be added up, averages never. Reads the view `shaped`."""
    may_be_added = all(one.is_additive for one in recipe.indicators)
    if recipe.disclosure is Disclosure.PERSON_ROWS and may_be_added:
        return []
    cells = "FROM shaped GROUP BY period_start, unit, member HAVING count(*) > 1"
    shared = int(str(fetch_one(engine, f"SELECT count(*) FROM (SELECT 1 {cells})")[0]))
    if not shared:
        return []
    row = quoted(ROW)
    found = engine.execute(
        f"SELECT period_start, unit, member, list({row} ORDER BY {row})[:{_MOST_ROWS}], count(*) {cells} "
        f"ORDER BY min({row}), 1, 2, 3 LIMIT {MOST_DUPLICATES}"
    ).fetchall()
    told = [
        messages.duplicate_cell(
            _who(recipe, unit, member), Period(start, recipe.grain), sheet_of(reading), rows, int(count)
        )
        for start, unit, member, rows, count in found
    ]
    told += [messages.more_duplicates(shared - len(told))] if shared > len(told) else []
    return [*told, messages.duplicates_mend(may_be_person_rows=may_be_added)]


def _who(recipe: Recipe, unit: str, member: str | None) -> list[str]:
    """Name unit and member; the extract's own total goes by its own name."""
    if member == "":
        whole = next((entry.whole for entry in recipe.totals if entry.column in recipe.dimensions), ())
        member = whole[0] if whole else None
    return [unit, member] if member else [unit]
