"""Whether what a number changed by from one version to another may be told: a change by few is about few."""

from __future__ import annotations

from collections.abc import Sequence

from vil.model.indicator import Aggregation, Indicator
from vil.model.recipe import Recipe
from vil.privacy import PersonsFrom, Protection, choose_protection, count_persons_from

Figures = tuple[float | None, float | None, float | None]
"""A value, and the numerator and denominator it was divided of where it was."""
_SAME = 1e-9
_COUNTS = frozenset({Aggregation.COUNT, Aggregation.DISTINCT})
_ADDED = frozenset({Aggregation.SUM, Aggregation.STOCK})


def may_tell_change(indicator: Indicator, recipe: Recipe, before: Figures, after: Figures) -> bool:
    """Tell whether both figures may stand beside each other: they are the same, of nobody, or differ by persons enough.

    Of how many persons a change in days or kroner is, nobody knows, and it is not told.
    """
    protection = choose_protection(indicator, recipe)
    if protection is Protection.NONE:
        return True
    if protection is Protection.PARTS:
        (_, top, low), (_, new_top, new_low) = before, after
        parts = [(top, new_top), (low, new_low), (_less(low, top), _less(new_low, new_top))]
        return not _has_few(parts, recipe.threshold)
    is_figure = count_persons_from(indicator, recipe) is PersonsFrom.FIGURE and indicator.aggregation in _ADDED
    if indicator.aggregation in _COUNTS or is_figure:
        return not _has_few([(before[0], after[0])], recipe.threshold)
    return not _has_few([(before[0], after[0])], float("inf"))


def _less(low: float | None, top: float | None) -> float | None:
    return None if low is None or top is None else low - top


def _has_few(pairs: Sequence[tuple[float | None, float | None]], threshold: float) -> bool:
    return any(
        before is not None and after is not None and _SAME < abs(after - before) < threshold for before, after in pairs
    )
