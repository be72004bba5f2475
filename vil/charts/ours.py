"""What a team has laid on the line itself: its guess, and the places where it wondered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from vil.charts.marks import Layer, shorten
from vil.charts.theme import SMALL, Palette
from vil.formats import format_number, format_period
from vil.model.guess import Guess, GuessPoint
from vil.model.round import Place
from vil.model.series import Series

_PIN_ROOM = 9


@dataclass(frozen=True)
class Ours:
    """A guess that has been held against the line, and places on it; nothing when the team has laid nothing there.

    With `is_pickable` a point can be clicked and a stretch drawn over (the selections `spot` and `span`, in days).
    """

    guess: Guess | None = None
    pins: tuple[Place, ...] = ()
    is_pickable: bool = False


NOTHING = Ours()


def list_guessed(series: Series, guess: Guess | None) -> tuple[GuessPoint, ...]:
    """List the guessed periods that a series shows."""
    shown = {point.period for point in series.points}
    return tuple(point for point in guess.told if point.period in shown) if guess else ()


def draw_guess(series: Series, guess: Guess | None, origin: date, palette: Palette) -> Iterable[Layer]:
    """Draw a guess as open squares on a dashed line that leaves the series where the guess began."""
    guessed = list_guessed(series, guess)
    if not guessed:
        return
    rows = [{"x": (point.period.start - origin).days, "y": shorten(point.value)} for point in guessed]
    begun = [point for point in series.points if point.period < guessed[0].period and point.value is not None]
    start = [{"x": (begun[-1].period.start - origin).days, "y": shorten(begun[-1].value)}] if begun else []
    yield {
        "data": {"values": [*start, *rows]},
        "mark": {"type": "line", "color": palette.plum, "strokeDash": [4, 4], "strokeWidth": 1.8, "tooltip": None},
    }
    look = {"shape": "square", "filled": False, "fill": palette.paper, "stroke": palette.plum, "strokeWidth": 1.8}
    yield {"data": {"values": rows}, "mark": {"type": "point", "opacity": 1, "size": 62, "tooltip": None, **look}}


def draw_guess_touch(series: Series, guess: Guess | None, origin: date) -> Iterable[Layer]:
    """Lay unseen points over the guessed periods, at the guess and at the number, that tell both."""
    decimals, actual = series.indicator.measure.decimals, {point.period: point.value for point in series.points}
    rows = [
        {
            "x": (point.period.start - origin).days,
            "y": shorten(value),
            "p": format_period(point.period),
            "v": "intet tal" if (found := actual[point.period]) is None else format_number(found, decimals),
            "g": format_number(point.value or 0.0, decimals),
        }
        for point in list_guessed(series, guess)
        for value in {actual[point.period], point.value} - {None}
    ]
    if not rows:
        return
    names = {"p": "Periode", "v": series.indicator.name, "g": "Vores gæt"}
    yield {
        "data": {"values": rows},
        "mark": {"type": "point", "filled": True, "opacity": 0, "size": 260},
        "encoding": {"tooltip": [{"field": key, "type": "nominal", "title": name} for key, name in names.items()]},
    }


def make_picking(palette: Palette) -> list[dict[str, Any]]:
    """Make the two ways to choose on a chart: the nearest point by a click or a tap, a stretch by a stroke of the mouse."""
    by_mouse = "[pointerdown[event.pointerType === 'mouse'], window:pointerup] > window:pointermove!"
    look = {"fill": palette.plum, "fillOpacity": 0.12, "stroke": palette.plum}
    return [
        {
            "name": "spot",
            "select": {"type": "point", "on": "click", "encodings": ["x"], "nearest": True, "toggle": False},
        },
        {
            "name": "span",
            "select": {"type": "interval", "on": by_mouse, "encodings": ["x"], "mark": look, "zoom": False},
        },
    ]


def draw_pins(series: Series, pins: tuple[Place, ...], origin: date, palette: Palette) -> Iterable[Layer]:
    """Mark where the team wondered: a ring round a single point, a knotted bar under a stretch; numbered when several."""
    for number, pin in enumerate(pins, start=1):
        inside = [
            point
            for point in series.points
            if point.period.end >= pin.first.start and point.period.start <= pin.last.end
        ]
        if not inside:
            continue
        name = f"Undren {number}" if len(pins) > 1 else "Undren"
        places = [(point.period.start - origin).days for point in inside]
        if len(inside) == 1 and inside[0].value is not None:
            yield _draw_ring({"x": places[0], "y": shorten(inside[0].value), "n": name}, palette)
        else:
            yield from _draw_bar(places, name, palette)
        if len(pins) > 1:
            yield _write_number((places[0] + places[-1]) / 2, str(number), palette)


def _draw_ring(row: dict[str, Any], palette: Palette) -> Layer:
    look = {"shape": "circle", "filled": False, "stroke": palette.thread, "strokeWidth": 2.4, "size": 280, "opacity": 1}
    return {"data": {"values": [row]}, "mark": {"type": "point", **look}, "encoding": _tell()}


def _draw_bar(places: list[int], name: str, palette: Palette) -> Iterable[Layer]:
    level = {"y": {"value": "height"}}
    row = {"x": places[0], "x2": places[-1], "n": name}
    line = {"type": "rule", "stroke": palette.thread, "strokeWidth": 4, "strokeCap": "round", "yOffset": -_PIN_ROOM}
    across = {"x": {"field": "x", "type": "quantitative"}, "x2": {"field": "x2"}}
    yield {"data": {"values": [row]}, "mark": line, "encoding": {**across, **level, **_tell()}}
    knots = [{"x": place, "n": name} for place in (places[0], places[-1])]
    look = {"type": "point", "shape": "circle", "filled": False, "fill": palette.paper, "size": 60, "opacity": 1}
    mark = {**look, "stroke": palette.thread, "strokeWidth": 2.4, "yOffset": -_PIN_ROOM}
    yield {"data": {"values": knots}, "mark": mark, "encoding": {**level, **_tell()}}


def _tell() -> dict[str, Any]:
    return {"tooltip": [{"field": "n", "type": "nominal", "title": "Sat fast"}]}


def _write_number(place: float, text: str, palette: Palette) -> Layer:
    mark = {"type": "text", "fontSize": SMALL, "fontWeight": 600, "color": palette.thread, "dy": -22, "tooltip": None}
    encoding = {"y": {"value": "height"}, "text": {"field": "t"}}
    return {"data": {"values": [{"x": place, "t": text}]}, "mark": mark, "encoding": encoding}
