"""Hold a recipe against the columns of an extract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from vil.importing import recipe_messages as messages
from vil.importing.fixed_period import find_fixed_problems
from vil.importing.shaped_columns import band_of
from vil.model.indicator import EVERY_ROW, Aggregation, Indicator
from vil.model.reading import Reading
from vil.model.recipe import Recipe, Treatment

_RESERVED = re.compile(r"period_start|unit|unit_level|member|level_\d+|vil_(?:unit|member|place_\d+)", re.IGNORECASE)
_FIELDS = ("value", "numerator", "denominator", "weight", "persons")
_NEEDS_ROWS = frozenset({Aggregation.RATE, Aggregation.COUNT, Aggregation.DISTINCT, Aggregation.SHARE})


def find_recipe_problems(reading: Reading, recipe: Recipe) -> list[str]:
    """Find what makes a recipe unfit for an extract, from the columns alone, but for columns of values that are no numbers."""
    known = [column.name for column in reading.columns]
    problems = [] if recipe.indicators else [messages.no_indicator()]
    if not (recipe.period or recipe.period_columns or recipe.fixed_period):
        problems.append(messages.period_missing())
    problems += find_fixed_problems(recipe)
    if len(recipe.dimensions) > 1:
        problems.append(messages.too_many_dimensions())
    for indicator in recipe.indicators:
        problems += _indicator_problems(indicator)
    problems += [messages.pseudonym_misused(name) for name in _misused_pseudonyms(reading, recipe)]
    problems += _shape_problems(recipe)
    named = [recipe.period, recipe.unit, *recipe.unit_levels, *recipe.fill_down]
    named += [*recipe.added_over, *(name for name, _ in recipe.filters)]
    wanted = dict.fromkeys(name for name in [*named, *read_columns(recipe), *recipe.text_columns] if name)
    wanted |= dict.fromkeys(name for name in recipe.dimensions if band_of(recipe) is None)
    problems += [messages.column_missing(name, known) for name in wanted if name not in known]
    carried = [] if recipe.period_columns or recipe.unit_columns else [*recipe.number_columns]
    problems += [messages.name_taken(name) for name in [*carried, *recipe.text_columns] if _RESERVED.fullmatch(name)]
    return problems


def _shape_problems(recipe: Recipe) -> list[str]:
    """Find what cannot go together in the shape of a table, and bands that are none."""
    problems = []
    if recipe.unit_levels and (recipe.unit_columns or not recipe.unit):
        problems.append(messages.levels_without_unit())
    if recipe.period_columns or recipe.unit_columns:
        problems += [messages.needs_long_table(one.name) for one in recipe.indicators if one.aggregation in _NEEDS_ROWS]
    bands = band_of(recipe)
    if bands and (not bands.edges or list(bands.edges) != sorted(set(bands.edges))):
        problems.append(messages.bands_unordered(bands.name))
    return problems


def _misused_pseudonyms(reading: Reading, recipe: Recipe) -> list[str]:
    """Find the pseudonyms that a recipe would show: they may tell persons apart and nothing else."""
    decided = (one.column for one in recipe.reading.personal if one.treatment is Treatment.PSEUDONYM)
    pseudonyms = {*reading.pseudonyms, *decided}
    shown = [recipe.period, recipe.unit, *recipe.unit_levels, *recipe.dimensions, *(one.column for one in recipe.bands)]
    shown += [*recipe.added_over, *(name for name, _ in recipe.filters)]
    shown += [name for one in recipe.indicators for name, _ in one.only]
    return [name for name in dict.fromkeys(shown) if name in pseudonyms]


def read_columns(recipe: Recipe) -> tuple[str, ...]:
    """Name the columns of the extract that hold the figures."""
    bands = band_of(recipe)
    figures = recipe.period_columns or recipe.unit_columns or recipe.number_columns
    return tuple(dict.fromkeys([*figures, *([bands.column] if bands else [])]))


def _indicator_problems(indicator: Indicator) -> list[str]:
    needs: dict[str, object] = {"værdi": indicator.value}
    match indicator.aggregation:
        case Aggregation.RATE:
            needs = {"tæller": indicator.numerator, "nævner": indicator.denominator}
        case Aggregation.DISTINCT:
            needs = {"den kolonne, der skal tælles forskellige i": indicator.key}
        case Aggregation.SHARE:
            needs = {"den kolonne og værdi, der skal tælle med": indicator.only}
        case Aggregation.FORMULA:
            needs = {"sin formel": indicator.formula.strip()}
        case Aggregation.COUNT:
            needs = {}
    return [messages.indicator_incomplete(indicator.name, need) for need, chosen in needs.items() if not chosen]


def only_known(recipe: Recipe, known: Sequence[str]) -> Recipe:
    """Leave out everything of a recipe that names a column the extract lacks."""

    def kept(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name in known)

    def maybe(name: str | None) -> str | None:
        return name if name in known else None

    bands = tuple(one for one in recipe.bands if one.column in known)
    headers = recipe.period_columns or recipe.unit_columns
    indicators = tuple(_only_known_columns(one, () if headers else _FIELDS, known) for one in recipe.indicators)
    return replace(
        recipe,
        period=maybe(recipe.period),
        period_columns=kept(recipe.period_columns),
        unit=maybe(recipe.unit),
        unit_columns=kept(recipe.unit_columns),
        unit_levels=kept(recipe.unit_levels),
        dimensions=tuple(name for name in recipe.dimensions if name in known or name in {one.name for one in bands}),
        bands=bands,
        person_key=maybe(recipe.person_key),
        fill_down=kept(recipe.fill_down),
        filters=tuple(one for one in recipe.filters if one[0] in known),
        added_over=kept(recipe.added_over),
        indicators=indicators,
    )


def _only_known_columns(indicator: Indicator, fields: Sequence[str], known: Sequence[str]) -> Indicator:
    columns: dict[str, Any] = {}
    for name in fields:
        column = getattr(indicator, name)
        columns[name] = column if column == EVERY_ROW or column in known else None
    only = tuple(pair for pair in indicator.only if pair[0] in known)
    return replace(indicator, only=only, key=indicator.key if indicator.key in known else None, **columns)
