"""The target as a dashed line that steps where a new one begins to hold; what it is now stands at the right end."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from vil.analysis import TargetLevel
from vil.charts.marks import Layer, shorten
from vil.charts.placing import LETTER, PHONE_WIDTH
from vil.charts.story import Story
from vil.charts.theme import SMALL, Palette
from vil.formats import format_date_short, format_value

_PLOT_HEIGHT = 200
"""How high the plot is where it is low, in px: where a name is free of the line there, it is so elsewhere."""
_NAME_HEIGHT = 20


def draw_targets(story: Story, palette: Palette) -> Iterable[Layer]:
    """Draw each target over the days it holds; one that has ended is named where its name lies on nothing.

    The target that still holds is named at the right end of the plot, with the other words there.
    """
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
        side = None if holds_to_the_end(story, level) else _find_free_side(story, level)
        if side is not None:
            yield from _write_name(story, palette, level, side)


def holds_to_the_end(story: Story, level: TargetLevel) -> bool:
    """Tell whether a target still holds at the right end of the plot."""
    return story.place(level.last) >= story.end


def _span(story: Story, level: TargetLevel) -> dict[str, Any]:
    is_first, is_last = level.first <= story.origin, holds_to_the_end(story, level)
    return {
        "x": -story.margin if is_first else story.place(level.first),
        "x2": story.end + story.margin if is_last else story.place(level.last) + 1,
        "y": shorten(level.target.value),
        "n": _name(story, level, with_day=True),
    }


def _name(story: Story, level: TargetLevel, *, with_day: bool) -> str:
    said = f"Mål {format_value(level.target.value, story.series.indicator.measure)}"
    return f"{said} fra {format_date_short(level.target.starts_on)}" if with_day else said


def _write_name(story: Story, palette: Palette, level: TargetLevel, side: int) -> Iterable[Layer]:
    """Write a name from the left end of its line, above it (1) or below it (-1)."""
    span = _span(story, level)
    spot = {"x": span["x"], "y": span["y"], "t": _name(story, level, with_day=False)}
    look = {
        "type": "text",
        "align": "left",
        "dx": 3,
        "dy": -9 if side > 0 else 10,
        "fontSize": SMALL,
        "fontWeight": 600,
        "color": palette.plum,
        "tooltip": None,
    }
    halo = {"stroke": palette.paper, "strokeWidth": 5, "color": palette.paper, "strokeJoin": "round"}
    for extra in (halo, {}):
        yield {"data": {"values": [spot]}, "mark": {**look, **extra}, "encoding": {"text": {"field": "t"}}}


def _find_free_side(story: Story, level: TargetLevel) -> int | None:
    """Find the side of a target's line where its name lies on no other line: 1 above, -1 below, None where there is no room."""
    span = _span(story, level)
    needed = (len(_name(story, level, with_day=False)) * LETTER + 8) / PHONE_WIDTH * (story.end + 2 * story.margin)
    if needed > span["x2"] - span["x"]:
        return None
    height = _NAME_HEIGHT / _PLOT_HEIGHT * (story.axis.high - story.axis.low)
    lines = list(_list_values(story, span["x"] - story.step, span["x"] + needed + story.step))
    for side in (1, -1):
        far = level.target.value + side * height
        low, high = sorted((level.target.value, far))
        crossed = any(min(line) <= high and max(line) >= low for line in lines if line)
        if not crossed and story.axis.low <= far <= story.axis.high:
            return side
    return None


def _list_values(story: Story, start: float, end: float) -> Iterable[list[float]]:
    """List what each line goes through between two places: the middle, then pairs of points in a row."""
    yield [] if story.centre is None else [story.centre]
    for series in (story.series, *story.compared):
        inside = [point.value for point in series.points if start <= story.place(point.period.start) <= end]
        for pair in pairwise([*inside, None]):
            yield [value for value in pair if value is not None]
