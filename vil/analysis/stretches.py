"""Holes, ends and frozen stretches in many series at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vil.analysis.windows import Lines, medians_of

FROZEN_AT_LEAST = 6
"""So many equal numbers in a row are a frozen stretch."""
_ZEROS_STAND_OUT_FROM = 5.0
_SHARE_EQUAL = 0.25


@dataclass(frozen=True)
class Stretch:
    """Columns `start` to `end` of a line, both included."""

    line: int
    start: int
    end: int

    @property
    def length(self) -> int:
        """How many periods it covers."""
        return self.end - self.start + 1


@dataclass(frozen=True)
class Presence:
    """Where series have numbers (hidden ones are there too).

    `empty` are columns where no line has any, `gaps` the holes inside a line that are not such columns, `stopped` the lines that
    have nothing in the last columns others have (as their last column), `began` those that came later (as their first).
    """

    empty: tuple[int, ...]
    gaps: tuple[Stretch, ...]
    stopped: tuple[tuple[int, int], ...]
    began: tuple[tuple[int, int], ...]


def find_presence(is_there: NDArray[np.bool_]) -> Presence:
    """Find holes, ends and beginnings; a line without any number has none of them."""
    anywhere: NDArray[np.bool_] = np.logical_or.reduce(is_there, axis=0)
    columns = np.nonzero(anywhere)[0]
    if not columns.size:
        return Presence((), (), (), ())
    first, last = int(columns[0]), int(columns[-1])
    empty = tuple(int(column) for column in range(first, last + 1) if not anywhere[column])
    gaps: list[Stretch] = []
    stopped, began = [], []
    for line in np.nonzero(np.logical_or.reduce(is_there, axis=1))[0]:
        places = np.nonzero(is_there[line])[0]
        if places[-1] < last:
            stopped.append((int(line), int(places[-1])))
        if places[0] > first:
            began.append((int(line), int(places[0])))
        gaps += _find_gaps(int(line), places, anywhere)
    return Presence(empty, tuple(gaps), tuple(stopped), tuple(began))


def _find_gaps(line: int, places: NDArray[np.int_], anywhere: NDArray[np.bool_]) -> list[Stretch]:
    found = []
    for place in np.nonzero(np.diff(places) > 1)[0]:
        missed = [int(column) for column in range(places[place] + 1, places[place + 1]) if anywhere[column]]
        if missed:
            found.append(Stretch(line, missed[0], missed[-1]))
    return found


def find_frozen(values: Lines) -> tuple[Stretch, ...]:
    """Find the longest stretch of six or more equal numbers of each line that otherwise moves.

    Zeros only count where the line's other numbers are at least 5 in the middle, since small counts are often nothing for long.
    Lines in which a quarter or more of neighbours are equal elsewhere (coarse scores) are passed over; a line that is the same
    throughout is one stretch.
    """
    found = []
    is_equal = np.diff(values, axis=1) == 0
    for line in np.nonzero(is_equal.sum(axis=1) >= FROZEN_AT_LEAST - 1)[0]:
        stretch = _longest(is_equal[line], int(line))
        if stretch.length >= FROZEN_AT_LEAST and _stands_out(values[line], is_equal[line], stretch):
            found.append(stretch)
    return tuple(found)


def _longest(is_equal: NDArray[np.bool_], line: int) -> Stretch:
    edges = np.diff(np.concatenate([[0], is_equal.astype(int), [0]]))
    starts, ends = np.nonzero(edges == 1)[0], np.nonzero(edges == -1)[0]
    best = int(np.argmax(ends - starts))
    return Stretch(line, int(starts[best]), int(ends[best]))


def _stands_out(values: Lines, is_equal: NDArray[np.bool_], stretch: Stretch) -> bool:
    inside = np.zeros(values.shape, dtype=bool)
    inside[stretch.start : stretch.end + 1] = True
    others = values[~inside & ~np.isnan(values)]
    if others.size < FROZEN_AT_LEAST:
        return not others.size and float(values[stretch.start]) != 0.0
    elsewhere = np.count_nonzero(is_equal) - (stretch.length - 1)
    if elsewhere >= _SHARE_EQUAL * others.size:
        return False
    return bool(values[stretch.start] != 0.0 or abs(medians_of(others[None, :])[0]) >= _ZEROS_STAND_OUT_FROM)
