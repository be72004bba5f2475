"""Where words go, so that they lie neither on each other nor on the line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_UNDER = 14.0
LETTER = 6.6
"""The mean width of a letter at 12 px, in px."""
PHONE_WIDTH = 250
"""How wide the plot is on a phone, in px: where nothing overlaps there, nothing does elsewhere."""


@dataclass(frozen=True)
class EndLabel:
    """Words at the right end of a line: the value they belong to and their lines of text.

    `size` is their height and `shift` how far down they were moved, in px. `under` is a small line below them: the
    period, where the words stand away from their point.
    """

    value: float
    lines: tuple[str, ...]
    colour: str
    size: int
    weight: int = 400
    shift: float = 0.0
    under: str = ""

    @property
    def height(self) -> float:
        """How high the words are, in px."""
        return len(self.lines) * self.size * 1.15 + (_UNDER if self.under else 0)

    @property
    def width(self) -> float:
        """How wide the words are, in px."""
        return max(len(line) for line in self.lines) * LETTER * self.size / 12


def spread(labels: Sequence[EndLabel], px_per_unit: float, low: float, plot_height: float) -> tuple[EndLabel, ...]:
    """Move end labels apart until none lies on another, within the plot, keeping their order from top to bottom."""
    ordered = sorted(labels, key=lambda label: -label.value)
    wished = [plot_height - (label.value - low) * px_per_unit for label in ordered]
    places, edge = [], -8.0
    for label, wish in zip(ordered, wished, strict=True):
        place = max(wish, edge + label.height / 2)
        places.append(place)
        edge = place + label.height / 2 + 2
    edge = plot_height + 10.0
    for index in range(len(ordered) - 1, -1, -1):
        places[index] = min(places[index], edge - ordered[index].height / 2)
        edge = places[index] - ordered[index].height / 2 - 2
    return tuple(
        replace(label, shift=round(place - wish, 1)) for label, place, wish in zip(ordered, places, wished, strict=True)
    )


@dataclass(frozen=True)
class TopLabel:
    """A name above the plot: its place as a share of the width, the row it stands in, and which way it reads from there."""

    share: float
    text: str
    row: int
    reads_right: bool


def stack(names: Sequence[tuple[float, str]]) -> tuple[TopLabel, ...]:
    """Give names above the plot rows so that none lies on another, nor runs out of the picture on a phone.

    `names` pairs a share of the plot's width with a text, in order from left to right. A name too long for both sides
    is cut.
    """
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for share, text in names:
        here = share * PHONE_WIDTH
        width, reads_right = _fit(text, here)
        start = here if reads_right else here - width
        row = next((row for row, used in enumerate(taken) if _is_free(used, start, start + width)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((start, start + width))
        placed.append(TopLabel(share, text, row, reads_right))
    return tuple(placed)


def _fit(text: str, here: float) -> tuple[float, bool]:
    left, right = here + 20, PHONE_WIDTH + 40 - here
    needed = len(text) * LETTER + 10
    reads_right = right > left if needed > min(left, right) else here < PHONE_WIDTH / 2
    return min(needed, right if reads_right else left), reads_right


def _is_free(used: Sequence[tuple[float, float]], start: float, end: float) -> bool:
    return all(end <= first or start >= last for first, last in used)


def group(indices: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Put indices in a row together: (first, last) of each stretch."""
    if not indices:
        return ()
    breaks = [place for place, (before, after) in enumerate(pairwise(indices), 1) if after != before + 1]
    edges = [0, *breaks, len(indices)]
    return tuple((indices[start], indices[end - 1]) for start, end in pairwise(edges))
