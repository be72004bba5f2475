"""The keys of cells: units and the groups above them, members, and the columns that follow a figure through the cube."""

from __future__ import annotations

from vil.model.recipe import Recipe
from vil.warehouse.sql import NO_TEXT, literal
from vil.warehouse.texts import UNKNOWN_MEMBER

SEPARATOR = "\x1f"
"""Stands between the names in the key of a unit that has groups above it: "Syd␟Center 2␟Team 1"; a group's key ends with it."""
OF_INDICATOR = "indicator, aggregation, protection, persons_from, is_summed, counts_rows, scale"
KEY = f"{OF_INDICATOR}, unit, member"
AMOUNTS = ("numerator", "denominator", "persons", "persons_in", "persons_out")
FINEST = f"{KEY}, period_start, {', '.join(AMOUNTS)}, has_gap"


def level_column(place: int) -> str:
    """Name the column of the shaped rows with the groups of one level; 1 is the topmost."""
    return f"level_{place}"


def place_columns(recipe: Recipe) -> list[str]:
    """Name the columns with the keys of the groups a unit belongs to, topmost first."""
    return [f"vil_place_{place}" for place in range(1, len(recipe.unit_levels) + 1)]


def keyed_rows(recipe: Recipe, rows: str, *, has_all_members: bool = False) -> str:
    """Give the rows with the keys of their cells: vil_unit, vil_member and one for each group the unit belongs to."""
    stated = "member" if has_all_members else f"coalesce(member, {literal(UNKNOWN_MEMBER)})"
    member = stated if recipe.dimensions else NO_TEXT
    keys = [f"{unit_key(recipe)} AS vil_unit", f"{member} AS vil_member"]
    keys += [f"{_place_key(place)} AS {name}" for place, name in enumerate(place_columns(recipe), 1)]
    return f"(SELECT shaped.*, {', '.join(keys)} FROM {rows} AS shaped)"


def unit_key(recipe: Recipe) -> str:
    """Write the key of a row's unit; a total of the extract's own goes by its name."""
    if not recipe.unit_levels:
        return "unit"
    return f"CASE WHEN unit_level = 'unit' THEN concat({_path(len(recipe.unit_levels))}, unit) ELSE unit END"


def _place_key(place: int) -> str:
    return f"CASE WHEN unit_level = 'unit' AND {level_column(place)} IS NOT NULL THEN concat({_path(place)}) END"


def _path(levels: int) -> str:
    """Write the names down to a level, each with the separator after it; a level that is not stated is empty."""
    return ", ".join(f"coalesce({level_column(one)}, ''), {literal(SEPARATOR)}" for one in range(1, levels + 1))
