"""Put numbers on a scale where they spread alike at every level, and take the season out, before series are judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from vil.analysis.season import find_season
from vil.analysis.windows import Lines, medians_around, medians_of, quantiles_of
from vil.model.period import Grain, Period

_SAMPLED_LINES, _SAMPLED_CELLS, _LEAST_SAMPLED = 40, 12_000, 5
_MOST_DECIMALS = 6
_MANIFOLD = 5.0
_SEASON_STEPS = {Grain.DAY: 7, Grain.MONTH: 12, Grain.QUARTER: 4}


class Kind(StrEnum):
    """What scale numbers were put on."""

    SHARE = "share"
    COUNT = "count"
    LOG = "log"
    AS_IS = "as_is"


@dataclass(frozen=True)
class Scaled:
    """Series on a scale of even spread: `cells` and, for each of them, the least spread that chance alone would give.

    `season` is what was taken out of each cell, `season_lines` counts the series it was taken out of, and `lost` is how many
    times smaller that has made a series' own spread, since a season is found in the same numbers.
    """

    cells: Lines
    least: Lines
    kind: Kind
    season: Lines
    lost: Lines
    season_lines: int = 0

    def only(self, lines: Sequence[int]) -> Scaled:
        """Keep some of the series."""
        chosen = list(lines)
        return Scaled(self.cells[chosen], self.least[chosen], self.kind, self.season[chosen], self.lost[chosen])

    def restore(self, level: Lines, lines: NDArray[np.int_], columns: NDArray[np.int_]) -> Lines:
        """Put levels found in some cells back on the scale of the numbers, their season included (shares as 0 to 1)."""
        whole = level + self.season[lines, columns]
        if self.kind is Kind.SHARE:
            share: Lines = np.sin(np.clip(whole, 0, np.pi / 2)) ** 2
            return share
        if self.kind is Kind.COUNT:
            count: Lines = np.maximum(np.maximum(whole / 2, 0) ** 2 - 0.375, 0)
            return count
        return np.exp(whole) if self.kind is Kind.LOG else whole


def scale_values(values: Lines, numerator: Lines, denominator: Lines) -> Scaled:
    """Choose the scale by what the numbers are.

    - Shares with a known numerator and denominator: arcsine of the root; the least spread is the binomial one.
    - Whole numbers from zero up (counts): twice the root, after Anscombe; the least spread is 1, that of pure chance.
    - Amounts above nothing, of which most lines grow or shrink more than fivefold: the logarithm.
    - Anything else stays as it is; the least spread is one step of its last decimal.
    """
    known = ~np.isnan(values)
    if known.any() and _are_shares(numerator, denominator, known):
        size = np.where(denominator > 0, denominator, np.nan)
        return _on_scale(np.arcsin(np.sqrt(numerator / size)), 0.5 / np.sqrt(size), Kind.SHARE)
    if known.any() and _are_counts(values[known]):
        return _on_scale(2 * np.sqrt(values + 0.375), np.ones_like(values), Kind.COUNT)
    step = _find_step(values[known])
    if known.any() and _grow_manifold(values):
        return _on_scale(np.log(values), step / values, Kind.LOG)
    return _on_scale(values.copy(), np.full_like(values, step), Kind.AS_IS)


def _on_scale(cells: Lines, least: Lines, kind: Kind) -> Scaled:
    return Scaled(cells, least, kind, np.zeros_like(cells), np.ones(len(cells)))


def _are_shares(numerator: Lines, denominator: Lines, known: NDArray[np.bool_]) -> bool:
    top, bottom = numerator[known], denominator[known]
    if np.isnan(top).any() or np.isnan(bottom).any():
        return False
    return bool((top >= 0).all() and (top <= bottom).all())


def _grow_manifold(values: Lines) -> bool:
    if np.nanmin(values) <= 0:
        return False
    ratios = quantiles_of(values, 1.0) / quantiles_of(values, 0.001)
    return bool(medians_of(ratios[None, :])[0] > _MANIFOLD)


def _are_counts(values: Lines) -> bool:
    return bool((values >= 0).all() and (values == np.round(values)).all())


def _find_step(values: Lines) -> float:
    """Find the step of the last decimal the numbers are given with; 0 when they have more than six."""
    for decimals in range(_MOST_DECIMALS + 1):
        step = 10.0**-decimals
        if values.size and np.abs(values - np.round(values, decimals)).max() <= step * 1e-6:
            return step
    return 0.0


def without_season(scaled: Scaled, periods: Sequence[Period]) -> Scaled:
    """Take the season out of the series that have a strong one; they keep their level.

    The season is the median distance of each month (quarter, weekday) from the median of the year (week) around it. Of more than
    40 series a sample decides for all.
    """
    steps = _SEASON_STEPS.get(periods[0].grain) if periods else None
    if steps is None or not scaled.cells.size:
        return scaled
    seasonal = _lines_with_season(scaled.cells, periods)
    if not seasonal.any():
        return scaled
    season = np.zeros_like(scaled.cells)
    season[seasonal] = _season_of(scaled.cells[seasonal], _seasons(periods), steps)
    cycles = max(2.0, len(periods) / steps)
    lost = np.where(seasonal, np.sqrt(cycles / (cycles - 1)), 1.0)
    return Scaled(scaled.cells - season, scaled.least, scaled.kind, season, lost, int(seasonal.sum()))


def _lines_with_season(cells: Lines, periods: Sequence[Period]) -> NDArray[np.bool_]:
    count = len(cells)
    most = max(_LEAST_SAMPLED, min(_SAMPLED_LINES, _SAMPLED_CELLS // max(1, cells.shape[1])))
    sampled = np.unique(np.linspace(0, count - 1, min(count, most)).astype(int))
    found = np.array([find_season(periods, [None if np.isnan(v) else v for v in cells[line]]) for line in sampled])
    if len(sampled) == count:
        return found
    return np.full(count, found.mean() >= 0.5)


def _seasons(periods: Sequence[Period]) -> NDArray[np.int_]:
    is_daily = periods[0].grain is Grain.DAY
    return np.array([period.start.weekday() if is_daily else period.start.month for period in periods])


def _season_of(cells: Lines, season: NDArray[np.int_], steps: int) -> Lines:
    away = cells - medians_around(cells, steps + 1, at_least=steps // 2 + 1)
    usual = np.zeros_like(cells)
    for one in np.unique(season):
        usual[:, season == one] = np.nan_to_num(medians_of(away[:, season == one]))[:, None]
    return usual
