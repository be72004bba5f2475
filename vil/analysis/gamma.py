"""The quantile of the gamma distribution, from which exact Poisson limits follow."""

from __future__ import annotations

import math

_TINY = 1e-300
_STEPS = 10_000


def gamma_quantile(share: float, shape: float) -> float:
    """Find x with P(shape, x) = share, the regularised lower incomplete gamma function; 0 < share < 1, shape > 0.

    Halley's method from the Wilson-Hilferty guess, held inside a shrinking bracket; exact to about 1e-13. Source:
    Abramowitz & Stegun 1964, 6.5 and 26.4.17.
    """
    low, high = 0.0, math.inf
    guess = _first_guess(share, shape)
    for _ in range(200):
        error = gamma_share(shape, guess) - share
        low, high = (low, guess) if error > 0 else (guess, high)
        density = math.exp((shape - 1) * math.log(guess) - guess - math.lgamma(shape))
        step = error / density if density > 0 else 0.0
        step /= 1 - 0.5 * min(1.0, step * ((shape - 1) / guess - 1))
        following = guess - step
        if not low < following < high or step == 0.0:
            following = (low + high) / 2 if high < math.inf else guess * 2
        if abs(following - guess) <= 4e-16 * guess:
            return following
        guess = following
    return guess


def gamma_share(shape: float, value: float) -> float:
    """Compute P(shape, value), the share of a gamma distribution below a value >= 0."""
    if value <= 0:
        return 0.0
    scale = math.exp(shape * math.log(value) - value - math.lgamma(shape))
    if value < shape + 1:
        return scale * _by_series(shape, value)
    return 1 - scale * _by_fraction(shape, value)


def _by_series(shape: float, value: float) -> float:
    term = total = 1 / shape
    for step in range(1, _STEPS):
        term *= value / (shape + step)
        total += term
        if term < total * 1e-17:
            break
    return total


def _by_fraction(shape: float, value: float) -> float:
    bottom = value + 1 - shape
    fraction_c, fraction_d = 1 / _TINY, 1 / bottom
    total = fraction_d
    for step in range(1, _STEPS):
        top = -step * (step - shape)
        bottom += 2
        fraction_d = 1 / _away_from_zero(top * fraction_d + bottom)
        fraction_c = _away_from_zero(bottom + top / fraction_c)
        change = fraction_c * fraction_d
        total *= change
        if abs(change - 1) < 1e-16:
            break
    return total


def _away_from_zero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY


def _first_guess(share: float, shape: float) -> float:
    from statistics import NormalDist

    root = NormalDist().inv_cdf(share)
    guess = shape * (1 - 1 / (9 * shape) + root / (3 * math.sqrt(shape))) ** 3
    if guess > 0 and shape > 0.5:
        return guess
    return max(math.pow(share * math.exp(math.lgamma(shape + 1)), 1 / shape), 1e-12)
