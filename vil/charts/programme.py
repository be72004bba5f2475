"""Draw the courses of the programme under each other on one line of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from vil.charts.chart import Chart
from vil.charts.marks import Layer
from vil.charts.theme import SMALL, Palette, make_frame
from vil.model.course import Course, Workshop

_ROW, _ROOM = 62, 56
_DAYS_OF_TWO_YEARS = 730
_HELD, _NEXT, _COMING = "held", "next", "coming"
Rows = list[dict[str, Any]]


def draw_courses(courses: Sequence[Course], today: date, *, palette: Palette) -> Chart:
    """Draw a course as a line from its first day to its last with a numbered stone for each workshop, over two years or more.

    A workshop that is held is a full stone, the next one is ringed, and those to come are open.
    """
    rows = [_place(course, one) for course in courses for one in course.workshops if one.day]
    walked = [row for row in rows if row["kind"] == _HELD]
    return Chart(
        {
            **make_frame(palette, _ROOM + _ROW * len(courses)),
            "data": {"values": rows},
            "encoding": _make_axes([course.name for course in courses], _find_span(rows), palette),
            "layer": [
                _draw_path(rows, palette.line, 3),
                _draw_path(walked, palette.fjord, 5),
                *_draw_today(today, palette),
                *_draw_stones(palette),
            ],
        }
    )


def _place(course: Course, workshop: Workshop) -> dict[str, Any]:
    coming = course.next_workshop
    kind = _HELD if workshop.held_on else _NEXT if coming and coming.id == workshop.id else _COMING
    day = workshop.day.isoformat() if workshop.day else None
    return {"x": day, "y": course.name, "t": str(workshop.number), "kind": kind}


def _find_span(rows: Rows) -> tuple[str, str]:
    days = sorted(date.fromisoformat(row["x"]) for row in rows) or [date.today()]
    first = days[0].replace(day=1)
    last = max(first + timedelta(days=_DAYS_OF_TWO_YEARS), days[-1] + timedelta(days=21))
    return first.isoformat(), last.isoformat()


def _make_axes(names: Sequence[str], span: tuple[str, str], palette: Palette) -> dict[str, Any]:
    year = "timeFormat(datum.value, '%b') === 'jan' ? ['jan', timeFormat(datum.value, '%Y')] : timeFormat(datum.value, '%b')"
    return {
        "x": {
            "field": "x",
            "type": "temporal",
            "scale": {"domain": list(span)},
            "axis": {
                "tickCount": {"interval": "month", "step": 3},
                "labelExpr": year,
                "labelColor": palette.stone,
                "domain": False,
            },
        },
        "y": {
            "field": "y",
            "type": "nominal",
            "sort": list(names),
            "scale": {"domain": list(names)},
            "axis": {"domain": False, "ticks": False, "labelLimit": 230, "labelPadding": 14, "grid": False},
        },
    }


def _draw_path(rows: Rows, colour: str, width: int) -> Layer:
    mark = {"type": "line", "color": colour, "strokeWidth": width, "strokeCap": "round", "tooltip": None}
    return {"data": {"values": rows}, "mark": mark, "encoding": {"detail": {"field": "y"}}}


def _draw_today(today: date, palette: Palette) -> Iterable[Layer]:
    here = {"values": [{"x": today.isoformat(), "t": "i dag"}]}
    at = {"x": {"field": "x", "type": "temporal"}}
    line = {"type": "rule", "color": palette.plum, "strokeDash": [2, 4], "strokeWidth": 1.5, "tooltip": None}
    words = {"type": "text", "color": palette.plum, "fontSize": SMALL, "align": "left", "dx": 5, "tooltip": None}
    yield {"data": here, "mark": line, "encoding": {**at, "y": {"value": 0}, "y2": {"value": "height"}}}
    yield {"data": here, "mark": words, "encoding": {**at, "y": {"value": 6}, "text": {"field": "t"}}}


def _draw_stones(palette: Palette) -> Iterable[Layer]:
    looks = {
        _COMING: (palette.paper, palette.stone, 1.5, palette.ink),
        _NEXT: (palette.paper, palette.fjord, 3.5, palette.ink),
        _HELD: (palette.fjord, palette.fjord, 1.5, palette.paper),
    }
    for kind, (fill, edge, width, ink) in looks.items():
        only = [{"filter": f"datum.kind === '{kind}'"}]
        stone = {"type": "circle", "size": 400, "opacity": 1, "fill": fill, "stroke": edge, "strokeWidth": width}
        number = {"type": "text", "fontSize": SMALL, "fontWeight": 600, "color": ink, "dy": 0.5, "tooltip": None}
        yield {"transform": only, "mark": {**stone, "tooltip": None}}
        yield {"transform": only, "mark": number, "encoding": {"text": {"field": "t"}}}
