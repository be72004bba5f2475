"""Long runs in words: where they lie, and what the seasons have to do with them."""

from __future__ import annotations

from vil.analysis import Pattern, Run, Side
from vil.analysis.usable import find_provisional_places, usable_values
from vil.formats import count_periods, format_number, format_period, name_grain
from vil.model.period import Grain
from vil.model.series import Series

_SIDE_WORDS = {Side.ABOVE: ("over", "under"), Side.BELOW: ("under", "over")}


def say_run(series: Series, run: Run, latest: int, middle: str) -> str:
    """Say a long run in one sentence: De seneste 11 måneder ligger alle under midten.

    `latest` is the index of the last usable point, `middle` what the run lies on one side of. Where points on the
    middle lie among them, it is said that none lies on the other side.
    """
    where, other = _SIDE_WORDS[run.side]
    last = latest if run.is_ongoing else run.end
    known = sum(value is not None for value in usable_values(series)[run.start : last + 1])
    is_whole = last - run.start + 1 == known
    counted = count_periods(known, series.grain) if is_whole else f"{format_number(known)} målinger"
    until = f" til og med {format_period(series.points[last].period)}" if _goes_on(series, last) else ""
    if run.is_ongoing and known == run.length:
        return f"De seneste {counted}{until} ligger alle {where} {middle}."
    if run.is_ongoing:
        return f"Ingen af de seneste {counted}{until} ligger {other} {middle}."
    span = f"Fra {format_period(series.points[run.start].period)} til {format_period(series.points[run.end].period)}"
    if known == run.length:
        return f"{span} lå {counted} i træk {where} {middle}."
    return f"{span} lå ingen af {counted} {other} {middle}."


def _goes_on(series: Series, last: int) -> bool:
    """Tell whether provisional numbers follow a point, so that it is not the latest one that is seen."""
    return any(place > last for place in find_provisional_places(series))


def say_middle(series: Series, pattern: Pattern) -> tuple[str, ...]:
    """Say what the middle is; empty where points on the middle itself make the plain words untrue."""
    centre = pattern.centre or 0.0
    judged = pattern.judged
    values = usable_values(series)[judged.start : judged.end + 1] if judged else ()
    known = [value for value in values if value is not None]
    if sum(value > centre for value in known) != sum(value < centre for value in known):
        return ()
    return ("Lige mange tal ligger over og under midten.",)


def follows_year(series: Series, *, has_season: bool) -> bool:
    """Tell whether the season is one of the year (that of days is one of the week, and gives no long runs)."""
    return has_season and series.grain is not Grain.DAY


def say_season(series: Series) -> str:
    """Say that the same months are high or low again and again."""
    return f"Tallet følger årets gang: de samme {name_grain(series.grain, 2)} er høje eller lave år efter år."


def say_season_in(series: Series, run: Run) -> str:
    """Say whether the season can give so long a run: one of a whole year has met both the high and the low months."""
    first, last = series.points[run.start].period, series.points[run.end].period
    if first <= last.a_year_before().shifted(1):
        return "Rækken varer et år eller mere, så det er ikke årets gang alene."
    return "Årets gang kan give så lang en række."
