"""Recent numbers that usually still change, in words."""

from __future__ import annotations

from vil.analysis import Pattern
from vil.analysis.usable import find_provisional_places
from vil.formats import count_periods, format_difference, format_number, format_period
from vil.model.revision import Provisional
from vil.model.series import Series


def say_provisional(series: Series) -> tuple[str, ...]:
    """Say in one sentence that the latest numbers shown are provisional, and what the newest usually becomes."""
    places = find_provisional_places(series)
    if not places:
        return ()
    newest = format_period(series.points[places[-1]].period)
    if len(places) == 1:
        told = f"Tallet for {newest} er foreløbigt og tæller ikke med"
        return (f"{told}: {_say_habit(series, places[-1], 'det plejer')}.",)
    told = f"De seneste {count_periods(len(places), series.grain)} er foreløbige og tæller ikke med"
    return (f"{told}: {_say_habit(series, places[-1], f'tallet for {newest} plejer')}.",)


def follows_settled(pattern: Pattern) -> bool:
    """Tell whether provisional numbers follow the latest one that is used, so that "the latest" would be untrue."""
    return pattern.latest is not None and any(place > pattern.latest for place in pattern.provisional)


def name_latest(pattern: Pattern) -> str:
    """Name the latest number that is used: det seneste tal, or the latest that is settled."""
    return "det seneste tal, der ligger fast," if follows_settled(pattern) else "det seneste tal"


def note_points(series: Series) -> tuple[str, ...]:
    """Write beside each point why it does not count: only partly there, or provisional; empty where it does."""
    provisional = set(find_provisional_places(series))
    return tuple(
        "ikke hele perioden er med" if point.is_partial else "foreløbigt tal" if place in provisional else ""
        for place, point in enumerate(series.points)
    )


def _say_habit(series: Series, place: int, subject: str) -> str:
    newest = series.provisional[-1]
    if series.points[place].period != newest.period:
        return f"{subject} at blive rettet i senere udgaver"
    verb = "stige" if newest.growth > 1 else "falde"
    return f"{subject} at {verb} omkring {_say_size(series, place, newest)} i senere udgaver"


def _say_size(series: Series, place: int, newest: Provisional) -> str:
    measure, value = series.indicator.measure, series.points[place].value
    share = abs(newest.growth - 1)
    if measure.is_percentage and value is not None:
        return format_difference(value * share, measure)
    return f"{format_number(100 * share)} %"
