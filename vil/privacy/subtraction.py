"""Protection against subtraction: which further cells must be hidden, so that no hidden one can be worked out.

What is read here is what everybody may read: the shown cells, and which are hidden. It is the second step after the small-number
rule ("complementary suppression"; Hundepool et al., Statistical Disclosure Control, 2012, chapter 4). Which hidden cell is small
itself and which protects another is told nowhere: knowing that two are small and add up to eight, one would know both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vil.model.indicator import LOWEST_THRESHOLD
from vil.privacy.sums import Amounts, Cells, Flags, Solved, Sums, find_ranges, find_solved

_SHARE = 0.1
_NOUGHT = 1e-6
_SEEN = 1e9


@dataclass(frozen=True)
class Side:
    """An amount that is added over cells and the persons behind it, 0 where the cell is not shown.

    A count has one side; a rate of persons has those in it and those outside it as well. `is_count` says that the amount is the
    persons themselves, that nobody is in two cells beside each other, and that each hidden cell has one at least.
    """

    amount: Amounts
    persons: Amounts
    is_count: bool = False


@dataclass
class _Pattern:
    """What is hidden so far, and was to begin with; `known` are the cells that have amounts, `is_free` those seen to be safe.

    `seen` are cells that everybody knew before and that cover little.
    """

    hidden: Flags
    known: Flags
    first: Flags
    seen: Flags

    def __post_init__(self) -> None:
        self.is_free: Flags = np.zeros_like(self.hidden)


@dataclass(frozen=True)
class Memory:
    """What is known from earlier: cells that stay hidden, and cells that everybody has seen, which cover little."""

    kept: Flags
    seen: Flags


def find_protecting(
    sums: Sums, hidden: Flags, known: Flags, sides: Sequence[Side], threshold: int, memory: Memory | None = None
) -> Flags:
    """Find all cells to hide, those hidden already among them, so that none can be worked out from what is still shown.

    `known` are the cells that have amounts; what is hidden only to protect others may be worked out, as long as those cannot.
    A sum is mended by hiding its smallest part that adds something, or the whole of it where there is none; first where a cell
    stands alone or few persons are behind those hidden together, then where a cell can be worked out from several sums.
    What `memory` keeps is hidden too, and what was seen before is hidden last: nobody knows that it is the same figure still.
    """
    memory = memory or Memory(np.zeros_like(hidden), np.zeros_like(hidden))
    pattern = _Pattern(hidden | memory.kept, known, hidden.copy(), memory.seen)
    while (
        sum(_mend(sums, pattern, sides, threshold, kind) for kind in np.unique(sums.kind))
        or _free(sums, pattern, sides, Solved(_find_narrow(sums, pattern, sides), known))
        or _free(sums, pattern, sides, _find_solved(sums, pattern))
    ):
        pass
    return pattern.hidden


def find_connected(sums: Sums, start: Flags, among: Flags) -> Flags:
    """Find the cells of `among` that sums tie to those of `start`, directly or through each other."""
    reached, before = start, np.zeros_like(start)
    while (reached != before).any():
        before = reached
        touched = sums.total(reached[sums.cell]) > 0
        reached = start | (among & (np.bincount(sums.cell, touched[sums.sum_], len(start)) > 0))
    return reached


def _find_solved(sums: Sums, pattern: _Pattern) -> Solved:
    """Find what can be worked out of that which was hidden first; who was free before stays so, the more is hidden."""
    solved = find_solved(sums, pattern.hidden, pattern.first & ~pattern.is_free)
    pattern.is_free = pattern.first & ~solved.cells
    return solved


def _hide(pattern: _Pattern, picked: Cells) -> bool:
    pattern.hidden[picked] = True
    return len(picked) > 0


def _mend(sums: Sums, pattern: _Pattern, sides: Sequence[Side], threshold: int, kind: int) -> bool:
    """Hide a cell in each exposed sum of one kind, where there is one to hide."""
    exposed = _find_exposed(sums, pattern, sides, threshold) & (sums.kind == kind)
    picked = sums.cell[_pick(sums, pattern, sides, exposed, pattern.known)]
    return _hide(pattern, picked)


def _find_exposed(sums: Sums, pattern: _Pattern, sides: Sequence[Side], threshold: int) -> Flags:
    """Find the sums with one hidden cell, or whose hidden cells together are of too few."""
    lines = pattern.hidden[sums.cell]
    count = sums.total(lines)
    is_whole_hidden = sums.total(lines & sums.is_whole) > 0
    is_weak = np.zeros(len(sums), dtype=np.bool_)
    if (count > 1).any():
        for side in sides:
            is_weak |= _is_weak(sums, pattern, side, count, threshold)
    if (sums.kind < 0).any():
        is_first = sums.total((pattern.first & pattern.hidden)[sums.cell]) > 0
        count = np.where((sums.kind < 0) & ~is_first, 0.0, count)
    exposed: Flags = (count == 1) | ((count > 1) & ~is_whole_hidden & is_weak)
    return exposed


def _is_weak(sums: Sums, pattern: _Pattern, side: Side, count: Amounts, threshold: int) -> Flags:
    """Find the sums whose hidden parts are together of too few persons, or mostly the figure of few.

    Each hidden cell has somebody behind it, so of k that are n together none can be more than n - k + 1: there must be room for
    three. A cell that was not small itself brings enough persons; it must also add a tenth of what it is to cover.
    """
    left, persons = (_left_over(sums, pattern, amount) for amount in (side.amount, side.persons))
    ours = (pattern.hidden & pattern.known)[sums.cell]
    amount, behind = side.amount[sums.cell], side.persons[sums.cell]
    cover = sums.total(np.where(ours & (behind >= threshold), np.abs(amount), 0.0))
    covered = left - sums.total(np.where(ours, amount, 0.0))
    are_many = persons - sums.total(np.where(ours, behind, 0.0)) >= threshold
    is_enough = (persons >= threshold) & (persons - count + 1 >= LOWEST_THRESHOLD)
    is_covered = (cover >= _SHARE * np.abs(covered)) | are_many
    return (np.abs(left) > _NOUGHT) & ~np.where(cover > 0, is_covered, is_enough)


def _left_over(sums: Sums, pattern: _Pattern, amount: Amounts) -> Amounts:
    """Take the shown parts of each sum from its whole."""
    shown = np.where(pattern.hidden, 0.0, amount)[sums.cell]
    return sums.total(np.where(sums.is_whole, shown, -shown))


def _pick(sums: Sums, pattern: _Pattern, sides: Sequence[Side], exposed: Flags, among: Flags) -> Cells:
    """Pick for each exposed sum the line with the cell to hide, as far as there is one."""
    can = among & pattern.known & ~pattern.hidden & (sides[0].amount != 0)
    lines = np.flatnonzero(exposed[sums.sum_] & can[sums.cell])
    cell = sums.cell[lines]
    empty = np.sum([np.abs(side.amount[cell]) <= _NOUGHT for side in sides], axis=0)
    cost = _cost(sums, pattern, sides[0].persons)[cell]
    lines = lines[np.lexsort((cell, cost, empty, sums.is_whole[lines], sums.sum_[lines]))]
    return lines[np.unique(sums.sum_[lines], return_index=True)[1]]


def _cost(sums: Sums, pattern: _Pattern, persons: Amounts) -> Amounts:
    """Weigh what is lost by hiding a cell: its persons, and twice as many for each sum where it would stand alone.

    What was seen before weighs more than anything that was not.
    """
    is_untouched = sums.total(pattern.hidden[sums.cell]) == 0
    alone = np.bincount(sums.cell, weights=is_untouched[sums.sum_], minlength=len(persons))
    cost: Amounts = np.maximum(persons, _NOUGHT) * 2.0**alone * np.where(pattern.seen, _SEEN, 1.0)
    return cost


def _find_narrow(sums: Sums, pattern: _Pattern, sides: Sequence[Side]) -> Flags:
    """Find the small cells that can be fewer than three different counts, by all the sums together."""
    small = pattern.hidden & ~pattern.known
    narrow = np.zeros_like(small)
    for side in sides:
        if side.is_count:
            low, high = find_ranges(sums, pattern.hidden, side.amount)
            narrow |= small & (high - low + 1 < LOWEST_THRESHOLD)
    return narrow


def _free(sums: Sums, pattern: _Pattern, sides: Sequence[Side], solved: Solved) -> bool:
    """Hide a cell for each that can be worked out: the cheapest in any of its sums, or in those its sums hang together with."""
    reached = solved.cells
    while reached.any():
        exposed = np.zeros(len(sums), dtype=np.bool_)
        exposed[sums.sum_[reached[sums.cell]]] = True
        picked = _pick(sums, pattern, sides, exposed, solved.hangs_on)
        if len(picked):
            return _hide(pattern, _cheapest(sums, pattern, sides[0].persons, picked, reached))
        before, reached = reached, pattern.hidden & (np.bincount(sums.cell, exposed[sums.sum_], len(reached)) > 0)
        if (before == reached).all():
            break
    return False


def _cheapest(sums: Sums, pattern: _Pattern, persons: Amounts, picked: Cells, solved: Flags) -> Cells:
    """Choose for each solved cell one of the cells picked in its sums."""
    by_sum = np.full(len(sums), -1)
    by_sum[sums.sum_[picked]] = sums.cell[picked]
    lines = np.flatnonzero(solved[sums.cell] & (by_sum[sums.sum_] >= 0))
    chosen = by_sum[sums.sum_[lines]]
    order = np.lexsort((chosen, _cost(sums, pattern, persons)[chosen], sums.cell[lines]))
    return chosen[order][np.unique(sums.cell[lines][order], return_index=True)[1]]
