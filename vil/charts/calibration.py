"""One dot for each guess: how far the number fell from it, counted in the number's own swing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vil.analysis.guesses import find_widest
from vil.charts.chart import Chart
from vil.charts.theme import NORMAL, SMALL, Palette, make_frame
from vil.formats import format_date
from vil.model.guess import Guess

_FURTHEST = 3.0
_ROOM = 0.5


def draw_calibration(guesses: Sequence[Guess], *, palette: Palette, height: int = 150) -> Chart:
    """Draw guesses in the order they were made, round inside the band of usual swing and diamonds outside it.

    Those that could not be judged are left out. A guess further away than three times the swing stands at the edge.
    """
    rows = _list_dots(guesses)
    return Chart(
        {
            **make_frame(palette, height, padding={"left": 4, "top": 4, "right": 4}),
            "data": {"values": rows},
            "encoding": {
                "x": {
                    "field": "x",
                    "type": "quantitative",
                    "axis": None,
                    "scale": {"domain": [-_ROOM, max(5, len(rows)) - _ROOM], "nice": False},
                },
                "y": {
                    "field": "y",
                    "type": "quantitative",
                    "axis": None,
                    "scale": {"domain": [-_FURTHEST * 1.35, _FURTHEST * 1.35], "nice": False},
                },
            },
            "layer": [*_draw_band(palette), _draw_dots(rows, palette, False), _draw_dots(rows, palette, True)],
        }
    )


def _list_dots(guesses: Sequence[Guess]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for guess in guesses:
        widest = find_widest(guess)
        if widest is None or widest.is_beyond is None or not guess.swing:
            continue
        far = max(-_FURTHEST, min(_FURTHEST, widest.difference / guess.swing))
        row = {"x": len(rows), "y": round(far, 3), "s": widest.is_beyond, "d": format_date(guess.guessed_at)}
        rows.append({**row, "t": "overrasket" if widest.is_beyond else "som ventet"})
    return rows


def _draw_band(palette: Palette) -> list[dict[str, Any]]:
    whole = {"x": {"value": 0}, "x2": {"value": "width"}}
    band = {"y": {"field": "y", "type": "quantitative"}, "y2": {"field": "y2"}, **whole}
    words = [(_FURTHEST * 1.2, "højere end ventet"), (-_FURTHEST * 1.2, "lavere end ventet")]
    text = {"type": "text", "align": "left", "dx": 6, "fontSize": SMALL, "color": palette.stone, "tooltip": None}
    return [
        {
            "data": {"values": [{"y": -1, "y2": 1}]},
            "mark": {"type": "rect", "color": palette.soft_fjord, "tooltip": None},
            "encoding": band,
        },
        {
            "data": {"values": [{"y": at, "t": word} for at, word in words]},
            "mark": {**text, "fontSize": NORMAL - 1},
            "encoding": {"x": {"value": 0}, "text": {"field": "t"}},
        },
    ]


def _draw_dots(rows: list[dict[str, Any]], palette: Palette, is_beyond: bool) -> dict[str, Any]:
    look = {"shape": "diamond", "color": palette.amber} if is_beyond else {"shape": "circle", "color": palette.plum}
    return {
        "data": {"values": [row for row in rows if row["s"] is is_beyond]},
        "mark": {"type": "point", "filled": True, "opacity": 1, "size": 110, **look},
        "encoding": {
            "tooltip": [
                {"field": "d", "type": "nominal", "title": "Gættet"},
                {"field": "t", "type": "nominal", "title": "Tallet kom"},
            ]
        },
    }
