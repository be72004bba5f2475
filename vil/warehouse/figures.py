"""What one indicator needs from the rows of a cell, as SQL: sums that are put together, and figures found anew."""

from __future__ import annotations

from vil.model.indicator import EVERY_ROW, Aggregation, Disclosure, Indicator
from vil.model.recipe import Recipe
from vil.privacy import PersonsFrom, count_persons_from, persons_column
from vil.warehouse.adding import AS_DECIMALS, Adding
from vil.warehouse.sql import NO_NUMBER, both, counted, identifier, literal, number, when

ANEW = frozenset({Aggregation.DISTINCT, Aggregation.MEDIAN})
"""Aggregations that are found from the rows for every cell, however large."""
RATIOS = frozenset({Aggregation.RATE, Aggregation.SHARE})


def is_cut_anew(indicator: Indicator, recipe: Recipe) -> bool:
    """Tell whether an indicator needs the rows again for every cell: for its figure, or for its persons."""
    if indicator.aggregation is Aggregation.FORMULA:
        return False
    return indicator.aggregation in ANEW or has_keyed_persons(indicator, recipe)


def has_keyed_persons(indicator: Indicator, recipe: Recipe) -> bool:
    """Tell whether the persons behind a cell are the different keys in it."""
    is_protected = recipe.disclosure is not Disclosure.OPEN
    return is_protected and count_persons_from(indicator, recipe) is PersonsFrom.KEY


def finest_columns(indicator: Indicator, place: int, recipe: Recipe, adding: Adding) -> str:
    """Give what is known of an indicator in a finest cell: numerator, denominator and persons, as n, d and p with its place.

    Where each row is a person, i and o count those in a rate and those outside it. A row with a missing part counts nowhere.
    What is found anew has here only whether there is anything.
    """
    amounts = {name: adding.total(*amount) for name, amount in _amounts(indicator, recipe, adding).items()}
    columns = {**dict.fromkeys("ndpio", NO_NUMBER), **_counts(indicator, recipe, adding), **amounts}
    return ", ".join(f"{columns[name]} AS {name}{place}" for name in "ndpio")


def fresh_columns(indicator: Indicator, place: int, recipe: Recipe) -> str:
    """Give what is found anew for a cell: the figure and the persons (behind it, in and out of a rate), as x, p, i and o."""
    figure = {Aggregation.DISTINCT: _distinct, Aggregation.MEDIAN: _median}.get(indicator.aggregation)
    columns = {"x": figure(indicator) if figure else NO_NUMBER, "p": NO_NUMBER, "i": NO_NUMBER, "o": NO_NUMBER}
    if has_keyed_persons(indicator, recipe):
        columns["p"] = _different_persons(recipe, _contributes(indicator))
    if has_keyed_persons(indicator, recipe) and indicator.aggregation in RATIOS:
        is_in, is_out = _sides(indicator)
        columns["i"], columns["o"] = _different_persons(recipe, is_in), _different_persons(recipe, is_out)
    return ", ".join(f"{amount} AS {name}{place}" for name, amount in columns.items())


def _amounts(
    indicator: Indicator, recipe: Recipe, adding: Adding
) -> dict[str, tuple[str | None, *tuple[str | None, ...]]]:
    """Say which columns are added up for n, d and p, and over which rows."""
    present = _present(indicator, adding)
    amounts: dict[str, tuple[str | None, *tuple[str | None, ...]]] = {}
    match indicator.aggregation:
        case Aggregation.RATE:
            amounts = {"n": (present, indicator.numerator), "d": (present, indicator.denominator)}
        case Aggregation.SUM | Aggregation.STOCK:
            amounts = {"n": (_only(indicator), indicator.value)}
        case Aggregation.MEAN if indicator.weight and indicator.weight != EVERY_ROW:
            amounts = {"n": (present, indicator.value, indicator.weight), "d": (present, indicator.weight)}
        case Aggregation.MEAN:
            amounts = {"n": (_only(indicator), indicator.value)}
    if count_persons_from(indicator, recipe) is PersonsFrom.COLUMN:
        amounts["p"] = (present, persons_column(indicator))
    return amounts


def _counts(indicator: Indicator, recipe: Recipe, adding: Adding) -> dict[str, str]:
    """Say which rows are counted for n, d and p."""
    present = _present(indicator, adding)
    counts = {}
    match indicator.aggregation:
        case Aggregation.SHARE:
            counts = {"n": counted(_only(indicator)), "d": counted(None)}
        case Aggregation.COUNT | Aggregation.DISTINCT:
            counts = {"n": counted(present)}
        case Aggregation.MEDIAN:
            counts = {"n": f"nullif({counted(present)}, 0)"}
        case Aggregation.MEAN:
            counts = {"d": f"nullif({counted(present)}, 0)"}
    if count_persons_from(indicator, recipe) is PersonsFrom.ROWS:
        counts["p"] = counted(both(present, _adds_something(indicator)))
        if indicator.aggregation is Aggregation.RATE:
            counts["i"], counts["o"] = (counted(side) for side in _sides(indicator))
    return counts


def _present(indicator: Indicator, adding: Adding = AS_DECIMALS) -> str | None:
    """Say when a row counts for an indicator; None when it always does."""
    read: tuple[str | None, ...] = (indicator.value,)
    if indicator.aggregation is Aggregation.RATE:
        read = (indicator.numerator, indicator.denominator)
    elif indicator.aggregation is Aggregation.MEAN and indicator.weight != EVERY_ROW:
        read = (indicator.value, indicator.weight)
    elif indicator.aggregation in (Aggregation.COUNT, Aggregation.SHARE, Aggregation.DISTINCT):
        read = ()
    is_distinct = indicator.aggregation is Aggregation.DISTINCT
    has_key = f"{identifier(str(indicator.key))} IS NOT NULL" if is_distinct else None
    is_only = _only(indicator) if indicator.aggregation is not Aggregation.SHARE else None
    if indicator.aggregation is Aggregation.MEDIAN:  # its numbers are not added, and so not checked
        adding = AS_DECIMALS
    return both(*(adding.is_there(name) for name in read if name), has_key, is_only)


def rows_of(indicator: Indicator) -> str | None:
    """Say which rows an indicator of single cases is found from; None when all of them are."""
    return _present(indicator)


def _only(indicator: Indicator) -> str | None:
    return both(*(f"{identifier(column)} = {literal(text)}" for column, text in indicator.only))


def _distinct(indicator: Indicator) -> str:
    return f"CAST(count(DISTINCT {when(_only(indicator), identifier(str(indicator.key)))}) AS DOUBLE)"


def _median(indicator: Indicator) -> str:
    value = when(_only(indicator), number(indicator.value))
    return f"CAST(percentile_cont(0.5) WITHIN GROUP (ORDER BY {value}) AS DOUBLE)"


def _contributes(indicator: Indicator) -> str | None:
    """Say which rows stand behind a figure: one that adds nothing does not."""
    return both(_present(indicator), _adds_something(indicator))


def _adds_something(indicator: Indicator) -> str | None:
    if indicator.aggregation in (Aggregation.SUM, Aggregation.STOCK):
        return f"{number(indicator.value)} <> 0"
    is_weighted = indicator.aggregation is Aggregation.MEAN and indicator.weight not in (None, EVERY_ROW)
    return f"{number(indicator.weight)} <> 0" if is_weighted else None


def _sides(indicator: Indicator) -> tuple[str, str]:
    """Say which rows are counted in a rate of persons, and which are not."""
    if indicator.aggregation is Aggregation.SHARE:
        only = _only(indicator) or "TRUE"
        return only, f"NOT coalesce({only}, FALSE)"
    numerator, denominator = number(indicator.numerator), number(indicator.denominator)
    present = _present(indicator)
    return f"{present} AND {numerator} <> 0", f"{present} AND {numerator} <> {denominator}"


def _different_persons(recipe: Recipe, condition: str | None) -> str:
    """Count the different persons of some rows; unknown (NULL) when rows there are, but none says of whom."""
    key = when(condition, identifier(str(recipe.person_key)))
    return f"CASE WHEN {counted(condition)} = 0 THEN 0 ELSE nullif(CAST(count(DISTINCT {key}) AS DOUBLE), 0) END"
