"""Give every row the first day of its period."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from vil.importing import recipe_messages as messages
from vil.importing.periods import parse_header, parse_period
from vil.model.period import Grain, Period
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import Recipe

if TYPE_CHECKING:
    import duckdb

_TRUNCATED = {
    Grain.DAY: "{0}",
    Grain.WEEK: "date_trunc('week', {0})",
    Grain.MONTH: "date_trunc('month', {0})",
    Grain.QUARTER: "date_trunc('quarter', {0})",
    Grain.HALF: "make_date(year({0}), CASE WHEN month({0}) > 6 THEN 7 ELSE 1 END, 1)",
    Grain.YEAR: "date_trunc('year', {0})",
    Grain.SCHOOLYEAR: "make_date(year({0}) - CASE WHEN month({0}) < 8 THEN 1 ELSE 0 END, 8, 1)",
}


def map_period_headers(engine: duckdb.DuckDBPyConnection, recipe: Recipe) -> list[str]:
    """Build the view `dated` from rows whose periods were headers (`slot`); return the faults."""
    starts, problems = [], []
    for place, header in enumerate(recipe.period_columns, 1):
        period = parse_header(header)
        if period and period.grain is Grain.DAY:
            period = Period.containing(period.start, recipe.grain)
        if period is None or period.grain is not recipe.grain:
            problems.append(messages.period_header_unreadable(header, recipe.grain))
        else:
            starts.append((f"cell_{place}", period.start.isoformat()))
    if not problems:
        _join(engine, "slot", starts)
    return problems


def map_period_column(engine: duckdb.DuckDBPyConnection, reading: Reading, recipe: Recipe) -> list[str]:
    """Build the view `dated` from rows with a column of periods (`period_cell`); return the faults."""
    name = str(recipe.period)
    kind = next(column.type for column in reading.columns if column.name == name)
    empty = engine.execute("SELECT count(*) FROM long WHERE period_cell IS NULL").fetchone()
    problems = [messages.periods_absent(name, empty[0])] if empty and empty[0] else []
    if kind is ColumnType.DATE:
        start = _TRUNCATED[recipe.grain].format("period_cell")
        engine.execute(f"CREATE VIEW dated AS SELECT *, CAST({start} AS DATE) AS period_start FROM long")
        return problems
    text = "CAST(period_cell AS VARCHAR)"
    if kind is ColumnType.NUMBER:
        text = "CAST(CAST(period_cell AS BIGINT) AS VARCHAR)"
    counted = engine.execute(f"SELECT {text}, count(*) FROM long WHERE period_cell IS NOT NULL GROUP BY 1").fetchall()
    starts, faults = _read_periods(name, dict(counted), recipe.grain)
    if not problems and not faults:
        _join(engine, text, starts)
    return problems + faults


def _read_periods(name: str, counted: dict[str, int], wanted: Grain) -> tuple[list[tuple[str, str]], list[str]]:
    starts: list[tuple[str, str]] = []
    unreadable: Counter[str] = Counter()
    others: Counter[str] = Counter()
    grains: set[Grain] = set()
    for text, rows in counted.items():
        period = parse_period(text)
        if period is None:
            unreadable[text] = rows
        elif period.grain is not wanted:
            others[text] = rows
            grains.add(period.grain)
        else:
            starts.append((text, period.start.isoformat()))
    faults = []
    if unreadable:
        faults.append(messages.periods_unreadable(name, unreadable.total(), len(unreadable), sorted(unreadable)))
    if others:
        faults.append(messages.periods_mixed(name, others.total(), sorted(grains), wanted, sorted(others)))
    return starts, faults


def _join(engine: duckdb.DuckDBPyConnection, expression: str, starts: list[tuple[str, str]]) -> None:
    engine.execute("CREATE TABLE starts (label VARCHAR PRIMARY KEY, period_start DATE)")
    engine.executemany("INSERT INTO starts VALUES (?, ?)", starts)
    engine.execute(f"CREATE VIEW dated AS SELECT long.*, period_start FROM long JOIN starts ON label = {expression}")
