"""The shaped rows as they come from `importing`: what they cover."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from vil.errors import RecipeInvalid
from vil.model.recipe import Recipe
from vil.model.series import Unit, UnitLevel
from vil.warehouse import texts
from vil.warehouse.cube import literal

Ask = Callable[[str], list[tuple[Any, ...]]]
"""Run one query over the rows, in DuckDB's dialect, and give every line of the answer."""
_LEVELS = list(UnitLevel)


@dataclass(frozen=True)
class Coverage:
    """What shaped rows cover; `computed_whole` names the unit to add for all units together, None when there is none to add."""

    rows: int
    first: date
    last: date
    units: tuple[Unit, ...]
    members: tuple[str, ...]
    computed_whole: str | None


def look_over(ask: Ask, rows: str, recipe: Recipe) -> Coverage:
    """Find what the rows (a relation as SQL) cover; RecipeInvalid when there are none, or rows without period or unit."""
    found = ask(
        "SELECT unit, unit_level, count(*), min(period_start), max(period_start), "
        f"count(CASE WHEN period_start IS NULL OR unit IS NULL THEN 1 END) FROM {rows} AS shaped GROUP BY unit, unit_level"
    )
    if not found:
        raise RecipeInvalid((texts.NO_ROWS,))
    if without_key := sum(line[5] for line in found):
        raise RecipeInvalid((texts.NO_KEY.format(count=without_key),))
    units = tuple(sorted((Unit(line[0], UnitLevel(line[1])) for line in found), key=_order_of_unit))
    return Coverage(
        rows=sum(line[2] for line in found),
        first=min(line[3] for line in found),
        last=max(line[4] for line in found),
        units=units,
        members=_find_members(ask, rows) if recipe.dimensions else (),
        computed_whole=_name_whole(units, recipe),
    )


def _find_members(ask: Ask, rows: str) -> tuple[str, ...]:
    unknown = literal(texts.UNKNOWN_MEMBER)
    found = ask(
        f"SELECT DISTINCT coalesce(member, {unknown}) FROM {rows} AS shaped WHERE member <> '' OR member IS NULL"
    )
    return tuple(sorted((line[0] for line in found), key=danish_order))


def _name_whole(units: tuple[Unit, ...], recipe: Recipe) -> str | None:
    """Name the unit for all units together, where the extract has none and there is something to put together."""
    has_whole = any(unit.level is UnitLevel.WHOLE for unit in units)
    parts = sum(unit.level is UnitLevel.UNIT for unit in units)
    if has_whole or parts < 2 or not any(indicator.is_additive for indicator in recipe.indicators):
        return None
    taken = {unit.name for unit in units}
    return texts.COMPUTED_WHOLE if texts.COMPUTED_WHOLE not in taken else f"{texts.COMPUTED_WHOLE} (beregnet)"


def _order_of_unit(unit: Unit) -> Any:
    return _LEVELS.index(unit.level), danish_order(unit.name)


def danish_order(name: str) -> tuple[tuple[int, int | str], ...]:
    """Order names the Danish way: æ, ø, å last, aa as å, and numbers by their size (Team 2 before Team 10).

    >>> sorted(["Team 10", "Aabenraa", "Ålykke", "Team 2", "Ærø"], key=danish_order)
    ['Team 2', 'Team 10', 'Ærø', 'Aabenraa', 'Ålykke']
    """
    folded = name.casefold().replace("aa", "å").translate(str.maketrans("æøå", "{|}"))
    return (
        *((0, int(part)) if part.isdecimal() else (1, part) for part in re.split(r"(\d+)", folded) if part),
        (2, name),
    )
