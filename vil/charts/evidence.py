"""What a team has seen and heard, as numbered marks above the plot, each kind with its own shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from vil.charts.marks import WHOLE_HEIGHT, Layer
from vil.charts.placing import PHONE_WIDTH
from vil.charts.story import Story
from vil.charts.theme import SMALL, Palette
from vil.formats import format_date
from vil.model.evidence import Evidence, EvidenceKind

ROW = 22
"""The height of one row of marks, in px."""
_WIDTH, _AREA, _RISE = 24, 300, 12
_SHAPES = {
    EvidenceKind.QUOTE: ("circle", True),
    EvidenceKind.PICTURE: ("square", True),
    EvidenceKind.OBSERVATION: ("circle", False),
}
"""The shape of a kind's mark, and whether it is filled: told apart without colour."""


@dataclass(frozen=True)
class Mark:
    """One mark: its number among all that was seen and heard, its place on the axis, where it ends (None: one day), its row."""

    number: int
    evidence: Evidence
    x: int
    x2: int | None
    row: int


def place_marks(story: Story, evidence: Sequence[Evidence]) -> tuple[Mark, ...]:
    """Give what lies within the axis a place, in as many rows as it takes for none to lie on another on a phone."""
    taken: list[float] = []
    marks = []
    last = story.end + story.step
    for number, one in enumerate(evidence, 1):
        x = story.place(one.starts_on)
        if not 0 <= x < last:
            continue
        x = min(x, story.end)
        here = x / (story.end or 1) * PHONE_WIDTH
        row = next((row for row, right in enumerate(taken) if here >= right), len(taken))
        taken[row : row + 1] = [here + _WIDTH]
        ends = min(story.place(one.ends_on), story.end) if one.ends_on and one.ends_on > one.starts_on else None
        marks.append(Mark(number, one, x, ends, row))
    return tuple(marks)


def count_rows(marks: Sequence[Mark]) -> int:
    """Count the rows that marks stand in."""
    return 1 + max((mark.row for mark in marks), default=-1)


def draw_marks(marks: Sequence[Mark], palette: Palette) -> Iterable[Layer]:
    """Draw each mark over a hair line down through the plot, with its number in it; one that lasted has a bar beside it."""
    if not marks:
        return
    lines = [{"x": mark.x} for mark in marks]
    thin = {"type": "rule", "color": palette.plum, "strokeWidth": 1, "opacity": 0.45, "tooltip": None}
    yield {"data": {"values": lines}, "mark": thin, "encoding": {"x": _AT, **WHOLE_HEIGHT}}
    for mark in marks:
        yield from _draw_mark(mark, palette)


_AT = {"field": "x", "type": "quantitative"}


def _draw_mark(mark: Mark, palette: Palette) -> Iterable[Layer]:
    height = {"y": {"value": -_RISE - mark.row * ROW}}
    if mark.x2 is not None and mark.x2 > mark.x:
        bar = {"type": "rule", "color": palette.plum, "strokeWidth": 4, "opacity": 0.5, "tooltip": None}
        values = [{"x": mark.x, "x2": mark.x2}]
        yield {"data": {"values": values}, "mark": bar, "encoding": {"x": _AT, "x2": {"field": "x2"}, **height}}
    shape, is_filled = _SHAPES[mark.evidence.kind]
    inside = palette.plum if is_filled else palette.paper
    sign: dict[str, Any] = {"type": "point", "shape": shape, "size": _AREA, "opacity": 1, "strokeWidth": 2}
    sign |= {"fill": inside, "stroke": palette.plum}
    tooltip = [
        {"field": "when", "type": "nominal", "title": "Hvornår"},
        {"field": "text", "type": "nominal", "title": "Set og hørt"},
    ]
    row = {"x": mark.x, "when": format_date(mark.evidence.starts_on), "text": _shorten(mark.evidence)}
    yield {"data": {"values": [row]}, "mark": sign, "encoding": {"x": _AT, **height, "tooltip": tooltip}}
    number = {"type": "text", "fontSize": SMALL, "fontWeight": 600, "dy": 0.5, "tooltip": None}
    number["color"] = palette.paper if is_filled else palette.plum
    text = {"text": {"value": str(mark.number)}}
    yield {"data": {"values": [{"x": mark.x}]}, "mark": number, "encoding": {"x": _AT, **height, **text}}


def _shorten(evidence: Evidence) -> str:
    text = " ".join((evidence.text or evidence.alt).split())
    return text if len(text) <= 80 else f"{text[:79].rstrip()}…"
