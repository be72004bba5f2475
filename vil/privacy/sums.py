"""Whether hidden cells can be worked out from the sums they are in: what anybody can do with a sheet of paper, done for all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.intp]
Flags = NDArray[np.bool_]
Amounts = NDArray[np.float64]
_WORK, _FEWEST_STEPS, _MOST_STEPS = 400_000_000, 300, 5000
_PASSES = 30
_CLOSE, _STILL, _UNSURE = 1e-9, 1e-6, 100.0


@dataclass(frozen=True)
class Sums:
    """Which cells add up to which.

    One line for each cell of each sum: `sum_` numbers the sum from 0, `cell` the cell, and `is_whole` says that the others of the
    sum add up to it. `kind` gives each sum its sort, so that sums of one sort can be looked at together; those below nought
    only matter for what is hidden itself, not for what covers it.
    """

    sum_: Cells
    cell: Cells
    is_whole: Flags
    kind: Cells

    def __len__(self) -> int:
        """Count the sums."""
        return len(self.kind)

    def total(self, amount: NDArray[np.generic]) -> Amounts:
        """Add what each line says over the lines of each sum."""
        return np.bincount(self.sum_, weights=amount, minlength=len(self)).astype(np.float64)


@dataclass(frozen=True)
class Solved:
    """Hidden cells that can be worked out, and the shown cells that it hangs on: were one of those hidden, it could not be so."""

    cells: Flags
    hangs_on: Flags


def find_solved(sums: Sums, hidden: Flags, among: Flags) -> Solved:
    """Find the hidden cells (those of `among`) that the sums and all shown cells leave only one figure for.

    A hidden cell is free when it can be changed without any sum being broken, the other hidden cells changing with it. A random
    change of all hidden cells is brought to the nearest one that breaks none (conjugate gradients on the normal equations,
    Hestenes & Stiefel 1952): whoever does not move in it cannot move. How little a move must be to count as none follows from
    how near it came, so what is uncertain is taken for solved.
    """
    nothing: Flags = np.zeros(len(hidden), dtype=np.bool_)
    lines = hidden[sums.cell]
    if not among.any():
        return Solved(nothing, nothing)
    places, columns = np.unique(sums.cell[lines], return_inverse=True)
    numbers, rows = np.unique(sums.sum_[lines], return_inverse=True)
    sign = np.where(sums.is_whole, 1.0, -1.0)
    evened = np.sqrt(np.bincount(rows))
    weights = sign[lines] / evened[rows]
    random = np.random.default_rng(0).standard_normal(len(places))
    moved, _, broken = _part(rows, columns, weights, random)
    stays = (np.abs(moved) < max(_STILL, _UNSURE * broken)) & among[places]
    solved = nothing.copy()
    solved[places[stays]] = True
    if not stays.any():
        return Solved(solved, nothing)
    proof = np.zeros(len(sums))
    proof[numbers] = _part(rows, columns, weights, np.where(stays, random, 0.0))[1] / evened
    effect = np.abs(np.bincount(sums.cell, sign * proof[sums.sum_], len(hidden)))
    return Solved(solved, ~hidden & (effect > _STILL))


def _part(rows: Cells, columns: Cells, weights: Amounts, change: Amounts) -> tuple[Amounts, Amounts, float]:
    """Part a change in what breaks no sum, and how much of each sum there is in the rest; and say how much is broken still."""

    def breaks(moved: Amounts) -> Amounts:
        return np.bincount(rows, weights=weights * moved[columns]).astype(np.float64)

    broken = breaks(change)
    direction, left = broken, float(broken @ broken)
    taken = np.zeros_like(broken)
    for _ in range(int(np.clip(_WORK // len(rows), _FEWEST_STEPS, _MOST_STEPS))):
        if np.abs(broken).max() <= _CLOSE:
            break
        step = np.bincount(columns, weights=weights * direction[rows], minlength=len(change))
        length = left / float(step @ step)
        change, taken = change - length * step, taken + length * direction
        broken = breaks(change)
        before, left = left, float(broken @ broken)
        direction = broken + left / before * direction
    return change, taken, float(np.abs(broken).max())


def find_ranges(sums: Sums, hidden: Flags, count: Amounts) -> tuple[Amounts, Amounts]:
    """Find between which counts each hidden cell must lie, when each is at least one: the shuttle of Dobra and Fienberg.

    Every sum narrows each of its cells by what the others can be, over and over; the true range may be narrower still. A sum with
    a count that is nowhere told (NaN) narrows nothing.
    """
    is_told = sums.total(np.isnan(count)[sums.cell] & ~hidden[sums.cell]) == 0
    shown = np.where(hidden | np.isnan(count), 0.0, count)
    low, high = np.where(hidden, 1.0, shown), np.where(hidden, float(shown.sum()) + 1.0, shown)
    lines = hidden[sums.cell] & is_told[sums.sum_]
    cell, sum_, sign = sums.cell[lines], sums.sum_[lines], np.where(sums.is_whole[lines], 1.0, -1.0)
    known = sums.total(np.where(sums.is_whole, shown[sums.cell], -shown[sums.cell]))[sum_]
    for _ in range(_PASSES):
        before = low.copy(), high.copy()
        least, most = np.where(sign > 0, (low[cell], high[cell]), (-high[cell], -low[cell]))
        others_least = np.bincount(sum_, weights=least, minlength=len(sums))[sum_] - least + known
        others_most = np.bincount(sum_, weights=most, minlength=len(sums))[sum_] - most + known
        np.maximum.at(low, cell, np.where(sign > 0, -others_most, others_least))
        np.minimum.at(high, cell, np.where(sign > 0, -others_least, others_most))
        if (low == before[0]).all() and (high == before[1]).all():
            break
    return low, high
