"""The layers of a chart as plain Vega-Lite, from the back to the front."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from typing import Any

from vil.charts.placing import find_free_level, group, thin_out
from vil.charts.story import LINES_AT_MOST, Story
from vil.charts.theme import NORMAL, SMALL, Palette
from vil.formats import format_number, format_period
from vil.model.series import CellState, Series

Layer = dict[str, Any]
_WHOLE_HEIGHT = {"y": {"value": 0}, "y2": {"value": "height"}}
_POINTS_FOR_MARKS = 130
_LABELLED_AT_MOST = 8


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
        "encoding": {"x": {"field": "x", "type": "quantitative"}, "x2": {"field": "x2"}, **_WHOLE_HEIGHT},
    }


def draw_hidden(story: Story, palette: Palette) -> Iterable[Layer]:
    """Hatch the stretches that are hidden, with the word."""
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
        "mark": {"type": "rect", "color": _hatch(palette.stone), "opacity": 0.45, "tooltip": None},
        "encoding": {"x": {"field": "x", "type": "quantitative"}, "x2": {"field": "x2"}, **_WHOLE_HEIGHT},
    }
    yield from _draw_words(story, palette, stretches, "skjult")


def draw_missing(story: Story, palette: Palette) -> Iterable[Layer]:
    """Say where periods are missing between points; the gap itself is in the line."""
    first, latest = story.pattern.first, story.pattern.latest
    if first is None or latest is None:
        return
    stretches = [
        stretch
        for stretch in group(story.pattern.missing)
        if first < stretch[0] and stretch[1] < len(story.series.points)
    ]
    yield from _draw_words(story, palette, stretches, "mangler")


def draw_compared(story: Story, palette: Palette) -> Iterable[Layer]:
    """Draw what the series is held against: thin lines, or the middle half when there are many."""
    if not story.compared:
        return
    if len(story.compared) > LINES_AT_MOST:
        yield _draw_middle_half(story, palette)
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


def draw_centre(story: Story, palette: Palette) -> Iterable[Layer]:
    """Draw the middle as a dashed line."""
    if story.centre is None:
        return
    yield {
        "data": {"values": [{"y": story.centre}]},
        "mark": {"type": "rule", "color": palette.stone, "strokeDash": [6, 4], "strokeWidth": 1.5, "tooltip": None},
        "encoding": {"x": {"value": 0}, "x2": {"value": "width"}, "y": {"field": "y", "type": "quantitative"}},
    }


def draw_events(story: Story, palette: Palette) -> Iterable[Layer]:
    """Draw events as dotted lines; their names stand above the plot."""
    if not story.events:
        return
    yield {
        "data": {"values": [{"x": story.place(event.start), "n": event.name} for event in story.events]},
        "mark": {"type": "rule", "color": palette.plum, "strokeDash": [2, 3], "strokeWidth": 1.5},
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            **_WHOLE_HEIGHT,
            "tooltip": [{"field": "n", "type": "nominal", "title": "Hændelse"}],
        },
    }


def draw_start(story: Story, palette: Palette) -> Iterable[Layer]:
    """Draw the day an action started as a plum line."""
    if story.starts_on is None or not 0 <= story.place(story.starts_on) <= story.end + story.step:
        return
    yield {
        "data": {"values": [{"x": min(story.place(story.starts_on), story.end + story.margin)}]},
        "mark": {"type": "rule", "color": palette.plum, "strokeWidth": 1.5, "tooltip": None},
        "encoding": {"x": {"field": "x", "type": "quantitative"}, **_WHOLE_HEIGHT},
    }


def draw_line(story: Story, palette: Palette) -> Iterable[Layer]:
    """Draw the series itself: a line with gaps, points, diamonds in the run, open circles where a period is only partly there."""
    thick = 2.4 if len(story.series.points) <= _POINTS_FOR_MARKS else 1.5
    stroke = {"expr": f"width < 420 ? {thick * 0.75:g} : {thick:g}"}
    yield {
        "mark": {
            "type": "line",
            "color": palette.fjord,
            "strokeWidth": stroke,
            "invalid": "break-paths-filter-domains",
            "tooltip": None,
        }
    }
    yield from _draw_partial(story, palette)
    has_marks = len(story.series.points) <= _POINTS_FOR_MARKS
    if has_marks:
        yield {
            "transform": [{"filter": "!datum.s && isValid(datum.y)"}],
            "mark": {
                "type": "point",
                "filled": True,
                "size": {"expr": "width < 420 ? 26 : 48"},
                "opacity": 1,
                "color": palette.fjord,
                "tooltip": None,
            },
        }
    if story.run is not None:
        yield {
            "transform": [{"filter": "datum.s && isValid(datum.y)"}],
            "mark": {
                "type": "point",
                "shape": "diamond",
                "filled": True,
                "size": {"expr": "width < 420 ? 40 : 70"} if has_marks else 22,
                "opacity": 1,
                "color": palette.amber,
                "tooltip": None,
            },
        }


def draw_touch(story: Story) -> Iterable[Layer]:
    """Lay large unseen points over the line, so that a finger finds the figure."""
    decimals = story.series.indicator.measure.decimals
    title = story.series.indicator.name
    yield {
        "transform": [{"filter": "isValid(datum.y)"}],
        "mark": {"type": "point", "filled": True, "opacity": 0, "size": 260 if len(story.series.points) < 200 else 60},
        "encoding": {
            "tooltip": [
                {"field": "p", "type": "nominal", "title": "Periode"},
                {"field": "y", "type": "quantitative", "title": title, "format": f",.{decimals}f"},
            ]
        },
    }


def draw_figures(story: Story, palette: Palette) -> Iterable[Layer]:
    """Write the figure at each point when there are only a few of them."""
    known = [index for index, value in enumerate(story.series.values) if value is not None]
    if len(known) > _LABELLED_AT_MOST:
        return
    values = [
        {"x": story.place_of(index), "y": value, "t": format_number(value, story.series.indicator.measure.decimals)}
        for index in known
        if index != story.pattern.latest and (value := story.series.values[index]) is not None
    ]
    yield from _write(values, palette, colour=palette.ink, size=NORMAL, dy=-13)


def draw_expectation(story: Story, palette: Palette) -> Iterable[Layer]:
    """Draw what the team hopes for, from the middle at the start to the target at its day, dashed, with a mark at its end."""
    ends = _find_expectation(story)
    if ends is None:
        return
    yield {
        "data": {"values": ends},
        "mark": {"type": "line", "color": palette.plum, "strokeDash": [7, 5], "strokeWidth": 2, "tooltip": None},
    }
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
    level = story.centre if story.centre is not None else expectation.target
    by = min(story.place(expectation.by), story.end) if expectation.by else story.end
    begin = min(max(start, 0), story.end)
    return [{"x": begin, "y": level}, {"x": max(by, begin), "y": expectation.target}]


def list_points(story: Story) -> list[dict[str, Any]]:
    """List the points of the series: place, value (None where the line breaks), period, and 1 where it is in the run."""
    run = story.run
    rows: list[dict[str, Any]] = []
    for index, point in enumerate(story.series.points):
        row: dict[str, Any] = {"x": story.place_of(index), "y": None if point.is_partial else _shorten(point.value)}
        if row["y"] is not None:
            row["p"] = format_period(point.period)
            if run is not None and run.start <= index <= run.end:
                row["s"] = 1
        rows.append(row)
    return rows


def _plain_points(story: Story, other: Series) -> list[dict[str, Any]]:
    return [
        {"x": story.place(point.period.start), "y": None if point.is_partial else _shorten(point.value)}
        for point in other.points
        if 0 <= story.place(point.period.start) <= story.end
    ]


def _shorten(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")


def _draw_middle_half(story: Story, palette: Palette) -> Layer:
    by_place: dict[int, list[float]] = {}
    for other in story.compared:
        for row in _plain_points(story, other):
            if row["y"] is not None:
                by_place.setdefault(row["x"], []).append(row["y"])
    rows = []
    for place, values in sorted(by_place.items()):
        low, _, high = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else (values[0],) * 3
        rows.append({"x": place, "y": _shorten(low), "y2": _shorten(high)})
    return {
        "data": {"values": rows},
        "mark": {"type": "area", "color": palette.stone, "opacity": 0.22, "clip": True, "tooltip": None},
        "encoding": {"y2": {"field": "y2"}},
    }


def _draw_partial(story: Story, palette: Palette) -> Iterable[Layer]:
    points = story.series.points
    partial = [index for index in story.pattern.partial if points[index].value is not None]
    if not partial:
        return
    links = [
        {"x": story.place_of(index), "y": _shorten(points[index].value), "g": link}
        for link, pair in enumerate(_pair_with_neighbours(story, partial))
        for index in pair
    ]
    yield {
        "data": {"values": links},
        "mark": {"type": "line", "color": palette.fjord, "strokeWidth": 1.3, "strokeDash": [2, 3], "tooltip": None},
        "encoding": {"detail": {"field": "g"}},
    }
    yield {
        "data": {
            "values": [
                {
                    "x": story.place_of(index),
                    "y": _shorten(points[index].value),
                    "p": f"{format_period(points[index].period)} (kun delvist med)",
                }
                for index in partial
            ]
        },
        "mark": {
            "type": "point",
            "filled": False,
            "fill": palette.paper,
            "stroke": palette.fjord,
            "strokeWidth": 1.8,
            "size": 60,
            "opacity": 1,
        },
        "encoding": {
            "tooltip": [
                {"field": "p", "type": "nominal", "title": "Periode"},
                {"field": "y", "type": "quantitative", "title": "Foreløbigt tal"},
            ]
        },
    }


def _pair_with_neighbours(story: Story, partial: Sequence[int]) -> Iterable[tuple[int, int]]:
    points = story.series.points
    for index in partial:
        for neighbour in (index - 1, index + 1):
            if 0 <= neighbour < len(points) and points[neighbour].state is CellState.VALUE:
                yield index, neighbour


def _draw_words(story: Story, palette: Palette, stretches: Sequence[tuple[int, int]], word: str) -> Iterable[Layer]:
    middles = [(story.place_of(first) + story.place_of(last)) / 2 for first, last in stretches]
    width = story.end or 1
    chosen = thin_out([middle / width for middle in middles], 52)
    values = [{"x": middles[index], "y": _find_level(story, stretches[index]), "t": word} for index in chosen]
    if values:
        yield from _write(values, palette, colour=palette.stone, size=SMALL, dy=0)


def _find_level(story: Story, stretch: tuple[int, int]) -> float:
    reach = max(2, len(story.series.points) // 14)
    near = story.series.values[max(0, stretch[0] - reach) : stretch[1] + reach + 1]
    nearby = [value for value in near if value is not None]
    return find_free_level(
        story.axis.low, story.axis.high, nearby + ([story.centre] if story.centre is not None else [])
    )


def _write(values: list[dict[str, Any]], palette: Palette, *, colour: str, size: int, dy: int) -> Iterable[Layer]:
    for halo in (True, False):
        mark: dict[str, Any] = {"type": "text", "fontSize": size, "dy": dy, "color": colour, "tooltip": None}
        if halo:
            mark |= {"stroke": palette.paper, "strokeWidth": 4, "color": palette.paper, "strokeJoin": "round"}
        yield {"data": {"values": values}, "mark": mark, "encoding": {"text": {"field": "t"}}}


def _hatch(colour: str) -> dict[str, Any]:
    stripes = 26
    stops = []
    for stripe in range(stripes):
        start, middle, end = stripe / stripes, (stripe + 0.3) / stripes, (stripe + 1) / stripes
        stops += [
            {"offset": round(start, 4), "color": colour},
            {"offset": round(middle, 4), "color": colour},
            {"offset": round(middle, 4), "color": "transparent"},
            {"offset": round(end, 4), "color": "transparent"},
        ]
    return {"gradient": "linear", "x1": 0, "y1": 0, "x2": 1, "y2": 1, "stops": stops}


def is_amber(story: Story) -> bool:
    """Tell whether the latest value lies in the run that is lit up."""
    latest = story.pattern.latest
    return story.run is not None and latest is not None and story.run.start <= latest <= story.run.end
