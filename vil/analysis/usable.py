"""Which points rules may use."""

from __future__ import annotations

from collections.abc import Sequence

from vil.model.series import Point


def usable_values(points: Sequence[Point]) -> tuple[float | None, ...]:
    """Give the values that rules may use, in place: None where a point is missing, hidden or partial."""
    return tuple(None if point.is_partial else point.value for point in points)
