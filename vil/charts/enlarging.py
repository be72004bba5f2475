"""A chart drawn larger, to be read from the back of a room: letters, lines, marks and height grow alike, and the data stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_LENGTHS = {
    "height", "width", "fontSize", "labelFontSize", "titleFontSize", "labelPadding", "titlePadding", "labelSeparation",
    "strokeWidth", "dx", "dy", "lineHeight", "labelLimit", "titleLimit", "limit", "tickSize", "minExtent", "cornerRadius",
    "columnPadding", "rowPadding", "symbolStrokeWidth", "step", "spacing",
}  # fmt: skip
_AREAS = {"size", "symbolSize"}
_SIDES = {"left", "top", "right", "bottom"}
_IN_PIXELS = {"x", "y", "x2", "y2", "xOffset", "yOffset", "strokeWidth"}
_LEFT_ALONE = {"data", "datasets", "values", "scale", "locale", "stops"}
"""Where numbers are of the data, or shares of a whole, and not lengths on the screen."""


def enlarge(spec: Mapping[str, Any], times: float) -> dict[str, Any]:
    """Give a Vega-Lite chart with every length so many times as large; areas grow with the square."""
    return {name: _grow(name, value, times, "") for name, value in spec.items()}


def _grow(name: str, value: Any, times: float, parent: str) -> Any:
    if name in _LEFT_ALONE:
        return value
    if isinstance(value, Mapping):
        return {inner: _grow(inner, found, times, name) for inner, found in value.items()}
    if isinstance(value, list):
        if name == "strokeDash":
            return [found * times for found in value]
        return [_grow(name, found, times, parent) if isinstance(found, Mapping | list) else found for found in value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return value * _find_growth(name, parent, times)


def _find_growth(name: str, parent: str, times: float) -> float:
    if name in _AREAS or (name == "value" and parent in _AREAS):
        return times * times
    is_length = name in _LENGTHS or (name in _SIDES and parent == "padding") or (name == "offset" and parent == "axis")
    return times if is_length or name == "padding" or (name == "value" and parent in _IN_PIXELS) else 1
