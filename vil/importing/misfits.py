"""Hold every column against all its cells, and tell which do not fit and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from vil.importing import messages
from vil.importing.columns import ColumnPlan, as_text, slow_date_sql, text_sql
from vil.importing.engine import fetch_one, file_literal, literal, quoted
from vil.importing.missing import is_missing
from vil.importing.numbers import find_form
from vil.importing.period_cells import PeriodCells, is_nearly_all, judge_periods
from vil.importing.periods import parse_period
from vil.importing.rows import ROW
from vil.model.period import Grain
from vil.model.reading import ColumnType

if TYPE_CHECKING:
    import duckdb

MOST_PERIODS = 50_000
_MOST_ROWS_SHOWN = 20
_MOST_STRANGE = 1000


@dataclass(frozen=True)
class Misfits:
    """The cells that do not fit: how many, their different texts in the order of the file, and the first rows (from 1)."""

    count: int
    texts: tuple[str, ...]
    rows: tuple[int, ...]


def write_verified(
    engine: duckdb.DuckDBPyConnection, plans: Sequence[ColumnPlan], table: Path, *, has_rows: bool = False
) -> list[ColumnPlan]:
    """Write the table as planned and hold every column against all its cells; return the plans that held.

    A column with cells that do not fit is written as text instead, and says so; a column of periods or dates with a few
    faults keeps its type and the faulty cells as they are written. `has_rows` writes the physical row too (`ROW`).
    """
    _make_days(engine, plans)
    _write_table(engine, plans, table, has_rows)
    misfits = _count_misfits(engine, plans, table)
    checked = [_verify(engine, plan, misfits.get(plan.place, 0)) for plan in plans]
    if any(before.sql != after.sql for before, after in zip(plans, checked, strict=True)):
        _make_days(engine, checked)
        _write_table(engine, checked, table, has_rows)
    return checked


def _write_table(engine: duckdb.DuckDBPyConnection, plans: Sequence[ColumnPlan], table: Path, has_rows: bool) -> None:
    columns = [f"{plan.sql} AS {quoted(plan.name)}" for plan in plans]
    columns += [f"row AS {quoted(ROW)}"] if has_rows else []
    order = "ORDER BY row" if any(_needs_days(plan) for plan in plans) else ""
    target = f"{literal(str(table))} (FORMAT parquet, COMPRESSION snappy)"
    engine.execute(f"COPY (SELECT {', '.join(columns)} FROM texts {order}) TO {target}")


def _needs_days(plan: ColumnPlan) -> bool:
    return " FROM days " in plan.sql


def _make_days(engine: duckdb.DuckDBPyConnection, plans: Sequence[ColumnPlan]) -> None:
    engine.execute("CREATE OR REPLACE TEMP TABLE days (place INTEGER, label VARCHAR, day DATE)")
    for plan in plans:
        if _needs_days(plan):
            counted = _count_texts(engine, plan)
            days = [(plan.place, text, day) for text in counted if (day := _day_of(text))]
            engine.executemany("INSERT INTO days VALUES (?, ?, ?)", days)


def _count_misfits(engine: duckdb.DuckDBPyConnection, plans: Sequence[ColumnPlan], table: Path) -> dict[int, int]:
    """Count, by place, the cells that are written and became nothing; blanks alone are counted too."""
    checked = [
        plan for plan in plans if plan.type in (ColumnType.NUMBER, ColumnType.DATE) and plan.sql != text_sql(plan.place)
    ]
    if not checked:
        return {}
    cells = ", ".join(f"count(c{plan.place})" for plan in checked)
    values = ", ".join(f"count({quoted(plan.name)})" for plan in checked)
    written = fetch_one(engine, f"SELECT {cells} FROM body")
    read = fetch_one(engine, f"SELECT {values} FROM read_parquet({file_literal(table)})")
    return {
        plan.place: int(str(before)) - int(str(after))
        for plan, before, after in zip(checked, written, read, strict=True)
    }


def _verify(engine: duckdb.DuckDBPyConnection, plan: ColumnPlan, misfits: int) -> ColumnPlan:
    if plan.type is ColumnType.NUMBER and misfits:
        return _verify_numbers(engine, plan)
    if plan.type is ColumnType.DATE and misfits:
        return _verify_dates(engine, plan)
    if plan.type is ColumnType.PERIOD:
        return verify_periods(engine, plan)
    return _explain_text(engine, plan) if plan.resembles else plan


def _verify_numbers(engine: duckdb.DuckDBPyConnection, plan: ColumnPlan) -> ColumnPlan:
    """Accept signs for missing values; anything else that does not fit makes the column text."""
    misread = _count_texts(engine, plan, f"({plan.sql}) IS NULL")
    strange = {text: count for text, count in misread.items() if not is_missing(text, plan.missing)}
    if not strange:
        return replace(plan, markers=tuple(dict.fromkeys([*plan.markers, *misread])))
    filled = int(str(fetch_one(engine, f"SELECT count({text_sql(plan.place)}) FROM texts")[0]))
    numbers = filled - sum(misread.values())
    resembles = ColumnType.NUMBER if numbers > sum(strange.values()) else None
    return _as_mixed(engine, replace(as_text(plan), resembles=resembles), numbers, strange)


def _verify_dates(engine: duckdb.DuckDBPyConnection, plan: ColumnPlan) -> ColumnPlan:
    misread = _count_texts(engine, plan, f"({plan.sql}) IS NULL")
    if not misread:
        return plan
    cells = judge_periods(_count_texts(engine, plan), plan.missing)
    if cells is None or cells.grain is not Grain.DAY or cells.grains:
        return _as_no_period(engine, plan, misread)
    day = slow_date_sql(plan.place) if any(_day_of(text) for text in misread) else plan.sql
    if not cells.faulty:
        return replace(plan, sql=day)
    kept = f"coalesce(CAST({day} AS VARCHAR), {text_sql(plan.place)})"
    return _with_faults(engine, replace(plan, sql=kept), cells)


def _day_of(text: str) -> date | None:
    period = parse_period(text)
    return period.start if period and period.grain is Grain.DAY else None


def verify_periods(engine: duckdb.DuckDBPyConnection, plan: ColumnPlan) -> ColumnPlan:
    """Hold a column of periods against its cells: the faulty ones are told of, and too many of them make it text."""
    counted = _count_texts(engine, plan)
    cells = judge_periods(counted, plan.missing)
    if cells is None:
        return _as_no_period(engine, plan, {text: count for text, count in counted.items() if not parse_period(text)})
    if len(cells.grains) > 1:
        return replace(plan, doubts=(*plan.doubts, messages.mixed_grains(plan.name, cells.grains)))
    return _with_faults(engine, replace(plan, grain=cells.grain), cells) if cells.faulty else plan


def _with_faults(engine: duckdb.DuckDBPyConnection, plan: ColumnPlan, cells: PeriodCells) -> ColumnPlan:
    found = _find_cells(engine, plan, cells.faulty)
    doubt = messages.faulty_periods(plan.name, cells.grain, found.count, found.texts, found.rows)
    return replace(plan, doubts=(*plan.doubts, doubt))


def _as_no_period(engine: duckdb.DuckDBPyConnection, plan: ColumnPlan, strange: Mapping[str, int]) -> ColumnPlan:
    found = _find_cells(engine, plan, strange)
    return as_text(plan, messages.mixed_period(plan.name, found.count, found.texts, found.rows))


def _explain_text(engine: duckdb.DuckDBPyConnection, plan: ColumnPlan) -> ColumnPlan:
    """Say which cells keep a column of text from being the numbers or periods that it resembles."""
    counted = _count_texts(engine, plan)
    if plan.resembles is ColumnType.NUMBER:
        strange = {
            text: count for text, count in counted.items() if not find_form(text) and not is_missing(text, plan.missing)
        }
        numbers = sum(count for text, count in counted.items() if find_form(text))
        return _as_mixed(engine, plan, numbers, strange) if strange else plan
    strange = {text: count for text, count in counted.items() if not parse_period(text)}
    return _as_no_period(engine, plan, strange) if strange else plan


def _as_mixed(
    engine: duckdb.DuckDBPyConnection, plan: ColumnPlan, numbers: int, strange: Mapping[str, int]
) -> ColumnPlan:
    found = _find_cells(engine, plan, strange)
    is_nearly_number = is_nearly_all(numbers, found.count)
    write = messages.faulty_numbers if is_nearly_number else messages.mixed_column
    doubt = write(plan.name, numbers, found.count, found.texts, found.rows)
    return replace(plan, doubts=(*plan.doubts, doubt), is_nearly_number=is_nearly_number)


def _count_texts(engine: duckdb.DuckDBPyConnection, plan: ColumnPlan, where: str = "true") -> dict[str, int]:
    """Count the different texts of a column in the order they first appear."""
    text = f"CAST({text_sql(plan.place)} AS VARCHAR)"
    found = engine.execute(
        f"SELECT {text}, count(*) FROM texts WHERE {text} IS NOT NULL AND {where} "
        f"GROUP BY 1 ORDER BY min(row), 1 LIMIT {MOST_PERIODS}"
    ).fetchall()
    return {row[0]: row[1] for row in found}


def _find_cells(engine: duckdb.DuckDBPyConnection, plan: ColumnPlan, strange: Mapping[str, int]) -> Misfits:
    """Find the rows of cells with these texts."""
    text = f"CAST({text_sql(plan.place)} AS VARCHAR)"
    listed = ", ".join(literal(one) for one in [*strange][:_MOST_STRANGE])
    found = engine.execute(
        f"SELECT row FROM numbered WHERE {text} IN ({listed}) ORDER BY row LIMIT {_MOST_ROWS_SHOWN}"
    ).fetchall()
    return Misfits(sum(strange.values()), tuple(strange), tuple(int(row[0]) for row in found))
