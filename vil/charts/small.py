"""A small chart among others: the line, its middle, its long run and its ends, and nothing else."""

from __future__ import annotations

from typing import Any

from vil.analysis import Pattern
from vil.analysis.usable import usable_values
from vil.charts.axes import find_value_axis
from vil.charts.chart import Chart
from vil.charts.marks import shorten
from vil.charts.theme import SMALL, Palette, make_frame
from vil.formats import format_period_short, format_value
from vil.model.series import Series

HEIGHT = 120


def draw_small(series: Series, pattern: Pattern, *, palette: Palette) -> Chart:
    """Draw a series as one of many; points in a run that is too long are amber diamonds, the middle is dashed."""
    values = [value for value in series.values if value is not None]
    axis = find_value_axis(values, is_percentage=series.indicator.measure.is_percentage)
    rows = _list_points(series, pattern)
    last = len(rows) - 1
    layers = [
        *_draw_middle(pattern, last, palette),
        {"mark": {"type": "line", "color": palette.fjord, "strokeWidth": 2, "tooltip": None}},
        *_draw_run(rows, palette),
        *_draw_open(series, pattern, palette),
        *_write_latest(series, pattern, palette),
    ]
    return Chart(
        {
            **make_frame(palette, HEIGHT, padding={"left": 4, "top": 4, "bottom": 2}),
            "data": {"values": rows},
            "encoding": {
                "x": {
                    "field": "x",
                    "type": "quantitative",
                    "scale": {"domain": [0, max(1, last) * 1.16], "nice": False},
                    "axis": _name_ends(series, last),
                },
                "y": {
                    "field": "y",
                    "type": "quantitative",
                    "scale": {"domain": [axis.low, axis.high], "nice": False, "zero": False},
                    "axis": None,
                },
            },
            "layer": layers,
        }
    )


def _list_points(series: Series, pattern: Pattern) -> list[dict[str, Any]]:
    run = pattern.run
    return [
        {"x": place, "y": shorten(value), "s": int(run is not None and run.start <= place <= run.end)}
        for place, value in enumerate(usable_values(series))
    ]


def _name_ends(series: Series, last: int) -> dict[str, Any]:
    first, latest = (format_period_short(series.points[place].period) for place in (0, -1))
    return {
        "values": [0, last],
        "labelExpr": f'datum.value === 0 ? "{first}" : "{latest}"',
        "labelFontSize": SMALL,
        "labelFlush": True,
        "grid": False,
        "ticks": False,
        "domainColor": "transparent",
    }


def _draw_middle(pattern: Pattern, last: int, palette: Palette) -> list[dict[str, Any]]:
    if pattern.centre is None:
        return []
    spans = [(phase.start, phase.end, phase.centre) for phase in pattern.phases] if pattern.is_since_break else []
    ends = [{"x": first, "y": shorten(level), "x2": end} for first, end, level in spans or [(0, last, pattern.centre)]]
    mark = {"type": "rule", "color": palette.stone, "strokeDash": [4, 4], "tooltip": None}
    return [{"data": {"values": ends}, "mark": mark, "encoding": {"x2": {"field": "x2"}}}]


def _draw_run(rows: list[dict[str, Any]], palette: Palette) -> list[dict[str, Any]]:
    lit = [row for row in rows if row["s"] and row["y"] is not None]
    if not lit:
        return []
    mark = {"type": "point", "shape": "diamond", "filled": True, "opacity": 1, "color": palette.amber, "size": 34}
    return [{"data": {"values": lit}, "mark": {**mark, "tooltip": None}}]


def _draw_open(series: Series, pattern: Pattern, palette: Palette) -> list[dict[str, Any]]:
    """Draw what is partial or provisional as open circles, unjoined."""
    places = sorted({*pattern.partial, *pattern.provisional})
    rows = [{"x": place, "y": shorten(series.points[place].value)} for place in places]
    if not rows:
        return []
    mark = {"type": "point", "fill": palette.paper, "stroke": palette.fjord, "strokeWidth": 1.5, "size": 34}
    return [{"data": {"values": rows}, "mark": {**mark, "opacity": 1, "tooltip": None}}]


def _write_latest(series: Series, pattern: Pattern, palette: Palette) -> list[dict[str, Any]]:
    if pattern.latest is None:
        return []
    point = series.points[pattern.latest]
    text = format_value(point.value or 0.0, series.indicator.measure)
    mark = {"type": "text", "align": "left", "dx": 6, "fontSize": 14, "fontWeight": 600, "color": palette.fjord}
    return [
        {
            "data": {"values": [{"x": pattern.latest, "y": shorten(point.value), "t": text}]},
            "mark": {**mark, "tooltip": None},
            "encoding": {"text": {"field": "t"}},
        }
    ]
