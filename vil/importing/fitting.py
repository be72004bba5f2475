"""Hold a recipe against the columns of an extract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from vil.importing import recipe_messages as messages
from vil.model.indicator import Aggregation, Indicator
from vil.model.reading import Reading
from vil.model.recipe import Recipe, Treatment

RESERVED = frozenset({"period_start", "unit", "unit_level", "member"})


def find_recipe_problems(reading: Reading, recipe: Recipe) -> list[str]:
    """Find what makes a recipe unfit for an extract, from the columns alone, but for columns of values that are no numbers."""
    known = [column.name for column in reading.columns]
    problems = [] if recipe.indicators else [messages.no_indicator()]
    if not recipe.period and not recipe.period_columns:
        problems.append(messages.period_missing())
    if len(recipe.dimensions) > 1:
        problems.append(messages.too_many_dimensions())
    for indicator in recipe.indicators:
        problems += _indicator_problems(indicator)
    values = read_columns(recipe)
    named = [recipe.period, recipe.unit, *recipe.dimensions, *recipe.fill_down, *(name for name, _ in recipe.filters)]
    wanted = dict.fromkeys(name for name in [*named, *values] if name)
    problems += [messages.pseudonym_misused(name) for name in _misused_pseudonyms(reading, recipe)]
    problems += [messages.column_missing(name, known) for name in wanted if name not in known]
    problems += [messages.name_taken(name) for name in value_columns(recipe.indicators) if name.lower() in RESERVED]
    return problems


def _misused_pseudonyms(reading: Reading, recipe: Recipe) -> list[str]:
    """Find the pseudonyms that a recipe would show: they may tell persons apart and nothing else."""
    decided = (one.column for one in recipe.reading.personal if one.treatment is Treatment.PSEUDONYM)
    pseudonyms = {*reading.pseudonyms, *decided}
    shown = [recipe.period, recipe.unit, *recipe.unit_levels, *recipe.dimensions, *(one.column for one in recipe.bands)]
    shown += [name for name, _ in recipe.filters]
    shown += [name for one in recipe.indicators for name, _ in one.only]
    return [name for name in dict.fromkeys(shown) if name in pseudonyms]


def read_columns(recipe: Recipe) -> tuple[str, ...]:
    """Name the columns of the extract that hold the figures."""
    return recipe.period_columns or recipe.unit_columns or value_columns(recipe.indicators)


def _indicator_problems(indicator: Indicator) -> list[str]:
    needs = {"tæller": indicator.numerator, "nævner": indicator.denominator}
    if indicator.aggregation is not Aggregation.RATE:
        needs = {"værdi": indicator.value}
    return [messages.indicator_incomplete(indicator.name, need) for need, column in needs.items() if not column]


def value_columns(indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """Name every column with numbers that the indicators read, in order and once."""
    named = (
        column
        for one in indicators
        for column in (one.value, one.numerator, one.denominator, one.weight, one.persons)
        if column
    )
    return tuple(dict.fromkeys(named))


def only_known(recipe: Recipe, known: Sequence[str]) -> Recipe:
    """Leave out everything of a recipe that names a column the extract lacks."""

    def kept(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name in known)

    def maybe(name: str | None) -> str | None:
        return name if name in known else None

    headers = recipe.period_columns or recipe.unit_columns
    fields = () if headers else ("value", "numerator", "denominator", "weight", "persons")
    indicators = tuple(_with(one, {field: maybe(getattr(one, field)) for field in fields}) for one in recipe.indicators)
    return replace(
        recipe,
        period=maybe(recipe.period),
        period_columns=kept(recipe.period_columns),
        unit=maybe(recipe.unit),
        unit_columns=kept(recipe.unit_columns),
        dimensions=kept(recipe.dimensions),
        fill_down=kept(recipe.fill_down),
        filters=tuple(one for one in recipe.filters if one[0] in known),
        indicators=indicators,
    )


def _with(indicator: Indicator, columns: dict[str, Any]) -> Indicator:
    return replace(indicator, **columns)
