"""Give every row the first day of its period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vil.importing import recipe_messages as messages
from vil.importing.engine import fetch_one, file_literal, literal
from vil.importing.periods import parse_header, parse_period
from vil.importing.steps import Steps
from vil.model.period import Grain, Period
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import Recipe

_TRUNCATED = {
    Grain.DAY: "{0}",
    Grain.WEEK: "date_trunc('week', {0})",
    Grain.MONTH: "date_trunc('month', {0})",
    Grain.QUARTER: "date_trunc('quarter', {0})",
    Grain.HALF: "make_date(year({0}), CASE WHEN month({0}) > 6 THEN 7 ELSE 1 END, 1)",
    Grain.YEAR: "date_trunc('year', {0})",
    Grain.SCHOOLYEAR: "make_date(year({0}) - CASE WHEN month({0}) < 8 THEN 1 ELSE 0 END, 8, 1)",
}


@dataclass(frozen=True)
class PeriodFaults:
    """How many cells of the period column are empty or no period of the recipe's grain; the texts, with the grain they have."""

    count: int = 0
    found: Mapping[str, Grain | None] = field(default_factory=dict)


def map_period_headers(steps: Steps, recipe: Recipe, file: Path) -> list[str]:
    """Build the view `dated` from rows whose periods were headers (`slot`), whose first days `file` keeps; return the faults."""
    starts, problems = [], []
    for place, header in enumerate(recipe.period_columns, 1):
        period = parse_header(header)
        if period and period.grain is Grain.DAY:
            period = Period.containing(period.start, recipe.grain)
        if period is None or period.grain is not recipe.grain:
            problems.append(messages.period_header_unreadable(header, recipe.grain))
        else:
            starts.append((f"cell_{place}", period.start.isoformat()))
    _join(steps, "slot", starts, file)
    return problems


def map_period_column(steps: Steps, reading: Reading, recipe: Recipe, file: Path) -> PeriodFaults:
    """Build the view `dated` from rows with a readable period (`period_cell`); return what is wrong with the others.

    Where periods are read one by one, the first day of each is kept in `file` (Parquet).
    """
    engine = steps.engine
    kind = next(column.type for column in reading.columns if column.name == recipe.period)
    empty = int(str(fetch_one(engine, "SELECT count(*) FROM long WHERE period_cell IS NULL")[0]))
    if kind is ColumnType.DATE and fetch_one(engine, "SELECT any_value(typeof(period_cell)) FROM long")[0] == "DATE":
        start = _TRUNCATED[recipe.grain].format("period_cell")
        steps.add("dated", f"SELECT *, CAST({start} AS DATE) AS period_start FROM long WHERE period_cell IS NOT NULL")
        return PeriodFaults(empty)
    text = period_text_sql(kind)
    counted = engine.execute(f"SELECT {text}, count(*) FROM long WHERE period_cell IS NOT NULL GROUP BY 1").fetchall()
    starts, faults = _read_periods(dict(counted), recipe.grain, may_be_days=kind is ColumnType.DATE)
    _join(steps, text, starts, file)
    return PeriodFaults(empty + sum(rows for cell, rows in counted if cell in faults), faults)


def period_text_sql(kind: ColumnType) -> str:
    """Write a cell of the period column as text."""
    if kind is ColumnType.NUMBER:
        return "CAST(CAST(period_cell AS BIGINT) AS VARCHAR)"
    return "CAST(period_cell AS VARCHAR)"


def _read_periods(
    counted: Mapping[str, int], wanted: Grain, *, may_be_days: bool
) -> tuple[list[tuple[str, str]], dict[str, Grain | None]]:
    """Read the different texts; those that are no such period are given with the grain they have, if any."""
    starts: list[tuple[str, str]] = []
    faults: dict[str, Grain | None] = {}
    for text in counted:
        period = parse_period(text)
        if period and period.grain is Grain.DAY and may_be_days:
            period = Period.containing(period.start, wanted)
        if period and period.grain is wanted:
            starts.append((text, period.start.isoformat()))
        else:
            faults[text] = period.grain if period else None
    return starts, faults


def _join(steps: Steps, expression: str, starts: list[tuple[str, str]], file: Path) -> None:
    engine = steps.engine
    engine.execute("CREATE TABLE read_starts (label VARCHAR PRIMARY KEY, period_start DATE)")
    if starts:
        engine.executemany("INSERT INTO read_starts VALUES (?, ?)", starts)
    engine.execute(f"COPY read_starts TO {literal(str(file))} (FORMAT parquet)")
    steps.add("starts", f"SELECT * FROM read_parquet({file_literal(file)})")
    steps.add("dated", f"SELECT long.*, period_start FROM long JOIN starts ON label = {expression}")
