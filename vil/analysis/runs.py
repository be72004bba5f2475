"""Run charts judged by the Anhøj rules."""

from __future__ import annotations

import math
import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

Values = Sequence[float | None]


@dataclass(frozen=True)
class RunPhase:
    """The verdict of one phase, `start` to `end` both included.

    `centre` is None without values. `n_observed` counts positions that are not excluded, missing ones too; `n_useful`
    those that lie off the centre. The four counts are None when no point is useful.
    """

    start: int
    end: int
    centre: float | None
    n_observed: int
    n_useful: int
    longest_run: int | None
    longest_run_limit: int | None
    crossings: int | None
    crossings_limit: int | None
    has_signal: bool


@dataclass(frozen=True)
class RunChart:
    """One verdict for each phase of a series."""

    values: tuple[float | None, ...]
    phases: tuple[RunPhase, ...]


def run_chart(
    values: Values,
    *,
    phases: Collection[int] = (),
    baseline: int | None = None,
    exclude: Collection[int] = (),
    centre: float | None = None,
) -> RunChart:
    """Judge whether a series moves more than chance would, phase by phase.

    The centre is the median of the phase's points, or of its first `baseline` positions, or the given `centre`.
    `phases` holds the start index of each new phase after the first; with phases `baseline` is ignored. Missing
    (None), excluded and on-centre points neither lengthen nor break a run. A phase has a signal when its longest run
    > round(log2 n) + 3, or its crossings are fewer than the 5 % quantile of Bin(n - 1, 1/2), n = useful points.

    Source: Anhøj & Olesen 2014; Anhøj & Wentzel-Larsen 2018. Raises ValueError when an index or the baseline lies
    outside the series.

    >>> run_chart([1, 2, 1, 2, 9, 8, 9, 8]).phases[0].longest_run
    4
    """
    known = tuple(None if value is None or math.isnan(value) else float(value) for value in values)
    bounds = phase_bounds(len(known), phases)
    excluded = checked_indices(exclude, len(known), "exclude")
    first = checked_baseline(baseline, len(known)) if len(bounds) == 1 else None
    return RunChart(known, tuple(_judge(known, start, end, excluded, first, centre) for start, end in bounds))


def phase_bounds(length: int, phases: Collection[int]) -> tuple[tuple[int, int], ...]:
    """Pair the first and last index of every phase; ValueError when a start lies outside 1 to length - 1."""
    starts = sorted(set(phases))
    if any(not 0 < start < length for start in starts):
        raise ValueError(f"a phase must start inside the series: {starts}")
    if length == 0:
        return ()
    edges = [0, *starts, length]
    return tuple((start, following - 1) for start, following in pairwise(edges))


def checked_indices(indices: Collection[int], length: int, name: str) -> frozenset[int]:
    """Return the indices as a set; ValueError when one lies outside the series."""
    if any(not 0 <= index < length for index in indices):
        raise ValueError(f"{name} must hold indices inside the series: {sorted(indices)}")
    return frozenset(indices)


def checked_baseline(baseline: int | None, length: int) -> int | None:
    """Return the baseline; ValueError unless it is None or a number of positions the series has."""
    if baseline is not None and not 1 <= baseline <= length:
        raise ValueError(f"the baseline must be 1 to {length} positions, not {baseline}")
    return baseline


@lru_cache(maxsize=4096)
def longest_run_limit(useful: int) -> int:
    """Find the longest run that chance alone makes likely among `useful` points (at least 1)."""
    return round(math.log2(useful)) + 3


@lru_cache(maxsize=4096)
def crossings_limit(useful: int) -> int:
    """Find the smallest k with P(Bin(useful - 1, 1/2) <= k) >= 0.05, in whole numbers so that nothing is rounded."""
    trials = useful - 1
    ways, below, crossings = 1, 1, 0
    while below * 20 < 1 << trials:
        ways = ways * (trials - crossings) // (crossings + 1)
        crossings += 1
        below += ways
    return crossings


def find_sides(values: Values, centre: float, exclude: Collection[int] = ()) -> tuple[tuple[int, bool], ...]:
    """List the useful points as (index, whether it lies above the centre)."""
    return tuple(
        (index, value > centre)
        for index, value in enumerate(values)
        if value is not None and value != centre and index not in exclude
    )


def _judge(
    values: tuple[float | None, ...],
    start: int,
    end: int,
    excluded: frozenset[int],
    baseline: int | None,
    centre: float | None,
) -> RunPhase:
    kept = [None if index in excluded else values[index] for index in range(start, end + 1)]
    if centre is None:
        known = [value for value in kept[:baseline] if value is not None]
        centre = statistics.median(known) if known else None
    sides = () if centre is None else find_sides(kept, centre)
    observed = sum(index not in excluded for index in range(start, end + 1))
    if not sides:
        return RunPhase(start, end, centre, observed, 0, None, None, None, None, has_signal=False)
    lengths = _run_lengths([is_above for _, is_above in sides])
    longest, limit = max(lengths), longest_run_limit(len(sides))
    crossings, floor = len(lengths) - 1, crossings_limit(len(sides))
    has_signal = longest > limit or crossings < floor
    return RunPhase(start, end, centre, observed, len(sides), longest, limit, crossings, floor, has_signal)


def _run_lengths(sides: Sequence[bool]) -> list[int]:
    lengths = [1]
    for before, after in pairwise(sides):
        if after == before:
            lengths[-1] += 1
        else:
            lengths.append(1)
    return lengths
