"""Where registration practice changed, so that points before and after are judged apart."""

from __future__ import annotations

from vil.analysis.runs import RunPhase, run_chart
from vil.model.period import Period
from vil.model.recipe import Event
from vil.model.series import Series


def list_breaks(series: Series) -> tuple[Event, ...]:
    """List the changes of registration that concern this indicator and unit, oldest first."""
    about = [
        event
        for event in series.events
        if event.breaks_series
        and event.indicator in (None, series.indicator.id)
        and event.unit in (None, series.unit.name)
    ]
    return tuple(sorted(about, key=lambda event: event.start))


def find_phase_starts(series: Series) -> tuple[int, ...]:
    """List the places of the points that begin a new phase: the first period that ends on a change of registration or later.

    A change before the first point, in it, or after the last begins none.
    """
    ends = [point.period.end for point in series.points]
    places = {next((place for place, end in enumerate(ends) if end >= event.start), 0) for event in list_breaks(series)}
    return tuple(sorted(place for place in places if place > 0))


def find_phases(series: Series, values: tuple[float | None, ...]) -> tuple[RunPhase, ...]:
    """Judge a series phase by phase, each around its own median; phases without a usable value are left out.

    Source: Anhøj & Olesen 2014.
    """
    judged = run_chart(values, phases=find_phase_starts(series)).phases
    return tuple(phase for phase in judged if phase.centre is not None)


def take_phase(values: tuple[float | None, ...], phase: RunPhase) -> tuple[float | None, ...]:
    """Give the values of one phase, in place: None outside it."""
    return tuple(value if phase.start <= place <= phase.end else None for place, value in enumerate(values))


def is_same_practice(series: Series, one: Period, other: Period) -> bool:
    """Tell whether no change of registration lies between two periods, so that they measure alike."""
    first, last = sorted((one, other), key=lambda period: period.start)
    return not any(first.end < event.start <= last.end for event in list_breaks(series))
