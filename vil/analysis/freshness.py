"""Which period should be here by now, and is it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from vil.model.card import Frequency
from vil.model.period import Grain, Period

_DAYS = {
    Grain.DAY: 1,
    Grain.WEEK: 7,
    Grain.MONTH: 30,
    Grain.QUARTER: 91,
    Grain.HALF: 182,
    Grain.YEAR: 365,
    Grain.SCHOOLYEAR: 365,
}
GRACE_DAYS = {
    Grain.DAY: 1,
    Grain.WEEK: 2,
    Grain.MONTH: 5,
    Grain.QUARTER: 10,
    Grain.HALF: 15,
    Grain.YEAR: 20,
    Grain.SCHOOLYEAR: 20,
}
"""How many days numbers may be delayed before they are called late."""
ARRIVALS_FOR_A_HABIT = 4
"""From so many versions, each with one more period, a habit can be read."""


@dataclass(frozen=True)
class Freshness:
    """Whether the period that should be here is here.

    `latest` is the last whole period there is and `due` the last one that should be, at the grain that the numbers come at.
    `expected_on` is the day the first one after `latest` was, or is, expected; `missing` counts those that should be here.
    """

    latest: Period
    due: Period
    expected_on: date
    missing: int
    is_late: bool


def find_freshness(
    last: Period, frequency: Frequency, today: date, *, covered_until: date | None = None, grace_days: int | None = None
) -> Freshness:
    """Hold the last period there is against what `frequency` promises on the day `today`.

    `last` may be of another grain than the numbers come at; the longer of the two counts. `covered_until` is the day the extract
    was made, where it lies within `last`: a period that is only partly there is not there. Numbers that are expected today are
    due today, and late when `grace_days` more have gone (a few for each grain when None).

    >>> found = find_freshness(Period.parse("2026-09"), Frequency(Grain.MONTH, 10), date(2026, 11, 22))
    >>> found.due.code, found.missing, found.is_late
    ('2026-10', 1, True)
    """
    grain = max(last.grain, frequency.grain, key=lambda each: _DAYS[each])
    grace = GRACE_DAYS[grain] if grace_days is None else grace_days
    latest = _last_whole(min(last.end, covered_until or last.end), grain)
    due = _last_whole(today - timedelta(days=frequency.lag_days), grain)
    expected_on = latest.shifted(1).end + timedelta(days=frequency.lag_days)
    missing = _count_steps(latest, due)
    return Freshness(latest, due, expected_on, missing, missing > 0 and today > expected_on + timedelta(days=grace))


def _last_whole(day: date, grain: Grain) -> Period:
    """Find the last period that has ended when `day` has."""
    return Period.containing(day + timedelta(days=1), grain).shifted(-1)


def _count_steps(first: Period, last: Period) -> int:
    count = 0
    while first < last:
        first, count = first.shifted(1), count + 1
    return count


def infer_frequency(arrivals: Sequence[tuple[date, Period]]) -> Frequency | None:
    """Read from past versions, oldest first, when the numbers usually come: the latest of their delays.

    `arrivals` pairs the day a version was published with its last period. There is a habit only when at least four came in a row,
    each with one period more, and no delay differed from another by more than half a period; else None.
    """
    fresh = [arrival for before, arrival in pairwise(arrivals) if arrival[1] != before[1]]
    if len(fresh) + 1 < ARRIVALS_FOR_A_HABIT or any(
        last != before.shifted(1) for (_, before), (_, last) in pairwise(fresh)
    ):
        return None
    delays = [(arrived - last.end).days for arrived, last in fresh]
    grain = fresh[-1][1].grain
    if min(delays) < 0 or max(delays) - min(delays) > _DAYS[grain] / 2:
        return None
    return Frequency(grain, max(delays))
