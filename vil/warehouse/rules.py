"""What a recipe must hold before its rows can be published."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from vil.errors import ColumnMissing, RecipeInvalid
from vil.model.indicator import Aggregation, Indicator
from vil.model.recipe import Recipe
from vil.privacy import find_problems
from vil.warehouse import texts


def check_recipe(recipe: Recipe, columns: Sequence[str]) -> None:
    """Raise RecipeInvalid with every fault that keeps a recipe from being published over rows with these columns."""
    ids = [indicator.id for indicator in recipe.indicators]
    problems = list(find_problems(recipe))
    problems += [texts.NO_INDICATORS] if not ids else []
    problems += [texts.SAME_INDICATOR] if len(set(ids)) < len(ids) else []
    problems += [texts.MANY_DIMENSIONS] if len(recipe.dimensions) > 1 else []
    problems += [text for indicator in recipe.indicators for text in _missing_parts(indicator)]
    absent = _absent_columns(recipe, columns)
    if not problems and len(absent) == 1:
        raise absent[0]
    problems += [text for fault in absent for text in fault.problems]
    if problems:
        raise RecipeInvalid(tuple(problems))


def _missing_parts(indicator: Indicator) -> list[str]:
    if indicator.aggregation is Aggregation.RATE:
        is_whole = indicator.numerator and indicator.denominator
        return [] if is_whole else [texts.NO_PARTS.format(name=indicator.name)]
    return [] if indicator.value else [texts.NO_VALUE.format(name=indicator.name)]


def _absent_columns(recipe: Recipe, there: Sequence[str]) -> list[ColumnMissing]:
    named = {
        column
        for indicator in recipe.indicators
        for column in (indicator.value, indicator.numerator, indicator.denominator, indicator.weight, indicator.persons)
        if column
    }
    return [
        ColumnMissing(name, next(iter(get_close_matches(name, there, 1)), None)) for name in sorted(named - {*there})
    ]
