"""Draw how the cases of a practice run were read, in the order they were answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vil.charts.chart import Chart
from vil.charts.theme import Palette, make_frame
from vil.model.practice import CHANGED, Sighting, Truth

NOTHING_NEW, SOMETHING_NEW = "intet var nyt", "noget var nyt"
_FAIR, _OTHER, _OPEN = "fair", "other", "open"


def draw_learning(readings: Sequence[tuple[Sighting, Truth]], *, palette: Palette) -> Chart:
    """Draw one sign for each case: a disc where it was read as it was, a diamond where not, a bar where it was left open."""
    rows = [
        {"x": place, "y": SOMETHING_NEW if truth in CHANGED else NOTHING_NEW, "kind": _kind(sighting, truth)}
        for place, (sighting, truth) in enumerate(readings, 1)
    ]
    return Chart(
        {
            **make_frame(palette, 110),
            "title": {"text": "● som det var · ◆ modsat · ▬ ladt åbent", "offset": 7},
            "data": {"values": rows},
            "encoding": _make_axes(len(rows)),
            "layer": [
                _draw(_FAIR, "circle", palette.fjord),
                _draw(_OTHER, "diamond", palette.amber),
                _draw(_OPEN, "stroke", palette.stone),
            ],
        }
    )


def _kind(sighting: Sighting, truth: Truth) -> str:
    if sighting is Sighting.CANNOT_TELL:
        return _OPEN
    return _FAIR if (sighting is Sighting.SOMETHING_NEW) == (truth in CHANGED) else _OTHER


def _make_axes(count: int) -> dict[str, Any]:
    domain = [0.4, max(10, count) + 0.6]
    return {
        "x": {"field": "x", "type": "quantitative", "scale": {"domain": domain, "nice": False}, "axis": None},
        "y": {
            "field": "y",
            "type": "nominal",
            "sort": [NOTHING_NEW, SOMETHING_NEW],
            "scale": {"domain": [NOTHING_NEW, SOMETHING_NEW]},
            "axis": {"domain": False, "ticks": False, "grid": True},
        },
    }


def _draw(kind: str, shape: str, colour: str) -> dict[str, Any]:
    return {
        "transform": [{"filter": f"datum.kind === '{kind}'"}],
        "mark": {
            "type": "point",
            "shape": shape,
            "filled": shape != "stroke",
            "size": 170,
            "opacity": 1,
            "color": colour,
            "strokeWidth": 3 if shape == "stroke" else 0,
            "tooltip": None,
        },
    }
