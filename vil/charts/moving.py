"""Draw what moved a number: one bar for each part, from zero to the right or the left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vil.analysis import Contributions, RateDecomposition
from vil.charts.chart import Chart
from vil.charts.marks import shorten
from vil.charts.theme import NORMAL, Palette, make_frame
from vil.formats import MINUS, format_number
from vil.model.indicator import Measure

_MOST_BARS = 12
_BAR_HEIGHT = 30
_INSIDE, _MIX = "inde i delen", "fordelingen mellem delene"


def draw_contributions(added: Contributions, *, measure: Measure, palette: Palette) -> Chart:
    """Draw each part's contribution to a change in a sum; beyond a dozen parts the smallest are put together."""
    parts = [(name, [(size, _INSIDE)]) for name, _, _, size in added.units]
    return _draw(parts, measure, palette, note=_name_measure(measure))


def draw_decomposition(divided: RateDecomposition, *, measure: Measure, scale: float, palette: Palette) -> Chart:
    """Draw how much of a change in a rate lies inside each part (filled) and how much in the mix of parts (outline)."""
    parts = [(name, [(rate * scale, _INSIDE), (mix * scale, _MIX)]) for name, mix, rate in divided.groups]
    note = [f"{_name_measure(measure)} · fyldt: {_INSIDE}", f"omrids: {_MIX}"]
    return _draw(parts, measure, palette, note=note)


def _name_measure(measure: Measure) -> str:
    return "procentpoint" if measure.is_percentage else measure.name or "antal"


_Pieces = list[tuple[float, str]]


def _draw(parts: Sequence[tuple[str, _Pieces]], measure: Measure, palette: Palette, *, note: str | list[str]) -> Chart:
    shown = _with_others(sorted(parts, key=lambda part: -sum(abs(size) for size, _ in part[1])))
    bars = [
        {"part": name, "from": shorten(start), "to": shorten(start + size), "kind": kind}
        for name, pieces in shown
        for start, size, kind in _stack(pieces)
    ]
    rows = _make_rows([name for name, _ in shown])
    return Chart(
        {
            **make_frame(palette, _BAR_HEIGHT * max(1, len(shown)), fit="fit-x"),
            "title": {"text": note, "offset": 7},
            "encoding": {"x": _make_scale(bars)},
            "layer": [
                _draw_bars(bars, rows, palette),
                _draw_zero(palette),
                *_write_sizes(shown, rows, measure, palette),
            ],
        }
    )


def _with_others(parts: list[tuple[str, _Pieces]]) -> list[tuple[str, _Pieces]]:
    if len(parts) <= _MOST_BARS:
        return parts
    rest = parts[_MOST_BARS - 1 :]
    kinds = [kind for _, kind in rest[0][1]]
    together = [(sum(size for _, pieces in rest for size, of in pieces if of == kind), kind) for kind in kinds]
    return [*parts[: _MOST_BARS - 1], (f"{format_number(len(rest))} andre", together)]


def _stack(pieces: _Pieces) -> list[tuple[float, float, str]]:
    """Lay pieces end to end from zero, those of the same sign on the same side."""
    ends = {True: 0.0, False: 0.0}
    placed = []
    for size, kind in pieces:
        placed.append((ends[size >= 0], size, kind))
        ends[size >= 0] += size
    return placed


def _make_rows(names: list[str]) -> dict[str, Any]:
    axis = {"labelLimit": 190, "ticks": False, "domain": False, "labelFontSize": NORMAL}
    return {"field": "part", "type": "nominal", "sort": names, "axis": axis, "scale": {"paddingInner": 0.35}}


def _make_scale(bars: Sequence[dict[str, Any]]) -> dict[str, Any]:
    ends = [float(bar[end]) for bar in bars for end in ("from", "to")] or [0.0]
    low, high = min(0.0, *ends), max(0.0, *ends)
    room = (high - low or 1.0) * 0.2
    domain = [low - (room if low < 0 else 0.0), high + (room if high > 0 else 0.0)]
    return {"type": "quantitative", "scale": {"domain": domain, "nice": False}, "axis": None}


def _draw_bars(bars: list[dict[str, Any]], rows: dict[str, Any], palette: Palette) -> dict[str, Any]:
    fill = {"domain": [_INSIDE, _MIX], "range": [palette.fjord, palette.soft_fjord]}
    return {
        "data": {"values": bars},
        "mark": {"type": "bar", "stroke": palette.fjord, "strokeWidth": 1, "tooltip": None},
        "encoding": {
            "y": rows,
            "x": {"field": "from"},
            "x2": {"field": "to"},
            "fill": {"field": "kind", "type": "nominal", "scale": fill, "legend": None},
        },
    }


def _draw_zero(palette: Palette) -> dict[str, Any]:
    return {
        "data": {"values": [{"x": 0}]},
        "mark": {"type": "rule", "color": palette.stone, "tooltip": None},
        "encoding": {"x": {"field": "x"}},
    }


def _write_sizes(
    shown: Sequence[tuple[str, _Pieces]], rows: dict[str, Any], measure: Measure, palette: Palette
) -> list[dict[str, Any]]:
    sides: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for name, pieces in shown:
        total = sum(size for size, _ in pieces)
        is_right = total >= 0
        reach = sum(size for size, _ in pieces if (size >= 0) == is_right)
        sides[is_right].append({"part": name, "x": shorten(reach), "t": _write_size(total, measure)})
    return [
        {
            "data": {"values": values},
            "mark": {
                "type": "text",
                "align": "left" if is_right else "right",
                "dx": 6 if is_right else -6,
                "color": palette.ink,
                "fontSize": NORMAL,
                "tooltip": None,
            },
            "encoding": {"y": rows, "x": {"field": "x"}, "text": {"field": "t"}},
        }
        for is_right, values in sides.items()
        if values
    ]


def _write_size(size: float, measure: Measure) -> str:
    rounded = round(size, measure.decimals)
    sign = "+" if rounded > 0 else MINUS if rounded < 0 else ""
    return f"{sign}{format_number(abs(size), measure.decimals)}"
