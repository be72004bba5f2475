"""Our own worked cases, twice as many as those of the reference packages, and other ways to reach their figures.

Nothing here calls or copies `vil.analysis`. Runs are found in a text of signs, binomial limits by summing whole numbers, medians
and means as fractions, proportions' limits by the addition theorem, Poisson limits by bisection of summed probabilities.

Sources: Anhøj & Olesen 2014 (runs); Nelson 1982 and Wheeler (moving ranges); Laney 2002 (p′, u′); Spiegelhalter 2005 (funnels).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

Values = list[float | None]
KINDS = ("noise", "shift", "trend", "season", "ties", "gaps", "skewed", "constant", "spike", "waves", "few")
RUN_CASES, XMR_CASES, RATE_CASES, FUNNEL_CASES = 66, 66, 40, 20


def make_values(case: int) -> Values:
    """Make a series of the kind its number says, the same each time."""
    chance, kind = np.random.default_rng(1000 + case), KINDS[case % len(KINDS)]
    count = 6 + case % 5 if kind == "few" else 12 + (case * 7) % 60
    base = chance.normal(50, 5, count).round(1)
    places = np.arange(count)
    shaped = {
        "shift": base + 12 * (places > count // 2),
        "trend": base + 0.6 * places,
        "season": (base + 9 * np.cos(places * math.pi / 6)).round(1),
        "ties": (base / 4).round(0),
        "skewed": chance.exponential(3, count).round(0),
        "constant": np.full(count, 7.3),
        "spike": np.where(places == count // 2, base + 60, base),
        "waves": (base + 9 * np.sin(places / 4)).round(2),
    }.get(kind, base)
    lost = chance.random(count) < (0.2 if kind == "gaps" else 0.0)
    return [None if gone else float(value) for value, gone in zip(shaped, lost, strict=True)]


@dataclass(frozen=True)
class Runs:
    """The figures of a run chart."""

    centre: float
    useful: int
    longest: int
    longest_limit: int
    crossings: int
    crossings_limit: int


def find_runs(values: Values) -> Runs | None:
    """Find the runs as stretches of equal letters in a text of signs; None where no point lies off the median."""
    known = sorted(Fraction(value) for value in values if value is not None)
    middle = (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2
    signs = "".join(
        "+" if value > float(middle) else "-" for value in values if value is not None and value != float(middle)
    )
    if not signs:
        return None
    runs = re.findall(r"\++|-+", signs)
    useful = len(signs)
    bits = next(power for power in range(useful + 1) if useful * useful <= 2 ** (2 * power + 1))
    return Runs(float(middle), useful, max(map(len, runs)), bits + 3, len(runs) - 1, fewest_crossings(useful))


def fewest_crossings(useful: int) -> int:
    """Find the smallest k with P(Bin(n-1, 1/2) <= k) >= 1/20, by summing Pascal's numbers."""
    total, reached = 2 ** (useful - 1), 0
    for k in range(useful):
        reached += math.comb(useful - 1, k)
        if Fraction(reached, total) >= Fraction(1, 20):
            return k
    raise AssertionError


def find_mean_range(values: Sequence[float | None], *, screened: bool) -> Fraction | None:
    """Find the mean moving range as a fraction, taken again without ranges of 3.267 times it or more."""
    pairs = [
        abs(Fraction(late) - Fraction(early))
        for early, late in pairwise(values)
        if early is not None and late is not None
    ]
    if not pairs:
        return None
    mean = sum(pairs, Fraction()) / len(pairs)
    kept = [size for size in pairs if size < Fraction("3.267") * mean] if screened else pairs
    again = sum(kept, Fraction()) / len(kept) if kept else Fraction()
    return again or mean


def find_natural(values: Values, *, screened: bool) -> tuple[float, float, float] | None:
    """Find centre and limits of single measurements; None for a constant series."""
    known = [Fraction(value) for value in values if value is not None]
    middle, moving = sum(known, Fraction()) / len(known), find_mean_range(values, screened=screened)
    if moving is None or not moving:
        return None
    reach = Fraction("2.66") * moving
    return float(middle), float(middle - reach), float(middle + reach)


def make_counts(case: int) -> tuple[list[float | None], list[float | None]]:
    """Make numerators and denominators; every third is overdispersed, every fourth has a hole."""
    chance = np.random.default_rng(5000 + case)
    count = 12 + case % 25
    sizes = chance.integers(40, 900, count)
    rate = np.clip(0.02 + 0.02 * (case % 40) + (chance.normal(0, 0.06, count) if case % 3 == 0 else 0), 0.01, 0.97)
    tops = [float(value) for value in chance.binomial(sizes, rate)]
    numerator: list[float | None] = list(tops)
    if case % 4 == 0:
        numerator[count // 2] = None
    return numerator, [float(size) for size in sizes]


def find_rate_limits(
    numerator: Values, denominator: Values, *, is_share: bool, laney: bool
) -> tuple[float, list[tuple[float, float] | None]]:
    """Find centre and limits of proportions or counts per exposure, each point from its own size."""
    pairs = [(top, low) if top is not None and low else None for top, low in zip(numerator, denominator, strict=True)]
    known = [pair for pair in pairs if pair]
    centre = Fraction(sum(Fraction(top) for top, _ in known), sum(Fraction(low) for _, low in known))
    spread = float(centre * (1 - centre) if is_share else centre)
    scores = [
        None if pair is None else (pair[0] / pair[1] - float(centre)) * math.sqrt(pair[1] / spread) for pair in pairs
    ]
    moving = find_mean_range(scores, screened=True) if laney else None
    factor = float(moving) / 1.128 if moving is not None else 1.0
    found: list[tuple[float, float] | None] = []
    for pair in pairs:
        reach = 3 * factor * math.sqrt(spread) / math.sqrt(pair[1]) if pair else 0.0
        high = float(centre) + reach
        found.append((max(float(centre) - reach, 0.0), min(high, 1.0) if is_share else high) if pair else None)
    return float(centre), found


def make_units(case: int) -> tuple[list[float], list[float]]:
    """Make units of many sizes; every other case differs more than chance gives."""
    chance = np.random.default_rng(9000 + case)
    count = 8 + 2 * case
    sizes = chance.integers(60, 4000, count)
    rate = np.clip(0.15 + 0.03 * case + (chance.normal(0, 0.05, count) if case % 2 else 0), 0.05, 0.95)
    return [float(value) for value in chance.binomial(sizes, rate)], [float(size) for size in sizes]


def find_overdispersion(numerator: list[float], denominator: list[float]) -> tuple[float, float, float]:
    """Find target, φ and τ² of proportions with numpy's own quantiles (type 7) and sums."""
    tops, sizes = np.array(numerator), np.array(denominator)
    target = tops.sum() / sizes.sum()
    scores = (np.arcsin(np.sqrt(tops / sizes)) - np.arcsin(np.sqrt(target))) / np.sqrt(1 / (4 * sizes))
    held = np.clip(scores, np.quantile(scores, 0.1), np.quantile(scores, 0.9))
    phi, weights = float((held**2).mean()), 4 * sizes
    room = weights.sum() - (weights**2).sum() / weights.sum()
    return float(target), phi, max(float((len(sizes) * phi - (len(sizes) - 1)) / room), 0.0)


def find_share_limits(target: float, size: float, between: float, z: float) -> tuple[float, float]:
    """Find sin²(a ± b) by the addition theorem: sin(a ± b) = √T cos b ± √(1-T) sin b."""
    turn = z * math.sqrt(1 / (4 * size) + between)
    low, high = (math.sqrt(target) * math.cos(turn) + side * math.sqrt(1 - target) * math.sin(turn) for side in (-1, 1))
    return low * low, high * high


def find_poisson_limits(expected: float, tail: float) -> tuple[float, float]:
    """Find the means under which `expected` or more, or `expected` or fewer, has the probability `tail`, by bisection."""
    count = round(expected)

    def at_most(most: int, mean: float) -> float:
        return math.fsum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(most + 1))

    def halve(above: float, below: float, wanted: float, most: int) -> float:
        for _ in range(200):
            middle = (above + below) / 2
            above, below = (middle, below) if at_most(most, middle) > wanted else (above, middle)
        return middle

    top = expected + 20 * math.sqrt(expected) + 50
    return halve(1e-12, top, 1 - tail, count - 1), halve(1e-12, top, tail, count)
