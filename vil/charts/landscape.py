"""The data landscape as a picture: four columns of things, and the lines between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from vil.charts.theme import FONT, Palette
from vil.charts.type import break_lines
from vil.model.landscape import Box, Column

_WIDE, _BETWEEN, _EDGE = 300, 96, 40
_TOP, _GAP, _PAD = 150, 16, 12
_NAME, _NOTE, _HEAD, _TITLE = 16, 13, 18, 26
_NAME_STEP, _NOTE_STEP = 21, 18
_WIDTH = 4 * _WIDE + 3 * _BETWEEN + 2 * _EDGE
_ROOM = 8


@dataclass(frozen=True)
class _Placed:
    """A thing in its place, with its words broken into lines of (text, size, weight, colour)."""

    box: Box
    left: float
    top: float
    height: float
    lines: tuple[tuple[str, int, int, str], ...]

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def draw_landscape(
    boxes: Sequence[Box],
    lines: Iterable[tuple[str, str]],
    *,
    title: str,
    subtitle: str,
    headings: Mapping[Column, str],
    palette: Palette,
) -> str:
    """Draw the map as SVG; lines that go past a column go between the things in it."""
    placed, height = _place(boxes, palette)
    by_column = {column: [one for one in placed.values() if one.box.column is column] for column in Column}
    size = f'width="{_WIDTH}" height="{height:.0f}" viewBox="0 0 {_WIDTH} {height:.0f}"'
    spoken = f'role="img" aria-label={quoteattr(f"{title}. {subtitle}")}'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {spoken} font-family="{FONT}, sans-serif">',
        f'<rect width="100%" height="100%" fill="{palette.paper}"/>',
        _write(title, _EDGE, 52, _TITLE, 600, palette.ink),
        _write(subtitle, _EDGE, 80, 14, 400, palette.stone),
        *(_write(headings[column], _left(column), 124, _HEAD, 600, palette.ink) for column in Column),
        *(_draw_line(placed[start], placed[end], by_column, palette) for start, end in lines),
        *(part for one in placed.values() for part in _draw_box(one, palette)),
        "</svg>",
    ]
    return "\n".join(parts)


def _left(column: Column) -> float:
    return _EDGE + column.place * (_WIDE + _BETWEEN)


def _place(boxes: Sequence[Box], palette: Palette) -> tuple[dict[str, _Placed], float]:
    """Lay the things in their columns, each column in the middle of the tallest; give them with the height of it all."""
    worded = {box.key: _word(box, palette) for box in boxes}
    tall = {key: 2 * _PAD + sum(_step(size) for _, size, _, _ in lines) for key, lines in worded.items()}
    columns = {column: [box for box in boxes if box.column is column] for column in Column}
    heights = {column: sum(tall[box.key] + _GAP for box in found) for column, found in columns.items()}
    tallest = max(heights.values(), default=0)
    placed = {}
    for column, found in columns.items():
        top = _TOP + (tallest - heights[column]) / 2
        for box in found:
            placed[box.key] = _Placed(box, _left(column), top, tall[box.key], worded[box.key])
            top += tall[box.key] + _GAP
    return placed, _TOP + tallest + _EDGE


def _word(box: Box, palette: Palette) -> tuple[tuple[str, int, int, str], ...]:
    room = _WIDE - 2 * _PAD - 8
    name = [(line, _NAME, 600, palette.ink) for line in break_lines(box.name, _NAME, room, is_bold=True)]
    notes = [(line, _NOTE, 400, palette.stone) for note in box.notes for line in break_lines(note, _NOTE, room)]
    mark = [(f"? {box.mark}", _NOTE, 600, palette.amber_ink)] if box.mark else []
    return (*name, *notes, *mark)


def _step(size: int) -> int:
    return _NAME_STEP if size == _NAME else _NOTE_STEP


def _write(text: str, left: float, base: float, size: int, weight: int, colour: str) -> str:
    return f'<text x="{left:.0f}" y="{base:.1f}" font-size="{size}" font-weight="{weight}" fill="{colour}">{escape(text)}</text>'


def _draw_box(one: _Placed, palette: Palette) -> Iterable[str]:
    is_goal = one.box.column is Column.GOAL
    ground = palette.soft_fjord if is_goal and not one.box.mark else palette.paper
    edge = palette.amber if one.box.mark else palette.fjord if is_goal else palette.line
    dashes = ' stroke-dasharray="7 5"' if one.box.mark else ""
    yield (
        f'<rect x="{one.left:.0f}" y="{one.top:.1f}" width="{_WIDE}" height="{one.height:.1f}" rx="{16 if is_goal else 9}" '
        f'fill="{ground}" stroke="{edge}" stroke-width="2"{dashes}/>'
    )
    base = one.top + _PAD
    for text, size, weight, colour in one.lines:
        yield _write(text, one.left + _PAD + 4, base + size, size, weight, colour)
        base += _step(size)


def _draw_line(start: _Placed, end: _Placed, columns: Mapping[Column, Sequence[_Placed]], palette: Palette) -> str:
    x, y = start.left + _WIDE, start.middle
    path = [f"M {x:.1f} {y:.1f}"]
    stops = []
    for column in list(Column)[start.box.column.place + 1 : end.box.column.place]:
        share = (_left(column) - x) / (end.left - x)
        stops.append((_left(column), _find_gap(columns[column], start.middle + share * (end.middle - start.middle))))
    for left, level in (*stops, (end.left, end.middle)):
        half = (x + left) / 2
        path.append(f"C {half:.1f} {y:.1f} {half:.1f} {level:.1f} {left:.1f} {level:.1f}")
        x, y = left, level
        if left != end.left:
            x += _WIDE
            path.append(f"L {x:.1f} {y:.1f}")
    return f'<path d="{" ".join(path)}" fill="none" stroke="{palette.stone}" stroke-width="2" stroke-opacity="0.6"/>'


def _find_gap(between: Sequence[_Placed], level: float) -> float:
    """Find the level nearest to the one wanted that goes between things, or above or below them all."""
    edges = [float("-inf"), *(edge for one in between for edge in (one.top, one.top + one.height)), float("inf")]
    gaps = [
        min(max(level, top + _ROOM), bottom - _ROOM)
        for place, (top, bottom) in enumerate(pairwise(edges))
        if place % 2 == 0
    ]
    return min(gaps, key=lambda gap: abs(gap - level))
