"""Draw one series, with what it is held against and what the team expects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from vil.analysis import Pattern
from vil.charts import background, ends, foreground, gaps, targets
from vil.charts.chart import Chart
from vil.charts.evidence import ROW as MARK_ROW
from vil.charts.evidence import Mark, count_rows, draw_marks, place_marks
from vil.charts.ours import NOTHING, Ours, draw_guess, draw_guess_touch, draw_pins, make_picking
from vil.charts.placing import TopLabel, stack
from vil.charts.story import Story, find_story
from vil.charts.theme import SMALL, Palette, make_frame
from vil.model.evidence import Evidence
from vil.model.indicator import Direction
from vil.model.round import Expectation
from vil.model.series import MiddleHalf, Series, UnitLevel

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
    evidence: Sequence[Evidence] = (),
    ours: Ours = NOTHING,
    half: MiddleHalf | None = None,
    height: int = 340,
) -> Chart:
    """Draw a series as wide as its container and `height` px high; ValueError when it has no points at all.

    Three states are told apart without colour: a missing period is a gap with the word, a hidden one is hatched with
    the word, and one that is only partly there, or provisional, is an open circle. Points in a run that is too long are
    diamonds on a soft ground. With `starts_on` the middle is that from before it, as the outcome is judged. The series' own
    targets are drawn where the team expects nothing of its own. `evidence` stands above the plot as numbered marks,
    `ours` is what the team guessed and where on the line it wondered, `half` the middle half of lines too many to draw.
    """
    if not series.points:
        raise ValueError("a series without periods cannot be drawn")
    story = find_story(series, pattern, compared, expectation, starts_on, ours, half)
    return Chart(_make_spec(story, place_marks(story, evidence), palette, height))


def _make_spec(story: Story, marks: tuple[Mark, ...], palette: Palette, height: int) -> dict[str, Any]:
    top = stack(_name_tops(story))
    rows = 1 + max((label.row for label in top), default=-1)
    has_second_line = any(len(tick.lines) > 1 for tick in story.ticks)
    lift = count_rows(marks) * MARK_ROW
    plot_height = height - 24 - rows * _ROW - lift - (46 if has_second_line else 30)
    labels = ends.place_ends(story, palette, plot_height)
    return {
        **make_frame(palette, height),
        "title": {"text": _write_note(story), "offset": 7},
        "data": {"values": foreground.list_points(story)},
        "encoding": _make_axes(story),
        "layer": [
            *_stack_layers(story, palette),
            *draw_marks(marks, palette),
            *_write_tops(top, story.end or 1, palette, lift),
            *ends.write_ends(labels),
        ],
    }


def _stack_layers(story: Story, palette: Palette) -> list[dict[str, Any]]:
    return [
        *background.draw_signal_band(story, palette),
        *background.draw_hidden(story, palette),
        *background.draw_compared(story, palette),
        *background.draw_events(story, palette),
        *background.draw_start(story, palette),
        *background.draw_centre(story, palette),
        *targets.draw_targets(story, palette),
        *foreground.draw_expectation(story, palette),
        *draw_guess(story.series, story.ours.guess, story.origin, palette),
        *foreground.draw_line(story, palette),
        *gaps.draw_words(story, palette),
        *foreground.draw_figures(story, palette),
        *draw_pins(story.series, story.ours.pins, story.origin, palette),
        *foreground.draw_touch(story, make_picking(palette) if story.ours.is_pickable else []),
        *draw_guess_touch(story.series, story.ours.guess, story.origin),
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
                "labelSeparation": 6,
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
        return "Start"
    return f"Start (bud: {'op' if expectation.direction is Direction.UP else 'ned'})"


def _cut(name: str) -> str:
    return name if len(name) <= _NAME_AT_MOST else f"{name[: _NAME_AT_MOST - 1].rstrip()}…"


def _write_tops(labels: tuple[TopLabel, ...], width: int, palette: Palette, lift: int) -> Iterable[dict[str, Any]]:
    for label in labels:
        yield {
            "data": {"values": [{"x": label.share * width, "t": label.text}]},
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
                "y": {"value": -9 - lift - label.row * _ROW},
                "text": {"field": "t"},
            },
        }


def _room(label: TopLabel) -> str:
    return f"{1 - label.share:.4f} * width + 40" if label.reads_right else f"{label.share:.4f} * width + 20"


def _write_note(story: Story) -> str:
    indicator = story.series.indicator
    measure = indicator.measure
    unit = "procent" if measure.is_percentage else measure.name or ("antal" if indicator.is_amount else "")
    parts = [unit]
    if not story.axis.starts_at_zero:
        parts.append(f"aksen begynder ved {story.axis.label(story.axis.low)}")
    if story.half is not None:
        parts.append(f"gråt: halvdelen af {_name_others(story, 'de andre')}")
    elif len(story.compared) > 3:
        parts.append(f"gråt: {_name_others(story, 'de andre enheder')}")
    if story.is_clipped:
        parts.append("nogle ligger over aksen")
    if story.pattern.provisional:
        parts.append("åbent punkt: foreløbigt" if len(story.pattern.provisional) == 1 else "åbne punkter: foreløbige")
    return " · ".join(part for part in parts if part)


def _name_others(story: Story, others: str) -> str:
    if any(other.unit == story.series.unit for other in story.compared):
        return "årene før"
    return "enhederne" if story.series.unit.level is UnitLevel.WHOLE else others
