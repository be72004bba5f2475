"""Figures found anew from the rows for every cell: distinct counts, medians and distinct persons."""

from __future__ import annotations

from collections.abc import Sequence

from vil.model.period import Grain
from vil.model.recipe import Recipe
from vil.warehouse.figures import fresh_columns, is_cut_anew
from vil.warehouse.over_time import period_sql
from vil.warehouse.places import keyed_rows, place_columns
from vil.warehouse.sql import NO_TEXT, literal


def fresh_parts(recipe: Recipe, rows: str, grains: Sequence[Grain], computed_whole: str | None) -> dict[str, str]:
    """Write the parts of the cube that go through the rows again, one select for each sort of cell; none where none is needed.

    `fresh` has for each indicator and cell the figure and the persons behind it, in the numerator and outside it.
    """
    wanted = [(place, one) for place, one in enumerate(recipe.indicators) if is_cut_anew(one, recipe)]
    if not wanted:
        return {}
    figures = ", ".join(fresh_columns(one, place, recipe) for place, one in wanted)
    members = [(NO_TEXT, ""), *([("vil_member", ", vil_member")] if recipe.dimensions else [])]
    cells = [
        _cut(keyed_rows(recipe, rows), figures, recipe.grain, grain, place, member)
        for grain in grains
        for place in _places(recipe, computed_whole)
        for member in members
    ]
    long = [
        f"SELECT {literal(one.id)} AS indicator, grain, period_start, unit, member, x{place} AS figure, "
        f"p{place} AS persons, i{place} AS persons_in, o{place} AS persons_out FROM cut"
        for place, one in wanted
    ]
    return {"cut": " UNION ALL ".join(cells), "fresh": " UNION ALL ".join(long)}


def _places(recipe: Recipe, computed_whole: str | None) -> list[tuple[str, str, str]]:
    """List the sorts of places as the name of the unit, the rows that belong to it, and what they are grouped by."""
    places = [("vil_unit", "", ", vil_unit")]
    places += [(key, f" AND {key} IS NOT NULL", f", {key}") for key in place_columns(recipe)]
    if computed_whole is not None:
        places.append((literal(computed_whole), " AND unit_level = 'unit'", ""))
    return places


def _cut(
    rows: str, figures: str, finest: Grain, grain: Grain, place: tuple[str, str, str], member: tuple[str, str]
) -> str:
    """Cut the rows to cells of one sort; the extract's own totals over members are no rows of persons."""
    start = "period_start" if grain is finest else period_sql(grain)
    unit, belongs, by_unit = place
    name, by_member = member
    return (
        f"SELECT {literal(grain)} AS grain, {start} AS period_start, {unit} AS unit, {name} AS member, {figures} "
        f"FROM {rows} AS keyed WHERE coalesce(vil_member, 'x') <> ''{belongs} GROUP BY {start}{by_unit}{by_member}"
    )
