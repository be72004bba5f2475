"""Pin a wonder at the point or the stretch of the line where it was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vil.model.round import Place, Wonder
from vil.model.series import Series
from vil.narration.place import begin_wonder
from vil.records import Store
from vil.services.rounds import save_wonder


def find_place(series: Series, days: Sequence[float]) -> Place | None:
    """Find the periods that begin between some days, counted from the line's first period; None when none does."""
    if not days or not series.points:
        return None
    origin = series.points[0].period.start
    inside = [point.period for point in series.points if min(days) <= (point.period.start - origin).days <= max(days)]
    return Place(inside[0], inside[-1]) if inside else None


def read_selection(series: Series, selected: Mapping[str, Any]) -> Place | None:
    """Read what was chosen on a chart: a stretch (`span`) where one was drawn, else a point (`spot`)."""
    span = (selected.get("span") or {}).get("x") or []
    spot = [float(one["x"]) for one in selected.get("spot") or [] if "x" in one]
    return find_place(series, [float(day) for day in span]) or find_place(series, spot)


def place_wonder(store: Store, wonder: Wonder, series: Series, place: Place | None) -> Wonder:
    """Say where on the line a wonder is; its words begin with what the numbers are there, unless somebody has written."""
    begun = begin_wonder(series, wonder.place) if wonder.place else ""
    if wonder.text.strip() not in ("", begun):
        return save_wonder(store, wonder.id, version=wonder.version, place=place)
    text = begin_wonder(series, place) if place else ""
    return save_wonder(store, wonder.id, version=wonder.version, place=place, text=text)
