"""The lines of a case as the model's own series, so that charts, narration and analysis are those of real numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vil.model.indicator import Aggregation, Indicator, Measure
from vil.model.period import Grain, Period
from vil.model.practice import Case, Truth
from vil.model.recipe import Event
from vil.model.series import CellState, Point, Series, Unit, UnitLevel
from vil.practice.simulating import GROUPS, OWN, UNITS, YEAR, Course, Numbers, simulate

FIRST_MONTH = Period(date(2022, 7, 1), Grain.MONTH)


@dataclass(frozen=True)
class Cast:
    """The names a case is told with: what is counted, where, and the two groups."""

    indicator: str
    units: tuple[str, ...]
    groups: tuple[str, ...]
    whole: str
    event: str = ""


@dataclass(frozen=True)
class PracticeLines:
    """What can be looked at in a case. `shown` is the line asked about, `units` and `groups` (of the shown line) its parts.

    `begins` is the month a new level begins in, None when none does; `carrier` the unit
    that alone carries it, None when none does.
    """

    case: Case
    shown: Series
    units: tuple[Series, ...]
    groups: tuple[Series, ...]
    begins: Period | None
    direction: int
    carrier: str | None


@lru_cache(maxsize=64)
def draw_lines(case: Case, cast: Cast) -> PracticeLines:
    """Draw the numbers of a case and give them names; the same case and cast give the same lines."""
    course = simulate(case.truth, case.difficulty, case.seed)
    units = _make_units(course, cast)
    begins = FIRST_MONTH.shifted(course.begins)
    events = _make_events(case, cast, begins)
    carriers = {Truth.SHIFT: cast.units[OWN], Truth.ONE_UNIT: cast.units[course.unit]}
    return PracticeLines(
        case,
        _make_series(cast, _shown_unit(course, cast), *(part[0] for part in course.shown), events=events),
        units,
        _make_groups(course, cast),
        begins if case.truth not in {Truth.NOISE, Truth.SEASON, Truth.SMALL_NUMBERS} else None,
        course.direction,
        carriers.get(case.truth),
    )


def _make_units(course: Course, cast: Cast) -> tuple[Series, ...]:
    tops, lows = course.by_unit
    return tuple(_make_series(cast, Unit(cast.units[place]), tops[0, place], lows[0, place]) for place in range(UNITS))


def _shown_unit(course: Course, cast: Cast) -> Unit:
    return Unit(cast.whole, UnitLevel.WHOLE) if course.shows_whole else Unit(cast.units[OWN])


def _make_groups(course: Course, cast: Cast) -> tuple[Series, ...]:
    unit = _shown_unit(course, cast)
    places = slice(None) if course.shows_whole else slice(OWN, OWN + 1)
    tops, lows = (part[0, places].sum(axis=0) for part in (course.numerator, course.denominator))
    return tuple(
        _make_series(cast, unit, tops[place], lows[place], member=cast.groups[place]) for place in range(GROUPS)
    )


def _make_events(case: Case, cast: Cast, begins: Period) -> tuple[Event, ...]:
    if case.truth is not Truth.REGISTRATION:
        return ()
    return (Event(begins.start, cast.event, breaks_series=True),)


def _make_series(
    cast: Cast, unit: Unit, top: Numbers, low: Numbers, *, member: str | None = None, events: tuple[Event, ...] = ()
) -> Series:
    indicator = Indicator(
        "practice", cast.indicator, Aggregation.RATE, Measure("pct.", 1), numerator="n", denominator="d", scale=100.0
    )
    points = tuple(
        Point(FIRST_MONTH.shifted(month), CellState.VALUE, float(n / d * 100), float(n), float(d))
        for month, (n, d) in enumerate(zip(top, low, strict=True))
    )
    return Series(indicator, unit, Grain.MONTH, points, member=member, events=events)


def first_and_last_year(series: Series) -> tuple[tuple[Period, Period], tuple[Period, Period]]:
    """Give the first and the last period of a line's first year, and of its last."""
    periods = [point.period for point in series.points]
    return (periods[0], periods[YEAR - 1]), (periods[-YEAR], periods[-1])


def part_by_year(parts: tuple[Series, ...]) -> tuple[dict[str, tuple[float, float]], dict[str, tuple[float, float]]]:
    """Add up the parts' counts in the first year and in the last: {part: (numerator, denominator)} twice."""
    before, after = (
        {part.member or part.unit.name: _add_up(part, places) for part in parts}
        for places in (slice(None, YEAR), slice(-YEAR, None))
    )
    return before, after


def _add_up(part: Series, places: slice) -> tuple[float, float]:
    points = part.points[places]
    return sum(point.numerator or 0.0 for point in points), sum(point.denominator or 0.0 for point in points)
