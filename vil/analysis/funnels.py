"""Funnel plots: which units differ more than their size explains. Never a league table."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from vil.analysis.gamma import gamma_quantile
from vil.analysis.runs import Values

Z95, Z998 = 1.959964, 3.090232
_TAILS = {Z95: 0.025, Z998: 0.001}
Limits = tuple[float | None, float | None]


@dataclass(frozen=True)
class Funnel:
    """One ratio and four limits for each unit, tuples as long as the input (None where a unit has no ratio).

    `phi` is the overdispersion and `tau2` the variance between units (both 0 when adjustment was not asked for);
    `adjusted_used` says whether the limits hold it. `outside95` and `outside998` are indices. `too_small` are the
    units where neither a halving nor a doubling would be seen in more than about half of the cases. `is_per_exposure` says that
    counts are held against an exposure (`rate_funnel`), so that the limits are Poisson.
    """

    target: float
    phi: float
    tau2: float
    adjusted_used: bool
    ratio: tuple[float | None, ...]
    lower95: tuple[float | None, ...]
    upper95: tuple[float | None, ...]
    lower998: tuple[float | None, ...]
    upper998: tuple[float | None, ...]
    outside95: tuple[int, ...]
    outside998: tuple[int, ...]
    too_small: tuple[int, ...]
    is_per_exposure: bool = False


def funnel(
    numerator: Values,
    denominator: Values,
    *,
    kind: Literal["proportion", "ratio"] = "proportion",
    adjusted: bool = True,
    trim: float = 0.1,
) -> Funnel:
    """Find the limits within which units differ by chance, at 95 % and 99.8 %.

    Proportions: the target T is Σ numerator / Σ denominator, the limits sin²(asin√T ± z√(1/(4nᵢ)+τ²)), held inside
    [0, 1]. Ratios (observed/expected): target 1, exact Poisson limits, or exp(± z√(1/E+τ²)) when adjusted. z values
    are winsorised at `trim` in each end for proportions (quantiles of type 7) and truncated by rank for ratios; a
    unit with nothing observed has no z for a ratio. Overdispersion is used only when φ > 1. Units without a numerator
    or with denominator 0 have no ratio and no say.

    Source: Spiegelhalter 2005; the SHMI specification for ratios. Raises ValueError for unequal lengths, an unknown
    kind, a trim outside [0, 0.5), a proportion outside [0, 1], or no unit at all.
    """
    units = _pair(numerator, denominator)
    known = [unit for unit in units if unit is not None]
    _check(known, kind, trim)
    form = _proportions(known) if kind == "proportion" else _ratios()
    phi, tau2 = form.spread(known, trim) if adjusted else (0.0, 0.0)
    uses = adjusted and phi > 1
    between = tau2 if uses else None
    limits95 = [form.limits(unit[1], Z95, between) if unit else (None, None) for unit in units]
    limits998 = [form.limits(unit[1], Z998, between) if unit else (None, None) for unit in units]
    ratio = tuple(unit[0] / unit[1] if unit else None for unit in units)
    return Funnel(
        form.target,
        phi,
        tau2,
        uses,
        ratio,
        tuple(low for low, _ in limits95),
        tuple(high for _, high in limits95),
        tuple(low for low, _ in limits998),
        tuple(high for _, high in limits998),
        _find_outside(ratio, limits95),
        _find_outside(ratio, limits998),
        _find_too_small(form.target, limits95),
    )


def rate_funnel(numerator: Values, denominator: Values) -> Funnel:
    """Find the limits of counts per exposure (cases per citizen): a ratio funnel whose expectation is the rate of all together.

    `target`, `ratio` and limits are rates, numerator over denominator. Raises ValueError as `funnel`, and for no counts.
    """
    units = [unit for unit in _pair(numerator, denominator) if unit is not None]
    exposure, counted = math.fsum(bottom for _, bottom in units), math.fsum(top for top, _ in units)
    if exposure <= 0 or counted <= 0:
        raise ValueError("a funnel of rates needs an exposure, and something counted")
    rate = counted / exposure
    found = funnel(numerator, [None if low is None else low * rate for low in denominator], kind="ratio")
    return replace(
        found,
        target=rate,
        ratio=_times(found.ratio, rate),
        lower95=_times(found.lower95, rate),
        upper95=_times(found.upper95, rate),
        lower998=_times(found.lower998, rate),
        upper998=_times(found.upper998, rate),
        is_per_exposure=True,
    )


def _times(values: Values, factor: float) -> tuple[float | None, ...]:
    return tuple(None if value is None else value * factor for value in values)


def funnel_limits(found: Funnel, size: float) -> tuple[Limits, Limits]:
    """Give the 95 % and 99.8 % limits of a funnel of proportions or rates at any size, for drawing its curves."""
    if found.is_per_exposure:
        return _rate_limits(found, size, Z95), _rate_limits(found, size, Z998)
    angle, between = math.asin(math.sqrt(found.target)), found.tau2 if found.adjusted_used else 0.0
    return _angle_limits(angle, size, Z95, between), _angle_limits(angle, size, Z998, between)


def _rate_limits(found: Funnel, size: float, z: float) -> Limits:
    low, high = _ratios().limits(size * found.target, z, found.tau2 if found.adjusted_used else None)
    return (low or 0.0) * found.target, (high or 0.0) * found.target


def _angle_limits(angle: float, size: float, z: float, between: float) -> Limits:
    width = z * math.sqrt(1 / (4 * size) + between)
    low, high = max(angle - width, 0.0), min(angle + width, math.pi / 2)
    return math.sin(low) ** 2, math.sin(high) ** 2


_Unit = tuple[float, float]


@dataclass(frozen=True)
class _Form:
    target: float
    limits: Callable[[float, float, float | None], Limits]
    spread: Callable[[Sequence[_Unit], float], tuple[float, float]]


def _pair(numerator: Values, denominator: Values) -> list[_Unit | None]:
    if len(numerator) != len(denominator):
        raise ValueError(f"numerator and denominator differ in length: {len(numerator)} and {len(denominator)}")
    return [
        (float(top), float(bottom)) if top is not None and bottom else None
        for top, bottom in zip(numerator, denominator, strict=True)
    ]


def _check(known: Sequence[_Unit], kind: str, trim: float) -> None:
    if kind not in {"proportion", "ratio"}:
        raise ValueError(f"kind must be proportion or ratio, not {kind!r}")
    if not 0 <= trim < 0.5:
        raise ValueError(f"trim must lie in [0, 0.5), not {trim}")
    if not known:
        raise ValueError("a funnel needs at least one unit with a numerator and a denominator")
    if any(top < 0 or bottom < 0 or (kind == "proportion" and top > bottom) for top, bottom in known):
        raise ValueError("numerators must lie between 0 and their denominators")


def _proportions(known: Sequence[_Unit]) -> _Form:
    target = math.fsum(top for top, _ in known) / math.fsum(bottom for _, bottom in known)
    angle = math.asin(math.sqrt(target))

    def limits(size: float, z: float, between: float | None) -> Limits:
        return _angle_limits(angle, size, z, between or 0.0)

    def spread(units: Sequence[_Unit], trim: float) -> tuple[float, float]:
        scores = [(math.asin(math.sqrt(top / size)) - angle) * 2 * math.sqrt(size) for top, size in units]
        return _find_spread(_winsorise(scores, trim), [4 * size for _, size in units])

    return _Form(target, limits, spread)


def _ratios() -> _Form:
    def limits(expected: float, z: float, between: float | None) -> Limits:
        if between is not None:
            width = z * math.sqrt(1 / expected + between)
            return math.exp(-width), math.exp(width)
        tail = _TAILS[z]
        return gamma_quantile(tail, expected) / expected, gamma_quantile(1 - tail, expected + 1) / expected

    def spread(units: Sequence[_Unit], trim: float) -> tuple[float, float]:
        scored = [(math.log(top / size) * math.sqrt(size) if top else -math.inf, size) for top, size in units]
        kept = [scored[index] for index in _keep_by_rank([score for score, _ in scored], trim)]
        finite = [(score, size) for score, size in kept if math.isfinite(score)]
        return _find_spread([score for score, _ in finite], [size for _, size in finite])

    return _Form(1.0, limits, spread)


def _find_spread(scores: Sequence[float], weights: Sequence[float]) -> tuple[float, float]:
    count = len(scores)
    if count == 0:
        return 0.0, 0.0
    phi = math.fsum(score * score for score in scores) / count
    total = math.fsum(weights)
    room = total - math.fsum(weight * weight for weight in weights) / total
    return phi, max((count * phi - (count - 1)) / room, 0.0) if room > 0 else 0.0


def _winsorise(scores: Sequence[float], trim: float) -> list[float]:
    low, high = _quantile(scores, trim), _quantile(scores, 1 - trim)
    return [min(max(score, low), high) for score in scores]


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _keep_by_rank(scores: Sequence[float], trim: float) -> list[int]:
    cut = math.floor(trim * len(scores) + 1e-9)
    ordered = sorted(scores)
    ranks = [_mean_rank(ordered, score) for score in scores]
    return [index for index, rank in enumerate(ranks) if cut < rank < len(scores) + 1 - cut]


def _mean_rank(ordered: Sequence[float], score: float) -> float:
    from bisect import bisect_left, bisect_right

    return (bisect_left(ordered, score) + 1 + bisect_right(ordered, score)) / 2


def _find_outside(ratio: Sequence[float | None], limits: Sequence[Limits]) -> tuple[int, ...]:
    return tuple(
        index
        for index, (value, (low, high)) in enumerate(zip(ratio, limits, strict=True))
        if value is not None and low is not None and high is not None and not low <= value <= high
    )


def _find_too_small(target: float, limits: Sequence[Limits]) -> tuple[int, ...]:
    return tuple(
        index
        for index, (low, high) in enumerate(limits)
        if low is not None and high is not None and low <= target / 2 and high >= target * 2
    )
