"""How a pulse moved between two occasions, and whether that is more than chance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_Z95 = 1.959964


@dataclass(frozen=True)
class PulseChange:
    """The change of the mean score with its standard error; nobody is known, so the two groups are held as independent."""

    size: float
    error: float

    @property
    def is_more_than_chance(self) -> bool:
        """Whether the change is outside what chance gives in 95 of 100 cases."""
        return abs(self.size) > _Z95 * self.error


def find_pulse_change(before: Sequence[int], after: Sequence[int]) -> PulseChange | None:
    """Find how the mean moved between two distributions (how many gave 1, 2, … 10); None with under two answers in either.

    Source: Welch 1947, with the normal limit.
    """
    if min(sum(before), sum(after)) < 2:
        return None
    (mean_b, error_b), (mean_a, error_a) = (_mean_and_error(counts) for counts in (before, after))
    return PulseChange(mean_a - mean_b, math.hypot(error_b, error_a))


def _mean_and_error(counts: Sequence[int]) -> tuple[float, float]:
    total = sum(counts)
    mean = math.fsum(score * count for score, count in enumerate(counts, 1)) / total
    squares = math.fsum(count * (score - mean) ** 2 for score, count in enumerate(counts, 1))
    return mean, math.sqrt(squares / (total - 1) / total)
