"""Draw which numbers there are: a row for each unit, a field for each period."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from vil.charts.axes import find_period_ticks
from vil.charts.chart import Chart
from vil.charts.marks import make_hatch
from vil.charts.theme import SMALL, Palette, make_frame
from vil.model.completeness import Completeness

_ROW_HEIGHT = 22
KEY = "Fyldt: tal · omrids med kryds: mangler · striber: skjult"
"""What the looks mean, to be written above the chart: as a title it would squeeze it on a phone."""


def draw_completeness(found: Completeness, *, palette: Palette) -> Chart:
    """Draw filled fields where there are numbers, frames with a cross where they are missing, stripes where they are hidden."""
    bars = _list_bars(found)
    names = [row.name for row in found.rows]
    rows = {
        "field": "u",
        "type": "nominal",
        "sort": names,
        "axis": {"labelLimit": 120, "ticks": False, "domain": False, "labelFontSize": SMALL},
        "scale": {"domain": names, "paddingInner": 0.25, "paddingOuter": 0.1},
    }
    return Chart(
        {
            **make_frame(palette, _ROW_HEIGHT * max(1, len(found.rows)), fit="fit-x"),
            "encoding": {"y": rows},
            "layer": [
                _draw_fields([bar for bar in bars if bar["s"] == "value"], found, color=palette.fjord),
                _draw_fields(
                    [bar for bar in bars if bar["s"] == "hidden"],
                    found,
                    color=make_hatch(palette.stone),
                    stroke=palette.stone,
                    strokeWidth=1,
                ),
                _draw_fields(
                    [bar for bar in bars if bar["s"] == "missing"],
                    found,
                    color=palette.paper,
                    stroke=palette.ink,
                    strokeWidth=1,
                ),
                _draw_crosses([bar for bar in bars if bar["s"] == "missing"], palette),
            ],
        }
    )


def _list_bars(found: Completeness) -> list[dict[str, Any]]:
    """Put neighbours in the same state together to one field; `x` and `x2` are places from 0 to the number of periods."""
    bars = []
    for row in found.rows:
        place = 0
        for state, stretch in groupby(row.states):
            length = len(list(stretch))
            bars.append({"u": row.name, "x": place, "x2": place + length, "s": str(state), "m": place + length / 2})
            place += length
    return bars


def _draw_fields(bars: list[dict[str, Any]], found: Completeness, **look: Any) -> dict[str, Any]:
    return {
        "data": {"values": bars},
        "mark": {"type": "rect", "tooltip": None, **look},
        "encoding": {"x": _make_axis(found), "x2": {"field": "x2"}},
    }


def _draw_crosses(bars: list[dict[str, Any]], palette: Palette) -> dict[str, Any]:
    return {
        "data": {"values": bars},
        "mark": {"type": "text", "text": "×", "color": palette.ink, "fontSize": SMALL, "tooltip": None},
        "encoding": {"x": {"field": "m", "type": "quantitative"}},
    }


def _make_axis(found: Completeness) -> dict[str, Any]:
    origin = found.periods[0].start
    by_day = {(period.start - origin).days: place for place, period in enumerate(found.periods)}
    ticks = find_period_ticks(found.periods, origin)
    places = [by_day[tick.at] + 0.5 for tick in ticks]
    names = json.dumps([list(tick.lines) for tick in ticks], ensure_ascii=False)
    return {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [0, len(found.periods)], "nice": False, "zero": False},
        "axis": {
            "values": places,
            "labelExpr": f"{names}[indexof({json.dumps(places)}, datum.value)]",
            "labelOverlap": "parity",
            "labelSeparation": 6,
            "labelFlush": True,
            "grid": False,
        },
    }
