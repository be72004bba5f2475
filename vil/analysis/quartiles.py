"""Between which values half of many lines lie, period by period."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vil.analysis.usable import usable_values
from vil.model.series import MiddleHalf, Series


def find_middle_half(lines: Sequence[Series], series: Series) -> MiddleHalf:
    """Find the middle half of some lines at each period of a series, over the values that rules may use."""
    places = {point.period: place for place, point in enumerate(series.points)}
    table = np.full((len(lines), len(places)), np.nan)
    for row, line in zip(table, lines, strict=True):
        for point, value in zip(line.points, usable_values(line), strict=True):
            if value is not None and (place := places.get(point.period)) is not None:
                row[place] = value
    return halve(table)


def halve(table: NDArray[np.float64]) -> MiddleHalf:
    """Find the quartiles of each column of a table (lines × periods, NaN where a line has no value).

    The same as `statistics.quantiles(…, n=4, method="inclusive")`; of a single value both are that value.
    """
    ordered = np.sort(table, axis=0)  # NaN sorts last
    counts = np.isfinite(table).sum(axis=0)
    low, high = (_find_quartile(ordered, counts, quarter) for quarter in (1, 3))
    return MiddleHalf(low, high, tuple(counts.tolist()))


def _find_quartile(ordered: NDArray[np.float64], counts: NDArray[np.int64], quarter: int) -> tuple[float | None, ...]:
    if not len(ordered):
        return tuple(None for _ in counts)
    at, rest = np.divmod(quarter * np.maximum(counts - 1, 0), 4)
    columns = np.arange(ordered.shape[1])
    below, above = ordered[at, columns], ordered[np.minimum(at + 1, np.maximum(counts - 1, 0)), columns]
    found = (below * (4 - rest) + above * rest) / 4
    return tuple(float(value) if count else None for value, count in zip(found, counts, strict=True))
