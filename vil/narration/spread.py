"""How single cases lie, in words: the middle half, the one in the middle, the far end, and the year before."""

from __future__ import annotations

from vil.formats import format_number, format_value
from vil.model.indicator import Measure
from vil.model.series import Series
from vil.model.spread import Bar, Middle, Spread
from vil.narration.moving import name_span
from vil.narration.names import name_subject, place_unit, raise_first, tidy_name
from vil.narration.narrative import Narrative

_CASES = "Der vises aldrig ét tilfælde alene: søjler med få er lagt sammen."
_NOT_WHY = "Fordelingen siger ikke hvorfor."


def describe_spread(series: Series, spread: Spread) -> Narrative:
    """Say how the cases of a unit lie. `series` is the number over time, at its finest grain."""
    sentences = [*_say_middles(spread, series.indicator.measure), *_say_far_end(series, spread)]
    sentences += [_say_when(spread), _NOT_WHY if spread.is_of_bands else f"{_CASES} {_NOT_WHY}"]
    headline = _write_headline(series, spread)
    return Narrative(headline, tuple(sentences), f"{headline}. {' '.join(sentences)}")


def _write_headline(series: Series, spread: Spread) -> str:
    middle = spread.middles[0]
    if middle is None:
        return f"{name_subject(series).words}: sådan fordeler det sig"
    words = f"{raise_first(tidy_name(series.indicator))}{place_unit(series.unit)}"
    return f"{words}: halvdelen ligger mellem {_between(middle, series.indicator.measure)}"


def _between(middle: Middle, measure: Measure) -> str:
    return f"{format_number(middle.low, measure.decimals)} og {format_value(middle.high, measure)}"


def _say_middles(spread: Spread, measure: Measure) -> list[str]:
    now, before = spread.middles
    if now is None:
        return []
    said = [f"Det midterste tilfælde er {format_value(now.median, measure)}: lige mange ligger under og over."]
    if before is not None:
        said.append(
            f"Året før lå halvdelen mellem {_between(before, measure)}, og det midterste var "
            f"{format_value(before.median, measure)}."
        )
    return said


def _say_far_end(series: Series, spread: Spread) -> list[str]:
    """Say how many lie in the highest bar, now and the year before; of bands, which one holds the most."""
    shares = spread.shares()
    if spread.is_of_bands:
        known = [place for place, (now, _) in enumerate(shares) if now is not None]
        place = max(known, key=lambda one: shares[one][0] or 0.0, default=None)
        told = "Flest er i gruppen {name}: {now}."
    else:
        place, told = len(shares) - 1, "{name}: {now}."
    if place is None or shares[place][0] is None or sum(now is not None for now, _ in shares) < 2:
        return []
    now, before = shares[place]
    cases = "de tilfælde, der vises" if spread.has_hidden else "tilfældene"
    name = raise_first(name_bar(spread.bars[place], series.indicator.measure, is_long=True))
    said = [told.format(name=name, now=f"{_share(now)} af {cases}")]
    is_alike = all((now is None) == (before is None) for now, before in shares)
    return [*said, f"Året før var det {_share(before)}."] if before is not None and is_alike else said


def _share(share: float | None) -> str:
    return f"{format_number((share or 0.0) * 100)} %"


def name_bar(bar: Bar, measure: Measure, *, is_long: bool = False) -> str:
    """Name a bar by what lies in it: under 5, 5–10, 40 og over; each from the first figure up to the second."""
    if bar.name:
        return bar.name
    ends = [None if end is None else format_number(end, _decimals_of(end)) for end in (bar.low, bar.high)]
    unit = f" {measure.name}" if is_long and measure.name else ""
    if ends[0] is None:
        return f"under {ends[1]}{unit}" if ends[1] is not None else "alle"
    return f"{ends[0]} og over" if ends[1] is None and not unit else _name_open(ends[0], ends[1], unit)


def _name_open(low: str, high: str | None, unit: str) -> str:
    return f"{low}{unit} eller mere" if high is None else f"{low}–{high}{unit}"


def _decimals_of(value: float) -> int:
    return next((decimals for decimals in range(4) if round(value, decimals) == value), 4)


def _say_when(spread: Spread) -> str:
    now, before = spread.counts
    cases = "tilfælde, der vises" if spread.has_hidden else "tilfælde"
    counted = f"{format_number(now)} {cases}" if now else f"ingen {cases}"
    earlier = f", mod {format_number(before)} året før" if before else ""
    return f"Tallene er for {name_span(spread.now)}: {counted}{earlier}."
