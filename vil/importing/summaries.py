"""Leave out the rows at the bottom that sum the others up, and check a plan against every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vil.importing import messages
from vil.importing.columns import ColumnPlan, as_text, is_period_name, text_sql
from vil.importing.engine import fetch_one, file_literal, literal, quoted
from vil.importing.layout import ERRORS, MARKERS
from vil.importing.periods import parse_period
from vil.model.reading import ColumnType, Doubt

if TYPE_CHECKING:
    import duckdb

MOST_PERIODS = 50_000
_MOST_ROWS_SHOWN = 20


def find_summary_rows(
    engine: duckdb.DuckDBPyConnection, names: Mapping[int, str], samples: Mapping[int, Counter[str]]
) -> tuple[int, Doubt] | None:
    """Find rows at the bottom whose period is no period ("I alt"): the last true row, and the doubt that says so."""
    for place, sample in samples.items():
        labels = [text for text in sample if not parse_period(text)]
        good = [text for text in sample if parse_period(text)]
        if not 0 < len(labels) <= 5 or len(good) < 2 or len(good) < len(labels):
            continue
        if all(text.isdigit() for text in good) and not is_period_name(names[place]):
            continue
        text, listed = text_sql(place), ", ".join(literal(label) for label in labels)
        found = engine.execute(f"SELECT row FROM texts WHERE {text} IN ({listed}) ORDER BY row LIMIT 1000").fetchall()
        last = fetch_one(engine, f"SELECT max(row) FROM texts WHERE {text} NOT IN ({listed})")[0]
        rows = tuple(int(row[0]) for row in found)
        if rows and last is not None and rows[0] > int(str(last)):
            return int(str(last)), messages.summary_rows(rows[:_MOST_ROWS_SHOWN], labels)
    return None


def write_verified(engine: duckdb.DuckDBPyConnection, plans: Sequence[ColumnPlan], table: Path) -> list[ColumnPlan]:
    """Write the table as planned and hold every column against all its cells; return the plans that held.

    A column with cells that do not fit is written as text instead, and says so.
    """
    _make_days(engine, plans)
    _write_table(engine, plans, table)
    misfits = _count_misfits(engine, plans, table)
    checked = [
        _verify_values(engine, plan, misfits[plan.place]) if misfits.get(plan.place) else _verify_period(engine, plan)
        for plan in plans
    ]
    if any(before.type is not after.type for before, after in zip(plans, checked, strict=True)):
        _write_table(engine, checked, table)
    return checked


def _write_table(engine: duckdb.DuckDBPyConnection, plans: Sequence[ColumnPlan], table: Path) -> None:
    columns = ", ".join(f"{plan.sql} AS {quoted(plan.name)}" for plan in plans)
    order = "ORDER BY row" if any(_needs_days(plan) for plan in plans) else ""
    target = f"{literal(str(table))} (FORMAT parquet, COMPRESSION zstd)"
    engine.execute(f"COPY (SELECT {columns} FROM texts {order}) TO {target}")


def _needs_days(plan: ColumnPlan) -> bool:
    return " FROM days " in plan.sql


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


def _make_days(engine: duckdb.DuckDBPyConnection, plans: Sequence[ColumnPlan]) -> None:
    engine.execute("CREATE OR REPLACE TEMP TABLE days (place INTEGER, label VARCHAR, day DATE)")
    for plan in plans:
        if _needs_days(plan):
            text = text_sql(plan.place)
            found = engine.execute(
                f"SELECT DISTINCT {text} FROM texts WHERE {text} IS NOT NULL LIMIT {MOST_PERIODS}"
            ).fetchall()
            days = [(plan.place, row[0], period.start) for row in found if (period := parse_period(row[0]))]
            engine.executemany("INSERT INTO days VALUES (?, ?, ?)", days)


def _verify_values(engine: duckdb.DuckDBPyConnection, plan: ColumnPlan, misfits: int) -> ColumnPlan:
    """Accept signs for missing values; anything else that does not fit makes the column text."""
    text = text_sql(plan.place)
    found = engine.execute(
        f"SELECT {text}, count(*), min(row) FROM texts WHERE {text} IS NOT NULL AND ({plan.sql}) IS NULL "
        f"GROUP BY 1 ORDER BY 3 LIMIT 1000"
    ).fetchall()
    strange = [row for row in found if row[0] not in MARKERS and row[0] not in ERRORS]
    if not strange:
        return replace(plan, markers=tuple(dict.fromkeys([*plan.markers, *(row[0] for row in found)])))
    rows = tuple(int(row[2]) for row in strange[:_MOST_ROWS_SHOWN])
    count, examples = sum(row[1] for row in strange), [row[0] for row in strange]
    if plan.type is ColumnType.DATE:
        return as_text(plan, messages.mixed_period(plan.name, count, examples, rows))
    fitting = fetch_one(engine, f"SELECT count({text}) FROM texts")[0]
    return as_text(plan, messages.mixed_column(plan.name, int(str(fitting)) - misfits, count, examples, rows))


def _verify_period(engine: duckdb.DuckDBPyConnection, plan: ColumnPlan) -> ColumnPlan:
    if plan.type is not ColumnType.PERIOD:
        return plan
    text = text_sql(plan.place)
    found = engine.execute(
        f"SELECT {text}, count(*), min(row) FROM texts WHERE {text} IS NOT NULL GROUP BY 1 LIMIT {MOST_PERIODS}"
    )
    strange = [row for row in found.fetchall() if not parse_period(row[0])]
    if not strange:
        return plan
    rows = tuple(int(row[2]) for row in strange[:_MOST_ROWS_SHOWN])
    return as_text(
        plan, messages.mixed_period(plan.name, sum(row[1] for row in strange), [row[0] for row in strange], rows)
    )
