"""Cells put together: members to all of them, units to groups and to the whole."""

from __future__ import annotations

from vil.model.recipe import Recipe
from vil.warehouse.places import AMOUNTS, FINEST, OF_INDICATOR, place_columns
from vil.warehouse.sql import NO_TEXT, AddSql, literal


def with_members_together(recipe: Recipe, add: AddSql) -> str:
    """Add the cells for all members together (member NULL).

    They are added up where the indicator can be and no member is missing; else the extract's own total stands, if any.
    """
    members, own = "FILTER (WHERE member <> '')", "FILTER (WHERE member = '')"
    sums = ", ".join(f"{add(name, members)} AS all_{name}, max({name}) {own} AS own_{name}" for name in AMOUNTS)
    chosen = ", ".join(f"CASE WHEN takes_own THEN own_{name} ELSE all_{name} END AS {name}" for name in AMOUNTS)
    units = ", ".join(["unit_level", *place_columns(recipe)])
    key = f"{OF_INDICATOR}, unit, period_start, {units}"
    totals = (
        f"SELECT {key}, {sums}, count(*) {members} AS members, count(numerator) {members} AS present, "
        f"coalesce(bool_or(has_gap) {members}, FALSE) AS has_gap FROM by_indicator GROUP BY {key}"
    )
    takes_own = "own_numerator IS NOT NULL AND (NOT is_summed OR present < members OR members = 0)"
    return (
        f"SELECT {FINEST}, {units} FROM by_indicator WHERE member <> '' UNION ALL "
        f"SELECT {OF_INDICATOR}, unit, {NO_TEXT} AS member, period_start, {chosen}, "
        f"has_gap AND NOT takes_own AS has_gap, {units} "
        f"FROM (SELECT totals.*, {takes_own} AS takes_own FROM ({totals}) AS totals) AS chosen "
        "WHERE is_summed OR takes_own"
    )


def with_groups(recipe: Recipe, computed_whole: str | None, add: AddSql) -> str:
    """Add the cells of groups of units and of all units together: added from the lowest units, never from each other."""
    places = [(key, f"AND {key} IS NOT NULL", f", {key}") for key in place_columns(recipe)]
    places += [(literal(computed_whole), "", "")] if computed_whole is not None else []
    sums = ", ".join(f"{add(name)} AS {name}" for name in AMOUNTS)
    together = [
        f"SELECT {OF_INDICATOR}, {name} AS unit, member, period_start, {sums}, bool_or(has_gap) AS has_gap "
        f"FROM by_member WHERE unit_level = 'unit' AND is_summed {where} "
        f"GROUP BY {OF_INDICATOR}, member, period_start{key}"
        for name, where, key in places
    ]
    return " UNION ALL ".join([f"SELECT {FINEST} FROM by_member", *together])
