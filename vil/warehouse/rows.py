"""The shaped rows as they come from `importing`: what they cover."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from vil.errors import RecipeInvalid
from vil.model.recipe import Recipe
from vil.model.series import Unit, UnitLevel
from vil.warehouse import texts
from vil.warehouse.figures import ANEW
from vil.warehouse.naming import name_units
from vil.warehouse.ordering import danish_order
from vil.warehouse.places import unit_key
from vil.warehouse.sql import literal

Ask = Callable[[str], list[tuple[Any, ...]]]
"""Run one query over the rows, in DuckDB's dialect, and give every line of the answer."""
_LEVELS = list(UnitLevel)


@dataclass(frozen=True)
class Coverage:
    """What shaped rows cover.

    `units` are those of the rows and the groups above them; `names` pairs the key of each with its name. `computed_whole` names
    the unit to add for all units together, None when there is none to add.
    """

    rows: int
    first: date
    last: date
    units: tuple[Unit, ...]
    names: tuple[tuple[str, str], ...]
    members: tuple[str, ...]
    computed_whole: str | None


def look_over(ask: Ask, rows: str, recipe: Recipe) -> Coverage:
    """Find what the rows (a relation as SQL) cover; RecipeInvalid when there are none, or rows without period or unit."""
    unit = unit_key(recipe)
    found = ask(
        f"SELECT {unit}, unit_level, count(*), min(period_start), max(period_start), "
        f"count(CASE WHEN period_start IS NULL OR unit IS NULL THEN 1 END) FROM {rows} AS shaped GROUP BY {unit}, unit_level"
    )
    return _cover(found, recipe, lambda: _find_members(ask, rows))


def look_over_cells(ask: Ask, cells: str, recipe: Recipe) -> Coverage:
    """Find what rows cover from the finest cells they were added up to; raises as `look_over` does."""
    found = ask(
        "SELECT vil_unit, unit_level, sum(row_count), min(period_start), max(period_start), "
        f"sum(CASE WHEN period_start IS NULL OR vil_unit IS NULL THEN row_count ELSE 0 END) FROM {cells} "
        "GROUP BY vil_unit, unit_level"
    )
    named = f"SELECT DISTINCT vil_member FROM {cells} WHERE vil_member <> ''"
    return _cover(found, recipe, lambda: [line[0] for line in ask(named)])


def _cover(found: list[tuple[Any, ...]], recipe: Recipe, members: Callable[[], list[str]]) -> Coverage:
    if not found:
        raise RecipeInvalid((texts.NO_ROWS,))
    if without_key := int(sum(line[5] for line in found)):
        raise RecipeInvalid((texts.NO_KEY.format(count=without_key),))
    named = name_units([(line[0], UnitLevel(line[1])) for line in found])
    units = tuple(sorted({unit for _, unit in named}, key=_order_of_unit))
    return Coverage(
        rows=int(sum(line[2] for line in found)),
        first=min(line[3] for line in found),
        last=max(line[4] for line in found),
        units=units,
        names=tuple((key, unit.name) for key, unit in named),
        members=tuple(sorted(members(), key=danish_order)) if recipe.dimensions else (),
        computed_whole=_name_whole(units, recipe),
    )


def _find_members(ask: Ask, rows: str) -> list[str]:
    unknown = literal(texts.UNKNOWN_MEMBER)
    found = ask(
        f"SELECT DISTINCT coalesce(member, {unknown}) FROM {rows} AS shaped WHERE member <> '' OR member IS NULL"
    )
    return [line[0] for line in found]


def _name_whole(units: tuple[Unit, ...], recipe: Recipe) -> str | None:
    """Name the unit for all units together, where the extract has none and there is something to put together."""
    has_whole = any(unit.level is UnitLevel.WHOLE for unit in units)
    parts = sum(unit.level is UnitLevel.UNIT for unit in units)
    if has_whole or parts < 2 or not any(one.is_additive or one.aggregation in ANEW for one in recipe.indicators):
        return None
    taken = {unit.name for unit in units}
    return texts.COMPUTED_WHOLE if texts.COMPUTED_WHOLE not in taken else f"{texts.COMPUTED_WHOLE} (beregnet)"


def _order_of_unit(unit: Unit) -> Any:
    return _LEVELS.index(unit.level), danish_order(unit.name)
