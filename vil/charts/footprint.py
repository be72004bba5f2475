"""Draw how far each unit moved, and how sure that is: one line each, by name, the own marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from vil.analysis.footprint import Change
from vil.charts.chart import Chart
from vil.charts.marks import shorten
from vil.charts.theme import SMALL, Palette, make_frame
from vil.formats import format_difference, format_number
from vil.model.indicator import Measure

MOST_UNITS = 24
_ROW = 22
_Z95 = 1.959964


def draw_footprint(
    changes: Sequence[Change], *, own: Collection[str], measure: Measure | None, palette: Palette
) -> Chart:
    """Draw each change as a point with its 95 % interval; own units are diamonds, and changes in per cent have no `measure`."""
    rows = [_describe(change, own, measure) for change in sorted(changes, key=lambda change: change.unit)]
    rows_axis = _name_rows([row["u"] for row in rows])
    colour = {"condition": {"test": "datum.o", "value": palette.fjord}, "value": palette.stone}
    shape = {"condition": {"test": "datum.o", "value": "diamond"}, "value": "circle"}
    place = {"field": "y", "type": "quantitative"}
    tooltip = [{"field": "u", "title": "Enhed"}, {"field": "t", "title": "Ændring"}]
    return Chart(
        {
            **make_frame(palette, _ROW * max(1, len(rows)), fit="fit-x", padding={"right": 8}),
            "data": {"values": rows},
            "layer": [
                {
                    "data": {"values": [{"y": 0}]},
                    "mark": {"type": "rule", "color": palette.stone, "strokeDash": [4, 4], "tooltip": None},
                    "encoding": {"x": place},
                },
                {
                    "mark": {"type": "rule", "strokeWidth": 2, "tooltip": None},
                    "encoding": {
                        "x": {**place, "field": "l", "axis": _make_axis(measure)},
                        "x2": {"field": "h"},
                        "y": rows_axis,
                        "color": colour,
                    },
                },
                {
                    "mark": {"type": "point", "filled": True, "opacity": 1, "size": 80},
                    "encoding": {"x": place, "y": rows_axis, "color": colour, "shape": shape, "tooltip": tooltip},
                },
            ],
        }
    )


def _describe(change: Change, own: Collection[str], measure: Measure | None) -> dict[str, Any]:
    reach = _Z95 * change.error
    return {
        "u": f"{change.unit} ◆" if change.unit in own else change.unit,
        "y": shorten(change.size),
        "l": shorten(change.size - reach),
        "h": shorten(change.size + reach),
        "o": change.unit in own,
        "t": f"{'−' if change.size < 0 else '+'}{_write(change.size, measure)}",
    }


def _write(size: float, measure: Measure | None) -> str:
    return format_difference(size, measure) if measure else f"{format_number(abs(size))} %"


def _name_rows(names: list[str]) -> dict[str, Any]:
    axis = {"labelLimit": 150, "ticks": False, "domain": False, "labelFontSize": SMALL, "title": None}
    return {"field": "u", "type": "nominal", "sort": names, "axis": axis}


def _name_axis(measure: Measure | None) -> str:
    if measure is None:
        return "ændring i procent"
    if measure.is_percentage:
        return "ændring i procentpoint"
    return f"ændring i {measure.name}" if measure.name else "ændring"


def _make_axis(measure: Measure | None) -> dict[str, Any]:
    title = f"{_name_axis(measure)} · streg: så usikkert er det"
    return {"title": title, "titleFontWeight": 400, "titleFontSize": SMALL, "tickCount": 4, "domain": False}
