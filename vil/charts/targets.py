"""The target as a dashed line that steps where a new one begins to hold, with its words beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vil.analysis import TargetLevel
from vil.charts.marks import Layer, shorten
from vil.charts.story import Story
from vil.charts.theme import SMALL, Palette
from vil.formats import format_date_short, format_value

_ROOM_FOR_A_NAME = 0.25
_NEAR_THE_EDGE = 0.07


def draw_targets(story: Story, palette: Palette) -> Iterable[Layer]:
    """Draw each target over the days it holds; the latest says since when, earlier ones where there is room for their name."""
    if not story.targets:
        return
    yield {
        "data": {"values": [_span(story, level) for level in story.targets]},
        "mark": {"type": "rule", "color": palette.plum, "strokeDash": [9, 4], "strokeWidth": 1.6},
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "x2": {"field": "x2"},
            "y": {"field": "y", "type": "quantitative"},
            "tooltip": [{"field": "n", "type": "nominal", "title": "Måltal"}],
        },
    }
    for level in story.targets:
        is_latest = level is story.targets[-1]
        if is_latest or _share(story, level) >= _ROOM_FOR_A_NAME:
            yield from _write_name(story, palette, level, is_latest=is_latest)


def _span(story: Story, level: TargetLevel) -> dict[str, Any]:
    is_first, is_last = level.first <= story.origin, story.place(level.last) >= story.end
    return {
        "x": -story.margin if is_first else story.place(level.first),
        "x2": story.end + story.margin if is_last else story.place(level.last) + 1,
        "y": shorten(level.target.value),
        "n": _name(story, level, with_day=True),
    }


def _name(story: Story, level: TargetLevel, *, with_day: bool) -> str:
    said = f"Mål {format_value(level.target.value, story.series.indicator.measure)}"
    return f"{said} fra {format_date_short(level.target.starts_on)}" if with_day else said


def _share(story: Story, level: TargetLevel) -> float:
    return (story.place(level.last) - story.place(level.first)) / (story.end or 1)


def _write_name(story: Story, palette: Palette, level: TargetLevel, *, is_latest: bool) -> Iterable[Layer]:
    """Write a name on the side of its line where the numbers are not; the latest reads from the right end of its line."""
    span, is_below = _span(story, level), _lies_below(story, level)
    spot = {"x": span["x2"] if is_latest else span["x"], "y": span["y"], "t": _name(story, level, with_day=is_latest)}
    look = {
        "type": "text",
        "align": "right" if is_latest else "left",
        "dx": -3 if is_latest else 3,
        "dy": 10 if is_below else -9,
        "fontSize": SMALL,
        "fontWeight": 600,
        "color": palette.plum,
        "tooltip": None,
    }
    halo = {"stroke": palette.paper, "strokeWidth": 5, "color": palette.paper, "strokeJoin": "round"}
    for extra in (halo, {}):
        yield {"data": {"values": [spot]}, "mark": {**look, **extra}, "encoding": {"text": {"field": "t"}}}


def _lies_below(story: Story, level: TargetLevel) -> bool:
    height = (level.target.value - story.axis.low) / (story.axis.high - story.axis.low)
    if height < _NEAR_THE_EDGE or height > 1 - _NEAR_THE_EDGE:
        return height > 1 - _NEAR_THE_EDGE
    held = [
        point.value
        for point in story.series.points
        if point.value is not None and level.first <= point.period.end and point.period.start <= level.last
    ]
    return 2 * sum(value > level.target.value for value in held[-12:]) > len(held[-12:])
