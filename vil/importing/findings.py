"""Describe a table that has been read: its columns, periods, units, totals and shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vil.importing import messages, period_messages
from vil.importing.columns import ColumnPlan, is_period_name
from vil.importing.engine import WIDE, fetch_one, file_literal, is_worth_copying, quoted
from vil.importing.measures import find_measures, is_no_figure
from vil.importing.members import find_levels
from vil.importing.odd_values import find_odd_values
from vil.importing.paired_periods import is_part_of_year
from vil.importing.period_cells import is_nearly_all
from vil.importing.periods import find_grain, parse_header, parse_period
from vil.importing.units import MOST_UNITS, choose_unit, find_unit_headers
from vil.model.period import Grain, Period
from vil.model.reading import Column, ColumnType, Doubt, PeriodGuess, Reading, Shape

if TYPE_CHECKING:
    import duckdb

_MOST_DATES = 100_000
_FIRST_ROWS = 50_000


def describe_table(
    engine: duckdb.DuckDBPyConnection,
    start: Reading,
    plans: Sequence[ColumnPlan],
    table: Path,
    doubts: Sequence[Doubt],
    *,
    known_totals: Mapping[str, tuple[str, ...]] | None = None,
) -> Reading:
    """Fill in everything about a reading that its finished table shows; `known_totals` are members the file names as totals."""
    source = _choose_source(engine, table, len(plans))
    rows, columns = _describe_columns(engine, source, plans)
    numeric = [plan.name for plan in plans if plan.type is ColumnType.NUMBER]
    named = [plan.name for plan in plans if plan.type in (ColumnType.TEXT, ColumnType.CODE) and not plan.is_pseudonym]
    members = load_members(engine, source, named)
    period = _find_period(engine, source, plans, numeric)
    unit_columns, total_columns = find_unit_headers(numeric) if period and period.column else ((), ())
    figures = _find_nearly_numbers(engine, source, plans, period)
    passed_over = {*figures, *(period.parts if period else ())}
    unit = None if unit_columns else choose_unit([plan for plan in plans if plan.name not in passed_over], members)
    totals = _find_totals(members, unit, known_totals or {})
    markers = tuple(dict.fromkeys(marker for plan in plans for marker in plan.markers))
    told = [
        *doubts,
        *_tell_of_columns(plans, markers),
        *_tell_totals(totals, members, total_columns),
        *_tell_parts_of_year(plans, period),
        *find_odd_values(engine, source, numeric),
    ]
    measuring = [name for name in numeric if name not in passed_over and not is_no_figure(name)]
    return replace(
        start,
        data_rows=rows,
        columns=columns,
        missing_markers=markers,
        aggregates=tuple(dict.fromkeys([*total_columns, *(name for names in totals.values() for name in names)])),
        period=period,
        unit=unit,
        shape=_find_shape(period, unit_columns, measuring),
        unit_columns=unit_columns,
        measures=find_measures(numeric, start.titles),
        nearly_numbers=figures,
        warnings=tuple(told),
        table=table,
    )


def _find_totals(
    members: Mapping[str, Sequence[str]], unit: str | None, stated: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Find the members of each column that stand for others; groups only among the units."""
    levels = {name: find_levels(found) for name, found in members.items()}
    totals = {
        name: (*whole, *(groups if name == unit else ()))
        for name, (whole, groups) in levels.items()
        if whole or name == unit
    }
    for name, names in stated.items():
        totals[name] = tuple(dict.fromkeys([*totals.get(name, ()), *names]))
    return totals


def _tell_of_columns(plans: Sequence[ColumnPlan], markers: Sequence[str]) -> list[Doubt]:
    """Tell what is doubtful about single columns, and what stands for missing in them."""
    told = messages.gathered([doubt for plan in plans for doubt in plan.doubts])
    return [*told, messages.missing_cells(markers)] if markers else told


def _tell_totals(
    totals: Mapping[str, Sequence[str]], members: Mapping[str, Sequence[str]], columns: Sequence[str]
) -> list[Doubt]:
    """Tell which members and columns stand for others; a column of one member alone is not parted by it."""
    found = [(name, names) for name, names in totals.items() if names and len(members.get(name, ())) > 1]
    return [*(messages.totals_found(*one) for one in found), *(messages.total_column(name) for name in columns)]


def _tell_parts_of_year(plans: Sequence[ColumnPlan], period: PeriodGuess | None) -> list[Doubt]:
    """Point out months that stand beside the years the table is read by."""
    parts = [plan.name for plan in plans if is_part_of_year(plan.name)]
    if not parts or not period or not period.column or period.grain is not Grain.YEAR:
        return []
    return [period_messages.part_of_year(period.column, [name for name in parts if name != period.column])]


def _choose_source(engine: duckdb.DuckDBPyConnection, table: Path, width: int) -> str:
    """Write what the finished table is read from: its file, or a copy where there are very many columns."""
    source = f"read_parquet({file_literal(table)}, file_row_number = true)"
    if width <= WIDE or not is_worth_copying(width, int(str(fetch_one(engine, f"SELECT count(*) FROM {source}")[0]))):
        return source
    engine.execute(f"CREATE OR REPLACE TEMP TABLE described AS SELECT * FROM {source}")
    return "described"


def _describe_columns(
    engine: duckdb.DuckDBPyConnection, source: str, plans: Sequence[ColumnPlan]
) -> tuple[int, tuple[Column, ...]]:
    sums = ", ".join(
        f"count({quoted(plan.name)}), " + (f"fsum({quoted(plan.name)})" if plan.type is ColumnType.NUMBER else "NULL")
        for plan in plans
    )
    rows, *found = fetch_one(engine, f"SELECT count(*), {sums} FROM {source}")
    total = int(str(rows))
    columns = []
    for at, plan in enumerate(plans):
        filled, summed = int(str(found[2 * at])), found[2 * at + 1]
        is_number = plan.type is ColumnType.NUMBER
        value = float(str(summed)) if is_number and summed is not None else (0.0 if is_number else None)
        columns.append(Column(plan.name, plan.type, total - filled, filled if is_number else 0, value))
    return total, tuple(columns)


def load_members(engine: duckdb.DuckDBPyConnection, source: str, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """List the different texts of columns in the order they first appear; columns with very many are cut off."""
    return {name: _list_members(engine, source, name) for name in names}


def _list_members(engine: duckdb.DuckDBPyConnection, source: str, name: str) -> tuple[str, ...]:
    """List the texts of one column; where the first rows hold too many already, the rest need not be seen."""
    found: list[tuple[str, ...]] = []
    for where in (f"file_row_number < {_FIRST_ROWS}", "true"):
        if len(found) <= MOST_UNITS:
            found = engine.execute(
                f"SELECT {quoted(name)}, min(file_row_number) FROM {source} WHERE {quoted(name)} IS NOT NULL AND {where} "
                f"GROUP BY 1 ORDER BY 2 LIMIT {MOST_UNITS + 1}"
            ).fetchall()
    return tuple(str(row[0]) for row in found)


def _find_period(
    engine: duckdb.DuckDBPyConnection, source: str, plans: Sequence[ColumnPlan], numeric: Sequence[str]
) -> PeriodGuess | None:
    figures = [plan.name for plan in plans if plan.name in numeric or plan.resembles is ColumnType.NUMBER]
    headers = [(name, period) for name in figures if (period := parse_header(name))]
    columns = [plan for plan in plans if plan.type in (ColumnType.DATE, ColumnType.PERIOD)]
    if len(headers) > 1 and (not columns or len(headers) * 2 > len(numeric)):
        return _from_headers(headers)
    columns = [plan for plan in columns if plan.parts] or columns
    guesses = [(guess, plan) for plan in columns if (guess := _from_column(engine, source, plan))]
    if guesses:
        return max(guesses, key=lambda one: (is_period_name(one[1].name), one[0].first != one[0].last))[0]
    return _from_headers(headers) if headers else None


def _from_headers(headers: Sequence[tuple[str, Period]]) -> PeriodGuess:
    grain = Counter(period.grain for _, period in headers).most_common(1)[0][0]
    kept = [(name, period) for name, period in headers if period.grain is grain]
    if grain is Grain.DAY:
        grain = find_grain(period.start for _, period in kept)
    periods = sorted(Period.containing(period.start, grain) for _, period in kept)
    return PeriodGuess(grain, periods[0].code, periods[-1].code, columns=tuple(name for name, _ in kept))


def _from_column(engine: duckdb.DuckDBPyConnection, source: str, plan: ColumnPlan) -> PeriodGuess | None:
    name = quoted(plan.name)
    found = engine.execute(
        f"SELECT DISTINCT {name} FROM {source} WHERE {name} IS NOT NULL LIMIT {_MOST_DATES}"
    ).fetchall()
    if plan.type is ColumnType.DATE:
        days = [day for row in found if (day := _read_day(row[0]))]
        grain = find_grain(days)
        periods = [Period.containing(day, grain) for day in days]
    else:
        read = [period for row in found if (period := parse_period(row[0]))]
        periods = [period for period in read if period.grain is plan.grain]
    if not periods:
        return None
    return PeriodGuess(periods[0].grain, min(periods).code, max(periods).code, column=plan.name, parts=plan.parts)


def _read_day(cell: date | str) -> date | None:
    """Read a cell of a column of dates, which are texts where some of them are faulty."""
    if isinstance(cell, date):
        return cell
    period = parse_period(cell)
    return period.start if period and period.grain is Grain.DAY else None


def _find_nearly_numbers(
    engine: duckdb.DuckDBPyConnection, source: str, plans: Sequence[ColumnPlan], period: PeriodGuess | None
) -> tuple[str, ...]:
    """Find the columns that are figures but for a few cells, and no dimension: the other columns tell the rows apart."""
    nearly = tuple(plan.name for plan in plans if plan.is_nearly_number)
    kinds = (ColumnType.TEXT, ColumnType.CODE, ColumnType.BOOLEAN)
    keys = [plan.name for plan in plans if plan.type in kinds and plan.name not in nearly]
    keys += [period.column] if period and period.column else []
    if not nearly or not keys:
        return nearly
    counts = f"SELECT count(*) AS n FROM {source} GROUP BY {', '.join(quoted(name) for name in keys)}"
    rows, cells = fetch_one(engine, f"SELECT sum(n), count(*) FROM ({counts})")
    return nearly if is_nearly_all(int(str(cells)), int(str(rows)) - int(str(cells))) else ()


def _find_shape(period: PeriodGuess | None, unit_columns: Sequence[str], numeric: Sequence[str]) -> Shape:
    if (period and period.columns) or unit_columns:
        return Shape.WIDE
    return Shape.LONG if numeric else Shape.LIST
