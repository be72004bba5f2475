"""When can we tell at the earliest? Before an action: what its numbers will be able to show, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from vil.analysis.outcome import find_baseline, list_before
from vil.analysis.power import MOST_PERIODS, find_smallest_change, find_time_to_see
from vil.analysis.usable import find_provisional_places
from vil.model.indicator import Direction
from vil.model.period import Period
from vil.model.round import Expectation
from vil.model.series import Series

_LONG_ENOUGH = 12


@dataclass(frozen=True)
class Foresight:
    """What new numbers will be able to show of a hoped-for change, and when, in 8 of 10 cases.

    `points` is how many there are before. `change` is the target less the level before (None without a target), `periods` how
    many new ones it takes to be seen and `seen_in` the last of them; both None where 36 are not enough. `waits` more periods
    must pass where new numbers are provisional. `until` counts the periods that end before the day that was set,
    `within` those that can be judged by then (a year's where no day was set), and `smallest` is the smallest change these can
    show: looked for where `change` is not given, is not seen or comes too late.
    """

    points: int
    is_rise: bool | None
    change: float | None = None
    periods: int | None = None
    seen_in: Period | None = None
    waits: int = 0
    until: int | None = None
    within: int = 0
    smallest: float | None = None

    @property
    def comes_too_late(self) -> bool:
        """Whether the change cannot be seen by the day that was set."""
        return self.until is not None and (self.periods is None or self.periods > self.within)


def find_foresight(series: Series, expectation: Expectation, starts_on: date) -> Foresight:
    """Find when the change a team hopes for can be seen with 80 % probability, and what the periods until its day can show.

    The level is the sealed one, else the median before the start. The change is seen by the rule of `find_outcome`; constant
    numbers and under ten of them foresee nothing.
    """
    baseline = expectation.baseline if expectation.baseline is not None else find_baseline(series, starts_on)
    before = list_before(series, starts_on)
    change = None if expectation.target is None or baseline is None else expectation.target - baseline
    first, waits = _first_after(series, starts_on), len(find_provisional_places(series))
    until = _count_until(first, expectation.by) if expectation.by else None
    periods = _time_to_see(before, change) if change else None
    found = Foresight(
        sum(value is not None for value in before),
        _is_rise(series, expectation, change),
        change=change,
        periods=periods,
        seen_in=first.shifted(periods - 1) if periods else None,
        waits=waits,
        until=until,
        within=_LONG_ENOUGH if until is None else min(max(0, until - waits), MOST_PERIODS),
    )
    if found.is_rise is None or (periods is not None and not found.comes_too_late):
        return found
    return replace(found, smallest=_smallest(before, found.within, found.is_rise))


@lru_cache(maxsize=128)
def _time_to_see(before: tuple[float | None, ...], change: float) -> int | None:
    found = find_time_to_see(before, change)
    return found.periods if found else None


@lru_cache(maxsize=128)
def _smallest(before: tuple[float | None, ...], periods: int, is_rise: bool) -> float | None:
    return find_smallest_change(before, periods, is_rise=is_rise) if periods else None


def _first_after(series: Series, starts_on: date) -> Period:
    """Find the first period that begins on the start or later."""
    period = Period.containing(starts_on, series.grain)
    return period if period.start >= starts_on else period.shifted(1)


def _count_until(first: Period, by: date) -> int:
    """Count the periods from the first new one that have ended on a day."""
    count = 0
    while first.end <= by and count < 10 * MOST_PERIODS:
        first, count = first.shifted(1), count + 1
    return count


def _is_rise(series: Series, expectation: Expectation, change: float | None) -> bool | None:
    if change:
        return change > 0
    direction = expectation.direction
    if direction is Direction.NEITHER:
        direction = series.indicator.direction
    return {Direction.UP: True, Direction.DOWN: False, Direction.NEITHER: None}[direction]
