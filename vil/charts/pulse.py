"""Draw a pulse: how the answers spread, and how the mean moves from workshop to workshop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vil.charts.chart import Chart
from vil.charts.marks import Layer, shorten
from vil.charts.theme import LARGE, NORMAL, SMALL, Palette, make_frame
from vil.formats import format_number
from vil.model.pulse import PulseResult

WORKSHOPS = 7
Rows = list[dict[str, Any]]


def draw_distribution(counts: Sequence[int], *, palette: Palette, height: int = 240) -> Chart:
    """Draw how many gave each score from 1 to 10, the figure above each bar."""
    rows = [{"x": str(score), "y": count, "t": str(count) if count else ""} for score, count in enumerate(counts, 1)]
    return _make(
        rows,
        palette,
        height,
        title="antal svar",
        encoding={
            "x": {"field": "x", "type": "ordinal", "sort": None, "axis": {"labelAngle": 0, "ticks": False}},
            "y": {
                "field": "y",
                "type": "quantitative",
                "axis": None,
                "scale": {"domain": [0, max([*counts, 1]) * 1.15]},
            },
        },
        layer=[
            {"mark": {"type": "bar", "color": palette.fjord, "tooltip": None, "cornerRadiusEnd": 2}},
            {
                "mark": {"type": "text", "dy": -9, "fontSize": NORMAL, "color": palette.ink, "tooltip": None},
                "encoding": {"text": {"field": "t"}},
            },
        ],
    )


def draw_course(
    results: Sequence[PulseResult],
    reference: Mapping[str, float],
    loops: Sequence[int],
    *,
    year: int,
    palette: Palette,
    height: int = 340,
) -> Chart:
    """Draw a course's mean pulse by workshop, the first course's dashed behind it, and the closed loops under each workshop."""
    own = [
        {"x": result.occasion.workshop, "y": shorten(result.mean), "t": format_number(result.mean, 1)}
        for result in results
        if result.mean is not None
    ]
    first = [{"x": int(number), "y": mean, "t": format_number(mean, 1)} for number, mean in reference.items()]
    closed = {result.occasion.workshop: count for result, count in zip(results, loops, strict=True)}
    return _make(
        own,
        palette,
        height,
        title="puls ved workshop 0 til 7 · under: lukkede læringsloops",
        encoding={"x": _workshop_axis(closed), "y": _score_axis()},
        layer=[*_draw_reference(first, own, palette, year), *_draw_own(reference, own, palette)],
    )


def _workshop_axis(closed: Mapping[int | None, int]) -> dict[str, Any]:
    names = [(str(number), _name_loops(closed.get(number))) for number in range(WORKSHOPS + 1)]
    shown = "[" + ", ".join(f"['{top}', '{under}']" for top, under in names) + "][datum.value]"
    axis = {"values": list(range(WORKSHOPS + 1)), "labelExpr": shown, "grid": False, "labelOverlap": False}
    return {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [-0.3, WORKSHOPS + 0.5], "nice": False},
        "axis": axis,
    }


def _name_loops(count: int | None) -> str:
    return "" if count is None else f"{format_number(count)} lukket"


def _score_axis() -> dict[str, Any]:
    axis = {"values": list(range(1, 11)), "domain": False, "ticks": False}
    return {
        "field": "y",
        "type": "quantitative",
        "scale": {"domain": [1, 10], "nice": False, "zero": False},
        "axis": axis,
    }


def _draw_reference(first: Rows, own: Rows, palette: Palette, year: int) -> list[Layer]:
    """Draw the first course dashed; its figures lie on the other side of the line than ours."""
    ours = {row["x"]: row["y"] for row in own}
    named = [{**row, "t": f"{year}: {row['t']}"} for row in first]
    line = {"type": "line", "color": palette.stone, "strokeDash": [5, 4], "strokeWidth": 1.5, "tooltip": None}
    return [
        {"data": {"values": first}, "mark": line},
        *_write([row for row in named if row["y"] > ours.get(row["x"], row["y"])], -16, SMALL, palette.stone),
        *_write([row for row in named if row["y"] <= ours.get(row["x"], row["y"])], 16, SMALL, palette.stone),
    ]


def _draw_own(reference: Mapping[str, float], own: Rows, palette: Palette) -> list[Layer]:
    under = [row for row in own if row["y"] < reference.get(str(row["x"]), row["y"])]
    over = [row for row in own if row not in under]
    return [
        {"mark": {"type": "line", "color": palette.fjord, "strokeWidth": 2.5, "tooltip": None}},
        {"mark": {"type": "point", "filled": True, "size": 80, "opacity": 1, "color": palette.fjord, "tooltip": None}},
        *_write(over, -16, LARGE, palette.fjord),
        *_write(under, 18, LARGE, palette.fjord),
    ]


def _write(rows: Rows, dy: int, size: int, colour: str) -> list[Layer]:
    mark = {"type": "text", "dy": dy, "fontSize": size, "fontWeight": 600, "color": colour, "tooltip": None}
    return [{"data": {"values": rows}, "mark": mark, "encoding": {"text": {"field": "t"}}}]


def _make(
    rows: list[dict[str, Any]],
    palette: Palette,
    height: int,
    *,
    title: str,
    encoding: dict[str, Any],
    layer: list[Layer],
) -> Chart:
    return Chart(
        {
            **make_frame(palette, height),
            "title": {"text": title, "offset": 7},
            "data": {"values": rows},
            "encoding": encoding,
            "layer": layer,
        }
    )
