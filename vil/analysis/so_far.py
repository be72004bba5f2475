"""The year so far against the same part of the year before, like for like."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vil.analysis.phases import is_same_practice
from vil.analysis.usable import usable_values
from vil.model.indicator import Aggregation
from vil.model.series import Point, Series

_ADDED = frozenset({Aggregation.SUM, Aggregation.COUNT})
_DIVIDED = frozenset({Aggregation.RATE, Aggregation.SHARE})
_FEWEST = 2


@dataclass(frozen=True)
class SoFar:
    """A number put together over the periods of `year` that have a figure there and a year before.

    `periods` counts them and `left_out` those that have a figure in one of the two years and are not among them.
    """

    year: int
    now: float
    then: float
    periods: int
    left_out: int


def find_so_far(series: Series, before: Series) -> SoFar | None:
    """Put together the latest year's periods and the same ones of the year before, which `before` has laid over `series`.

    Sums and counts are added, rates are Σ numerator / Σ denominator × scale; nothing else can be put together. None with
    under two periods in both years. Periods that are missing, hidden, partial or provisional in either year, or registered in
    another way, count in neither.
    """
    kind = series.indicator.aggregation
    now, then = usable_values(series), usable_values(before)
    places = [place for place, value in enumerate(now) if value is not None]
    if kind not in _ADDED | _DIVIDED or not places or len(before.points) != len(series.points):
        return None
    year = series.points[places[-1]].period.start.year
    inside = [place for place in range(places[-1] + 1) if series.points[place].period.start.year == year]
    both = [
        place for place in inside if now[place] is not None and then[place] is not None and _is_alike(before, place)
    ]
    if len(both) < _FEWEST:
        return None
    sides = [_put_together([one.points[place] for place in both], series) for one in (series, before)]
    if sides[0] is None or sides[1] is None:
        return None
    known = sum(now[place] is not None or then[place] is not None for place in inside)
    return SoFar(year, sides[0], sides[1], len(both), known - len(both))


def _is_alike(before: Series, place: int) -> bool:
    period = before.points[place].period
    return is_same_practice(before, period.a_year_before(), period)


def _put_together(points: Sequence[Point], series: Series) -> float | None:
    if series.indicator.aggregation in _ADDED:
        return math.fsum(point.value or 0.0 for point in points)
    if any(point.numerator is None or not point.denominator for point in points):
        return None
    top, low = (math.fsum(getattr(point, part) for point in points) for part in ("numerator", "denominator"))
    return top / low * series.indicator.scale
