"""The cube as one aggregate SQL text: every indicator by period, unit and member, small cells already hidden.

The text keeps to what sqlglot can say in PostgreSQL's and Spark's dialects too, so that it can run where the rows lie: no
`BY NAME`, no `GROUP BY ALL`, no alias used beside where it is made, parts of a union in the same order.

The rows have one line for each period, unit and member (more for person rows). They are added up once, exactly, to the finest
cells; everything else is put together from those cells' numerators and denominators, never from values that are already ratios.
"""

from __future__ import annotations

from vil.model.indicator import Aggregation, Disclosure, Indicator
from vil.model.period import Grain, coarser_grains
from vil.model.recipe import Recipe
from vil.privacy import choose_protection, hiding_condition, persons_column
from vil.warehouse.texts import UNKNOWN_MEMBER

COLUMNS = (
    "indicator",
    "grain",
    "period_start",
    "unit",
    "member",
    "numerator",
    "denominator",
    "value",
    "state",
    "is_partial",
)
ORDER = "indicator, grain, member NULLS FIRST, unit, period_start"
"""How cells are stored."""
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
_OF_INDICATOR = "indicator, aggregation, protection, is_additive, scale"
_KEY = f"{_OF_INDICATOR}, unit, unit_level, member"
_FINEST = f"{_KEY}, period_start, numerator, denominator, persons, has_gap"


def cube_sql(recipe: Recipe, *, rows: str, computed_whole: str | None) -> str:
    """Write the query that gives the whole cube, in no order.

    `rows` is the SQL of the shaped rows, `computed_whole` the name of a unit to add for all units together (None: the extract has
    its own, or only one unit).
    """
    grains = (recipe.grain, *coarser_grains(recipe.grain))
    together = _with_members_together() if recipe.dimensions else f"SELECT {_FINEST} FROM by_indicator"
    parts = {
        "cells": _cells(recipe, rows),
        "by_indicator": _by_indicator(recipe),
        "by_member": together,
        "finest": _with_whole(computed_whole),
        "covered": "SELECT min(period_start) AS first_start, max(period_start) AS last_start FROM finest",
        "rolled": " UNION ALL ".join(_rolled(recipe, grain) for grain in grains),
        "judged": _judged(recipe.threshold),
    }
    return f"WITH {', '.join(f'{name} AS ({query})' for name, query in parts.items())} {_shown()}"


def _cells(recipe: Recipe, rows: str) -> str:
    member = f"coalesce(member, {literal(UNKNOWN_MEMBER)})" if recipe.dimensions else "CAST(NULL AS VARCHAR)"
    sums = ", ".join(_sums(indicator, place) for place, indicator in enumerate(recipe.indicators))
    return (
        f"SELECT period_start, unit, unit_level, {member} AS member, {sums} FROM {rows} "
        f"GROUP BY period_start, unit, unit_level{f', {member}' if recipe.dimensions else ''}"
    )


def _sums(indicator: Indicator, place: int) -> str:
    """Add up one indicator within a finest cell; a row with a missing part counts in neither part."""
    numerator, denominator = _parts_of(indicator)
    named = persons_column(indicator)
    amounts = {"n": numerator, "d": denominator, "p": _column(named) if named else None}
    present = f"{numerator} IS NOT NULL AND {denominator} IS NOT NULL" if denominator else f"{numerator} IS NOT NULL"
    return ", ".join(
        f"{_exact_sum(f'CASE WHEN {present} THEN {amount} END') if amount else 'CAST(NULL AS DOUBLE)'} AS {name}{place}"
        for name, amount in amounts.items()
    )


def _parts_of(indicator: Indicator) -> tuple[str, str | None]:
    """Give an indicator's numerator and denominator in one row, as SQL; a count has no denominator."""
    if indicator.aggregation is Aggregation.RATE:
        return _column(indicator.numerator), _column(indicator.denominator)
    if indicator.aggregation is Aggregation.SUM:
        return _column(indicator.value), None
    weight = _column(indicator.weight) if indicator.weight else "CAST(1 AS DOUBLE)"
    return f"({_column(indicator.value)} * {weight})", weight


def _exact_sum(amount: str, condition: str = "") -> str:
    """Add numbers as decimals, so that neither the order of the rows nor the number of threads can change the last bit.

    Numbers with up to four decimals, all but a few, are added as exactly those; others with twelve.
    """
    short, long = f"CAST({amount} AS DECIMAL(38, 4))", f"CAST({amount} AS DECIMAL(38, 12))"
    plain = f"sum(CASE WHEN CAST({short} AS DOUBLE) = {amount} THEN {short} END) {condition}"
    rest = f"sum(CASE WHEN CAST({short} AS DOUBLE) <> {amount} THEN {long} END) {condition}"
    return (
        f"CASE count({amount}) {condition} WHEN 0 THEN NULL WHEN 1 THEN max({amount}) {condition} "
        f"ELSE coalesce(CAST({rest} + CAST(coalesce({plain}, 0) AS DECIMAL(38, 12)) AS DOUBLE), "
        f"CAST({plain} AS DOUBLE)) END"
    )


def _by_indicator(recipe: Recipe) -> str:
    return " UNION ALL ".join(
        _one_indicator(indicator, place, recipe.disclosure) for place, indicator in enumerate(recipe.indicators)
    )


def _one_indicator(indicator: Indicator, place: int, disclosure: Disclosure) -> str:
    """Give the cells of one indicator as numerator and denominator; a mean without weights is a finished value over 1.

    A cell without a number has a gap, and makes what it is a part of partial, unless it lies before the unit's first number: a
    unit that did not exist yet is not missing.
    """
    numerator, denominator = f"n{place}", f"d{place}"
    if indicator.aggregation is Aggregation.MEAN and not indicator.is_additive:
        numerator, denominator = f"{numerator} / {denominator}", f"{denominator} / {denominator}"
    scale = float(indicator.scale) if indicator.aggregation is Aggregation.RATE else 1.0
    has_gap = (
        f"n{place} IS NULL AND count(n{place}) OVER "
        "(PARTITION BY unit, member ORDER BY period_start ROWS UNBOUNDED PRECEDING) > 0"
    )
    return (
        f"SELECT {literal(indicator.id)} AS indicator, {literal(indicator.aggregation)} AS aggregation, "
        f"{literal(choose_protection(indicator, disclosure))} AS protection, "
        f"{str(indicator.is_additive).upper()} AS is_additive, CAST({scale!r} AS DOUBLE) AS scale, "
        f"unit, unit_level, member, period_start, {numerator} AS numerator, {denominator} AS denominator, "
        f"p{place} AS persons, {has_gap} AS has_gap FROM cells"
    )


def _with_members_together() -> str:
    """Add the cells for all members together (member NULL).

    They are added up where the indicator is additive and no member is missing; else the extract's own total stands, if any.
    """
    figures = ("numerator", "denominator", "persons")
    members, own = "FILTER (WHERE member <> '')", "FILTER (WHERE member = '')"
    sums = ", ".join(f"{_exact_sum(name, members)} AS all_{name}, max({name}) {own} AS own_{name}" for name in figures)
    chosen = ", ".join(f"CASE WHEN takes_own THEN own_{name} ELSE all_{name} END AS {name}" for name in figures)
    key = f"{_OF_INDICATOR}, unit, unit_level, period_start"
    totals = (
        f"SELECT {key}, {sums}, count(*) {members} AS members, count(numerator) {members} AS present, "
        f"coalesce(bool_or(has_gap) {members}, FALSE) AS has_gap FROM by_indicator GROUP BY {key}"
    )
    takes_own = "own_numerator IS NOT NULL AND (NOT is_additive OR present < members OR members = 0)"
    return (
        f"SELECT {_FINEST} FROM by_indicator WHERE member <> '' UNION ALL "
        f"SELECT {_OF_INDICATOR}, unit, unit_level, CAST(NULL AS VARCHAR) AS member, period_start, {chosen}, "
        f"has_gap AND NOT takes_own AS has_gap FROM (SELECT totals.*, {takes_own} AS takes_own FROM ({totals}) AS totals) "
        "AS chosen WHERE is_additive OR takes_own"
    )


def _with_whole(computed_whole: str | None) -> str:
    if computed_whole is None:
        return f"SELECT {_FINEST} FROM by_member"
    sums = ", ".join(f"{_exact_sum(name)} AS {name}" for name in ("numerator", "denominator", "persons"))
    return (
        f"SELECT {_FINEST} FROM by_member UNION ALL "
        f"SELECT {_OF_INDICATOR}, {literal(computed_whole)} AS unit, 'whole' AS unit_level, member, period_start, {sums}, "
        "bool_or(has_gap) AS has_gap FROM by_member WHERE unit_level = 'unit' AND is_additive "
        f"GROUP BY {_OF_INDICATOR}, member, period_start"
    )


def _rolled(recipe: Recipe, grain: Grain) -> str:
    """Put finest cells together to one grain.

    Persons in a named column are not added over time, since the same persons come back: the largest finer period stands.
    """
    if grain is recipe.grain:
        return (
            f"SELECT {_KEY}, {literal(grain)} AS grain, period_start, numerator, denominator, persons, "
            "has_gap AS is_partial FROM finest"
        )
    start = f"CAST(date_trunc('{grain}', period_start) AS DATE)"
    end = f"CAST({start} + INTERVAL {_LENGTHS[grain]} AS DATE)"
    parts = _PARTS.get((recipe.grain, grain))
    is_short = f"count(numerator) < {parts}" if parts else "bool_or(numerator IS NULL)"
    after_last = f"CAST(max(last_start) + INTERVAL {_LENGTHS[recipe.grain]} AS DATE)"
    return (
        f"SELECT {_KEY}, {literal(grain)} AS grain, {start} AS period_start, {_exact_sum('numerator')} AS numerator, "
        f"{_exact_sum('denominator')} AS denominator, {_persons_over_time(recipe)} AS persons, "
        f"bool_or(has_gap) OR {is_short} OR {start} < min(first_start) OR {end} > {after_last} AS is_partial "
        f"FROM finest CROSS JOIN covered GROUP BY {_KEY}, {start}"
    )


def _persons_over_time(recipe: Recipe) -> str:
    named = [literal(indicator.id) for indicator in recipe.indicators if indicator.persons]
    if recipe.disclosure is not Disclosure.PERSONS or not named:
        return _exact_sum("persons")
    return f"CASE WHEN indicator IN ({', '.join(named)}) THEN max(persons) ELSE {_exact_sum('persons')} END"


def _judged(threshold: int) -> str:
    """Give each cell its value and its state."""
    value = (
        f"CASE aggregation WHEN '{Aggregation.SUM}' THEN numerator ELSE numerator / nullif(denominator, 0) * scale END"
    )
    state = f"CASE WHEN found IS NULL THEN 'missing' WHEN {hiding_condition(threshold)} THEN 'hidden' ELSE 'value' END"
    return f"SELECT valued.*, {state} AS state FROM (SELECT rolled.*, {value} AS found FROM rolled) AS valued"


def _shown() -> str:
    """Choose what of a cell may be seen; only one in the state 'value' holds any figure."""
    is_ratio = f"(aggregation = '{Aggregation.RATE}' OR (aggregation = '{Aggregation.MEAN}' AND is_additive))"
    return (
        "SELECT indicator, grain, period_start, unit, member, "
        f"CASE WHEN state = 'value' AND {is_ratio} THEN numerator END AS numerator, "
        f"CASE WHEN state = 'value' AND {is_ratio} THEN denominator END AS denominator, "
        "CASE WHEN state = 'value' THEN found END AS value, state, is_partial AND state <> 'missing' AS is_partial "
        "FROM judged"
    )


def _column(name: str | None) -> str:
    """Name a column of figures, those that are not finite being missing."""
    column = identifier(name or "")
    return f"CASE WHEN {column} - {column} = 0 THEN {column} END"


def identifier(name: str) -> str:
    """Quote a column name for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a text for SQL."""
    return "'" + str(text).replace("'", "''") + "'"
