"""Which points rules may use."""

from __future__ import annotations

from vil.model.series import Series


def usable_values(series: Series) -> tuple[float | None, ...]:
    """Give the values that rules may use, in place: None where a point is missing, hidden, partial or provisional."""
    provisional = set(find_provisional_places(series))
    return tuple(
        None if point.is_partial or place in provisional else point.value for place, point in enumerate(series.points)
    )


def find_provisional_places(series: Series) -> tuple[int, ...]:
    """List the places of the whole points with a value that later versions usually still change.

    A longer period is provisional when any part of it is; one that is only partly there counts as partial.
    """
    if not series.provisional:
        return ()
    spans = [(one.period.start, one.period.end) for one in series.provisional]
    return tuple(
        place
        for place, point in enumerate(series.points)
        if point.value is not None
        and not point.is_partial
        and any(start <= point.period.end and point.period.start <= end for start, end in spans)
    )
