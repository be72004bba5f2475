"""Charts as pictures, made without a browser or a network."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from vil.charts.chart import Chart

FONTS = Path(__file__).parent / "fonts"
WIDTH = 700


def to_png(chart: Chart, *, scale: float = 2, width: int = WIDTH) -> bytes:
    """Draw a chart as PNG, `width` px wide times `scale`, in the product's own type."""
    import vl_convert as vlc

    _register_fonts()
    picture: bytes = vlc.vegalite_to_png(_fix_width(chart, width), scale=scale)
    return picture


def to_svg(chart: Chart, *, width: int = WIDTH) -> str:
    """Draw a chart as SVG, `width` px wide."""
    import vl_convert as vlc

    _register_fonts()
    picture: str = vlc.vegalite_to_svg(_fix_width(chart, width))
    return picture


def svg_to_png(picture: str, *, scale: float = 2) -> bytes:
    """Turn a picture of our own into PNG, as large as it says times `scale`."""
    import vl_convert as vlc

    _register_fonts()
    drawn: bytes = vlc.svg_to_png(picture, scale=scale)
    return drawn


def _fix_width(chart: Chart, width: int) -> dict[str, Any]:
    return {**chart.spec, "width": width}


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    import vl_convert as vlc

    vlc.register_font_directory(str(FONTS))
