"""What a recipe must hold before its rows can be published."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from vil.errors import ColumnMissing, RecipeInvalid
from vil.model.indicator import Aggregation, Disclosure, Indicator
from vil.model.recipe import Recipe
from vil.privacy import Protection, choose_protection, find_problems, find_unknown
from vil.warehouse import texts
from vil.warehouse.formulas import find_differences, find_formula_problems
from vil.warehouse.places import level_column


def check_recipe(recipe: Recipe, columns: Sequence[str]) -> None:
    """Raise RecipeInvalid with every fault that keeps a recipe from being published over rows with these columns."""
    ids = [indicator.id for indicator in recipe.indicators]
    problems = list(find_problems(recipe))
    problems += [texts.NO_INDICATORS] if not ids else []
    problems += [texts.SAME_INDICATOR] if len(set(ids)) < len(ids) else []
    problems += [texts.MANY_DIMENSIONS] if len(recipe.dimensions) > 1 else []
    problems += [text for indicator in recipe.indicators for text in _missing_parts(indicator)]
    problems += find_formula_problems(recipe)
    problems += [texts.NO_WHOLE.format(name=one.name) for one in recipe.indicators if _is_part_of_nothing(one, recipe)]
    problems += [texts.UNKNOWN_PERSONS.format(name=one.name) for one in find_unknown(recipe)]
    absent = _absent_columns(recipe, columns)
    if not problems and len(absent) == 1:
        raise absent[0]
    problems += [text for fault in absent for text in fault.problems]
    if problems:
        raise RecipeInvalid(tuple(problems))


def _missing_parts(indicator: Indicator) -> list[str]:
    match indicator.aggregation:
        case Aggregation.RATE:
            is_whole = bool(indicator.numerator and indicator.denominator)
            fault = texts.NO_PARTS
        case Aggregation.COUNT | Aggregation.FORMULA:
            return []
        case Aggregation.SHARE:
            is_whole, fault = bool(indicator.only), texts.NO_SHARE
        case Aggregation.DISTINCT:
            is_whole, fault = bool(indicator.key), texts.NO_KEY_COLUMN
        case _:
            is_whole, fault = bool(indicator.value), texts.NO_VALUE
    return [] if is_whole else [fault.format(name=indicator.name)]


def _is_part_of_nothing(indicator: Indicator, recipe: Recipe) -> bool:
    """Tell whether an indicator is said to be a part of what is no other count in the recipe."""
    wholes = {one.id for one in recipe.indicators if one.is_amount and one.id != indicator.id}
    return indicator.part_of is not None and not (indicator.is_amount and indicator.part_of in wholes)


def _absent_columns(recipe: Recipe, there: Sequence[str]) -> list[ColumnMissing]:
    levels = [level_column(place) for place in range(1, len(recipe.unit_levels) + 1)]
    named = {*recipe.number_columns, *recipe.text_columns, *levels}
    return [
        ColumnMissing(name, next(iter(get_close_matches(name, there, 1)), None)) for name in sorted(named - {*there})
    ]


def find_warnings(recipe: Recipe) -> tuple[str, ...]:
    """List what readers must know of a recipe's protection: averages nobody can judge, and small numbers that can be found."""
    if recipe.disclosure is Disclosure.OPEN:
        return ()
    unprotected = [
        indicator.name
        for indicator in recipe.indicators
        if indicator.aggregation is not Aggregation.FORMULA and choose_protection(indicator, recipe) is Protection.NONE
    ]
    told = [texts.ANALYST_ANSWERS.format(name=name) for name in unprotected]
    told += [texts.DIFFERENCE.format(name=name) for name in find_differences(recipe)]
    return tuple(told)
