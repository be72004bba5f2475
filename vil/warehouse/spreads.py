"""How single cases lie: counted in bars when a version is published, and kept with its cells; the cases themselves are not.

Found for medians, and for averages where each row weighs one: there a row is a case with a number of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from vil.model.indicator import EVERY_ROW, LOWEST_THRESHOLD, Aggregation, Disclosure, Indicator
from vil.model.period import Grain, Period
from vil.model.recipe import Recipe
from vil.privacy.spreads import Shown, choose_shown
from vil.warehouse.figures import rows_of
from vil.warehouse.places import keyed_rows
from vil.warehouse.row_source import RowSource
from vil.warehouse.rows import Coverage
from vil.warehouse.sql import identifier, literal, number

Ask = Callable[[str], list[tuple[Any, ...]]]
_OF = "indicator VARCHAR, unit VARCHAR, span VARCHAR"
_BARS_TABLE = f"CREATE TABLE spreads ({_OF}, place INTEGER, low DOUBLE, high DOUBLE, cases DOUBLE)"
_MIDDLES_TABLE = f"CREATE TABLE middles ({_OF}, low DOUBLE, median DOUBLE, high DOUBLE)"
SPANS = ("now", "before")
_BARS, _MOST_BARS = 10, 14
_FOR_A_MIDDLE = 4
"""How many times the threshold it takes before the middle half is told."""
_FEWEST = 5


@dataclass(frozen=True)
class _Asked:
    """The rows of one indicator over two years, as SQL with vil_unit, vil_span, vil_value and vil_person."""

    indicator: Indicator
    rows: str
    ask: Ask


def find_spans(last: date, grain: Grain) -> tuple[tuple[Period, Period], tuple[Period, Period]]:
    """Find the latest year of periods, and the year before it, each as its first and last period."""
    latest = Period.containing(last, grain)
    first = latest.a_year_before().shifted(1)
    return (first, latest), (first.a_year_before(), latest.a_year_before())


def write_spreads(
    connection: duckdb.DuckDBPyConnection, source: RowSource, recipe: Recipe, coverage: Coverage
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Write the tables `spreads` and `middles`, and name the units that each indicator has bars for; none where none can."""
    wanted = [indicator for indicator in recipe.indicators if _has_cases(indicator)]
    if not wanted:
        return ()
    connection.execute(_BARS_TABLE)
    connection.execute(_MIDDLES_TABLE)
    names, found = dict(coverage.names), []
    for indicator in wanted:
        asked = _ask_for(indicator, recipe, source, coverage, lambda sql: source.ask(connection, sql))
        units = _write_one(connection, asked, recipe, coverage.computed_whole, names)
        found += [(indicator.id, units)] if units else []
    return tuple(found)


def _has_cases(indicator: Indicator) -> bool:
    is_mean_of_rows = indicator.aggregation is Aggregation.MEAN and indicator.weight == EVERY_ROW
    return bool(indicator.value) and (indicator.aggregation is Aggregation.MEDIAN or is_mean_of_rows)


def _ask_for(indicator: Indicator, recipe: Recipe, source: RowSource, coverage: Coverage, ask: Ask) -> _Asked:
    now, before = find_spans(coverage.last, recipe.grain)
    person = identifier(recipe.person_key) if recipe.person_key else "CAST(NULL AS VARCHAR)"
    conditions = ["unit_level = 'unit'", "coalesce(vil_member, 'x') <> ''", rows_of(indicator) or "TRUE"]
    conditions += [f"period_start >= {_day(before[0].start)}", f"period_start <= {_day(now[1].start)}"]
    span = f"CASE WHEN period_start >= {_day(now[0].start)} THEN 'now' ELSE 'before' END"
    rows = (
        f"(SELECT vil_unit, {span} AS vil_span, {number(indicator.value)} AS vil_value, {person} AS vil_person "
        f"FROM {keyed_rows(recipe, source.relation)} AS keyed WHERE {' AND '.join(conditions)})"
    )
    return _Asked(indicator, rows, ask)


def _day(day: date) -> str:
    return f"CAST({literal(day.isoformat())} AS DATE)"


def _write_one(
    connection: duckdb.DuckDBPyConnection, asked: _Asked, recipe: Recipe, whole: str | None, names: dict[str, str]
) -> tuple[str, ...]:
    edges = _find_edges(asked)
    if not edges:
        return ()
    counts = _count(asked, edges, has_key=bool(recipe.person_key))
    threshold = LOWEST_THRESHOLD if recipe.disclosure is Disclosure.OPEN else recipe.threshold
    called = {unit: names.get(unit, unit) for unit in counts if unit is not None}
    hidden = _find_with_hidden(connection, recipe.grain)
    withheld = {unit for unit, name in called.items() if name in hidden}
    shown = choose_shown(counts[None], {unit: counts[unit] for unit in called}, threshold, withheld=withheld)
    if shown is None or whole in hidden:
        return ()
    placed: dict[str | None, str] = {unit: name for unit, name in called.items() if unit in shown.units}
    if whole:
        placed[None] = whole
    for unit, name in placed.items():
        _put_bars(connection, asked.indicator.id, name, counts[unit], edges, shown)
    _put_middles(connection, asked, placed, max(_FEWEST, threshold) * _FOR_A_MIDDLE, has_key=bool(recipe.person_key))
    return tuple(placed.values())


def _find_with_hidden(connection: duckdb.DuckDBPyConnection, grain: Grain) -> set[str]:
    """Name those with a hidden period: bars add up to the cases of a year, and so to what its other periods leave over."""
    sql = "SELECT DISTINCT unit FROM cells WHERE state = 'hidden' AND member IS NULL AND grain = ?"
    return {unit for (unit,) in connection.execute(sql, [str(grain)]).fetchall()}


def _find_edges(asked: _Asked) -> list[float]:
    """Choose round edges between which nine cases in ten lie; what lies beyond is one open bar at each end."""
    low, high = asked.ask(
        "SELECT percentile_cont(0.05) WITHIN GROUP (ORDER BY vil_value), "
        f"percentile_cont(0.95) WITHIN GROUP (ORDER BY vil_value) FROM {asked.rows} AS cases"
    )[0]
    if low is None or not float(high) > float(low):
        return []
    step = _round_up((float(high) - float(low)) / _BARS)
    first, last = math.ceil(float(low) / step - 1e-9), math.floor(float(high) / step + 1e-9)
    return [round(place * step, 10) for place in range(first, min(last, first + _MOST_BARS) + 1)]


def _round_up(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(nice * power for nice in (1, 2, 5, 10) if nice * power >= rough - 1e-12)


_Bars = list[tuple[int, int]]


def _count(asked: _Asked, edges: Sequence[float], *, has_key: bool) -> dict[str | None, _Bars]:
    """Count cases and persons in each bar, those of now before those of the year before; the whole stands under None."""
    tests = " ".join(f"WHEN vil_value < CAST({edge!r} AS DOUBLE) THEN {place}" for place, edge in enumerate(edges))
    persons = "count(DISTINCT vil_person)" if has_key else "count(*)"
    binned = f"(SELECT vil_unit, vil_span, vil_person, CASE {tests} ELSE {len(edges)} END AS place FROM {asked.rows} AS cases)"
    found: dict[str | None, _Bars] = {None: [(0, 0)] * (2 * (len(edges) + 1))}
    for unit, by in (("vil_unit", "vil_unit, "), ("NULL", "")):
        sql = (
            f"SELECT {unit}, vil_span, place, count(*), {persons} FROM {binned} AS binned GROUP BY {by}vil_span, place"
        )
        for name, span, place, cases, different in asked.ask(sql):
            bars = found.setdefault(name, [(0, 0)] * (2 * (len(edges) + 1)))
            bars[SPANS.index(span) * (len(edges) + 1) + place] = (int(cases), int(different))
    return found


def _put_bars(
    connection: duckdb.DuckDBPyConnection, indicator: str, unit: str, bars: _Bars, edges: Sequence[float], shown: Shown
) -> None:
    ends = [None, *edges, None]
    half = len(bars) // 2
    lines = [
        (indicator, unit, span, place, ends[first], ends[last + 1], float(sum(cases for cases, _ in found)))
        for begin, span in ((0, "now"), (half, "before"))
        for place, (first, last) in enumerate(shown.groups)
        if (found := bars[begin + first : begin + last + 1])
    ]
    connection.executemany("INSERT INTO spreads VALUES (?, ?, ?, ?, ?, ?, ?)", lines)


def _put_middles(
    connection: duckdb.DuckDBPyConnection, asked: _Asked, placed: dict[Any, str], least: int, *, has_key: bool
) -> None:
    """Tell the middle half of each year that is of enough persons for none of its ends to be one of few."""
    persons = "count(DISTINCT vil_person)" if has_key else "count(*)"
    quarters = ", ".join(f"percentile_cont({share}) WITHIN GROUP (ORDER BY vil_value)" for share in (0.25, 0.5, 0.75))
    decimals = asked.indicator.measure.decimals
    for unit, by in (("vil_unit", "vil_unit, "), ("NULL", "")):
        sql = f"SELECT {unit}, vil_span, {persons}, {quarters} FROM {asked.rows} AS cases GROUP BY {by}vil_span"
        for name, span, different, *ends in asked.ask(sql):
            if name in placed and different >= least:
                told = [round(float(end), decimals) for end in ends]
                connection.execute(
                    "INSERT INTO middles VALUES (?, ?, ?, ?, ?, ?)", (asked.indicator.id, placed[name], span, *told)
                )
