"""Medians and spreads of many series at once: a line for each series, a column for each period, NaN where there is no value."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

Lines = NDArray[np.float64]
_RANGE_OF_NORMAL = 0.9539
"""The median of the distance between two draws from a normal distribution, in standard deviations."""
_MEAN_RANGE_OF_NORMAL = 1.1284
_AT_ONCE = 4_000_000
_NEARBY, _NEARBY_AT_LEAST = 25, 13


def medians_of(cells: Lines, *, at_least: int = 1) -> Lines:
    """Find the median along the last axis among the values that are there; NaN where there are fewer than `at_least`."""
    if cells.shape[-1] == 0:
        return np.full(cells.shape[:-1], np.nan)
    ordered = np.sort(cells, axis=-1)  # NaN comes last
    known = np.count_nonzero(~np.isnan(ordered), axis=-1)
    low = np.take_along_axis(ordered, np.maximum((known - 1) // 2, 0)[..., None], axis=-1)[..., 0]
    high = np.take_along_axis(ordered, np.maximum(known // 2, 0).clip(max=cells.shape[-1] - 1)[..., None], axis=-1)
    middle: Lines = np.where(known >= max(at_least, 1), low / 2 + high[..., 0] / 2, np.nan)
    return middle


def medians_before(lines: Lines, width: int, *, at_least: int) -> Lines:
    """Find, for each place, the median of the `width` periods before it."""
    return _slide(lines, width, width, at_least)


def medians_from(lines: Lines, width: int, *, at_least: int) -> Lines:
    """Find, for each place, the median of the `width` periods that begin with it."""
    return _slide(lines, width, 0, at_least)


def medians_around(lines: Lines, width: int, *, at_least: int) -> Lines:
    """Find, for each place, the median of the `width` periods it is in the middle of."""
    return _slide(lines, width, width // 2, at_least)


def _slide(lines: Lines, width: int, back: int, at_least: int) -> Lines:
    """Find the medians of windows that begin `back` periods before each place, some lines at a time to spare memory."""
    padded = np.pad(lines, ((0, 0), (back, max(0, width - 1 - back))), constant_values=np.nan)
    windows = sliding_window_view(padded, width, axis=1)[:, : lines.shape[1]]
    found = np.empty_like(lines)
    step = max(1, _AT_ONCE // max(1, lines.shape[1] * width))
    for first in range(0, len(lines), step):
        found[first : first + step] = medians_of(windows[first : first + step], at_least=at_least)
    return found


def quantiles_of(lines: Lines, share: float) -> Lines:
    """Find a quantile of each line among the values that are there, by the nearest rank; NaN where there is none."""
    ordered = np.sort(lines, axis=1)
    known = np.count_nonzero(~np.isnan(ordered), axis=1)
    place = np.clip(np.ceil(known * share).astype(int) - 1, 0, None)
    found: Lines = np.take_along_axis(ordered, place[:, None], axis=1)[:, 0] if lines.shape[1] else known * np.nan
    return found


def spreads_nearby(lines: Lines) -> Lines:
    """Estimate the standard deviation from period to period around each place, over 25 moving ranges; NaN under 13 of them."""
    ranges = np.abs(np.diff(lines, axis=1, prepend=np.nan))
    spread: Lines = medians_around(ranges, _NEARBY, at_least=_NEARBY_AT_LEAST) / _RANGE_OF_NORMAL
    return spread


def spreads_of(lines: Lines) -> Lines:
    """Estimate each line's standard deviation from period to period, by its moving ranges; NaN under two neighbours.

    The median range is used, which neither a few wild values nor a change of level can move; where more than half of the ranges
    are nothing, their mean.
    """
    ranges = np.abs(np.diff(lines, axis=1))
    known = np.count_nonzero(~np.isnan(ranges), axis=1)
    middle = medians_of(ranges) / _RANGE_OF_NORMAL
    mean = np.nansum(ranges, axis=1) / np.maximum(known, 1) / _MEAN_RANGE_OF_NORMAL
    spread: Lines = np.where(known < 2, np.nan, np.where(middle > 0, middle, mean))
    return spread
