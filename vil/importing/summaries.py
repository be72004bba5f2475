"""Leave out the rows at the bottom that sum the others up, and check a plan against every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vil.importing import messages
from vil.importing.columns import ColumnPlan, as_text, is_period_name, text_sql
from vil.importing.engine import fetch_one, literal
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
        found = engine.execute(f"SELECT row FROM body WHERE {text} IN ({listed}) ORDER BY row LIMIT 1000").fetchall()
        last = fetch_one(engine, f"SELECT max(row) FROM body WHERE {text} NOT IN ({listed})")[0]
        rows = tuple(int(row[0]) for row in found)
        if rows and last is not None and rows[0] > int(str(last)):
            return int(str(last)), messages.summary_rows(rows[:_MOST_ROWS_SHOWN], labels)
    return None


def verify(engine: duckdb.DuckDBPyConnection, plans: Sequence[ColumnPlan]) -> list[ColumnPlan]:
    """Hold every plan against all rows; a column with cells that do not fit is read as text, and says so."""
    _make_days(engine, plans)
    checked = [plan for plan in plans if plan.type in (ColumnType.NUMBER, ColumnType.DATE)]
    if not checked:
        return [_verify_period(engine, plan) for plan in plans]
    counted = ", ".join(f"count({text_sql(plan.place)}), count({plan.sql})" for plan in checked)
    counts = [int(str(count)) for count in fetch_one(engine, f"SELECT {counted} FROM body")]
    misfits = {plan.place: counts[2 * at] - counts[2 * at + 1] for at, plan in enumerate(checked)}
    numbers = {plan.place: counts[2 * at + 1] for at, plan in enumerate(checked)}
    return [
        _verify_values(engine, plan, numbers[plan.place]) if misfits.get(plan.place) else _verify_period(engine, plan)
        for plan in plans
    ]


def _make_days(engine: duckdb.DuckDBPyConnection, plans: Sequence[ColumnPlan]) -> None:
    engine.execute("CREATE OR REPLACE TEMP TABLE days (place INTEGER, label VARCHAR, day DATE)")
    for plan in plans:
        if " FROM days " in plan.sql:
            text = text_sql(plan.place)
            found = engine.execute(
                f"SELECT DISTINCT {text} FROM body WHERE {text} IS NOT NULL LIMIT {MOST_PERIODS}"
            ).fetchall()
            days = [(plan.place, row[0], period.start) for row in found if (period := parse_period(row[0]))]
            engine.executemany("INSERT INTO days VALUES (?, ?, ?)", days)


def _verify_values(engine: duckdb.DuckDBPyConnection, plan: ColumnPlan, fitting: int) -> ColumnPlan:
    """Accept signs for missing values; anything else that does not fit makes the column text."""
    text = text_sql(plan.place)
    found = engine.execute(
        f"SELECT {text}, count(*), min(row) FROM body WHERE {text} IS NOT NULL AND ({plan.sql}) IS NULL "
        f"GROUP BY 1 ORDER BY 3 LIMIT 1000"
    ).fetchall()
    strange = [row for row in found if row[0] not in MARKERS and row[0] not in ERRORS]
    if not strange:
        return replace(plan, markers=tuple(dict.fromkeys([*plan.markers, *(row[0] for row in found)])))
    rows = tuple(int(row[2]) for row in strange[:_MOST_ROWS_SHOWN])
    count, examples = sum(row[1] for row in strange), [row[0] for row in strange]
    if plan.type is ColumnType.DATE:
        return as_text(plan, messages.mixed_period(plan.name, count, examples, rows))
    return as_text(plan, messages.mixed_column(plan.name, fitting, count, examples, rows))


def _verify_period(engine: duckdb.DuckDBPyConnection, plan: ColumnPlan) -> ColumnPlan:
    if plan.type is not ColumnType.PERIOD:
        return plan
    text = text_sql(plan.place)
    found = engine.execute(
        f"SELECT {text}, count(*), min(row) FROM body WHERE {text} IS NOT NULL GROUP BY 1 LIMIT {MOST_PERIODS}"
    )
    strange = [row for row in found.fetchall() if not parse_period(row[0])]
    if not strange:
        return plan
    rows = tuple(int(row[2]) for row in strange[:_MOST_ROWS_SHOWN])
    return as_text(
        plan, messages.mixed_period(plan.name, sum(row[1] for row in strange), [row[0] for row in strange], rows)
    )
