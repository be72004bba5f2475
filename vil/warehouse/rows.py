"""The shaped rows as they come from `importing`: what they cover."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from vil.errors import RecipeInvalid
from vil.model.recipe import Recipe
from vil.model.series import Unit, UnitLevel
from vil.warehouse import texts
from vil.warehouse.cube import literal

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


def rows_sql(rows: Path) -> str:
    """Name a Parquet file as a table in SQL."""
    return f"read_parquet({literal(str(rows))})"


def look_over(connection: duckdb.DuckDBPyConnection, rows: Path, recipe: Recipe) -> Coverage:
    """Find what the rows cover; RecipeInvalid when there are none, or rows without period or unit."""
    found = connection.execute(
        "SELECT unit, unit_level, count(*), min(period_start), max(period_start), "
        f"count(*) FILTER (period_start IS NULL OR unit IS NULL) FROM {rows_sql(rows)} GROUP BY ALL"
    ).fetchall()
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
        members=_find_members(connection, rows) if recipe.dimensions else (),
        computed_whole=_name_whole(units, recipe),
    )


def _find_members(connection: duckdb.DuckDBPyConnection, rows: Path) -> tuple[str, ...]:
    found = connection.execute(
        f"SELECT DISTINCT coalesce(member, {literal(texts.UNKNOWN_MEMBER)}) FROM {rows_sql(rows)} "
        "WHERE member IS DISTINCT FROM ''"
    ).fetchall()
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
