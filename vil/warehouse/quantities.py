"""What indicators add up: one quantity may be published by several, and is only hidden where all of them hide it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vil.model.indicator import EVERY_ROW, Aggregation, Indicator
from vil.model.recipe import Recipe
from vil.privacy import Protection, choose_protection, find_nested

Quantity = tuple[str, ...]
"""What is added up: its sort, its columns, and which rows count."""
RATIOS = frozenset({Aggregation.RATE, Aggregation.SHARE, Aggregation.MEAN})


@dataclass(frozen=True)
class Source:
    """One indicator that publishes a quantity, and the column of the cube it stands in.

    `is_base` says that it is what a ratio is taken of: a ratio may be hidden for its numerator alone. `has_rest` says that those
    of the base who are not in it are persons too.
    """

    indicator: str
    column: str
    is_base: bool = False
    has_rest: bool = False


def list_quantities(recipe: Recipe) -> dict[Quantity, tuple[Source, ...]]:
    """List every quantity that cells are added up from, and who publishes it.

    What is put together anew or not at all (medians, averages without weights) adds up to nothing, and formulas follow what they
    are calculated from.
    """
    found: dict[Quantity, tuple[Source, ...]] = {}
    for indicator in recipe.indicators:
        for quantity, source in _quantities_of(indicator, recipe):
            found[quantity] = (*found.get(quantity, ()), source)
    return found


def list_nested(recipe: Recipe) -> dict[Quantity, tuple[Quantity, ...]]:
    """List the quantities that are a part of others, with those: the difference is of persons too."""
    of = {
        source.indicator: quantity
        for quantity, sources in list_quantities(recipe).items()
        for source in sources
        if source.column == "value"
    }
    found: dict[Quantity, tuple[Quantity, ...]] = {}
    for whole, part in find_nested(recipe.indicators):
        if {whole.id, part.id} <= of.keys() and of[whole.id] != of[part.id]:
            found[of[part.id]] = tuple(dict.fromkeys((*found.get(of[part.id], ()), of[whole.id])))
    return found


def _quantities_of(indicator: Indicator, recipe: Recipe) -> Iterator[tuple[Quantity, Source]]:
    only = tuple(f"{column}={text}" for column, text in sorted(indicator.only))
    amounts, bases = _names(indicator, only)
    if indicator.aggregation in RATIOS and indicator.is_additive:
        has_rest = choose_protection(indicator, recipe) is Protection.PARTS
        yield amounts, Source(indicator.id, "numerator", has_rest=has_rest)
        yield bases, Source(indicator.id, "denominator", is_base=True)
    elif amounts:
        yield amounts, Source(indicator.id, "value")


def _names(indicator: Indicator, only: tuple[str, ...]) -> tuple[Quantity, Quantity]:
    """Name what an indicator adds up, and what it is taken of."""
    value, weight = str(indicator.value), str(indicator.weight)
    match indicator.aggregation:
        case Aggregation.COUNT:
            return ("rows", *only), ()
        case Aggregation.SHARE:
            return ("rows", *only), ("rows",)
        case Aggregation.DISTINCT:
            return ("distinct", str(indicator.key), *only), ()
        case Aggregation.RATE:
            return ("sum", str(indicator.numerator)), ("sum", str(indicator.denominator))
        case Aggregation.MEAN if indicator.weight == EVERY_ROW:
            return ("sum", value, *only), ("filled", value, *only)
        case Aggregation.MEAN:
            return ("product", value, weight, *only), ("sum", weight, *only)
        case Aggregation.SUM | Aggregation.STOCK:
            return (str(indicator.aggregation), value, *only), ()
    return (), ()
