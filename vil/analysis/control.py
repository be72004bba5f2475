"""Control charts: individuals (XmR), proportions (p, p′) and rates (u, u′)."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vil.analysis.runs import Values, checked_baseline, checked_indices, phase_bounds

XMR_FACTOR = 2.66
RANGE_FACTOR = 3.267
SIGMA_PER_RANGE = 1.128
_ROUNDING = 1e-12


@dataclass(frozen=True)
class ControlPhase:
    """One phase, `start` to `end` both included, with its centre (None without values).

    `mean_range` is the mean moving range the limits rest on, None when there is none. `fell_back` says that screening
    would have left nothing, so that every moving range was kept.
    """

    start: int
    end: int
    centre: float | None
    mean_range: float | None
    fell_back: bool


@dataclass(frozen=True)
class ControlChart:
    """Values with centre and limits, tuples as long as the input (None where undefined).

    `outside` holds the indices of values beyond their limits.
    """

    values: tuple[float | None, ...]
    centre: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    outside: tuple[int, ...]
    phases: tuple[ControlPhase, ...]


def xmr_chart(
    values: Values, *, phases: Collection[int] = (), baseline: int | None = None, screened: bool = True
) -> ControlChart:
    """Find the natural limits of single measurements: mean ± 2.66 × mean moving range, phase by phase.

    `phases` holds the start index of each new phase after the first, `baseline` how many first positions the centre
    and limits rest on (ignored with phases). No moving range is taken across a missing value. `screened` takes the
    mean again over ranges < 3.267 × their mean, once; where that leaves nothing the unscreened mean is kept
    (`fell_back`). A constant series has no limits.

    Source: Wheeler; Nelson 1982 for screening. Raises ValueError when an index or the baseline lies outside the
    series.
    """
    known = _clean(values)
    bounds = phase_bounds(len(known), phases)
    first = checked_baseline(baseline, len(known)) if len(bounds) == 1 else None
    judged = tuple(_judge_individuals(known, start, end, first, screened=screened) for start, end in bounds)
    limits = [_around(phase.centre, _scaled(phase.mean_range, XMR_FACTOR)) for phase in judged for _ in _inside(phase)]
    return _chart(known, judged, limits)


def p_chart(
    numerator: Values,
    denominator: Values,
    *,
    phases: Collection[int] = (),
    baseline: int | None = None,
    exclude: Collection[int] = (),
    laney: bool = False,
    screened: bool = True,
) -> ControlChart:
    """Find the limits of a proportion: centre ± 3√(p(1-p)/nᵢ) within [0, 1].

    Centre = Σ numerator / Σ denominator over the phase, or its first `baseline` positions, without the `exclude`d. A
    missing part makes the point missing; denominator 0 gives no value. `laney` (p′) multiplies the limits by the mean
    moving range of the z values / 1.128, screened like an XmR chart. Raises ValueError when the two differ in length
    or an index lies outside.
    """
    return _rate_chart(
        numerator,
        denominator,
        _Rules(lambda centre: centre * (1 - centre), 1.0, laney, screened),
        phases,
        baseline,
        exclude,
    )


def u_chart(
    numerator: Values,
    denominator: Values,
    *,
    phases: Collection[int] = (),
    baseline: int | None = None,
    exclude: Collection[int] = (),
    laney: bool = False,
    screened: bool = True,
) -> ControlChart:
    """Find the limits of a rate of counts: centre ± 3√(u/nᵢ), not below 0. The rest is as in `p_chart`."""
    return _rate_chart(
        numerator, denominator, _Rules(lambda centre: centre, math.inf, laney, screened), phases, baseline, exclude
    )


@dataclass(frozen=True)
class _Rules:
    variance: Callable[[float], float]
    highest: float
    laney: bool
    screened: bool


@dataclass(frozen=True)
class _Counts:
    numerator: tuple[float | None, ...]
    denominator: tuple[float | None, ...]
    values: tuple[float | None, ...]


def _rate_chart(
    numerator: Values,
    denominator: Values,
    rules: _Rules,
    phases: Collection[int],
    baseline: int | None,
    exclude: Collection[int],
) -> ControlChart:
    counts = _count(numerator, denominator)
    length = len(counts.values)
    excluded = checked_indices(exclude, length, "exclude")
    bounds = phase_bounds(length, phases)
    first = checked_baseline(baseline, length) if len(bounds) == 1 else None
    judged: list[ControlPhase] = []
    limits: list[tuple[float | None, float | None]] = []
    for start, end in bounds:
        base = [index for index in range(start, start + first if first else end + 1) if index not in excluded]
        phase, factor = _judge_rate(counts, start, end, base, rules)
        judged.append(phase)
        limits += [_rate_limits(counts, index, phase.centre, factor, rules) for index in _inside(phase)]
    return _chart(counts.values, tuple(judged), limits)


def _count(numerator: Values, denominator: Values) -> _Counts:
    if len(numerator) != len(denominator):
        raise ValueError(f"numerator and denominator differ in length: {len(numerator)} and {len(denominator)}")
    parts = [
        (top, bottom) if top is not None and bottom else (None, None)
        for top, bottom in zip(_clean(numerator), _clean(denominator), strict=True)
    ]
    values = tuple(None if top is None or not bottom else top / bottom for top, bottom in parts)
    return _Counts(tuple(top for top, _ in parts), tuple(bottom for _, bottom in parts), values)


def _judge_individuals(
    values: tuple[float | None, ...], start: int, end: int, baseline: int | None, *, screened: bool
) -> ControlPhase:
    base = values[start : start + baseline if baseline else end + 1]
    known = [value for value in base if value is not None]
    if not known:
        return ControlPhase(start, end, None, None, fell_back=False)
    if max(known) - min(known) <= _ROUNDING * max(map(abs, known)):
        return ControlPhase(start, end, known[0], None, fell_back=False)
    mean_range, fell_back = _mean_range(_moving_ranges(base), screened=screened)
    return ControlPhase(start, end, math.fsum(known) / len(known), mean_range, fell_back)


def _judge_rate(
    counts: _Counts, start: int, end: int, base: list[int], rules: _Rules
) -> tuple[ControlPhase, float | None]:
    bottom = math.fsum(counts.denominator[index] or 0.0 for index in base)
    if not bottom:
        return ControlPhase(start, end, None, None, fell_back=False), None
    centre = math.fsum(counts.numerator[index] or 0.0 for index in base) / bottom
    if not rules.laney:
        return ControlPhase(start, end, centre, None, fell_back=False), 1.0
    standardised = [_standardise(counts, index, centre, rules) for index in base]
    mean_range, fell_back = _mean_range(_moving_ranges(standardised), screened=rules.screened)
    return ControlPhase(start, end, centre, mean_range, fell_back), _scaled(mean_range, 1 / SIGMA_PER_RANGE)


def _standardise(counts: _Counts, index: int, centre: float, rules: _Rules) -> float | None:
    value, size, variance = counts.values[index], counts.denominator[index], rules.variance(centre)
    if value is None or not size or variance <= 0:
        return None
    return (value - centre) / math.sqrt(variance / size)


def _rate_limits(
    counts: _Counts, index: int, centre: float | None, factor: float | None, rules: _Rules
) -> tuple[float | None, float | None]:
    size = counts.denominator[index]
    if centre is None or factor is None or not size:
        return None, None
    width = 3 * math.sqrt(max(rules.variance(centre), 0.0) / size) * factor
    return max(centre - width, 0.0), min(centre + width, rules.highest)


def _moving_ranges(values: Iterable[float | None]) -> list[float]:
    return [abs(after - before) for before, after in pairwise(values) if before is not None and after is not None]


def _mean_range(ranges: Sequence[float], *, screened: bool) -> tuple[float | None, bool]:
    if not ranges:
        return None, False
    mean = math.fsum(ranges) / len(ranges)
    if mean <= _ROUNDING:
        return None, False
    if not screened:
        return mean, False
    kept = [moved for moved in ranges if moved < RANGE_FACTOR * mean]
    again = math.fsum(kept) / len(kept) if kept else 0.0
    return (again, False) if again > _ROUNDING * max(ranges) else (mean, True)


def _scaled(mean_range: float | None, factor: float) -> float | None:
    return None if mean_range is None else mean_range * factor


def _around(centre: float | None, width: float | None) -> tuple[float | None, float | None]:
    return (None, None) if centre is None or width is None else (centre - width, centre + width)


def _inside(phase: ControlPhase) -> range:
    return range(phase.start, phase.end + 1)


def _chart(
    values: tuple[float | None, ...],
    phases: tuple[ControlPhase, ...],
    limits: Sequence[tuple[float | None, float | None]],
) -> ControlChart:
    lower, upper = tuple(low for low, _ in limits), tuple(high for _, high in limits)
    outside = tuple(
        index
        for index, value in enumerate(values)
        if value is not None and ((low := lower[index]) is not None and (high := upper[index]) is not None)
        if value < low or value > high
    )
    centre = tuple(phase.centre for phase in phases for _ in _inside(phase))
    return ControlChart(values, centre, lower, upper, outside, phases)


def _clean(values: Values) -> tuple[float | None, ...]:
    return tuple(None if value is None or math.isnan(value) else float(value) for value in values)
