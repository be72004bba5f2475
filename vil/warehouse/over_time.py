"""Finest cells rolled up to longer periods."""

from __future__ import annotations

from vil.model.indicator import Aggregation, Disclosure
from vil.model.period import Grain
from vil.model.recipe import Recipe
from vil.privacy import PersonsFrom, count_persons_from
from vil.warehouse.places import AMOUNTS, KEY
from vil.warehouse.sql import NO_NUMBER, AddSql, literal

_PARTS = {
    (Grain.MONTH, Grain.QUARTER): 3,
    (Grain.MONTH, Grain.YEAR): 12,
    (Grain.QUARTER, Grain.YEAR): 4,
    (Grain.HALF, Grain.YEAR): 2,
}
_LENGTHS = {
    Grain.DAY: "'1' DAY",
    Grain.WEEK: "'7' DAY",
    Grain.MONTH: "'1' MONTH",
    Grain.QUARTER: "'3' MONTH",
    Grain.HALF: "'6' MONTH",
    Grain.YEAR: "'12' MONTH",
    Grain.SCHOOLYEAR: "'12' MONTH",
}


def period_sql(grain: Grain) -> str:
    """Write the first day of the longer period that `period_start` lies in."""
    return f"CAST(date_trunc('{grain}', period_start) AS DATE)"


def covered_sql() -> str:
    """Give every period that the extract has rows for, with its first and last."""
    return (
        "SELECT period_start, min(period_start) OVER () AS first_start, max(period_start) OVER () AS last_start "
        "FROM (SELECT DISTINCT period_start FROM finest) AS periods"
    )


def rolled_sql(recipe: Recipe, grain: Grain, add: AddSql) -> str:
    """Put finest cells together to one grain.

    `judged_grain` and `judged_start` name the cell whose persons stand behind a figure: for a level the latest finer one.
    """
    if grain is recipe.grain:
        return (
            f"SELECT {KEY}, {literal(grain)} AS grain, period_start, {', '.join(AMOUNTS)}, has_gap AS is_partial, "
            f"{literal(grain)} AS judged_grain, period_start AS judged_start FROM finest"
        )
    has_stock = any(indicator.aggregation is Aggregation.STOCK for indicator in recipe.indicators)
    others = _rolled_sums(recipe, grain, add)
    return f"{others} UNION ALL {_rolled_stocks(recipe, grain)}" if has_stock else others


def _rolled_sums(recipe: Recipe, grain: Grain, add: AddSql) -> str:
    """Add finest cells over time.

    Persons in a named column are not added over time, since the same persons come back: the largest finer period stands.
    """
    start = period_sql(grain)
    end = f"CAST({start} + INTERVAL {_LENGTHS[grain]} AS DATE)"
    parts = _PARTS.get((recipe.grain, grain))
    is_short = "bool_or(numerator IS NULL)"
    if parts:
        is_short = f"CASE WHEN counts_rows THEN min(periods) ELSE count(numerator) END < {parts}"
    after_last = f"CAST(max(last_start) + INTERVAL {_LENGTHS[recipe.grain]} AS DATE)"
    spans = (
        f"SELECT {start} AS span_start, count(*) AS periods, min(first_start) AS first_start, "
        f"max(last_start) AS last_start FROM covered GROUP BY {start}"
    )
    return (
        f"SELECT {KEY}, {literal(grain)} AS grain, {start} AS period_start, {add('numerator')} AS numerator, "
        f"{add('denominator')} AS denominator, {_persons_over_time(recipe, add)} AS persons, "
        f"{add('persons_in')} AS persons_in, {add('persons_out')} AS persons_out, "
        f"bool_or(has_gap) OR {is_short} OR {start} < min(first_start) OR {end} > {after_last} AS is_partial, "
        f"{literal(grain)} AS judged_grain, {start} AS judged_start "
        f"FROM finest JOIN ({spans}) AS spans ON {start} = span_start "
        f"WHERE aggregation <> '{Aggregation.STOCK}' GROUP BY {KEY}, {start}"
    )


def _rolled_stocks(recipe: Recipe, grain: Grain) -> str:
    """Let the latest finer period that has a number stand for the whole; it is partial when that is not the last one."""
    start = period_sql(grain)
    known = "CASE WHEN numerator IS NOT NULL THEN period_start END"
    dated = (
        f"SELECT finest.*, {start} AS span_start, max({known}) OVER (PARTITION BY {KEY}, {start}) AS latest "
        f"FROM finest WHERE aggregation = '{Aggregation.STOCK}'"
    )
    end = f"CAST(span_start + INTERVAL {_LENGTHS[grain]} AS DATE)"
    reached = f"CAST(max(latest) + INTERVAL {_LENGTHS[recipe.grain]} AS DATE)"
    return (
        f"SELECT {KEY}, {literal(grain)} AS grain, span_start AS period_start, "
        f"max(CASE WHEN period_start = latest THEN numerator END) AS numerator, {NO_NUMBER} AS denominator, "
        f"max(CASE WHEN period_start = latest THEN persons END) AS persons, {NO_NUMBER} AS persons_in, "
        f"{NO_NUMBER} AS persons_out, "
        f"coalesce(bool_or(period_start = latest AND has_gap) OR {reached} < {end}, TRUE) AS is_partial, "
        f"{literal(recipe.grain)} AS judged_grain, max(latest) AS judged_start "
        f"FROM ({dated}) AS dated GROUP BY {KEY}, span_start"
    )


def _persons_over_time(recipe: Recipe, add: AddSql) -> str:
    named = [literal(one.id) for one in recipe.indicators if count_persons_from(one, recipe) is PersonsFrom.COLUMN]
    if recipe.disclosure is not Disclosure.PERSONS or not named:
        return add("persons")
    return f"CASE WHEN indicator IN ({', '.join(named)}) THEN max(persons) ELSE {add('persons')} END"
