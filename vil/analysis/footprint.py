"""The data's own footprint: do the units move together, does it happen elsewhere too, do few persons carry it?

A footprint reports a pattern. It never names a field of the cause grid, and never says why.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from vil.analysis.control import SIGMA_PER_RANGE
from vil.analysis.gamma import gamma_share
from vil.analysis.usable import usable_values
from vil.model.indicator import Aggregation
from vil.model.series import Point, Series

_Z95 = 1.959964
_RISK = 0.05
_FEWEST_UNITS = 3
_SAME_WAY = 0.75
_MANY_PARTS = 0.5
_FEW_PARTS = 0.25
_FEWEST_POINTS = 3
_COUNTED = frozenset({Aggregation.SUM, Aggregation.COUNT})


@dataclass(frozen=True)
class Change:
    """How a unit's mean level moved between two spans of time, and the standard error of that, in the series' own unit."""

    unit: str
    before: float
    after: float
    error: float

    @property
    def size(self) -> float:
        """After less before."""
        return self.after - self.before


class TogetherAnswer(StrEnum):
    """Do the units move together?"""

    ALL = "all"
    FEW = "few"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class Togetherness:
    """Whether the units' changes are one and the same.

    `pooled` is the common change (weighted by 1/error²) with its `error`; `q` is Cochran's Q with `degrees` of freedom and
    `chance` (p), `i_squared` the share of the differences that is more than chance, 0 to 1. `same_way` is the share of units
    that moved the way of the pooled change, `contributors` the effective number of units behind the absolute changes (inverse
    Herfindahl).
    """

    answer: TogetherAnswer
    units: int
    pooled: float
    error: float
    q: float
    degrees: int
    chance: float
    i_squared: float
    same_way: float
    contributors: float


class ElsewhereAnswer(StrEnum):
    """Does it happen elsewhere too?"""

    ALSO_ELSEWHERE = "also_elsewhere"
    ONLY_HERE = "only_here"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class Elsewhere:
    """The own change held against the change of others (difference in differences), with standard errors."""

    answer: ElsewhereAnswer
    own: float
    others: float
    difference: float
    error: float


def find_change(series: Series, before: Sequence[int], after: Sequence[int]) -> Change | None:
    """Find how a series' mean level moved from the points at `before` to those at `after`; None with under three in either.

    Missing, hidden, partial and provisional points count nowhere. A rate's level is Σ numerator / Σ denominator × scale. The
    error is the larger of what counting gives (binomial for shares, Poisson for counts) and what the series' own moving
    ranges give.
    """
    values = usable_values(series)
    spans = [[index for index in span if values[index] is not None] for span in (before, after)]
    if min(map(len, spans)) < _FEWEST_POINTS:
        return None
    levels = [_level(series, span) for span in spans]
    moved = _error_by_ranges(values, spans)
    counted = math.hypot(*(_error_by_counting(series, span, level) for span, level in zip(spans, levels, strict=True)))
    return Change(series.unit.name, levels[0], levels[1], max(moved, counted))


def _level(series: Series, span: Sequence[int]) -> float:
    points = [series.points[index] for index in span]
    if _has_parts(points):
        return _sum_of(points, "numerator") / _sum_of(points, "denominator") * _scale(series)
    return math.fsum(point.value or 0.0 for point in points) / len(points)


def _has_parts(points: Sequence[Point]) -> bool:
    return all(point.numerator is not None and point.denominator for point in points)


def _sum_of(points: Sequence[Point], part: str) -> float:
    return math.fsum(getattr(point, part) for point in points)


def _scale(series: Series) -> float:
    return series.indicator.scale if series.indicator.aggregation in (Aggregation.RATE, Aggregation.SHARE) else 1.0


def _error_by_counting(series: Series, span: Sequence[int], level: float) -> float:
    """Find the standard error that counting alone gives: binomial for shares of a whole, Poisson for counts, else none."""
    points, scale = [series.points[index] for index in span], _scale(series)
    if _has_parts(points) and series.indicator.aggregation in (Aggregation.RATE, Aggregation.SHARE):
        share, size = level / scale, _sum_of(points, "denominator")
        variance = share * (1 - share) if 0 <= share <= 1 else abs(share)
        return scale * math.sqrt(variance / size)
    if series.indicator.aggregation in _COUNTED and not series.indicator.measure.name:
        return math.sqrt(max(level, 0.0) / len(span))
    return 0.0


def _error_by_ranges(values: Sequence[float | None], spans: Sequence[Sequence[int]]) -> float:
    ranges = [
        abs(late - early)
        for span in spans
        for early, late in pairwise(values[span[0] : span[-1] + 1])
        if early is not None and late is not None
    ]
    sigma = math.fsum(ranges) / len(ranges) / SIGMA_PER_RANGE if ranges else 0.0
    return sigma * math.sqrt(math.fsum(1 / len(span) for span in spans))


def find_togetherness(changes: Sequence[Change]) -> Togetherness | None:
    """Tell whether units move together; None with fewer than three units whose change has an error.

    ALL: the pooled change is more than chance (95 %), at least three in four units move its way, and the effective number of
    contributors is at least half of the units. FEW: the units differ more than chance (Q, p < 0.05), and at most a quarter of
    them (or two) carry the change. Otherwise it cannot be seen. Source: Cochran 1954; Higgins & Thompson 2002 for I²; the three
    answers are ours.
    """
    known = [change for change in changes if change.error > 0]
    if len(known) < _FEWEST_UNITS:
        return None
    pooled, error = _pool(known)
    q = math.fsum(((change.size - pooled) / change.error) ** 2 for change in known)
    degrees = len(known) - 1
    parts = [abs(change.size) for change in known]
    squares = math.fsum(part**2 for part in parts)
    found = Togetherness(
        TogetherAnswer.CANNOT_TELL,
        len(known),
        pooled,
        error,
        q,
        degrees,
        1 - gamma_share(degrees / 2, q / 2),
        max(0.0, 1 - degrees / q) if q else 0.0,
        sum(change.size * pooled > 0 for change in known) / len(known),
        math.fsum(parts) ** 2 / squares if squares else float(len(known)),
    )
    return _answered(found)


def _answered(found: Togetherness) -> Togetherness:
    moves = abs(found.pooled) > _Z95 * found.error
    if moves and found.same_way >= _SAME_WAY and found.contributors >= _MANY_PARTS * found.units:
        return replace(found, answer=TogetherAnswer.ALL)
    if found.chance < _RISK and found.contributors <= max(2.0, _FEW_PARTS * found.units):
        return replace(found, answer=TogetherAnswer.FEW)
    return found


def _pool(changes: Sequence[Change]) -> tuple[float, float]:
    weights = [1 / change.error**2 for change in changes]
    total = math.fsum(weights)
    pooled = math.fsum(weight * change.size for weight, change in zip(weights, changes, strict=True)) / total
    return pooled, 1 / math.sqrt(total)


def find_elsewhere(own: Change, others: Sequence[Change]) -> Elsewhere | None:
    """Hold the own change against the others' (difference in differences); None without others whose change has an error.

    The others' change is the mean over units with the error of that mean, the larger of what the units' own errors and what
    their spread give. ALSO_ELSEWHERE: the others moved the same way by more than chance (95 %), and the difference is within
    chance. ONLY_HERE: the own change and the difference are both more than chance, and the others did not move the same way.
    """
    known = [change for change in others if change.error > 0]
    if not known:
        return None
    mean = math.fsum(change.size for change in known) / len(known)
    error = max(_error_of_mean(known), _error_by_spread(known, mean))
    difference, together = own.size - mean, math.hypot(own.error, error)
    differs, moved = abs(difference) > _Z95 * together, abs(own.size) > _Z95 * own.error
    others_moved = abs(mean) > _Z95 * error and mean * own.size > 0
    answer = ElsewhereAnswer.CANNOT_TELL
    if moved and others_moved and not differs:
        answer = ElsewhereAnswer.ALSO_ELSEWHERE
    elif moved and differs and not others_moved:
        answer = ElsewhereAnswer.ONLY_HERE
    return Elsewhere(answer, own.size, mean, difference, together)


def _error_of_mean(changes: Sequence[Change]) -> float:
    return math.sqrt(math.fsum(change.error**2 for change in changes)) / len(changes)


def _error_by_spread(changes: Sequence[Change], mean: float) -> float:
    if len(changes) < 2:
        return 0.0
    squares = math.fsum((change.size - mean) ** 2 for change in changes)
    return math.sqrt(squares / (len(changes) - 1) / len(changes))


def find_top_share(amounts: Sequence[float], *, threshold: int) -> float | None:
    """Find the share of a total that the tenth of persons with the most of it have, 0 to 1.

    None where that tenth (rounded up) is fewer persons than the disclosure `threshold`, or where the total is not positive.
    """
    top = math.ceil(len(amounts) / 10)
    total = math.fsum(amounts)
    if top < threshold or total <= 0:
        return None
    return math.fsum(sorted(amounts, reverse=True)[:top]) / total
