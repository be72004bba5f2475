"""The small-number rule: which cells are built on so few persons that nobody may see them.

It hides what would be read directly; `subtraction.py` hides what a hidden unit, member or period could be worked out from, also
from earlier versions, and a count beside whose parts few are left. What neither hides: that a shown count has grown by one from
one version to the next; a hidden unit in a group of the extract's own, whose units are not known here; and a median of an odd
number of persons, which is the figure of one of them. In a ready table nobody knows how many are behind days or kroner: the
analyst must say (`find_unknown`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import permutations

from vil.model.indicator import EVERY_ROW, LOWEST_THRESHOLD, Aggregation, Behind, Disclosure, Indicator
from vil.model.recipe import Recipe


class Protection(StrEnum):
    """How the cells of one indicator are protected."""

    NONE = "none"
    """Open statistics, or an average for which the analyst answers."""
    PERSONS = "persons"
    """The number of persons behind the cell is known."""
    PARTS = "parts"
    """A rate of persons: those counted, those not counted, and all of them must each be enough."""


class PersonsFrom(StrEnum):
    """What tells how many persons stand behind a cell."""

    KEY = "key"
    """The different values of the recipe's person key, counted anew for each cell."""
    COLUMN = "column"
    """A column of the extract."""
    ROWS = "rows"
    """The rows: each is a person."""
    FIGURE = "figure"
    """The figure itself: a count of persons, or the parts of a rate of persons."""
    NOTHING = "nothing"
    """Nothing does."""


_AMOUNT = re.compile(
    r"(?:^|[\W_])(?:kr|t?kr|kroner|dkk|beløb\w*|udgift\w*|indtægt\w*|omkostning\w*|\w*(?:dage|uger|timer)|dagsværk|minut\w*"
    r"|days|weeks|hours)(?:$|[\W_])",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"(?:inden|efter|within|over|under|mere end|mindst) (?:for )?\d+[ _]\w+", re.IGNORECASE)
_RATIOS = (Aggregation.RATE, Aggregation.SHARE)
_OF_COLUMNS = (Aggregation.SUM, Aggregation.STOCK, Aggregation.RATE)
"""What adds up a column: where each row is a person, days or kroner say nothing of how many there are."""


def count_persons_from(indicator: Indicator, recipe: Recipe) -> PersonsFrom:
    """Say what tells the number of persons behind an indicator's cells; a person key is surest and comes first."""
    if indicator.aggregation is Aggregation.FORMULA:
        return PersonsFrom.NOTHING
    if recipe.person_key:
        return PersonsFrom.KEY
    if indicator.persons:
        return PersonsFrom.ROWS if indicator.persons == EVERY_ROW else PersonsFrom.COLUMN
    if indicator.aggregation is Aggregation.MEDIAN:
        return PersonsFrom.ROWS
    if indicator.aggregation is Aggregation.MEAN:
        return _of_mean(indicator, recipe)
    if indicator.aggregation in _OF_COLUMNS and recipe.disclosure is Disclosure.PERSON_ROWS:
        return PersonsFrom.ROWS
    if indicator.behind is Behind.SAFE and indicator.aggregation in _OF_COLUMNS:
        return PersonsFrom.NOTHING
    return PersonsFrom.FIGURE


def _of_mean(indicator: Indicator, recipe: Recipe) -> PersonsFrom:
    if indicator.weight and indicator.weight != EVERY_ROW:
        return PersonsFrom.COLUMN
    has_person_rows = indicator.weight == EVERY_ROW or recipe.disclosure is Disclosure.PERSON_ROWS
    return PersonsFrom.ROWS if has_person_rows else PersonsFrom.NOTHING


def find_unknown(recipe: Recipe) -> tuple[Indicator, ...]:
    """Find the amounts of kroner, days or hours in a data set about persons of which nothing says how many are behind them.

    A cell of 50.000 kr. may be one person's: it may neither be shown for being large nor taken for a count. A rate is as unknown
    as what it is taken of. What the analyst has answered (`behind`) is known.
    """
    return tuple(
        one
        for one in recipe.indicators
        if recipe.disclosure is not Disclosure.OPEN
        and one.behind is None
        and count_persons_from(one, recipe) is PersonsFrom.FIGURE
        and _is_amount(one)
    )


def _is_amount(indicator: Indicator) -> bool:
    """Tell by its words whether what persons would be counted by is money or time; a limit in a name ("over 30 dage") is none."""
    if indicator.aggregation in (Aggregation.SUM, Aggregation.STOCK):
        said = [indicator.measure.name, str(indicator.value), indicator.name]
    else:
        said = [str(indicator.denominator)] if indicator.aggregation is Aggregation.RATE else []
    return any(_AMOUNT.search(_LIMIT.sub("", text)) for text in said)


def persons_column(indicator: Indicator) -> str | None:
    """Name the column that counts the persons, where a column does."""
    return indicator.persons or indicator.weight


def choose_protection(indicator: Indicator, recipe: Recipe) -> Protection:
    """Say how an indicator is protected in a data set."""
    persons = count_persons_from(indicator, recipe)
    if recipe.disclosure is Disclosure.OPEN or persons is PersonsFrom.NOTHING:
        return Protection.NONE
    is_told = persons is not PersonsFrom.KEY and indicator.persons is not None
    return Protection.PARTS if indicator.aggregation in _RATIOS and not is_told else Protection.PERSONS


def hiding_condition(threshold: int) -> str:
    """Write the rule as an SQL condition that is true for a cell which must be hidden.

    The condition reads the columns `protection`, `persons`, and for rates `persons_in` (those counted) and `persons_out` (those
    not counted), and is never null: a cell whose number of persons is unknown is hidden. A count of zero persons hides nobody and
    is shown.
    """
    few, counted, others = (is_small(part, threshold) for part in ("persons", "persons_in", "persons_out"))
    return (
        f"CASE protection WHEN '{Protection.NONE}' THEN FALSE "
        f"WHEN '{Protection.PERSONS}' THEN coalesce({few}, TRUE) "
        f"ELSE coalesce({few} OR {counted} OR {others}, TRUE) END"
    )


def is_small(amount: str, threshold: int) -> str:
    """Write as an SQL condition that an amount of persons is too small to be shown."""
    return f"({amount} > 0 AND {amount} < {int(threshold)})"


def find_problems(recipe: Recipe) -> tuple[str, ...]:
    """List, in Danish, what makes a recipe's protection unusable; empty when it can be used."""
    if recipe.threshold < LOWEST_THRESHOLD:
        too_low = f"Grænsen for små tal er sat til {recipe.threshold}."
        return (f"{too_low} Sæt den til {LOWEST_THRESHOLD} eller højere, så ingen kan genkendes.",)
    return ()


def find_nested(indicators: Sequence[Indicator]) -> list[tuple[Indicator, Indicator]]:
    """Pair each count with every other that is of some of its persons, the larger first: some of its rows, or said to be."""
    return [(whole, part) for whole, part in permutations(indicators, 2) if _is_part_of(part, whole)]


def _is_part_of(part: Indicator, whole: Indicator) -> bool:
    """Tell whether one count is of some of the rows of the other, or of some of its persons as the recipe has it."""
    counted = (Aggregation.COUNT, Aggregation.DISTINCT, Aggregation.SUM, Aggregation.STOCK)
    if part.part_of == whole.id:
        return True
    is_alike = part.aggregation is whole.aggregation and part.value == whole.value and part.key == whole.key
    return is_alike and part.aggregation in counted and set(part.only) > set(whole.only)
