"""A table where it lies, held against a recipe: which columns are new, gone, renamed or of another kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from vil.importing.comparing import ColumnChanges, compare_columns, fit_headers, look_of
from vil.importing.periods import parse_header
from vil.model.period import Grain
from vil.model.reading import Column, ColumnType, PeriodGuess, Reading
from vil.model.recipe import Recipe

_AS_IT_WAS = {
    ColumnType.PERIOD: frozenset({ColumnType.TEXT, ColumnType.NUMBER}),
    ColumnType.CODE: frozenset({ColumnType.TEXT}),
}
"""Kinds that only the reading of a file tells, and what they are in a table."""


def hold_table(columns: Mapping[str, ColumnType], recipe: Recipe) -> tuple[Recipe, ColumnChanges]:
    """Hold the columns of a table against a recipe; give the recipe as it fits, with what the columns are like now.

    A renamed column is suggested by its name and kind alone: the rows stay where they are. Of a recipe that does not know what
    its columns were like nothing can be said.
    """
    seen = _seen(columns, recipe, dict(recipe.reading.renames))
    looked = fit_headers(seen, recipe)
    changes = compare_columns(seen, looked, {}) if recipe.columns else ColumnChanges()
    moved = {name for _, name in changes.renames}
    renames = (*(one for one in recipe.reading.renames if one[1] not in moved), *changes.renames)
    fitted = replace(looked, reading=replace(looked.reading, renames=renames))
    return replace(fitted, columns=look_of(_seen(columns, fitted, dict(renames)), fitted)), changes


def _seen(columns: Mapping[str, ColumnType], recipe: Recipe, renames: Mapping[str, str]) -> Reading:
    """Describe a table as a reading without rows, by the names its columns go by in the data set."""
    taken = {*columns}
    names = {name: new if (new := renames.get(name, name)) == name or new not in taken else name for name in columns}
    kinds = {str(recipe.period): ColumnType.PERIOD} | {rule.name: rule.type for rule in recipe.columns}
    listed = tuple(
        Column(names[name], _kind(kinds.get(names[name]), kind), 0, 0, None) for name, kind in columns.items()
    )
    headers = tuple(one.name for one in listed if recipe.period_columns and _is_header(one.name, recipe.grain))
    period = PeriodGuess(recipe.grain, "", "", columns=headers) if headers else None
    return Reading("", "table", columns=listed, period=period)


def _kind(before: ColumnType | None, now: ColumnType) -> ColumnType:
    return before if before is not None and now in _AS_IT_WAS.get(before, frozenset()) else now


def _is_header(name: str, grain: Grain) -> bool:
    period = parse_header(name)
    return period is not None and period.grain in (grain, Grain.DAY)
