"""Decide what the columns of a typed table hold: types are believed, texts are looked into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vil.importing.columns import ColumnPlan, is_code, is_period_name, plan_columns, text_sql, without_marks
from vil.importing.periods import parse_period
from vil.model.period import Grain
from vil.model.reading import ColumnType
from vil.model.recipe import ReadingOptions

if TYPE_CHECKING:
    import duckdb

_SAMPLE_ROWS = 20_000


def plan_typed_columns(
    engine: duckdb.DuckDBPyConnection, names: Sequence[str], kinds: dict[int, str], options: ReadingOptions
) -> tuple[list[ColumnPlan], list[tuple[Any, ...]]]:
    """Plan every column; return the plans and some rows for a preview."""
    places = range(1, len(names) + 1)
    listed = ", ".join(f"t{place}" for place in places)
    rows = max(100, min(_SAMPLE_ROWS, 1_000_000 // len(names)))
    sample = engine.execute(
        f"SELECT {listed} FROM (SELECT * FROM texts LIMIT 1000000) USING SAMPLE {rows} ROWS"
    ).fetchall()
    samples = {
        place: Counter(text for row in sample if row[place - 1] is not None and (text := str(row[place - 1]).strip()))
        for place in places
    }
    untyped = {place: names[place - 1] for place in places if place not in kinds}
    texts, _ = plan_columns(untyped, {place: samples[place] for place in untyped}, options=options)
    plans = {plan.place: _keep_digits_as_code(plan, samples[plan.place]) for plan in texts}
    plans |= {place: _plan(place, names[place - 1], kind, samples[place]) for place, kind in kinds.items()}
    preview = engine.execute(f"SELECT {listed} FROM texts LIMIT 20").fetchall()
    return [without_marks(plans[place], options) for place in places], preview


def _keep_digits_as_code(plan: ColumnPlan, sample: Counter[str]) -> ColumnPlan:
    """Believe a table that stores whole numbers as text: they are codes."""
    is_digits = plan.type is ColumnType.NUMBER and all(text.isdigit() for text in sample)
    return replace(plan, type=ColumnType.CODE, sql=text_sql(plan.place), markers=()) if is_digits else plan


def _plan(place: int, name: str, kind: str, sample: Counter[str]) -> ColumnPlan:
    if kind == "date":
        return ColumnPlan(place, name, ColumnType.DATE, text_sql(place), grain=Grain.DAY)
    if kind == "boolean":
        return ColumnPlan(place, name, ColumnType.BOOLEAN, f"CAST(t{place} AS VARCHAR)")
    texts = list(sample)
    periods = [parse_period(text) for text in texts]
    if texts and is_period_name(name) and all(text.isdigit() for text in texts) and all(periods):
        grain = next(period.grain for period in periods if period)
        return ColumnPlan(place, name, ColumnType.PERIOD, f"CAST(t{place} AS VARCHAR)", grain=grain)
    if is_code(name, sample):
        return ColumnPlan(place, name, ColumnType.CODE, f"CAST(t{place} AS VARCHAR)")
    return ColumnPlan(place, name, ColumnType.NUMBER, f"CAST(t{place} AS DOUBLE)")
