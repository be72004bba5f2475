"""Two versions of the same cells held against each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vil.analysis.windows import Lines
from vil.model.difference import Transition

_MISSING, _VALUE, _HIDDEN = 0, 1, 2
_SAME = 1e-9
Places = NDArray[np.bool_]


@dataclass(frozen=True)
class Cells:
    """Cells as lines and columns; `states` holds 0 for missing, 1 for a value, 2 for hidden, `values` NaN unless 1."""

    values: Lines
    states: NDArray[np.int8]


def find_transitions(before: Cells, after: Cells) -> dict[Transition, Places]:
    """Find where cells changed, and how; numbers that differ by less than a billionth are the same."""
    was, now = before.states, after.states
    in_both = (was == _VALUE) & (now == _VALUE)
    distance = np.abs(np.where(in_both, after.values - before.values, 0.0))
    size = np.maximum(np.abs(np.where(in_both, before.values, 0.0)), np.abs(np.where(in_both, after.values, 0.0)))
    return {
        Transition.CHANGED: in_both & (distance > _SAME * size),
        Transition.APPEARED: (was == _MISSING) & (now == _VALUE),
        Transition.VANISHED: (was == _VALUE) & (now == _MISSING),
        Transition.CONCEALED: (was != _HIDDEN) & (now == _HIDDEN),
        Transition.REVEALED: (was == _HIDDEN) & (now != _HIDDEN),
    }


def order_by_size(before: Cells, after: Cells, changed: Places, most: int) -> list[tuple[int, int]]:
    """List the places of changed cells, the largest change first (as a share of the larger of the two), at most `most`."""
    lines, columns = np.nonzero(changed)
    old, new = before.values[lines, columns], after.values[lines, columns]
    share = np.abs(new - old) / np.maximum(np.maximum(np.abs(old), np.abs(new)), np.finfo(float).tiny)
    order = np.argsort(-share, kind="stable")[:most]
    return [(int(lines[place]), int(columns[place])) for place in order]
