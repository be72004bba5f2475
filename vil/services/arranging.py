"""Keep every row counted once when the analyst changes what an extract is divided by."""

from __future__ import annotations

from dataclasses import replace

from vil.model.indicator import Indicator
from vil.model.recipe import Recipe
from vil.privacy import find_unknown


def list_unknown(recipe: Recipe) -> tuple[Indicator, ...]:
    """List the amounts about persons of which it must be said who is behind them before they can be published."""
    return find_unknown(recipe)


def rearrange(before: Recipe, after: Recipe) -> Recipe:
    """Mend a recipe whose unit or division was changed: what is no longer divided by is held at its total, else added up.

    A column that became the unit, a level or the division is neither added up nor filtered any more.
    """
    used = {after.unit, *after.unit_levels, *after.dimensions}
    own = {bands.name for bands in before.bands}
    freed = [name for name in before.dimensions if name not in used and name not in own]
    wholes = {entry.column: entry.whole[0] for entry in before.totals if entry.whole}
    held = [(name, wholes[name]) for name in freed if name in wholes]
    added = [name for name in freed if name not in wholes]
    return replace(
        after,
        filters=(*((name, member) for name, member in after.filters if name not in used), *held),
        added_over=tuple(dict.fromkeys(name for name in (*after.added_over, *added) if name not in used)),
    )
