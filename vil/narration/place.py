"""Where on a line something was seen, and what the numbers are there: the neutral beginning of a wonder."""

from __future__ import annotations

from collections.abc import Sequence

from vil.formats import format_number, format_period, format_value
from vil.model.period import Grain, Period
from vil.model.round import Place
from vil.model.series import CellState, Point, Series
from vil.narration.names import name_subject


def name_place(place: Place) -> str:
    """Name a place on a line: marts 2026, or januar 2026 til marts 2026."""
    if place.first == place.last:
        return format_period(place.first)
    return f"{format_period(place.first)} til {format_period(place.last)}"


def note_pins(points: Sequence[Point], pins: Sequence[Place]) -> tuple[str, ...]:
    """Note for each point of a line whether the team wondered there: »undren«, or nothing."""
    spans = [(pin.first.start, pin.last.end) for pin in pins]
    return tuple(
        "undren" if any(start <= point.period.end and point.period.start <= end for start, end in spans) else ""
        for point in points
    )


def begin_wonder(series: Series, place: Place) -> str:
    """Say what the numbers are at a place, and nothing of what they mean; empty where the series does not reach."""
    inside = [point for point in series.points if place.first <= point.period <= place.last]
    if not inside:
        return ""
    subject = name_subject(series).words
    known = [point.value for point in inside if point.value is not None]
    when = _say_when(place)
    if not known:
        return f"{subject} {_say_state(inside)} {when}"
    measure = series.indicator.measure
    low, high = (round(value, measure.decimals) for value in (min(known), max(known)))
    if low == high:
        return f"{subject} er {format_value(high, measure)} {when}"
    return f"{subject} er mellem {format_number(low, measure.decimals)} og {format_value(high, measure)} {when}"


def _say_state(points: list[Point]) -> str:
    return "er skjult" if any(point.state is CellState.HIDDEN for point in points) else "mangler"


def _say_when(place: Place) -> str:
    if place.first == place.last:
        return f"{_preposition(place.first)} {format_period(place.first)}"
    return f"fra {name_place(place)}"


def _preposition(period: Period) -> str:
    return "den" if period.grain is Grain.DAY else "i"
