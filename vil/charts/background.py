"""Everything that lies behind the line: what is hidden, missing, unusual, compared, or happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vil.analysis.usable import usable_values
from vil.charts.marks import WHOLE_HEIGHT, Layer, make_hatch, shorten
from vil.charts.placing import group
from vil.charts.story import Story
from vil.charts.theme import Palette
from vil.model.series import MiddleHalf, Series


def draw_signal_band(story: Story, palette: Palette) -> Iterable[Layer]:
    """Shade the run that is lit up."""
    if story.run is None:
        return
    last = story.place_of(story.run.end)
    left = story.place_of(story.run.start) - story.step / 2
    if story.starts_on is not None:
        left = max(left, story.place(story.starts_on))
    right = story.end + story.margin if last == story.end else last + story.step / 2
    yield {
        "data": {"values": [{"x": left, "x2": right}]},
        "mark": {"type": "rect", "color": palette.amber, "opacity": 0.1, "tooltip": None},
        "encoding": {"x": {"field": "x", "type": "quantitative"}, "x2": {"field": "x2"}, **WHOLE_HEIGHT},
    }


def draw_hidden(story: Story, palette: Palette) -> Iterable[Layer]:
    """Hatch the stretches that are hidden."""
    stretches = group(story.pattern.hidden)
    if not stretches:
        return
    half = story.step / 2
    spans = [
        {
            "x": max(story.place_of(first) - half, -story.margin),
            "x2": min(story.place_of(last) + half, story.end + story.margin),
        }
        for first, last in stretches
    ]
    yield {
        "data": {"values": spans},
        "mark": {"type": "rect", "color": make_hatch(palette.stone), "opacity": 0.45, "tooltip": None},
        "encoding": {"x": {"field": "x", "type": "quantitative"}, "x2": {"field": "x2"}, **WHOLE_HEIGHT},
    }


def draw_compared(story: Story, palette: Palette) -> Iterable[Layer]:
    """Draw what the series is held against: thin lines, or the middle half when there are many."""
    if story.half is not None:
        yield _draw_middle_half(story, story.half, palette)
        return
    opacity = 0.9 if len(story.compared) <= 3 else 0.5
    for other in story.compared:
        yield {
            "data": {"values": _plain_points(story, other)},
            "mark": {
                "type": "line",
                "color": palette.stone,
                "strokeWidth": 1.3,
                "opacity": opacity,
                "clip": True,
                "tooltip": None,
            },
        }


def _draw_middle_half(story: Story, half: MiddleHalf, palette: Palette) -> Layer:
    rows = [
        {"x": story.place_of(place), "y": shorten(low, digits=4), "y2": shorten(high, digits=4)}
        for place, (low, high) in enumerate(zip(half.low, half.high, strict=True))
        if low is not None
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "area", "color": palette.stone, "opacity": 0.22, "clip": True, "tooltip": None},
        "encoding": {"y2": {"field": "y2"}},
    }


def _plain_points(story: Story, other: Series) -> list[dict[str, Any]]:
    """List the points of a line from its first value to its last; the gaps between are points without one."""
    rows = [
        {"x": place, "y": shorten(value, digits=4)}
        for point, value in zip(other.points, usable_values(other), strict=True)
        if 0 <= (place := story.place(point.period.start)) <= story.end
    ]
    known = [at for at, row in enumerate(rows) if row["y"] is not None]
    return rows[known[0] : known[-1] + 1] if known else []


def draw_centre(story: Story, palette: Palette) -> Iterable[Layer]:
    """Draw the middle as a dashed line; the one from before a start over the points it is the middle of, then fainter."""
    if story.centre is None:
        return
    dash = {"type": "rule", "color": palette.stone, "strokeDash": [6, 4], "strokeWidth": 1.5, "tooltip": None}
    level = {"y": {"field": "y", "type": "quantitative"}}
    if story.starts_on is None:
        yield from _draw_phases(story, dash, level)
        return
    start = min(max(story.place(story.starts_on), 0), story.end + story.margin)
    first = start if story.centre_from is None else max(story.centre_from - story.step / 2, -story.margin)
    ends = {"x": {"field": "x", "type": "quantitative"}, "x2": {"field": "x2"}}
    for x, x2, look in ((first, start, {}), (start, story.end + story.margin, {"strokeWidth": 1, "opacity": 0.6})):
        if x < x2:
            values = [{"x": x, "x2": x2, "y": story.centre}]
            yield {"data": {"values": values}, "mark": {**dash, **look}, "encoding": {**ends, **level}}


def _draw_phases(story: Story, dash: dict[str, Any], level: dict[str, Any]) -> Iterable[Layer]:
    """Draw the middle over the whole width, or that of each phase of registration over its own periods."""
    if not story.phase_centres:
        ends: dict[str, Any] = {"x": {"value": 0}, "x2": {"value": "width"}}
        yield {"data": {"values": [{"y": story.centre}]}, "mark": dash, "encoding": {**ends, **level}}
        return
    half, edge = story.step / 2, story.end + story.margin
    rows = [
        {
            "x": max(story.place_of(phase.start) - half, -story.margin),
            "x2": min(story.place_of(phase.end) + half, edge),
            "y": phase.centre,
        }
        for phase in story.phase_centres
    ]
    ends = {"x": {"field": "x", "type": "quantitative"}, "x2": {"field": "x2"}}
    yield {"data": {"values": rows}, "mark": dash, "encoding": {**ends, **level}}


def draw_events(story: Story, palette: Palette) -> Iterable[Layer]:
    """Draw events as dotted lines, those with an end over a soft ground; their names stand above the plot."""
    if not story.events:
        return
    yield from _draw_lasting(story, palette)
    yield {
        "data": {"values": [{"x": story.place(event.start), "n": event.name} for event in story.events]},
        "mark": {"type": "rule", "color": palette.plum, "strokeDash": [2, 3], "strokeWidth": 1.5},
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            **WHOLE_HEIGHT,
            "tooltip": [{"field": "n", "type": "nominal", "title": "Hændelse"}],
        },
    }


def _draw_lasting(story: Story, palette: Palette) -> Iterable[Layer]:
    edge = story.end + story.margin
    spans = [
        {"x": story.place(event.start), "x2": min(story.place(event.end) + 1, edge)}
        for event in story.events
        if event.end is not None and event.end > event.start
    ]
    if spans:
        yield {
            "data": {"values": spans},
            "mark": {"type": "rect", "color": palette.plum, "opacity": 0.08, "tooltip": None},
            "encoding": {"x": {"field": "x", "type": "quantitative"}, "x2": {"field": "x2"}, **WHOLE_HEIGHT},
        }


def draw_start(story: Story, palette: Palette) -> Iterable[Layer]:
    """Draw the day an action started as a plum line."""
    if story.starts_on is None or not 0 <= story.place(story.starts_on) <= story.end + story.step:
        return
    yield {
        "data": {"values": [{"x": min(story.place(story.starts_on), story.end + story.margin)}]},
        "mark": {"type": "rule", "color": palette.plum, "strokeWidth": 1.5, "tooltip": None},
        "encoding": {"x": {"field": "x", "type": "quantitative"}, **WHOLE_HEIGHT},
    }
