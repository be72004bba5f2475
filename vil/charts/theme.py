"""One look for every chart: two palettes, the type, the grid and the Danish locale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FONT = "IBM Plex Sans"
SMALL, NORMAL, LARGE = 12, 13, 18


@dataclass(frozen=True)
class Palette:
    """The colours of a chart by what they mean; none of them judges.

    `amber_ink` is amber for words: a shade darker on light paper, where amber itself is only 4.3 : 1.
    """

    name: str
    ink: str
    paper: str
    panel: str
    line: str
    fjord: str
    soft_fjord: str
    amber: str
    amber_ink: str
    plum: str
    stone: str
    thread: str


LIGHT = Palette(
    "light",
    ink="#1F2A37",
    paper="#FBFAF7",
    panel="#F1EEE7",
    line="#DDD8CC",
    fjord="#0B5A6B",
    soft_fjord="#D9E8EA",
    amber="#B85F00",
    amber_ink="#AF5A00",
    plum="#7A3E6D",
    stone="#5F6B7A",
    thread="#B5432F",
)
DARK = Palette(
    "dark",
    ink="#E8EAED",
    paper="#12181D",
    panel="#1A2229",
    line="#33404A",
    fjord="#6FB7C6",
    soft_fjord="#22343B",
    amber="#F0A94B",
    amber_ink="#F0A94B",
    plum="#CF9AC4",
    stone="#9AA5B1",
    thread="#E07A6B",
)

LOCALE: dict[str, Any] = {
    "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " kr."], "minus": "−"},
    "time": {
        "dateTime": "%A den %d. %B %Y %H:%M",
        "date": "%d.%m.%Y",
        "time": "%H:%M",
        "periods": ["", ""],
        "days": ["søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"],
        "shortDays": ["søn", "man", "tir", "ons", "tor", "fre", "lør"],
        "months": [
            "januar", "februar", "marts", "april", "maj", "juni",
            "juli", "august", "september", "oktober", "november", "december",
        ],
        "shortMonths": ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    },
}  # fmt: skip


def find_palette(name: str) -> Palette:
    """Find a palette by the name of the page's theme; anything but "dark" is light."""
    return DARK if name == "dark" else LIGHT


def make_frame(
    palette: Palette, height: int, *, fit: str = "fit", padding: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """Make what every chart's Vega-Lite begins with: as wide as its place, `height` pixels high, in our look.

    With `fit` "fit-x" the height is that of the drawing alone, what is round it left out. `padding` says what is not as usual.
    """
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": height,
        "autosize": {"type": fit, "contains": "padding"},
        "padding": {"left": 2, "top": 2, "bottom": 4, "right": 6} | dict(padding or {}),
        "config": _make_config(palette),
    }


def _make_config(palette: Palette) -> dict[str, Any]:
    """Make the Vega-Lite configuration: no frame, a light grid, our type, Danish numbers and months."""
    return {
        "locale": LOCALE,
        "background": palette.paper,
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "domainColor": palette.line,
            "gridColor": palette.line,
            "gridOpacity": 0.7,
            "tickColor": palette.line,
            "labelColor": palette.ink,
            "labelFont": FONT,
            "labelFontSize": NORMAL,
            "labelPadding": 5,
            "title": None,
        },
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": palette.stone,
            "font": FONT,
            "fontSize": NORMAL,
            "fontWeight": "normal",
        },
        "text": {"font": FONT, "fontSize": SMALL, "color": palette.stone},
    }
