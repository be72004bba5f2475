"""Will we be able to see it? How large a change must be, and how long it takes, before the rule that judges it will say so."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from vil.analysis.many import Counts, Flags, Numbers, RowRuns, look_up
from vil.analysis.pattern import POINTS_FOR_A_VERDICT, median_of
from vil.analysis.runs import crossings_limit, find_sides, longest_run_limit

SERIES = 2_000
LIKELY = 0.8
MOST_PERIODS = 36
_SEED = 20_140
_STEPS = 24
_WIDEST = 8.0


@dataclass(frozen=True)
class TimeToSee:
    """How soon a stated change would be seen: `chances` holds the chance after 1, 2, 3 … new points.

    `periods` is the least number of new points after which the chance is at least 80 %, None when that never comes within those
    looked at. What `find_smallest_change` names within so many points is thus seen within them.
    """

    change: float
    periods: int | None
    chances: tuple[float, ...]


def find_time_to_see(
    baseline: Sequence[float | None], change: float, *, most: int = MOST_PERIODS, series: int = SERIES
) -> TimeToSee | None:
    """Find how many new points it takes until a change of this size is seen with 80 % probability; None under 10 points.

    `series` imagined futures are drawn from the baseline's own values (with replacement, seeded) and moved by `change`; each is
    judged by the rule of `find_outcome` after every new point. Seen means a signal on the side of the change.
    """
    known = _known(baseline)
    if len(known) < POINTS_FOR_A_VERDICT:
        return None
    chances = tuple(_chances(known, _draw(known, most, series), change))
    return TimeToSee(
        change, next((count for count, chance in enumerate(chances, 1) if chance >= LIKELY), None), chances
    )


def find_smallest_change(
    baseline: Sequence[float | None], periods: int, *, is_rise: bool, series: int = SERIES
) -> float | None:
    """Find the smallest change that is seen within `periods` new points with 80 % probability; None when none can be.

    The answer is positive, in the series' own unit, and found by halving the interval between none and eight standard deviations.
    A constant baseline, under 10 points, or too few new points for the rule give None.
    """
    known = _known(baseline)
    if len(known) < POINTS_FOR_A_VERDICT or max(known) == min(known):
        return None
    futures, sign = _draw(known, periods, series), 1.0 if is_rise else -1.0
    low, high = 0.0, _WIDEST * float(np.std(known))
    if _chances(known, futures, sign * high)[-1] < LIKELY:
        return None
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if _chances(known, futures, sign * middle)[-1] >= LIKELY else (middle, high)
    return high


def _known(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None and not math.isnan(value)]


def _draw(known: list[float], periods: int, series: int) -> Numbers:
    return np.random.default_rng(_SEED).choice(np.array(known), size=(series, periods))


def _chances(known: list[float], futures: Numbers, change: float) -> list[float]:
    """Give the share of futures in which the change is seen after each new point."""
    centre = median_of(known)
    if centre is None or not change:
        return [0.0] * futures.shape[1]
    moved = futures + change
    sides = np.sign(moved - centre).astype(np.int64)
    wanted = 1 if change > 0 else -1
    rule = _Rule.of(known, centre)
    return [float(rule.sees(sides[:, :count], wanted).mean()) for count in range(1, futures.shape[1] + 1)]


@dataclass(frozen=True)
class _Rule:
    """The rule of `find_outcome` with its baseline frozen: what the points before contribute to it."""

    points: int
    useful: int
    crossings: int
    last_side: int

    @classmethod
    def of(cls, known: list[float], centre: float) -> _Rule:
        sides = [1 if is_above else -1 for _, is_above in find_sides(known, centre)]
        crossings = sum(before != after for before, after in pairwise(sides))
        return cls(len(known), len(sides), crossings, sides[-1] if sides else 0)

    def sees(self, sides: Counts, wanted: int) -> Flags:
        """Tell for each future (row of sides: 1 above, -1 below, 0 on the centre) whether a signal lies on the wanted side."""
        useful = np.count_nonzero(sides, axis=1)
        total = self.useful + useful
        longest_allowed = look_up(longest_run_limit, np.maximum(total, 1))
        runs = RowRuns.of(sides)
        is_long = runs.latest_long_side(longest_allowed)
        on_side = np.count_nonzero(sides == wanted, axis=1)
        seldom = self._crosses_seldom(runs, total) & (useful >= POINTS_FOR_A_VERDICT) & (on_side * 4 >= useful * 3)
        enough = (useful > longest_allowed) & (self.points + sides.shape[1] >= POINTS_FOR_A_VERDICT)
        seen: Flags = enough & ((is_long == wanted) | ((is_long == 0) & seldom))
        return seen

    def _crosses_seldom(self, runs: RowRuns, total: Counts) -> Flags:
        joins = (runs.first_side != self.last_side) & (runs.first_side != 0) & (self.last_side != 0)
        crossings = self.crossings + np.maximum(runs.count - 1, 0) + joins
        seldom: Flags = crossings < look_up(crossings_limit, np.maximum(total, 1))
        return seldom
