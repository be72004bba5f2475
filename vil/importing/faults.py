"""Name every faulty cell and every doubled row of an extract, with the rows of the file they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vil.importing import recipe_messages as messages
from vil.importing.engine import fetch_one, literal, quoted
from vil.importing.missing import MISSING
from vil.importing.numbers import Style, count_forms, decide_style, number_sql
from vil.importing.period_cells import is_nearly_all
from vil.importing.rows import DAY, ROW
from vil.importing.shaping_periods import PeriodFaults, period_text_sql
from vil.model.drift import Fault
from vil.model.indicator import Aggregation, Disclosure
from vil.model.period import Grain, Period
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import Recipe

if TYPE_CHECKING:
    import duckdb

MOST_CELLS = 50
"""So many faulty cells are told one by one in a refusal; `MOST_LISTED` are listed for download."""
MOST_DUPLICATES = 20
MOST_LISTED = 20_000
_MOST_ROWS = 7
_MOST_TEXTS = 20_000


@dataclass(frozen=True)
class CellFaults:
    """Faulty cells of one column: how many, and each of them. `style` is how the numbers among them are written."""

    column: str = ""
    count: int = 0
    faults: tuple[Fault, ...] = ()
    style: Style | None = None


@dataclass(frozen=True)
class Duplicates:
    """Cells that several rows stand for: how many, each of them, and the ways out."""

    count: int = 0
    faults: tuple[Fault, ...] = ()
    mend: str = ""


NO_DUPLICATES = Duplicates()


def told_cells(cells: Sequence[CellFaults]) -> list[str]:
    """Tell of every faulty cell in the order of the file, and how many more there are than can be told."""
    told = sorted((fault for one in cells for fault in one.faults), key=lambda fault: (fault.row or 0, fault.message))
    more = sum(one.count for one in cells) - min(len(told), MOST_CELLS)
    return [fault.message for fault in told[:MOST_CELLS]] + ([messages.more_cells(more)] if more > 0 else [])


def told_duplicates(duplicates: Duplicates) -> list[str]:
    """Tell of the first doubled cells, how many more there are, and the ways out."""
    if not duplicates.count:
        return []
    told = [fault.message for fault in duplicates.faults[:MOST_DUPLICATES]]
    more = duplicates.count - len(told)
    return [*told, *([messages.more_duplicates(more)] if more > 0 else []), duplicates.mend]


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
        f"SELECT {quoted(ROW)}, {text} FROM filtered WHERE period_cell IS NULL{listed} ORDER BY 1 LIMIT {MOST_LISTED}"
    ).fetchall()
    sheet = sheet_of(reading)
    told = []
    for row, cell in found:
        message = _told_period(messages.cell_place(sheet, row, name), cell, faults.found, recipe.grain)
        told.append(Fault(message, name, row, cell, sheet))
    return CellFaults(name, faults.count, tuple(told))


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


def find_number_cells(
    engine: duckdb.DuckDBPyConnection, reading: Reading, name: str, *, was_number: bool = False
) -> CellFaults | None:
    """Find the few cells that keep a column of text from being numbers; None when it is no such column. Reads the view `kept`.

    Of a column that is known to have held numbers (`was_number`) all cells are found that are none, however many.
    """
    column = quoted(name)
    style = _find_style(engine, reading, column)
    value = number_sql(column, style)
    marks = ", ".join(literal(mark) for mark in sorted(MISSING))
    fault = f"{column} IS NOT NULL AND {value} IS NULL AND {column} NOT IN ({marks})"
    good, count = fetch_one(engine, f"SELECT count({value}), count(*) FILTER (WHERE {fault}) FROM kept")
    if not count or not (is_nearly_all(int(str(good)), int(str(count))) or (was_number and good)):
        return None
    found = engine.execute(
        f"SELECT {quoted(ROW)}, {column} FROM kept WHERE {fault} ORDER BY 1 LIMIT {MOST_LISTED}"
    ).fetchall()
    sheet = sheet_of(reading)
    told = tuple(
        Fault(messages.number_unreadable(messages.cell_place(sheet, row, name), cell), name, row, cell, sheet)
        for row, cell in found
    )
    return CellFaults(name, int(str(count)), told, style)


def sheet_of(reading: Reading) -> str | None:
    """Name the sheet of a workbook; other files have none."""
    return None if reading.format == "duckdb" else reading.sheet


def may_be_added(recipe: Recipe) -> bool:
    """Tell whether several rows of a cell can be put together."""
    return all(one.is_additive or one.counts_rows or one.is_calculated for one in recipe.indicators)


def may_share_cells(recipe: Recipe) -> bool:
    """Tell whether several rows may stand for one cell: rows of persons or cases, with nothing that cannot be put together."""
    are_rows = recipe.disclosure is Disclosure.PERSON_ROWS or any(one.counts_rows for one in recipe.indicators)
    return are_rows and may_be_added(recipe)


def may_add_days(recipe: Recipe) -> bool:
    """Tell whether the days of a longer period are added up: asked for, and no level or average among the figures."""
    is_stock = any(one.aggregation is Aggregation.STOCK for one in recipe.indicators)
    return recipe.adds_days and recipe.period is not None and may_be_added(recipe) and not is_stock


def find_duplicates(engine: duckdb.DuckDBPyConnection, reading: Reading, recipe: Recipe) -> Duplicates:
    """Find cells that several rows stand for; rows of persons may be added up, averages never. Reads the view `shaped`."""
    if may_share_cells(recipe):
        return NO_DUPLICATES
    levels = "".join(f", level_{place}" for place in range(1, len(recipe.unit_levels) + 1))
    levels += "".join(f", __over_{place}" for place in range(1, len(recipe.added_over) + 1))
    levels += f", {quoted(DAY)}" if may_add_days(recipe) else ""
    cells = f"FROM shaped GROUP BY period_start, unit, member{levels} HAVING count(*) > 1"
    shared = int(str(fetch_one(engine, f"SELECT count(*) FROM (SELECT 1 {cells})")[0]))
    if not shared:
        return NO_DUPLICATES
    row, sheet = quoted(ROW), sheet_of(reading)
    found = engine.execute(
        f"SELECT period_start, unit, member, list({row} ORDER BY {row})[:{_MOST_ROWS}], count(*) {cells} "
        f"ORDER BY min({row}), 1, 2, 3 LIMIT {MOST_LISTED}"
    ).fetchall()
    told = []
    for start, unit, member, rows, count in found:
        who = _who(recipe, unit, member)
        message = messages.duplicate_cell(who, Period(start, recipe.grain), sheet, rows, int(count))
        told.append(Fault(message, recipe.unit, rows[0], " · ".join(who), sheet))
    return Duplicates(shared, tuple(told), messages.duplicates_mend(may_be_person_rows=may_be_added(recipe)))


def _who(recipe: Recipe, unit: str, member: str | None) -> list[str]:
    """Name unit and member; the extract's own total goes by its own name."""
    if member == "":
        whole = next((entry.whole for entry in recipe.totals if entry.column in recipe.dimensions), ())
        member = whole[0] if whole else None
    return [unit, member] if member else [unit]
