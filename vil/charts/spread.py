"""Draw how single cases lie: a bar for each stretch of the number, and a line where it stood the year before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vil.charts.chart import Chart
from vil.charts.marks import shorten
from vil.charts.theme import NORMAL, Palette, make_frame
from vil.formats import format_number
from vil.model.spread import Spread

_LYING_AT_MOST = 6


def draw_spread(spread: Spread, names: Sequence[str], *, palette: Palette, height: int = 340) -> Chart:
    """Draw the shares of each bar in per cent, `names` under them; what may not be known is hatched out in words.

    Now is a filled bar and the year before a thick line across it, so that they are told apart without colour.
    """
    rows = [
        {"bar": name, "now": _percent(now), "before": _percent(before), "t": _write(now)}
        for name, (now, before) in zip(names, spread.shares(), strict=True)
    ]
    layers: list[dict[str, Any]] = [_draw_bars(palette), *_draw_before(spread, palette), _write_shares(palette)]
    return Chart(
        {
            **make_frame(palette, height),
            "title": {"text": _note(spread), "offset": 7},
            "data": {"values": rows},
            "encoding": {"x": _make_axis(names)},
            "layer": layers,
        }
    )


def _make_axis(names: Sequence[str]) -> dict[str, Any]:
    axis = {"labelAngle": -35 if len(names) > _LYING_AT_MOST else 0, "labelLimit": 140, "labelFontSize": NORMAL}
    scale = {"paddingInner": 0.12, "paddingOuter": 0.1}
    return {"field": "bar", "type": "nominal", "sort": list(names), "scale": scale, "axis": axis}


def _percent(share: float | None) -> float | None:
    return None if share is None else shorten(share * 100)


def _write(share: float | None) -> str:
    return "skjult" if share is None else f"{format_number(share * 100)} %"


def _note(spread: Spread) -> str:
    has_before = any(before is not None for _, before in spread.shares())
    return "procent · søjle: seneste år" + (" · streg: året før" if has_before else "")


def _height_of(field: str) -> dict[str, Any]:
    axis = {"domain": False, "ticks": False, "tickCount": 5}
    return {"y": {"field": field, "type": "quantitative", "scale": {"zero": True}, "axis": axis}}


def _draw_bars(palette: Palette) -> dict[str, Any]:
    return {
        "mark": {"type": "bar", "color": palette.fjord, "opacity": 0.75, "tooltip": None},
        "encoding": _height_of("now"),
    }


def _draw_before(spread: Spread, palette: Palette) -> list[dict[str, Any]]:
    if all(before is None for _, before in spread.shares()):
        return []
    line = {"type": "tick", "color": palette.ink, "thickness": 4, "bandSize": 46, "tooltip": None}
    return [{"mark": line, "encoding": _height_of("before")}]


def _write_shares(palette: Palette) -> dict[str, Any]:
    mark = {"type": "text", "dy": -9, "fontSize": NORMAL, "color": palette.ink, "tooltip": None}
    return {"mark": mark, "encoding": {**_height_of("now"), "text": {"field": "t"}}}
