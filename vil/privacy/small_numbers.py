"""The small-number rule: which cells are built on so few persons that nobody may see them."""

from __future__ import annotations

from enum import StrEnum

from vil.model.indicator import LOWEST_THRESHOLD, Aggregation, Disclosure, Indicator
from vil.model.recipe import Recipe


class Protection(StrEnum):
    """How the cells of one indicator are protected."""

    NONE = "none"
    """Open statistics, or an average for which the analyst answers."""
    PERSONS = "persons"
    """The number of persons behind the cell is known."""
    PARTS = "parts"
    """A rate of persons: those counted, those not counted, and all of them must each be enough."""


def persons_column(indicator: Indicator) -> str | None:
    """Name the source column that counts the persons behind a cell; None when nothing does."""
    if indicator.persons:
        return indicator.persons
    match indicator.aggregation:
        case Aggregation.SUM | Aggregation.STOCK:
            return indicator.value
        case Aggregation.RATE:
            return indicator.denominator
        case Aggregation.MEAN:
            return indicator.weight
    return None


def choose_protection(indicator: Indicator, disclosure: Disclosure) -> Protection:
    """Say how an indicator is protected in a data set of the given class."""
    if disclosure is Disclosure.OPEN or persons_column(indicator) is None:
        return Protection.NONE
    if indicator.aggregation is Aggregation.RATE and indicator.persons is None:
        return Protection.PARTS
    return Protection.PERSONS


def hiding_condition(threshold: int) -> str:
    """Write the rule as an SQL condition that is true for a cell which must be hidden.

    The condition reads the columns `protection`, `persons`, `numerator` and `denominator`, and is never null: a cell whose number
    of persons is unknown is hidden. A count of zero persons hides nobody and is shown.
    """
    few = [_is_small(part, threshold) for part in ("persons", "numerator", "denominator", "denominator - numerator")]
    return (
        f"CASE protection WHEN '{Protection.NONE}' THEN FALSE "
        f"WHEN '{Protection.PERSONS}' THEN coalesce({few[0]}, TRUE) "
        f"ELSE coalesce({few[1]} OR {few[2]} OR {few[3]}, TRUE) END"
    )


def _is_small(amount: str, threshold: int) -> str:
    return f"({amount} > 0 AND {amount} < {int(threshold)})"


def find_problems(recipe: Recipe) -> tuple[str, ...]:
    """List, in Danish, what makes a recipe's protection unusable; empty when it can be used."""
    if recipe.threshold < LOWEST_THRESHOLD:
        too_low = f"Grænsen for små tal er sat til {recipe.threshold}."
        return (f"{too_low} Sæt den til {LOWEST_THRESHOLD} eller højere, så ingen kan genkendes.",)
    return ()
