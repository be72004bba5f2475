"""Numbers that stand out from their own unit's history, for many units at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vil.analysis.scales import Scaled
from vil.analysis.windows import Lines, medians_before, quantiles_of, spreads_of

POINTS_FOR_AN_OUTLIER = 12
"""A series of fewer numbers is not judged."""
CUT = 3.5
"""How many standard deviations from what came before and from what came after, after Iglewicz & Hoaglin."""
RISK = 0.0003
"""How often a number of a calm series stands out by chance: between 0.0002 and 0.0005 in `benchmarks/quality.py`."""
_WIDTH, _AT_LEAST = 6, 4
_HIGH_OF_NORMAL = 1.5
"""The 90 % point of the distances used here, in standard deviations of normal noise."""


@dataclass(frozen=True)
class Outliers:
    """Places (line, column) that stand out, the furthest first, and how many were judged.

    `distances` are in standard deviations, `usual` the nearest median around, on the scale of the numbers.
    """

    lines: tuple[int, ...]
    columns: tuple[int, ...]
    distances: tuple[float, ...]
    usual: tuple[float, ...]
    judged: int

    @property
    def expected(self) -> float:
        """How many would stand out by chance alone."""
        return self.judged * RISK


def find_outliers(scaled: Scaled) -> Outliers:
    """Find the numbers far from both the median of the six before and that of the six after (the one there is, at the ends).

    A change of level and a slow drift are no outliers: there a number is near one of the two. What is far is told by the series'
    own spread from period to period and by its own 90 % point, never less than chance would give. A series needs 12 numbers.

    Source: Iglewicz & Hoaglin 1993 for the cut; the two medians are ours.
    """
    cells = scaled.cells
    away = _find_distances(cells)
    enough = np.count_nonzero(~np.isnan(cells), axis=1) >= POINTS_FOR_AN_OUTLIER
    away[~enough] = np.nan
    usual = np.fmax(spreads_of(cells), quantiles_of(np.abs(away), 0.9) / _HIGH_OF_NORMAL)
    spread = np.fmax(np.fmax(usual[:, None], scaled.least), np.finfo(float).tiny)
    ratio = away / spread
    lines, columns = np.nonzero(np.abs(np.nan_to_num(ratio)) > CUT)
    order = np.argsort(-np.abs(ratio[lines, columns]), kind="stable")
    lines, columns = lines[order], columns[order]
    usual_there = scaled.restore((cells - away)[lines, columns], lines, columns)
    return Outliers(
        tuple(map(int, lines)),
        tuple(map(int, columns)),
        tuple(map(float, ratio[lines, columns])),
        tuple(map(float, usual_there)),
        int(np.count_nonzero(~np.isnan(ratio))),
    )


def _find_distances(cells: Lines) -> Lines:
    before = cells - medians_before(cells, _WIDTH, at_least=_AT_LEAST)
    after = cells - medians_before(cells[:, ::-1], _WIDTH, at_least=_AT_LEAST)[:, ::-1]
    is_same_side = np.sign(before) == np.sign(after)
    nearest = np.where(np.abs(before) < np.abs(after), before, after)
    both = np.where(is_same_side, nearest, 0.0)
    away: Lines = np.where(np.isnan(before), after, np.where(np.isnan(after), before, both))
    return away
