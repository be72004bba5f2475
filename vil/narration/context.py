"""What must go with a number: what is missing, hidden or only partly there, and when registration changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vil.analysis import Pattern
from vil.analysis.phases import is_same_practice
from vil.formats import count_periods, format_middle, format_period
from vil.model.period import Grain, Period
from vil.model.recipe import Event
from vil.model.series import CellState, Series
from vil.narration.names import join_words, raise_first

NOT_THE_SAME = "Tal fra før og efter måler måske ikke det samme."
_NAMED_AT_MOST = 3


def list_events(series: Series) -> tuple[Event, ...]:
    """List the events that lie inside the shown window and belong to this indicator and unit, oldest first."""
    if not series.points:
        return ()
    first, last = series.points[0].period.start, series.points[-1].period.end
    about = [
        event
        for event in series.events
        if first <= event.start <= last
        and event.indicator in (None, series.indicator.id)
        and event.unit in (None, series.unit.name)
    ]
    return tuple(sorted(about, key=lambda event: event.start))


def name_month(day: date) -> str:
    """Name the month a day lies in: november 2025."""
    return format_period(Period.containing(day, Grain.MONTH))


def say_breaks(series: Series, pattern: Pattern) -> tuple[str, ...]:
    """Say each change in registration practice inside the shown window, and the middles of the phases it parts."""
    months = [name_month(event.start) for event in list_events(series) if event.breaks_series]
    if not months:
        return ()
    told = f"Praksis for registrering blev ændret i {join_words(months)}."
    if not pattern.is_since_break:
        return told, NOT_THE_SAME
    before, now = (format_middle(phase.centre or 0.0, series.indicator.measure) for phase in pattern.phases[-2:])
    return f"{told} Midten før var {before}, og siden har den været {now}.", NOT_THE_SAME


def say_break_between(series: Series, before: Period, after: Period) -> tuple[str, ...]:
    """Say that registration was changed between two periods that are held against each other; empty where it was not."""
    if is_same_practice(series, before, after):
        return ()
    return ("Praksis for registrering blev ændret imellem.", NOT_THE_SAME)


def say_gaps(series: Series, *, first: int = 0) -> tuple[str, ...]:
    """Say which periods, from the index `first` on, are missing, hidden or only partly there."""
    points = list(enumerate(series.points))[first:]
    said = (
        ([index for index, point in points if point.state is CellState.MISSING], "mangler."),
        (
            [index for index, point in points if point.state is CellState.HIDDEN],
            "er skjult, så ingen kan genkendes.",
        ),
        ([index for index, point in points if point.is_partial], "er kun delvist med og tæller ikke med."),
    )
    return tuple(f"{name_periods(series, indices)} {rest}" for indices, rest in said if indices)


def name_periods(series: Series, indices: Sequence[int]) -> str:
    """Name periods at the start of a sentence: Marts og maj by name, more than three by their number."""
    if len(indices) > _NAMED_AT_MOST:
        return count_periods(len(indices), series.grain)
    return raise_first(join_words([format_period(series.points[index].period) for index in indices]))
