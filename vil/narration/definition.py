"""Say what a number counts, out of what, in which measure, and how persons in it are protected."""

from __future__ import annotations

import re

from vil.model.indicator import EVERY_ROW, Aggregation, Direction, Disclosure, Indicator
from vil.model.recipe import Recipe
from vil.narration.names import join_words, raise_first

_DIRECTIONS = {
    Direction.UP: "Vi håber, det stiger.",
    Direction.DOWN: "Vi håber, det falder.",
    Direction.NEITHER: "Der er ingen bestemt vej at håbe på.",
}

_MADE_OF_HEADERS, _UNNAMED = "value", "(col "
_THE_NUMBERS = "tallene i tabellen"


def say_counting(indicator: Indicator, recipe: Recipe) -> tuple[tuple[str, str], ...]:
    """Say how a number comes about, as pairs of a short label and a sentence: what is counted, out of what, and of which rows."""
    rows = [*_COUNTED[indicator.aggregation](indicator, recipe)]
    if indicator.aggregation is not Aggregation.SHARE and indicator.only:
        rows.append(("Kun", f"Rækker, hvor {_say_only(indicator.only)}."))
    if recipe.filters:
        rows.append(("Af udtrækket", f"Kun rækker, hvor {_say_only(recipe.filters)}."))
    if recipe.added_over:
        rows.append(("Lagt sammen", f"Over {join_words([f'»{name}«' for name in recipe.added_over])}."))
    return tuple(rows)


def name_measure(indicator: Indicator) -> str:
    """Name what a number is measured in: procent, dage, antal."""
    if indicator.measure.is_percentage:
        return "procent"
    return indicator.measure.name or "antal"


def say_direction(indicator: Indicator) -> str:
    """Say which way the organisation hopes the number moves."""
    return _DIRECTIONS[indicator.direction]


def say_disclosure(recipe: Recipe) -> str:
    """Say how the persons behind the numbers are protected."""
    if recipe.disclosure is Disclosure.OPEN:
        return "Det er offentlig statistik, så intet er skjult."
    hidden = (
        f"Tal, der bygger på færre end {recipe.threshold} personer, er skjult, så ingen kan genkendes. "
        "Det er også de tal, som de kunne regnes ud af."
    )
    if recipe.disclosure is Disclosure.PERSONS:
        return f"Det er tal om personer. {hidden}"
    return f"Det er tal om personer. {hidden} Rækkerne bag er ikke gemt."


def _name(column: str | None, recipe: Recipe) -> str:
    """Name a column as it stands in the extract; one without a header, of headers or never in a file has no name to show."""
    was_in_a_file = recipe.period or recipe.period_columns or recipe.fixed_period
    has_no_column = recipe.period_columns or recipe.unit_columns or not was_in_a_file
    is_made = column == _MADE_OF_HEADERS and bool(has_no_column)
    return _THE_NUMBERS if column is None or is_made or column.startswith(_UNNAMED) else f"»{column}«"


def _sum(indicator: Indicator, recipe: Recipe) -> list[tuple[str, str]]:
    return [("Vi tæller", f"{raise_first(_name(indicator.value, recipe))}, lagt sammen.")]


def _stock(indicator: Indicator, recipe: Recipe) -> list[tuple[str, str]]:
    return [
        (
            "Vi tæller",
            f"{raise_first(_name(indicator.value, recipe))} på et tidspunkt. Over flere perioder gælder det seneste.",
        )
    ]


def _count(_indicator: Indicator, _recipe: Recipe) -> list[tuple[str, str]]:
    return [("Vi tæller", "Rækkerne i udtrækket: én for hver sag eller person.")]


def _distinct(indicator: Indicator, _recipe: Recipe) -> list[tuple[str, str]]:
    return [("Vi tæller", f"Forskellige »{indicator.key}«. Den samme tæller kun én gang.")]


def _mean(indicator: Indicator, recipe: Recipe) -> list[tuple[str, str]]:
    rows = [("Vi viser", f"{raise_first(_name(indicator.value, recipe))}, som gennemsnit.")]
    if indicator.weight == EVERY_ROW:
        return [*rows, ("Vægtet", "Hver række tæller lige meget.")]
    return [*rows, ("Vægtet", f"Efter {_name(indicator.weight, recipe)}.")] if indicator.weight else rows


def _median(indicator: Indicator, recipe: Recipe) -> list[tuple[str, str]]:
    named = _name(indicator.value, recipe)
    middle = "Det midterste af tallene i tabellen" if named == _THE_NUMBERS else f"Den midterste {named}"
    return [("Vi viser", f"{middle}: halvdelen ligger over og halvdelen under.")]


def _rate(indicator: Indicator, recipe: Recipe) -> list[tuple[str, str]]:
    top, low = _name(indicator.numerator, recipe), _name(indicator.denominator, recipe)
    return [("Vi tæller", f"{raise_first(top)}."), ("Ud af", f"{raise_first(low)}{_say_scale(indicator)}.")]


def _share(indicator: Indicator, _recipe: Recipe) -> list[tuple[str, str]]:
    return [
        ("Vi tæller", f"Rækker, hvor {_say_only(indicator.only)}."),
        ("Ud af", f"Alle rækker{_say_scale(indicator)}."),
    ]


def _formula(indicator: Indicator, recipe: Recipe) -> list[tuple[str, str]]:
    names = {found.id: f"»{found.name}«" for found in recipe.indicators}
    said = re.sub(r"\w+", lambda word: names.get(word.group(), word.group()), indicator.formula)
    for sign, danish in (("*", "gange"), ("/", "delt med"), ("-", "minus"), ("+", "plus")):
        said = re.sub(rf"\s*\{sign}\s*", f" {danish} ", said)
    return [("Vi regner", f"{raise_first(said.strip())}{_say_scale(indicator)}.")]


_COUNTED = {
    Aggregation.SUM: _sum,
    Aggregation.STOCK: _stock,
    Aggregation.COUNT: _count,
    Aggregation.DISTINCT: _distinct,
    Aggregation.MEAN: _mean,
    Aggregation.MEDIAN: _median,
    Aggregation.RATE: _rate,
    Aggregation.SHARE: _share,
    Aggregation.FORMULA: _formula,
}


def _say_scale(indicator: Indicator) -> str:
    if indicator.measure.is_percentage or indicator.scale == 1:
        return ""
    return f", gange {indicator.scale:.10g}"


def _say_only(pairs: tuple[tuple[str, str], ...]) -> str:
    columns: dict[str, list[str]] = {}
    for column, text in pairs:
        columns.setdefault(column, []).append(f"»{text}«")
    said = [f"»{column}« er {' eller '.join(texts)}" for column, texts in columns.items()]
    return join_words(said)
