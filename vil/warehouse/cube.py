"""The cube as one aggregate SQL text in DuckDB's dialect: every indicator by period, unit and member, small cells already hidden.

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
_PARTS = {
    (Grain.MONTH, Grain.QUARTER): 3,
    (Grain.MONTH, Grain.YEAR): 12,
    (Grain.QUARTER, Grain.YEAR): 4,
    (Grain.HALF, Grain.YEAR): 2,
}
_LENGTHS = {
    Grain.DAY: "1 DAY",
    Grain.WEEK: "7 DAY",
    Grain.MONTH: "1 MONTH",
    Grain.QUARTER: "3 MONTH",
    Grain.HALF: "6 MONTH",
    Grain.YEAR: "12 MONTH",
    Grain.SCHOOLYEAR: "12 MONTH",
}
_KEY = "indicator, aggregation, protection, is_additive, scale, unit, unit_level, member"


def cube_sql(recipe: Recipe, *, rows: str, computed_whole: str | None) -> str:
    """Write the query that gives the whole cube, ordered as it is stored.

    `rows` is the SQL of the shaped rows, `computed_whole` the name of a unit to add for all units together (None: the extract has
    its own, or only one unit).
    """
    grains = (recipe.grain, *coarser_grains(recipe.grain))
    parts = [f"cells AS MATERIALIZED ({_cells(recipe, rows)})", f"by_indicator AS ({_by_indicator(recipe)})"]
    parts.append(f"by_member AS ({_with_members_together() if recipe.dimensions else 'FROM by_indicator'})")
    parts.append(f"finest AS MATERIALIZED ({_with_whole(computed_whole)})")
    parts.append("covered AS (SELECT min(period_start) AS first, max(period_start) AS last FROM finest)")
    parts.append(f"rolled AS ({' UNION ALL '.join(_rolled(recipe, grain) for grain in grains)})")
    return f"WITH {', '.join(parts)} {_states(recipe.threshold)}"


def _cells(recipe: Recipe, rows: str) -> str:
    member = f"coalesce(member, {literal(UNKNOWN_MEMBER)})" if recipe.dimensions else "NULL::VARCHAR"
    sums = ", ".join(_sums(indicator, place) for place, indicator in enumerate(recipe.indicators))
    return f"SELECT period_start, unit, unit_level, {member} AS member, {sums} FROM {rows} GROUP BY ALL"


def _sums(indicator: Indicator, place: int) -> str:
    """Add up one indicator within a finest cell; a row with a missing part counts in neither part."""
    numerator, denominator = _parts_of(indicator)
    named = persons_column(indicator)
    present = f"FILTER ({numerator} IS NOT NULL AND {denominator or numerator} IS NOT NULL)"
    amounts = {"n": numerator, "d": denominator, "p": _column(named) if named else None}
    return ", ".join(
        f"{_exact_sum(amount, present) if amount else 'NULL::DOUBLE'} AS {name}{place}"
        for name, amount in amounts.items()
    )


def _parts_of(indicator: Indicator) -> tuple[str, str | None]:
    """Give an indicator's numerator and denominator in one row, as SQL; a count has no denominator."""
    if indicator.aggregation is Aggregation.RATE:
        return _column(indicator.numerator), _column(indicator.denominator)
    if indicator.aggregation is Aggregation.SUM:
        return _column(indicator.value), None
    weight = _column(indicator.weight) if indicator.weight else "1.0::DOUBLE"
    return f"({_column(indicator.value)} * {weight})", weight


def _exact_sum(amount: str, condition: str = "") -> str:
    """Add numbers as decimals, so that neither the order of the rows nor the number of threads can change the last bit.

    Numbers with up to four decimals, all but a few, are added as exactly those; others with twelve.
    """
    short, long = f"({amount})::DECIMAL(38, 4)", f"({amount})::DECIMAL(38, 12)"
    plain = f"sum(CASE WHEN {short}::DOUBLE = {amount} THEN {short} END) {condition}"
    rest = f"sum(CASE WHEN {short}::DOUBLE <> {amount} THEN {long} END) {condition}"
    return (
        f"CASE count({amount}) {condition} WHEN 0 THEN NULL WHEN 1 THEN max({amount}) {condition} "
        f"ELSE coalesce(({rest} + coalesce({plain}, 0)::DECIMAL(38, 12))::DOUBLE, ({plain})::DOUBLE) END"
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
    return (
        f"SELECT {literal(indicator.id)} AS indicator, {literal(indicator.aggregation)} AS aggregation, "
        f"{literal(choose_protection(indicator, disclosure))} AS protection, {indicator.is_additive} AS is_additive, "
        f"{scale!r}::DOUBLE AS scale, unit, unit_level, member, period_start, "
        f"{numerator} AS numerator, {denominator} AS denominator, p{place} AS persons, "
        f"n{place} IS NULL AND count(n{place}) OVER earlier > 0 AS has_gap FROM cells "
        "WINDOW earlier AS (PARTITION BY unit, member ORDER BY period_start ROWS UNBOUNDED PRECEDING)"
    )


def _with_members_together() -> str:
    """Add the cells for all members together (member NULL).

    They are added up where the indicator is additive and no member is missing; else the extract's own total stands, if any.
    """
    figures = ("numerator", "denominator", "persons")
    members, own = "FILTER (member <> '')", "FILTER (member = '')"
    sums = ", ".join(f"{_exact_sum(name, members)} AS all_{name}, max({name}) {own} AS own_{name}" for name in figures)
    chosen = ", ".join(f"CASE WHEN takes_own THEN own_{name} ELSE all_{name} END AS {name}" for name in figures)
    key = f"{_KEY.replace(', member', '')}, period_start"
    totals = (
        f"SELECT {key}, {sums}, count(*) {members} AS members, count(numerator) {members} AS present, "
        f"coalesce(bool_or(has_gap) {members}, FALSE) AS has_gap "
        f"FROM by_indicator GROUP BY {key}"
    )
    return (
        "FROM by_indicator WHERE member <> '' UNION ALL BY NAME "
        f"SELECT {key}, NULL::VARCHAR AS member, {chosen}, has_gap AND NOT takes_own AS has_gap "
        "FROM (SELECT *, own_numerator IS NOT NULL AND (NOT is_additive OR present < members OR members = 0) AS takes_own "
        f"FROM ({totals})) WHERE is_additive OR takes_own"
    )


def _with_whole(computed_whole: str | None) -> str:
    if computed_whole is None:
        return "FROM by_member"
    key = "indicator, aggregation, protection, is_additive, scale"
    sums = ", ".join(f"{_exact_sum(name)} AS {name}" for name in ("numerator", "denominator", "persons"))
    return (
        f"FROM by_member UNION ALL BY NAME SELECT {key}, {literal(computed_whole)} AS unit, 'whole' AS unit_level, "
        f"member, period_start, {sums}, bool_or(has_gap) AS has_gap "
        f"FROM by_member WHERE unit_level = 'unit' AND is_additive GROUP BY {key}, member, period_start"
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
    start = f"date_trunc('{grain}', period_start)::DATE"
    end = f"({start} + INTERVAL {_LENGTHS[grain]})::DATE"
    parts = _PARTS.get((recipe.grain, grain))
    is_short = f"count(numerator) < {parts}" if parts else "bool_or(numerator IS NULL)"
    after_last = f"(max(last) + INTERVAL {_LENGTHS[recipe.grain]})::DATE"
    return (
        f"SELECT {_KEY}, {literal(grain)}, {start}, {_exact_sum('numerator')}, {_exact_sum('denominator')}, "
        f"{_persons_over_time(recipe)}, "
        f"bool_or(has_gap) OR {is_short} OR {start} < min(first) OR {end} > {after_last} "
        f"FROM finest, covered GROUP BY {_KEY}, {start}"
    )


def _persons_over_time(recipe: Recipe) -> str:
    named = [literal(indicator.id) for indicator in recipe.indicators if indicator.persons]
    if recipe.disclosure is not Disclosure.PERSONS or not named:
        return _exact_sum("persons")
    return f"CASE WHEN indicator IN ({', '.join(named)}) THEN max(persons) ELSE {_exact_sum('persons')} END"


def _states(threshold: int) -> str:
    """Give each cell its state; only a cell in the state 'value' holds any figure."""
    is_ratio = f"aggregation = '{Aggregation.RATE}' OR (aggregation = '{Aggregation.MEAN}' AND is_additive)"
    value = (
        f"CASE aggregation WHEN '{Aggregation.SUM}' THEN numerator ELSE numerator / nullif(denominator, 0) * scale END"
    )
    return (
        f"SELECT indicator, grain, period_start, unit, member, "
        f"CASE WHEN state = 'value' AND ({is_ratio}) THEN numerator END AS numerator, "
        f"CASE WHEN state = 'value' AND ({is_ratio}) THEN denominator END AS denominator, "
        f"CASE WHEN state = 'value' THEN shown END AS value, state, is_partial AND state <> 'missing' AS is_partial "
        f"FROM (SELECT *, {value} AS shown, CASE WHEN shown IS NULL THEN 'missing' "
        f"WHEN {hiding_condition(threshold)} THEN 'hidden' ELSE 'value' END AS state FROM rolled) "
        f"ORDER BY indicator, grain, member NULLS FIRST, unit, period_start"
    )


def _column(name: str | None) -> str:
    column = identifier(name or "")
    return f"CASE WHEN isfinite({column}) THEN {column} END"


def identifier(name: str) -> str:
    """Quote a column name for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a text for SQL."""
    return "'" + str(text).replace("'", "''") + "'"
