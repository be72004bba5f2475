"""Small things that all layers are made with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vil.charts.theme import Palette

Layer = dict[str, Any]
WHOLE_HEIGHT = {"y": {"value": 0}, "y2": {"value": "height"}}


def write_words(
    values: list[dict[str, Any]], palette: Palette, *, colour: str, size: int, dy: int, weight: int = 400
) -> Iterable[Layer]:
    """Write words (`t`) at places (`x`, `y`), with a halo of paper so that they can be read over lines."""
    for halo in (True, False):
        mark: dict[str, Any] = {"type": "text", "fontSize": size, "dy": dy, "color": colour, "tooltip": None}
        if weight != 400:
            mark["fontWeight"] = weight
        if halo:
            mark |= {"stroke": palette.paper, "strokeWidth": 6, "color": palette.paper, "strokeJoin": "round"}
        yield {"data": {"values": values}, "mark": mark, "encoding": {"text": {"field": "t"}}}


def make_hatch(colour: str) -> dict[str, Any]:
    """Make a hatch of stripes, which reads without colour.

    They lie flat: a gradient is stretched with its ground, so slanted ones would differ from stretch to stretch.
    """
    stripes = 38
    stops = []
    for stripe in range(stripes):
        start, middle, end = stripe / stripes, (stripe + 0.25) / stripes, (stripe + 1) / stripes
        stops += [
            {"offset": round(start, 4), "color": colour},
            {"offset": round(middle, 4), "color": colour},
            {"offset": round(middle, 4), "color": "transparent"},
            {"offset": round(end, 4), "color": "transparent"},
        ]
    return {"gradient": "linear", "x1": 0, "y1": 0, "x2": 0, "y2": 1, "stops": stops}


def shorten(value: float | None, *, digits: int = 6) -> float | None:
    """Round a value to so many significant digits; six are more than an eye can see."""
    return None if value is None else float(f"{value:.{digits}g}")
