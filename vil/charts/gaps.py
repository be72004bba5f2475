"""The words for what is not drawn: skjult, mangler; only where they lie neither on each other nor on the line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from vil.charts.marks import Layer, shorten, write_words
from vil.charts.placing import group
from vil.charts.story import Story
from vil.charts.theme import SMALL, Palette

WIDTHS = (190, 280, 420, 560, 760, 1000)
"""The widths of the plot, in px, for which it is decided which words may stand."""
_ONE_OF_EACH_BELOW = 420
_LETTER = 5.6
_TRIED_AT_MOST = 24
_FREE_SHARE = 0.07
"""How far a word must be from the line and the middle, as a share of the plot's height."""
_LEVELS = (0.06, 0.94, 0.5, 0.28, 0.72)


@dataclass(frozen=True)
class _Stretch:
    """Hidden or missing points in a row, and their edges as shares of the plot's width."""

    word: str
    left: float
    right: float


@dataclass(frozen=True)
class _Line:
    """The series by places: shares of the plot's width, in order, and the values there."""

    shares: tuple[float, ...]
    values: tuple[float | None, ...]

    def value_at(self, index: int, share: float) -> float | None:
        """Find the value of the piece after a point, at a share, or at its nearer end; None where the line is broken."""
        (left, right), (start, end) = self.shares[index : index + 2], self.values[index : index + 2]
        if start is None or end is None:
            return None
        return start + (end - start) * (min(max(share, left), right) - left) / (right - left)


def draw_words(story: Story, palette: Palette) -> Iterable[Layer]:
    """Write the word at hidden and missing stretches, each only where the plot is wide enough for it.

    On a narrow plot there is one word of each kind at most. Where there is no room the hatching and the gap stand
    alone, and the sentences tell the rest.
    """
    stretches, line = _find_stretches(story), _find_line(story)
    rows: list[dict[str, Any]] = []
    for width, following in zip(WIDTHS, (*WIDTHS[1:], 10_000), strict=True):
        for word in _choose(story, line, stretches, width):
            before = next((row for row in rows if _is_same(row, word) and row["v"] == width), None)
            if before is None:
                rows.append({**word, "w": width if width > WIDTHS[0] else 0, "v": following})
            else:
                before["v"] = following
    if rows:
        wide_enough = {"transform": [{"filter": "datum.w <= width && width < datum.v"}]}
        for layer in write_words(rows, palette, colour=palette.stone, size=SMALL, dy=0):
            yield {**layer, **wide_enough}


def _is_same(row: dict[str, Any], word: dict[str, Any]) -> bool:
    return all(row[key] == word[key] for key in word)


def _find_stretches(story: Story) -> list[_Stretch]:
    """List the stretches that have a word, the widest first."""
    first = story.pattern.first
    missing = [index for index in story.pattern.missing if first is not None and index > first]
    half = story.step / 2
    stretches = [
        _Stretch(word, _share(story, story.place_of(start) - half), _share(story, story.place_of(end) + half))
        for word, indices in (("skjult", story.pattern.hidden), ("mangler", missing))
        for start, end in group(indices)
    ]
    return sorted(stretches, key=lambda stretch: stretch.left - stretch.right)


def _share(story: Story, place: float) -> float:
    return min(max((place + story.margin) / (story.end + 2 * story.margin), 0.0), 1.0)


def _choose(story: Story, line: _Line, stretches: Sequence[_Stretch], width: int) -> list[dict[str, Any]]:
    at_most = 1 if width < _ONE_OF_EACH_BELOW else len(stretches)
    words: list[dict[str, Any]] = []
    taken: list[tuple[float, float]] = []
    for stretch in stretches[:_TRIED_AT_MOST]:
        box = _find_box(stretch, width)
        others = [(other.left, other.right) for other in stretches if other.word != stretch.word]
        level = _find_level(story, line, box)
        has_room = not any(_overlaps(box, other) for other in (*taken, *others))
        if level is not None and has_room and sum(word["t"] == stretch.word for word in words) < at_most:
            middle = (box[0] + box[1]) / 2 * (story.end + 2 * story.margin) - story.margin
            words.append({"x": round(middle, 1), "y": shorten(level), "t": stretch.word})
            taken.append(box)
    return words


def _find_box(stretch: _Stretch, width: int) -> tuple[float, float]:
    """Find where a word begins and ends, inside the plot, as shares of its width."""
    size = (len(stretch.word) * _LETTER + 4) / width
    left = min(max((stretch.left + stretch.right - size) / 2, 0.0), 1.0 - size)
    return left, left + size


def _overlaps(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _find_level(story: Story, line: _Line, box: tuple[float, float]) -> float | None:
    """Find a level where the line and the middle leave room for a word, None when there is none."""
    low, span = story.axis.low, story.axis.high - story.axis.low
    reached = [*_list_reached(line, box), *([] if story.centre is None else [(story.centre, story.centre)])]
    levels = (low + share * span for share in _LEVELS)
    return next(
        (
            level
            for level in levels
            if all(level + _FREE_SHARE * span < bottom or top < level - _FREE_SHARE * span for bottom, top in reached)
        ),
        None,
    )


def _find_line(story: Story) -> _Line:
    shares = tuple(_share(story, story.place_of(index)) for index in range(len(story.series.points)))
    return _Line(shares, story.series.values)


def _list_reached(line: _Line, box: tuple[float, float]) -> Iterable[tuple[float, float]]:
    """List the lowest and highest value of each piece of the line within a box."""
    first = max(bisect_left(line.shares, box[0]) - 1, 0)
    last = min(bisect_right(line.shares, box[1]), len(line.shares) - 1)
    for index in range(first, last + 1):
        value = line.values[index]
        if value is not None and box[0] <= line.shares[index] <= box[1]:
            yield value, value
    for index in range(first, last):
        ends = [line.value_at(index, share) for share in box]
        known = [end for end in ends if end is not None]
        if known:
            yield min(known), max(known)
