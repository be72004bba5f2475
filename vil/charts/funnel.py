"""Draw the units as a funnel: size to the right, the number upwards, and the room that size leaves to chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vil.analysis import Funnel
from vil.analysis.funnels import funnel_limits
from vil.charts.axes import ValueAxis, find_value_axis
from vil.charts.chart import Chart
from vil.charts.marks import shorten, write_words
from vil.charts.theme import SMALL, Palette, make_frame
from vil.formats import format_number
from vil.model.indicator import Measure

_STEPS = 60
SIZE = "så mange bygger tallet på"
_Curve = list[dict[str, Any]]


def draw_funnel(
    found: Funnel,
    *,
    names: Sequence[str],
    sizes: Sequence[float],
    own: str,
    measure: Measure,
    scale: float,
    palette: Palette,
    height: int = 340,
) -> Chart:
    """Draw every unit as a point, the reader's own named and filled; nobody else is named, and nobody is ranked.

    A unit outside the outer limits is a diamond, and one too small to be compared a small open circle, so that nothing rests
    on colour. The curves are the 95 % (dashed) and 99.8 % (full) limits.
    """
    points = _list_points(found, names, sizes, own, scale)
    curves = _list_curves(found, max(sizes), scale)
    ends = [point["y"] for point in points] + [row["y"] for row in curves if row["x"] >= max(sizes) / 6]
    axis = find_value_axis(ends, is_percentage=measure.is_percentage)
    domain = [axis.low, axis.high]
    inside = [row for row in curves if axis.low <= row["y"] <= axis.high]
    encoding = {
        "x": _make_axis([0.0, max(sizes) * 1.06], find_value_axis([0.0, max(sizes)]).ticks, 0, SIZE),
        "y": {**_make_axis(domain, axis.ticks, measure.decimals), "field": "y"},
    }
    return Chart(
        {
            **make_frame(palette, height),
            "title": {"text": _write_note(measure, axis), "offset": 7},
            "encoding": encoding,
            "layer": [
                _draw_middle(found.target * scale, palette),
                *(_draw_curve(inside, kind, palette) for kind in ("low95", "high95", "low998", "high998")),
                *_draw_points(points, palette),
                *_write_own(points, palette),
            ],
        }
    )


def _write_note(measure: Measure, axis: ValueAxis) -> str:
    unit = "procent" if measure.is_percentage else measure.name
    begins = "" if axis.starts_at_zero else f"aksen begynder ved {axis.label(axis.low)}"
    return " · ".join(part for part in (unit, begins) if part)


def _list_points(found: Funnel, names: Sequence[str], sizes: Sequence[float], own: str, scale: float) -> _Curve:
    return [
        {
            "x": shorten(size),
            "y": shorten((ratio or 0.0) * scale),
            "t": name,
            "kind": "own" if name == own else "outside" if place in found.outside998 else "other",
            "shape": "diamond" if place in found.outside998 else "circle",
            "open": place in found.too_small,
        }
        for place, (name, size, ratio) in enumerate(zip(names, sizes, found.ratio, strict=True))
    ]


def _list_curves(found: Funnel, largest: float, scale: float) -> _Curve:
    rows = []
    for step in range(1, _STEPS + 1):
        size = largest * 1.06 * (step / _STEPS) ** 2
        for suffix, (low, high) in zip(("95", "998"), funnel_limits(found, size), strict=True):
            for side, value in (("low", low), ("high", high)):
                rows.append({"x": shorten(size), "y": shorten((value or 0.0) * scale), "curve": f"{side}{suffix}"})
    return rows


def _make_axis(domain: list[float], ticks: Sequence[float], decimals: int, title: str | None = None) -> dict[str, Any]:
    whole = all(tick == round(tick) for tick in ticks)
    names = [format_number(tick, 0 if whole else max(1, decimals)) for tick in ticks]
    named = {"title": title, "titleFontWeight": "normal", "titleAnchor": "end"} if title else {}
    lookup = "[" + ",".join(f'"{name}"' for name in names) + f"][indexof({list(ticks)}, datum.value)]"
    return {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": domain, "nice": False, "zero": False},
        "axis": {"values": list(ticks), "labelExpr": lookup, "grid": False, "ticks": False, **named},
    }


def _draw_middle(target: float, palette: Palette) -> dict[str, Any]:
    return {
        "data": {"values": [{"y": shorten(target)}]},
        "mark": {"type": "rule", "color": palette.stone, "strokeDash": [2, 3], "tooltip": None},
        "encoding": {"x": {"value": 0}, "x2": {"value": "width"}, "y": {"field": "y"}},
    }


def _draw_curve(rows: _Curve, kind: str, palette: Palette) -> dict[str, Any]:
    mark: dict[str, Any] = {"type": "line", "color": palette.stone, "strokeWidth": 1.2, "tooltip": None}
    if kind.endswith("95"):
        mark["strokeDash"] = [5, 4]
    return {"data": {"values": [row for row in rows if row["curve"] == kind]}, "mark": mark}


def _draw_points(points: _Curve, palette: Palette) -> list[dict[str, Any]]:
    looks = {"other": (palette.stone, 60), "outside": (palette.amber, 110), "own": (palette.fjord, 190)}
    layers = []
    for kind, (colour, size) in looks.items():
        for is_open in (False, True):
            values = [point for point in points if point["kind"] == kind and point["open"] is is_open]
            if values:
                layers.append(_draw_group(values, colour, size, is_open=is_open, palette=palette))
    return layers


def _draw_group(values: _Curve, colour: str, size: int, *, is_open: bool, palette: Palette) -> dict[str, Any]:
    fill = palette.paper if is_open else colour
    return {
        "data": {"values": values},
        "mark": {
            "type": "point",
            "filled": True,
            "fill": fill,
            "stroke": colour,
            "opacity": 1,
            "size": size,
            "tooltip": None,
        },
        "encoding": {"shape": {"field": "shape", "type": "nominal", "scale": None, "legend": None}},
    }


def _write_own(points: _Curve, palette: Palette) -> list[dict[str, Any]]:
    own = [point for point in points if point["kind"] == "own"]
    return list(write_words(own, palette, colour=palette.fjord, size=SMALL + 2, dy=-16, weight=600)) if own else []
