"""Recent numbers that usually still change, in words."""

from __future__ import annotations

from vil.formats import count_periods, format_difference, format_number, format_period
from vil.model.revision import Provisional
from vil.model.series import Series


def say_provisional(series: Series) -> tuple[str, ...]:
    """Say in one sentence that the latest numbers shown are provisional, and what the newest usually becomes."""
    touched = [
        point.period
        for point in series.points
        if any(point.period.start <= one.period.start <= point.period.end for one in series.provisional)
    ]
    if not touched:
        return ()
    newest = format_period(touched[-1])
    if len(touched) == 1:
        return (f"Tallet for {newest} er foreløbigt: {_say_habit(series, 'det plejer')}.",)
    counted = count_periods(len(touched), series.grain)
    return (f"De seneste {counted} er foreløbige: {_say_habit(series, f'tallet for {newest} plejer')}.",)


def _say_habit(series: Series, subject: str) -> str:
    newest = series.provisional[-1]
    if series.points[-1].period != newest.period:
        return f"{subject} at blive rettet i senere udgaver"
    verb = "stige" if newest.growth > 1 else "falde"
    return f"{subject} at {verb} omkring {_say_size(series, newest)} i senere udgaver"


def _say_size(series: Series, newest: Provisional) -> str:
    measure, value = series.indicator.measure, series.points[-1].value
    share = abs(newest.growth - 1)
    if measure.is_percentage and value is not None:
        return format_difference(value * share, measure)
    return f"{format_number(100 * share)} %"
