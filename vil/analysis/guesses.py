"""How far a guess was from the number, held against how far the number moves by itself."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from vil.analysis.natural import find_natural_limits
from vil.analysis.pattern import POINTS_FOR_A_VERDICT
from vil.analysis.usable import usable_values
from vil.model.guess import Guess
from vil.model.period import Period
from vil.model.series import Series

_ROUNDING = 1e-9
_Z = 1.959964
GUESSES_FOR_A_SHARE = 5
"""With fewer guesses nothing is said of how often a team is surprised."""


@dataclass(frozen=True)
class Gap:
    """One guessed period: guess and number, and whether they are further apart than the number's own swing (None: unknown)."""

    period: Period
    guessed: float
    actual: float
    is_beyond: bool | None

    @property
    def difference(self) -> float:
        """The number less the guess."""
        return self.actual - self.guessed


@dataclass(frozen=True)
class Calibration:
    """How many of the guesses that could be judged held a surprise.

    `low` and `high` are the 95 % interval of the share (Wilson 1927), None with fewer than five guesses.
    """

    judged: int
    surprised: int
    low: float | None
    high: float | None


def find_swing(known: Series) -> float | None:
    """Find how far a number usually moves by itself to either side: half the width of its natural limits.

    `known` holds only what was known before the guess. The limits stand around the guess instead of around the middle, so that a
    guess at the level the number lies at is judged as one of its own points would be. Points of differing size (p and
    u charts) have limits of differing width; their median counts. None with fewer than ten usable points since
    registration was last changed, or where they are all the same. Of 4,000 series of pure noise, 30 points each and
    the next three guessed at the level they were drawn from, 2.5 % held a surprise.
    """
    limits = find_natural_limits(known)
    chart = limits.chart
    since = chart.phases[-1].start if chart.phases else 0
    if sum(value is not None for value in usable_values(known)[since:]) < POINTS_FOR_A_VERDICT:
        return None
    widths = [
        max(upper - centre, centre - lower)
        for centre, lower, upper in zip(chart.centre[since:], chart.lower[since:], chart.upper[since:], strict=True)
        if centre is not None and lower is not None and upper is not None
    ]
    swing = statistics.median(widths) * limits.scale if widths else 0.0
    return swing if swing > 0 else None


def find_gaps(guess: Guess) -> tuple[Gap, ...]:
    """Hold each guessed period against the number it turned out to be, oldest first."""
    return tuple(
        Gap(point.period, point.value, point.actual, _is_beyond(point.actual - point.value, guess.swing))
        for point in guess.points
        if point.value is not None and point.actual is not None
    )


def _is_beyond(difference: float, swing: float | None) -> bool | None:
    return None if swing is None else abs(difference) > swing * (1 + _ROUNDING)


def find_widest(guess: Guess) -> Gap | None:
    """Find the period where guess and number are furthest apart, the latest of several; None before the line was shown."""
    return max(reversed(find_gaps(guess)), key=lambda gap: abs(gap.difference), default=None)


def find_calibration(guesses: Iterable[Guess]) -> Calibration:
    """Count how often guesses held a surprise; one whose number has too short a history is not judged."""
    widest = [gap for guess in guesses if (gap := find_widest(guess)) is not None and gap.is_beyond is not None]
    surprised = sum(bool(gap.is_beyond) for gap in widest)
    if len(widest) < GUESSES_FOR_A_SHARE:
        return Calibration(len(widest), surprised, None, None)
    return Calibration(len(widest), surprised, *_find_interval(surprised, len(widest)))


def _find_interval(found: int, of: int) -> tuple[float, float]:
    share, spread = found / of, _Z**2 / of
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, middle - half), min(1.0, middle + half)
