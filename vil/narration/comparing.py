"""Hold a series against last year, the whole or the other units, in words that rank nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from vil.analysis import Pattern
from vil.analysis.phases import is_same_practice
from vil.analysis.quartiles import find_middle_half
from vil.analysis.so_far import find_so_far
from vil.analysis.usable import usable_values
from vil.formats import (
    count_periods,
    find_shown_gap,
    format_difference,
    format_number,
    format_period,
    format_value,
    format_when,
    name_grain,
)
from vil.model.indicator import Measure
from vil.model.period import Period
from vil.model.series import Comparison, MiddleHalf, Point, Series, UnitLevel
from vil.narration.context import list_events, say_break_between
from vil.narration.names import place_unit, raise_first

_UNITS_FOR_A_MIDDLE_HALF = 5
HALF_OF_OTHERS = "Halvdelen af de andre"
"""What the middle half of many units is called in tables."""


def name_compared(compared: Sequence[Series], comparison: Comparison) -> Iterable[tuple[str, Series]]:
    """Name each line a number is held against; more than can be told apart are not named."""
    match comparison:
        case Comparison.LAST_YEAR:
            yield from (("Året før", other) for other in compared)
        case Comparison.EARLIER_YEARS:
            yield from ((f"{format_number(back)} år før", other) for back, other in enumerate(compared, 1))
        case Comparison.WHOLE | Comparison.OTHER_UNITS:
            yield from ((other.unit.name, other) for other in compared)
        case Comparison.OWN_HISTORY:
            return


def say_comparison(
    series: Series, pattern: Pattern, compared: Sequence[Series], comparison: Comparison, half: MiddleHalf | None = None
) -> tuple[str, ...]:
    """Say how the latest figure stands against what was chosen; empty when there is nothing to hold it against."""
    if pattern.latest is None:
        return ()
    latest = series.points[pattern.latest]
    match comparison:
        case Comparison.LAST_YEAR:
            return _against_last_year(series, pattern, latest, compared)
        case Comparison.EARLIER_YEARS:
            return _against_years(series, latest, compared)
        case Comparison.WHOLE:
            return _against_whole(series, latest, compared)
        case Comparison.OTHER_UNITS:
            return _against_others(series, latest, half or find_middle_half(compared, series))
        case Comparison.OWN_HISTORY:
            return ()


def _against_last_year(series: Series, pattern: Pattern, latest: Point, compared: Sequence[Series]) -> tuple[str, ...]:
    pairs = _same_period_pairs(series, compared)
    if latest.period.start not in pairs:
        return (f"Der er ikke et tal for {format_period(latest.period)} året før at holde det op imod.",)
    now, then = pairs[latest.period.start]
    whole = compared[0] if compared else series
    broken = say_break_between(whole, latest.period.a_year_before(), latest.period)
    grain, measure = name_grain(series.grain), series.indicator.measure
    said = [
        f"Samme {grain} året før: {format_value(then, measure)}. {_say_gap(find_shown_gap(now, then, measure), measure)}."
    ]
    alike = [pair for start, pair in pairs.items() if _is_alike(whole, start)]
    if len(alike) > 1:
        lower = sum(now < then for now, then in alike)
        counted = f"{_how_many(lower, len(alike))} {name_grain(series.grain, len(alike))}"
        said.append(f"I {counted} er tallet lavere end i samme {grain} året før.")
    so_far = _say_so_far(series, pattern, compared[0]) if compared else ()
    return (*said, *so_far, *(broken if not _has_break(series) else ()))


def _is_alike(whole: Series, start: date) -> bool:
    period = Period.containing(start, whole.grain)
    return is_same_practice(whole, period.a_year_before(), period)


def _say_so_far(series: Series, pattern: Pattern, before: Series) -> tuple[str, ...]:
    """Hold the year so far against the same periods of the year before, cut to those there are numbers for in both."""
    found = find_so_far(series, before)
    if found is None:
        return ()
    measure, count = series.indicator.measure, count_periods(found.periods, series.grain)
    then = f"{format_value(found.then, measure)} i de samme {count} året før"
    told = f"{found.year} indtil nu: {format_value(found.now, measure)} mod {then}."
    left_out = f" {raise_first(count_periods(found.left_out, series.grain))} er ikke med." if found.left_out else ""
    chance = "" if pattern.has_signal or pattern.unusual else " Det kan være tilfældigt."
    gap = _say_gap(find_shown_gap(found.now, found.then, measure), measure)
    return (f"{told} {gap}.{chance}{left_out}",)


def _against_years(series: Series, latest: Point, compared: Sequence[Series]) -> tuple[str, ...]:
    """Say between which figures the same period lay in the earlier years, and whether the latest lies there too."""
    values = [value for other in compared if (value := _find(other, latest)) is not None]
    grain, measure = name_grain(series.grain), series.indicator.measure
    if not values or latest.value is None:
        return (f"Der er ikke tal for samme {grain} i tidligere år.",)
    low, high, years = min(values), max(values), f"{format_number(len(values))} år før"
    when = f"Samme {grain} {'året før' if len(values) == 1 else f'i de {years}'}"
    if round(low, measure.decimals) == round(high, measure.decimals):
        told = f"{when}: {format_value(low, measure)}."
    else:
        told = f"{when}: fra {format_value(low, measure)} til {format_value(high, measure)}."
    lies = "over" if latest.value > high else "under" if latest.value < low else "inden for"
    shown = (f"Det nye tal ligger {lies} det.",) if len(values) > 1 else ()
    return (
        told,
        *shown,
        *(say_break_between(compared[-1], _years_before(latest.period, len(compared)), latest.period)),
    )


def _years_before(period: Period, years: int) -> Period:
    for _ in range(years):
        period = period.a_year_before()
    return period


def _has_break(series: Series) -> bool:
    """Tell whether a change of registration is told of already: it lies among the points shown."""
    return any(event.breaks_series for event in list_events(series))


def _how_many(part: int, whole: int) -> str:
    if part == whole:
        return f"alle {whole}"
    return f"{part or 'ingen'} af {whole}"


def _same_period_pairs(series: Series, compared: Sequence[Series]) -> dict[date, tuple[float, float]]:
    if compared:
        before = _by_period(compared[0])
    else:
        own = _by_period(series)
        before = {point.period: own.get(point.period.a_year_before()) for point in series.points}
    return {
        period.start: (value, then)
        for period, value in _by_period(series).items()
        if value is not None and (then := before.get(period)) is not None
    }


def _by_period(series: Series) -> dict[Period, float | None]:
    periods = (point.period for point in series.points)
    return dict(zip(periods, usable_values(series), strict=True))


def _against_whole(series: Series, latest: Point, compared: Sequence[Series]) -> tuple[str, ...]:
    then = _find(compared[0], latest) if compared else None
    if then is None or latest.value is None:
        return ()
    measure, place = series.indicator.measure, place_unit(compared[0].unit).strip() or "i alt"
    when = f"{place} samme {name_grain(series.grain)}"
    if not series.indicator.is_amount:
        return (f"{raise_first(place)} er tallet {format_value(then, measure)} samme {name_grain(series.grain)}.",)
    if then <= 0:
        return ()
    return (f"Det er {_say_share(latest.value / then)} af de {format_value(then, measure)} {when}.",)


def _say_share(share: float) -> str:
    is_tiny = 0 < share < 0.005
    return "under 1 %" if is_tiny else format_value(100 * share, Measure("pct.", 0))


def _against_others(series: Series, latest: Point, half: MiddleHalf) -> tuple[str, ...]:
    is_whole = series.unit.level is UnitLevel.WHOLE
    said = f"Det grå er {'enhederne' if is_whole else 'de andre enheder'}, til at undre sig over."
    place = series.points.index(latest)
    low, high = half.low[place], half.high[place]
    if half.counts[place] < _UNITS_FOR_A_MIDDLE_HALF or series.indicator.is_amount or low is None or high is None:
        return (said,)
    measure = series.indicator.measure
    lies = f"mellem {format_number(low, measure.decimals)} og {format_value(high, measure)}"
    return (
        said,
        f"{raise_first(format_when(latest.period))} ligger halvdelen af {'enhederne' if is_whole else 'de andre'} {lies}.",
    )


def _say_gap(gap: float, measure: Measure) -> str:
    if round(gap, measure.decimals) == 0:
        return "Tallet er det samme nu"
    return f"Nu er tallet {format_difference(gap, measure)} {'højere' if gap > 0 else 'lavere'}"


def _find(other: Series, latest: Point) -> float | None:
    place = next((at for at, point in enumerate(reversed(other.points), 1) if point.period == latest.period), None)
    return None if place is None else usable_values(other)[-place]
