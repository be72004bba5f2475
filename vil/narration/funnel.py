"""How the units lie when their size is taken into account, in words that rank nobody."""

from __future__ import annotations

from collections.abc import Sequence

from vil.analysis import Funnel
from vil.formats import count_units, format_number, format_value
from vil.model.period import Period
from vil.model.series import Series
from vil.narration.moving import name_span
from vil.narration.names import join_words, place_unit, raise_first, tidy_name
from vil.narration.narrative import Narrative

NO_PARTS = "Enheder kan kun holdes op imod hinanden, når tallet er en andel med tæller og nævner."
NOT_COUNTED = "Her er ikke talt noget, som størrelsen kan holdes op imod."
TOO_SMALL_TO_COMPARE = "for lille til at holde op imod de andre"
SELDOM = "Af sig selv når kun 1 af 500 enheder derud."
_NAMED, _FEWEST = 3, 3


def describe_funnel(
    series: Series,
    span: tuple[Period, Period] | None,
    names: Sequence[str],
    found: Funnel | None,
    *,
    left_out: Sequence[str] = (),
    gaps: Sequence[str] = (),
    periods: int = 0,
) -> Narrative:
    """Say which units differ more than their size explains, and where the reader's own lies. `series` is the reader's own.

    `gaps` are the units that lack numbers for some of the `periods` put together.
    """
    words = raise_first(tidy_name(series.indicator))
    if found is None or span is None:
        why = _say_why_not(names, left_out)
        return _say(f"{words}: enhederne kan ikke holdes op imod hinanden", (why,))
    outside = [names[index] for index in found.outside998]
    headline = f"{words}: {_count_outside(len(outside))}"
    sentences = [
        _say_own(series, names, found),
        f"Tallene er for {name_span(span)} lagt sammen.{_say_gaps(gaps, periods)}",
    ]
    if outside:
        sentences[1:1] = [_say_outside(outside), SELDOM]
    if found.adjusted_used:
        sentences.append("Enhederne er mere forskellige, end tilfældet giver. Linjerne er gjort bredere af den grund.")
    if small := [names[index] for index in found.too_small]:
        sentences.append(_say_small(small))
    if left_out:
        sentences.append(f"{_name(left_out)} er skjult eller mangler og er ikke med.")
    return _say(
        headline, (*sentences, "Forskellen siger ikke, hvem der gør det godt. Den siger, hvor man kan undre sig.")
    )


def _say_why_not(names: Sequence[str], left_out: Sequence[str]) -> str:
    if not names and not left_out:
        return NO_PARTS
    return "Der er for få enheder med tal." if len(names) < _FEWEST else NOT_COUNTED


def _say(headline: str, sentences: tuple[str, ...]) -> Narrative:
    return Narrative(headline, sentences, f"{headline}. {' '.join(sentences)}")


def _count_outside(count: int) -> str:
    if not count:
        return "forskellen på enhederne kan være tilfældig"
    return f"{count_units(count)} ligger uden for det, størrelsen kan forklare"


def _say_outside(names: Sequence[str]) -> str:
    return f"Uden for de yderste linjer ligger {_name(names)}."


def _say_gaps(names: Sequence[str], periods: int) -> str:
    if not names:
        return ""
    return f" {_name(names)} mangler tal for nogle af de {format_number(periods)} perioder og er med med resten."


def _name(names: Sequence[str]) -> str:
    return join_words(list(names)) if len(names) <= _NAMED else f"{format_number(len(names))} enheder"


def _say_own(series: Series, names: Sequence[str], found: Funnel) -> str:
    measure, scale = series.indicator.measure, series.indicator.scale
    middle = f"i alt {format_value(found.target * scale, measure)}"
    if series.unit.name not in names:
        return f"Tallet for alle enheder tilsammen er {format_value(found.target * scale, measure)}."
    place = list(names).index(series.unit.name)
    value = format_value((found.ratio[place] or 0.0) * scale, measure)
    own = f"{raise_first(place_unit(series.unit).strip())} er tallet {value}, {middle}."
    if place in found.too_small:
        return f"{own} Enheden er {TOO_SMALL_TO_COMPARE}."
    if place in found.outside998:
        return f"{own} Det er uden for de yderste linjer."
    if place in found.outside95:
        return f"{own} Det er mellem linjerne, hvor tilfældet sjældent når ud."
    return f"{own} Det er inden for det, størrelsen kan forklare."


def _say_small(names: Sequence[str]) -> str:
    return (
        f"{_name(names)} er {TOO_SMALL_TO_COMPARE}."
        if len(names) == 1
        else f"{_name(names)} er for små til at holde op imod de andre."
    )
