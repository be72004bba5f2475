"""Draw one series, with what it is held against and what the team expects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from vil.analysis import Pattern
from vil.charts import background, foreground
from vil.charts.chart import Chart
from vil.charts.placing import EndLabel, TopLabel, spread, stack
from vil.charts.story import LINES_AT_MOST, Story, find_story
from vil.charts.theme import LARGE, SMALL, Palette, make_config
from vil.formats import format_middle, format_number
from vil.model.indicator import Aggregation, Direction, Measure
from vil.model.round import Expectation
from vil.model.series import Series

_ROW = 17
_NAME_AT_MOST = 60


def draw_series(
    series: Series,
    pattern: Pattern,
    *,
    palette: Palette,
    compared: tuple[Series, ...] = (),
    expectation: Expectation | None = None,
    starts_on: date | None = None,
    height: int = 340,
) -> Chart:
    """Draw a series as wide as its container and `height` px high; ValueError when it has no points at all.

    Three states are told apart without colour: a missing period is a gap with the word, a hidden one is hatched with
    the word, and one that is only partly there is an open circle. Points in a run that is too long are diamonds on a
    soft ground. With `starts_on` the middle is that from before it, as the outcome is judged.
    """
    if not series.points:
        raise ValueError("a series without periods cannot be drawn")
    return Chart(_make_spec(find_story(series, pattern, compared, expectation, starts_on), palette, height))


def _make_spec(story: Story, palette: Palette, height: int) -> dict[str, Any]:
    top = stack(_name_tops(story))
    rows = 1 + max((label.row for label in top), default=-1)
    has_second_line = any(len(tick.lines) > 1 for tick in story.ticks)
    plot_height = height - 24 - rows * _ROW - (46 if has_second_line else 30)
    ends = _place_ends(story, palette, plot_height)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 2, "top": 2, "bottom": 4, "right": 6},
        "title": {"text": _write_note(story), "offset": 7},
        "config": make_config(palette),
        "data": {"values": foreground.list_points(story)},
        "encoding": _make_axes(story),
        "layer": [*_stack_layers(story, palette), *_write_tops(story, palette, top), *_write_ends(ends)],
    }


def _stack_layers(story: Story, palette: Palette) -> list[dict[str, Any]]:
    return [
        *background.draw_signal_band(story, palette),
        *background.draw_hidden(story, palette),
        *background.draw_compared(story, palette),
        *background.draw_events(story, palette),
        *background.draw_start(story, palette),
        *background.draw_centre(story, palette),
        *foreground.draw_expectation(story, palette),
        *foreground.draw_line(story, palette),
        *background.draw_missing(story, palette),
        *foreground.draw_figures(story, palette),
        *foreground.draw_touch(story),
    ]


def _make_axes(story: Story) -> dict[str, Any]:
    places, names = [tick.at for tick in story.ticks], [list(tick.lines) for tick in story.ticks]
    values, figures = list(story.axis.ticks), _name_values(story)
    return {
        "x": {
            "field": "x",
            "type": "quantitative",
            "scale": {"domain": [-story.margin, story.end + story.margin], "nice": False, "zero": False},
            "axis": {
                "values": places,
                "labelExpr": _look_up(places, names),
                "labelOverlap": "parity",
                "labelSeparation": 12,
                "labelFlush": True,
                "grid": False,
            },
        },
        "y": {
            "field": "y",
            "type": "quantitative",
            "scale": {"domain": [story.axis.low, story.axis.high], "nice": False, "zero": False},
            "axis": {
                "values": values,
                "labelExpr": _look_up(values, figures),
                "domain": False,
                "ticks": False,
            },
        },
    }


def _name_values(story: Story) -> list[str]:
    if all(value is None for value in story.series.values):
        return ["" for _ in story.axis.ticks]
    return [story.axis.label(value) for value in story.axis.ticks]


def _look_up(values: Sequence[float], names: Sequence[Any]) -> str:
    return f"{json.dumps(names, ensure_ascii=False)}[indexof({json.dumps(values)}, datum.value)]"


def _name_tops(story: Story) -> list[tuple[float, str]]:
    width = story.end or 1
    named = [(story.place(event.start), event.name) for event in story.events]
    if story.starts_on is not None and 0 <= story.place(story.starts_on) <= story.end + story.step:
        named.append((min(story.place(story.starts_on), story.end), _name_start(story)))
    return [(place / width, _cut(name)) for place, name in sorted(named)]


def _name_start(story: Story) -> str:
    expectation = story.expectation
    if expectation is None or expectation.target is not None or expectation.direction is Direction.NEITHER:
        return "I går i gang"
    return f"I går i gang (bud: {'op' if expectation.direction is Direction.UP else 'ned'})"


def _cut(name: str) -> str:
    return name if len(name) <= _NAME_AT_MOST else f"{name[: _NAME_AT_MOST - 1].rstrip()}…"


def _write_tops(story: Story, palette: Palette, labels: tuple[TopLabel, ...]) -> Iterable[dict[str, Any]]:
    for label in labels:
        yield {
            "data": {"values": [{"x": label.share * (story.end or 1), "t": label.text}]},
            "mark": {
                "type": "text",
                "align": "left" if label.reads_right else "right",
                "dx": 0 if label.reads_right else 2,
                "limit": {"expr": _room(label)},
                "fontSize": SMALL,
                "color": palette.plum,
                "tooltip": None,
            },
            "encoding": {
                "x": {"field": "x", "type": "quantitative"},
                "y": {"value": -9 - label.row * _ROW},
                "text": {"field": "t"},
            },
        }


def _room(label: TopLabel) -> str:
    return f"{1 - label.share:.4f} * width + 40" if label.reads_right else f"{label.share:.4f} * width + 20"


def _place_ends(story: Story, palette: Palette, plot_height: float) -> tuple[EndLabel, ...]:
    labels = [*_label_centre(story, palette), *_label_latest(story, palette), *_label_compared(story, palette)]
    labels += _label_expectation(story, palette)
    px_per_unit = plot_height / (story.axis.high - story.axis.low)
    return spread(labels, px_per_unit, story.axis.low, plot_height)


def _label_centre(story: Story, palette: Palette) -> Iterable[EndLabel]:
    if story.centre is not None:
        word = "midten før" if story.is_frozen else "midten"
        figure = format_middle(story.centre, Measure("", story.series.indicator.measure.decimals))
        yield EndLabel(story.centre, (word, figure), palette.stone, SMALL)


def _label_latest(story: Story, palette: Palette) -> Iterable[EndLabel]:
    latest = story.pattern.latest
    if latest is None or (value := story.series.points[latest].value) is None:
        return
    colour = palette.amber_ink if foreground.is_lit(story, latest) else palette.fjord
    yield EndLabel(value, (format_number(value, story.series.indicator.measure.decimals),), colour, LARGE, 600)


def _label_compared(story: Story, palette: Palette) -> Iterable[EndLabel]:
    if len(story.compared) > 3:
        return
    for other in story.compared:
        known = [point.value for point in other.points if point.value is not None and not point.is_partial]
        if known and known[-1] <= story.axis.high:
            word = "året før" if other.unit == story.series.unit else other.unit.name
            yield EndLabel(known[-1], _wrap(word), palette.stone, SMALL)


def _label_expectation(story: Story, palette: Palette) -> Iterable[EndLabel]:
    if story.expectation is not None and story.expectation.target is not None:
        figure = format_number(story.expectation.target, story.series.indicator.measure.decimals)
        yield EndLabel(story.expectation.target, ("vores bud", figure), palette.plum, SMALL, 600)


def _wrap(word: str) -> tuple[str, ...]:
    if len(word) <= 12 or " " not in word:
        return (word if len(word) <= 16 else f"{word[:15]}…",)
    middle = min(
        (index for index, letter in enumerate(word) if letter == " "), key=lambda index: abs(index - len(word) / 2)
    )
    return tuple(part if len(part) <= 14 else f"{part[:13]}…" for part in (word[:middle], word[middle + 1 :]))


def _write_ends(labels: tuple[EndLabel, ...]) -> Iterable[dict[str, Any]]:
    for label in labels:
        first = -(len(label.lines) - 1) * label.size * 1.15 / 2
        yield {
            "data": {"values": [{"y": label.value}]},
            "mark": {
                "type": "text",
                "text": list(label.lines),
                "align": "left",
                "baseline": "middle",
                "dx": 8,
                "dy": round(label.shift + first, 1),
                "lineHeight": round(label.size * 1.15, 1),
                "fontSize": label.size,
                "fontWeight": label.weight,
                "color": label.colour,
                "tooltip": None,
            },
            "encoding": {"x": {"value": "width"}},
        }


def _write_note(story: Story) -> str:
    measure, aggregation = story.series.indicator.measure, story.series.indicator.aggregation
    unit = "procent" if measure.is_percentage else measure.name or ("antal" if aggregation is Aggregation.SUM else "")
    parts = [unit]
    if not story.axis.starts_at_zero:
        parts.append(f"aksen begynder ved {story.axis.label(story.axis.low)}")
    if len(story.compared) > LINES_AT_MOST:
        parts.append("gråt: den midterste halvdel af de andre")
    elif len(story.compared) > 3:
        parts.append("gråt: de andre enheder")
    if story.is_clipped:
        parts.append("nogle ligger over aksen")
    return " · ".join(part for part in parts if part)
