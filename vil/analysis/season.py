"""What makes long runs easier to come by: season, and measurements that follow one another."""

from __future__ import annotations

import math
import statistics
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from vil.analysis.gamma import gamma_share
from vil.model.period import Grain, Period

_SEASONS = {Grain.DAY: 7, Grain.MONTH: 12, Grain.QUARTER: 4}
_CYCLES = {Grain.DAY: 8, Grain.MONTH: 3, Grain.QUARTER: 4}
SEASONAL_RISK = 0.01
_POINTS_FOR_FOLLOWING = 20
_FOLLOWING = 0.3


def find_season(periods: Sequence[Period], values: Sequence[float | None]) -> bool:
    """Tell whether the same months (quarters, weekdays) are high or low again and again.

    Each value is taken less the median of its own year (week for days), and a Kruskal-Wallis test over the seasons
    must give p < 0.01. It needs three years of months, four of quarters or eight weeks of days; other grains have no
    season.

    Source: Kruskal & Wallis 1952, with the correction for ties.
    """
    needed = points_for_season(periods)
    if needed is None:
        return False
    cells = [
        (cycle_of(period), season_of(period), value)
        for period, value in zip(periods, values, strict=True)
        if value is not None
    ]
    if len(cells) < needed:
        return False
    by_cycle: dict[object, list[float]] = {}
    for cycle, _, value in cells:
        by_cycle.setdefault(cycle, []).append(value)
    middles = {cycle: statistics.median(group) for cycle, group in by_cycle.items()}
    return _differ([season for _, season, _ in cells], [value - middles[cycle] for cycle, _, value in cells])


def find_following(values: Sequence[float | None], levels: Sequence[float | None]) -> bool:
    """Tell whether each measurement follows the one before it more than chance would.

    `levels` is the middle each value is held against, so that a shift is not taken for it. The lag-1 autocorrelation
    of 20 or more values must be over both 0.3 and 2/√n. Source: Box & Jenkins 1970.
    """
    rest = [
        None if value is None or level is None else value - level for value, level in zip(values, levels, strict=True)
    ]
    known = [value for value in rest if value is not None]
    if len(known) < _POINTS_FOR_FOLLOWING:
        return False
    mean = math.fsum(known) / len(known)
    spread = math.fsum((value - mean) ** 2 for value in known)
    together = math.fsum(
        (before - mean) * (after - mean) for before, after in pairwise(rest) if before is not None and after is not None
    )
    return spread > 0 and together / spread > max(_FOLLOWING, 2 / math.sqrt(len(known)))


def find_two_levels(values: Sequence[float | None]) -> tuple[float | None, ...]:
    """Give each place the mean of its part, the series cut in two where the parts differ most (least squares)."""
    known = [(index, value) for index, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return tuple(values)
    total, left, best, cut = math.fsum(value for _, value in known), 0.0, -1.0, 0
    for count, (_, value) in enumerate(known[:-1], 1):
        left += value
        gain = left**2 / count + (total - left) ** 2 / (len(known) - count)
        if cut == 0 or gain > best:
            best, cut = gain, count
    first = math.fsum(value for _, value in known[:cut]) / cut
    second = math.fsum(value for _, value in known[cut:]) / (len(known) - cut)
    return tuple(first if index < known[cut][0] else second for index in range(len(values)))


def points_for_season(periods: Sequence[Period]) -> int | None:
    """Count the values a season needs to be seen in; None where the grain has no season."""
    grain = periods[0].grain if periods else None
    return _SEASONS[grain] * _CYCLES[grain] if grain in _SEASONS else None


def cycle_of(period: Period) -> object:
    """Name the year (for days the week) a period lies in."""
    return period.start.isocalendar()[:2] if period.grain is Grain.DAY else period.start.year


def season_of(period: Period) -> int:
    """Name a period's place in its cycle: the month, or the weekday of a day."""
    return period.start.weekday() if period.grain is Grain.DAY else period.start.month


def _differ(seasons: Sequence[int], values: Sequence[float]) -> bool:
    ordered = sorted(values)
    count = len(ordered)
    ranks: dict[int, list[float]] = {}
    for season, value in zip(seasons, values, strict=True):
        rank = (bisect_left(ordered, value) + 1 + bisect_right(ordered, value)) / 2
        ranks.setdefault(season, []).append(rank)
    ties = sum(same**3 - same for same in Counter(ordered).values())
    share_untied = 1 - ties / (count**3 - count)
    if share_untied <= 0 or len(ranks) < 2:
        return False
    squares = math.fsum(math.fsum(group) ** 2 / len(group) for group in ranks.values())
    statistic = (12 / (count * (count + 1)) * squares - 3 * (count + 1)) / share_untied
    return 1 - gamma_share((len(ranks) - 1) / 2, statistic / 2) < SEASONAL_RISK
