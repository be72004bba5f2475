"""The shaped rows of a typed table as one SQL text, to be added up where they lie: nothing is written on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vil.importing.engine import literal, quoted
from vil.importing.faults import may_add_days
from vil.importing.fixed_period import fixed_period
from vil.importing.rows import DAY
from vil.importing.shaped_columns import NOT_STATED, band_of, banded_sql, over_columns, text_columns
from vil.importing.source_table import SourceTable
from vil.model.period import Grain
from vil.model.reading import ColumnType
from vil.model.recipe import HEADERS, Recipe, Totals

_STARTS = {
    Grain.DAY: "{0}",
    Grain.WEEK: "date_trunc('week', {0})",
    Grain.MONTH: "date_trunc('month', {0})",
    Grain.QUARTER: "date_trunc('quarter', {0})",
    Grain.HALF: "date_trunc('year', {0}) + CASE WHEN {0} >= CAST(date_trunc('year', {0}) + INTERVAL '6' MONTH AS DATE) "
    "THEN INTERVAL '6' MONTH ELSE INTERVAL '0' MONTH END",
    Grain.YEAR: "date_trunc('year', {0})",
    Grain.SCHOOLYEAR: "date_trunc('year', {0} - INTERVAL '7' MONTH) + INTERVAL '7' MONTH",
}


@dataclass(frozen=True)
class Slots:
    """Headers that are periods or units: the value of each, and the first day of its period or the unit's name."""

    columns: tuple[str, ...]
    starts: tuple[date, ...] = ()


def shaped_sql(table: SourceTable, recipe: Recipe, starts: Mapping[str, date], slots: Slots | None) -> str:
    """Write the shaped rows as a relation.

    Columns: period_start DATE, unit, unit_level, member, a DOUBLE for every column of figures, a text for every column that
    tells persons apart or says which rows count, level_1 … for the levels above the unit, and the day itself where days are
    added up. `starts` gives the first day of the
    period that each text of the period column names; rows whose text is not there are left out.
    """
    cells = {"unit_cell": _unit(table, recipe, slots), "member_cell": _member(table, recipe)}
    cells |= {f"level_{place}": table.text(name) for place, name in enumerate(recipe.unit_levels, 1)}
    cells |= _figures(table, recipe, slots)
    cells |= {quoted(name): table.text(name) for name in text_columns(recipe)}
    cells |= {over: table.text(name) for over, name in zip(over_columns(recipe), recipe.added_over, strict=True)}
    cells |= {quoted(DAY): table.text(str(recipe.period))} if may_add_days(recipe) else {}
    cells["period_cell"], joined = _period(table, recipe, starts, slots)
    chosen = ", ".join(f"{cell} AS {name}" for name, cell in cells.items())
    rows = f"SELECT {chosen} FROM {table.relation} AS extract{_slots_joined(slots)}{filter_sql(table, recipe)}"
    kept = [name for name in cells if name not in ("unit_cell", "member_cell", "period_cell")]
    start = "starts.period_start" if joined else "chosen.period_cell"
    keys = [f"{start} AS period_start", *_named(recipe)]
    listed = ", ".join([*keys, *(f"chosen.{name}" for name in kept)])
    wanted = _wanted(recipe, None if joined else "chosen.period_cell IS NOT NULL")
    return f"(SELECT {listed} FROM ({rows}) AS chosen{joined}{wanted})"


def shaped_columns(recipe: Recipe) -> tuple[str, ...]:
    """Name the columns of the shaped rows."""
    levels = (f"level_{place}" for place, _ in enumerate(recipe.unit_levels, 1))
    keys = ("period_start", "unit", "unit_level", "member")
    return (*keys, *levels, *recipe.number_columns, *text_columns(recipe))


def filter_sql(table: SourceTable, recipe: Recipe) -> str:
    """Write the recipe's filters as a WHERE, or nothing."""
    conditions = [f"{table.text(name)} = {literal(value)}" for name, value in recipe.filters]
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def start_sql(day: str, grain: Grain) -> str:
    """Write the first day of the period that a date lies in."""
    return f"CAST({_STARTS[grain].format(day)} AS DATE)"


def _period(table: SourceTable, recipe: Recipe, starts: Mapping[str, date], slots: Slots | None) -> tuple[str, str]:
    """Write the period of a row: a date, or a text and the join that gives it one."""
    if slots and slots.starts:
        whens = " ".join(
            f"WHEN {place} THEN CAST('{start.isoformat()}' AS DATE)" for place, start in enumerate(slots.starts, 1)
        )
        return f"CASE slots.place {whens} END", ""
    if fixed := fixed_period(recipe):
        return f"CAST('{fixed.start.isoformat()}' AS DATE)", ""
    name = str(recipe.period)
    if table.columns[name] is ColumnType.DATE:
        return start_sql(f"CAST({quoted(name)} AS DATE)", recipe.grain), ""
    lines = ", ".join(
        f"({literal(text)}, CAST('{start.isoformat()}' AS DATE))" for text, start in sorted(starts.items())
    )
    joined = f" JOIN (VALUES {lines}) AS starts(label, period_start) ON chosen.period_cell = starts.label"
    return table.text(name), joined


def _slots_joined(slots: Slots | None) -> str:
    if slots is None:
        return ""
    places = ", ".join(f"({place})" for place in range(1, len(slots.columns) + 1))
    return f" CROSS JOIN (VALUES {places}) AS slots(place)"


def _figures(table: SourceTable, recipe: Recipe, slots: Slots | None) -> dict[str, str]:
    if slots is None:
        return {quoted(name): table.number(name) for name in recipe.number_columns}
    whens = " ".join(f"WHEN {place} THEN {table.number(name)}" for place, name in enumerate(slots.columns, 1))
    return {quoted(recipe.number_columns[0]): f"CASE slots.place {whens} END"}


def _unit(table: SourceTable, recipe: Recipe, slots: Slots | None) -> str:
    if slots and not slots.starts:
        whens = " ".join(f"WHEN {place} THEN {literal(name)}" for place, name in enumerate(slots.columns, 1))
        return f"CASE slots.place {whens} END"
    if recipe.unit:
        return f"coalesce({table.text(recipe.unit)}, {literal(NOT_STATED)})"
    return literal(recipe.single_unit)


def _member(table: SourceTable, recipe: Recipe) -> str:
    if not recipe.dimensions:
        return "CAST(NULL AS VARCHAR)"
    bands = band_of(recipe)
    text = banded_sql(table.number(bands.column), bands) if bands else table.text(recipe.dimensions[0])
    return f"coalesce({text}, {literal(NOT_STATED)})"


def _named(recipe: Recipe) -> list[str]:
    """Write unit, its level and the member: '' for the extract's own total."""
    of_units = _unit_totals(recipe)
    level = (
        f"CASE WHEN {_is_one_of('chosen.unit_cell', of_units.whole)} THEN 'whole' "
        f"WHEN {_is_one_of('chosen.unit_cell', of_units.groups)} THEN 'group' ELSE 'unit' END"
    )
    whole = _whole_members(recipe).whole
    member = f"CASE WHEN {_is_one_of('chosen.member_cell', whole)} THEN '' ELSE chosen.member_cell END"
    return ["chosen.unit_cell AS unit", f"{level} AS unit_level", f"{member} AS member"]


def _unit_totals(recipe: Recipe) -> Totals:
    named = recipe.unit or HEADERS
    return next((entry for entry in recipe.totals if entry.column == named), Totals(HEADERS))


def _whole_members(recipe: Recipe) -> Totals:
    named = (*recipe.dimensions, None)[0]
    return next((entry for entry in recipe.totals if named and entry.column == named), Totals(""))


def _wanted(recipe: Recipe, dated: str | None) -> str:
    """Leave out rows of part totals, of members or within the groups above a unit, which would be counted twice."""
    groups = _whole_members(recipe).groups
    conditions = [dated] if dated else []
    conditions += [f"NOT {_is_one_of('chosen.member_cell', groups)}"] if groups else []
    if recipe.unit_levels and (whole := _unit_totals(recipe).whole):
        within = f"chosen.level_1 IS NOT NULL AND NOT {_is_one_of('chosen.level_1', whole)}"
        conditions.append(f"NOT ({_is_one_of('chosen.unit_cell', whole)} AND {within})")
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def _is_one_of(expression: str, members: Sequence[str]) -> str:
    if not members:
        return "FALSE"
    return f"{expression} IN ({', '.join(literal(member) for member in members)})"
