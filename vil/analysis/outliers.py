"""Numbers that stand out from their own unit's history, for many units at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vil.analysis.scales import Scaled
from vil.analysis.windows import Lines, medians_before, quantiles_of, spreads_nearby, spreads_of

POINTS_FOR_AN_OUTLIER = 12
"""A series of fewer numbers is not judged."""
CUT = 4.0
"""How many standard deviations a number must lie from what came before and from what came after."""
RISK = 0.0002
"""How often a number of a calm series stands out by chance, see `benchmarks/quality.py`; more often where tails are long."""
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

    A change of level and a drift are no outliers: there a number is near one of the two, at the ends also when the drift goes on.
    What is far is told by the series' own spread from period to period, as a whole and nearby (numbers swing more in some times
    than in others), and by its own 90 % point, never less than chance would give. A series needs 12 numbers.

    Source: robust distances after Iglewicz & Hoaglin 1993; the two medians and the cut of 4 are ours, measured in
    `benchmarks/quality.py`.
    """
    cells = scaled.cells
    away = _find_distances(cells)
    enough = np.count_nonzero(~np.isnan(cells), axis=1) >= POINTS_FOR_AN_OUTLIER
    away[~enough] = np.nan
    whole = np.fmax(spreads_of(cells), quantiles_of(np.abs(away), 0.9) / _HIGH_OF_NORMAL)
    usual = np.fmax(whole[:, None], spreads_nearby(cells)) * scaled.lost[:, None]
    spread = np.fmax(np.fmax(usual, scaled.least), np.finfo(float).tiny)
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
    before, drifted_before = _look_back(cells)
    after, drifted_after = (part[:, ::-1] for part in _look_back(cells[:, ::-1]))
    at_ends = np.where(np.isnan(before), _nearest(after, drifted_after), _nearest(before, drifted_before))
    has_one_side = np.isnan(before) | np.isnan(after)
    away: Lines = np.where(has_one_side, at_ends, _nearest(before, after))
    return away


def _look_back(cells: Lines) -> tuple[Lines, Lines]:
    """Find the distance from the median of the six before, and from where it would be if their drift went on."""
    steps = np.diff(cells, axis=1, prepend=np.nan)
    away = cells - medians_before(cells, _WIDTH, at_least=_AT_LEAST)
    drift = np.nan_to_num(medians_before(steps, _WIDTH, at_least=_AT_LEAST - 1)) * (_WIDTH + 1) / 2
    return away, away - drift


def _nearest(one: Lines, other: Lines) -> Lines:
    """Take the smaller of two distances to the same side; nothing where they lie to different sides."""
    nearest = np.where(np.abs(one) < np.abs(other), one, other)
    found: Lines = np.where(np.sign(one) == np.sign(other), nearest, 0.0)
    return np.where(np.isnan(one) | np.isnan(other), np.nan, found)
