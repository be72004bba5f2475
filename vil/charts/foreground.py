"""The line itself, its points and figures, and what the team expects of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from vil.charts.marks import Layer, shorten, write_words
from vil.charts.story import Story
from vil.charts.theme import LARGE, NORMAL, Palette
from vil.formats import format_number, format_period
from vil.model.series import CellState

_POINTS_FOR_MARKS = 130
_LABELLED_AT_MOST = 8
_PX_PER_POINT = 6


def list_points(story: Story) -> list[dict[str, Any]]:
    """List the points of the series: place, value (None where the line breaks), period, and 1 where it is lit up."""
    rows: list[dict[str, Any]] = []
    for index, point in enumerate(story.series.points):
        is_open = point.is_partial or index in story.pattern.provisional
        row: dict[str, Any] = {"x": story.place_of(index), "y": None if is_open else shorten(point.value)}
        if row["y"] is not None:
            row["p"] = format_period(point.period)
            if is_lit(story, index):
                row["s"] = 1
        rows.append(row)
    return rows


def is_lit(story: Story, index: int | None) -> bool:
    """Tell whether a point is lit up: it lies in the run, or outside the natural limits of a calm series."""
    if index is None:
        return False
    is_in_run = story.run is not None and story.run.start <= index <= story.run.end
    return is_in_run or (story.starts_on is None and index in story.pattern.unusual)


def draw_line(story: Story, palette: Palette) -> Iterable[Layer]:
    """Draw the series itself: a line with gaps, its points, diamonds where lit up, open circles where partial or provisional."""
    has_marks = len(story.series.points) <= _POINTS_FOR_MARKS
    thick = 2.4 if has_marks else 1.5
    yield {
        "mark": {
            "type": "line",
            "color": palette.fjord,
            "strokeWidth": {"expr": f"width < 420 ? {thick * 0.75:g} : {thick:g}"},
            "strokeJoin": "round",
            "invalid": "break-paths-filter-domains",
            "tooltip": None,
        }
    }
    yield from _draw_open(story, palette)
    if has_marks:
        yield _draw_points("!datum.s", {"color": palette.fjord, "size": _size(story, 9, 26, 48)})
    if story.run is not None or story.pattern.unusual:
        size = _size(story, 20, 40, 70) if has_marks else 22
        yield _draw_points("datum.s", {"color": palette.amber, "size": size, "shape": "diamond"})


def _draw_points(which: str, look: dict[str, Any]) -> Layer:
    return {
        "transform": [{"filter": f"{which} && isValid(datum.y)"}],
        "mark": {"type": "point", "filled": True, "opacity": 1, "tooltip": None, **look},
    }


def _size(story: Story, crowded: int, on_a_phone: int, elsewhere: int) -> dict[str, str]:
    """Choose the area of a point in px²; they are `crowded` where they stand closer than 6 px."""
    last = len(story.series.points) - 1
    places = 1 + (round(story.end / story.place_of(last) * last) if last else 0)
    return {"expr": f"width < {_PX_PER_POINT * places} ? {crowded} : width < 420 ? {on_a_phone} : {elsewhere}"}


def _draw_open(story: Story, palette: Palette) -> Iterable[Layer]:
    points, words = story.series.points, _name_open(story)
    if not words:
        return
    links = [
        {**_spot(story, index), "g": link}
        for link, pair in enumerate(_pair_with_neighbours(story, tuple(words)))
        for index in pair
    ]
    yield {
        "data": {"values": links},
        "mark": {"type": "line", "color": palette.fjord, "strokeWidth": 1.3, "strokeDash": [2, 3], "tooltip": None},
        "encoding": {"detail": {"field": "g"}},
    }
    rows = [
        {**_spot(story, index), "p": f"{format_period(points[index].period)} ({word})"} for index, word in words.items()
    ]
    look = {"filled": False, "fill": palette.paper, "stroke": palette.fjord, "strokeWidth": 1.8, "size": 60}
    yield {
        "data": {"values": rows},
        "mark": {"type": "point", "opacity": 1, **look},
        "encoding": {
            "tooltip": [
                {"field": "p", "type": "nominal", "title": "Periode"},
                {"field": "y", "type": "quantitative", "title": "Foreløbigt tal"},
            ]
        },
    }


def _name_open(story: Story) -> dict[int, str]:
    """Name why a point is drawn open, by its place."""
    points, pattern = story.series.points, story.pattern
    partial = {index: "kun delvist med" for index in pattern.partial if points[index].value is not None}
    return dict(sorted((partial | dict.fromkeys(pattern.provisional, "foreløbigt")).items()))


def _spot(story: Story, index: int) -> dict[str, Any]:
    return {"x": story.place_of(index), "y": shorten(story.series.points[index].value)}


def _pair_with_neighbours(story: Story, unfilled: Sequence[int]) -> Iterable[tuple[int, int]]:
    points = story.series.points
    for index in unfilled:
        for neighbour in (index - 1, index + 1):
            is_drawn = neighbour == index - 1 and neighbour in unfilled
            if 0 <= neighbour < len(points) and points[neighbour].state is CellState.VALUE and not is_drawn:
                yield index, neighbour


def draw_figures(story: Story, palette: Palette) -> Iterable[Layer]:
    """Write the figure at each point when there are only a few of them: above it, or below where the line turns up.

    The latest whole figure is large; it stands at the end of the line instead, where that is its place.
    """
    if not has_few_points(story):
        return
    known = [(index, value) for index, value in enumerate(story.series.values) if value is not None]
    decimals = story.series.indicator.measure.decimals
    for is_low, sign in ((False, -1), (True, 1)):
        rows = [
            (index, {"x": story.place_of(index), "y": value, "t": format_number(value, decimals)})
            for place, (index, value) in enumerate(known)
            if _turns_up(known, place) is is_low
        ]
        plain = [row for index, row in rows if index != story.pattern.latest]
        large = [row for index, row in rows if index == story.pattern.latest and not story.ends_with_latest]
        if plain:
            yield from write_words(plain, palette, colour=palette.ink, size=NORMAL, dy=sign * 14)
        if large:
            yield from write_words(large, palette, colour=palette.fjord, size=LARGE, dy=sign * 18, weight=600)


def has_few_points(story: Story) -> bool:
    """Whether there are so few points that each carries its figure."""
    return sum(value is not None for value in story.series.values) <= _LABELLED_AT_MOST


def _turns_up(known: Sequence[tuple[int, float]], place: int) -> bool:
    beside = [known[other][1] for other in (place - 1, place + 1) if 0 <= other < len(known)]
    return len(beside) == 2 and all(value > known[place][1] for value in beside)


def draw_touch(story: Story, picking: Sequence[Layer] = ()) -> Iterable[Layer]:
    """Lay large unseen points over the line, so that a finger finds the figure; `picking` are ways to choose among them."""
    decimals = story.series.indicator.measure.decimals
    title = story.series.indicator.name
    yield {
        **({"params": list(picking)} if picking else {}),
        "transform": [{"filter": "isValid(datum.y)"}],
        "mark": {"type": "point", "filled": True, "opacity": 0, "size": 260 if len(story.series.points) < 200 else 60},
        "encoding": {
            "tooltip": [
                {"field": "p", "type": "nominal", "title": "Periode"},
                {"field": "y", "type": "quantitative", "title": title, "format": f",.{decimals}f"},
            ]
        },
    }


def draw_expectation(story: Story, palette: Palette) -> Iterable[Layer]:
    """Draw what the team hopes for, dashed: from the middle at the start to the target at its day, with a mark there.

    Without a day it is a level, from the start to the end of the plot, and has no mark.
    """
    ends = _find_expectation(story)
    if ends is None:
        return
    yield {
        "data": {"values": ends},
        "mark": {"type": "line", "color": palette.plum, "strokeDash": [7, 5], "strokeWidth": 2, "tooltip": None},
    }
    if story.expectation is None or story.expectation.by is None:
        return
    yield {
        "data": {"values": [{**ends[1], "t": format_number(ends[1]["y"], story.series.indicator.measure.decimals)}]},
        "mark": {
            "type": "point",
            "shape": "triangle-up",
            "size": 90,
            "filled": False,
            "fill": palette.paper,
            "stroke": palette.plum,
            "strokeWidth": 2,
            "opacity": 1,
        },
        "encoding": {"tooltip": [{"field": "t", "type": "nominal", "title": "Vores bud"}]},
    }


def _find_expectation(story: Story) -> list[dict[str, float]] | None:
    expectation, starts_on = story.expectation, story.starts_on
    if expectation is None or expectation.target is None:
        return None
    start = story.place(starts_on) if starts_on else story.place_of(-1)
    begin = min(max(start, 0), story.end)
    if expectation.by is None:
        return [{"x": begin, "y": expectation.target}, {"x": story.end + story.margin, "y": expectation.target}]
    level = story.centre if story.centre is not None else expectation.target
    by = min(story.place(expectation.by), story.end)
    return [{"x": begin, "y": level}, {"x": max(by, begin), "y": expectation.target}]
