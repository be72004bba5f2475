"""Changes of level that are abrupt and lasting: in one unit, or in many at the same time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vil.analysis.pattern import Side, find_lasting_shift
from vil.analysis.scales import Scaled
from vil.analysis.windows import Lines, medians_around, medians_before, medians_from, medians_of, spreads_of

_WIDTH, _NEAR, _AT_LEAST = 6, 3, 4
_CUT_ALONE, _CUT_BEFORE_A_RUN = 3.0, 2.0
_CUT_TOGETHER = 5.0
_SPREAD_PER_MEDIAN = 1.55
"""The standard deviation over the median distance from the median of the thirteen around, of normal noise."""
_NOISE_OF_A_STEP = 0.72
"""The standard deviation of the difference between two medians of six, in those of single numbers."""
_LEAST_TOGETHER, _LEAST_MIDDLE = 3, 0.75
_SHARE_LEFT, _SHARE_BESIDE = 0.95, 0.5
_SHARE_OF_LINES, _SHARE_AT_ONCE, _SHARE_LASTING = 0.75, 0.7, 0.75


@dataclass(frozen=True)
class LevelChange:
    """A new level from the column `column` on; `line` is None when many lines changed together, `lines` of `judged`."""

    column: int
    line: int | None
    lines: int
    judged: int
    is_higher: bool


def find_level_changes(scaled: Scaled) -> tuple[LevelChange, ...]:
    """Find the one change all lines share, if any, then the largest change of each line that is not that one.

    A change is *abrupt* when the two numbers beside it differ by half of what the six before and after it do, the three by
    70 %, when the six next to those step half as far at most, and when two levels fit the two dozen numbers around it, and all
    of them, better than a straight line. It is *lasting* when three in four of all numbers after it, and one in four before it
    at most, lie beyond the middle of the step. One line must step by 3 of its own standard deviations, or by 2 where a run that
    is too long for chance begins there and goes on to the end. Together, three lines or more, three in four the same way, must
    step so far that calm lines would not; the rest is then seen in their mean.
    """
    steps = _find_steps(scaled)
    together = _find_shared(scaled.cells, steps)
    alone = _find_alone(scaled.cells, steps)
    if together is None:
        return alone
    return (together, *(change for change in alone if abs(change.column - together.column) > _NEAR - 1))


@dataclass(frozen=True)
class _Steps:
    """For each place: the step over six numbers and over three, in the line's standard deviations."""

    wide: Lines
    near: Lines
    single: Lines


def _find_steps(scaled: Scaled) -> _Steps:
    cells = scaled.cells
    around = medians_of(np.abs(cells - medians_around(cells, 2 * _WIDTH + 1, at_least=_WIDTH))) * _SPREAD_PER_MEDIAN
    usual = np.fmax(np.fmax(spreads_of(cells), around) * scaled.lost, medians_of(scaled.least))
    spread = np.where(usual > 0, usual, np.nan)[:, None]
    wide = medians_from(cells, _WIDTH, at_least=_AT_LEAST) - medians_before(cells, _WIDTH, at_least=_AT_LEAST)
    near = medians_from(cells, _NEAR, at_least=2) - medians_before(cells, _NEAR, at_least=2)
    single = np.diff(cells, axis=1, prepend=np.nan)
    return _Steps(wide / spread, near / spread, single / spread)


def _find_alone(cells: Lines, steps: _Steps) -> tuple[LevelChange, ...]:
    size = np.nan_to_num(np.abs(steps.wide))
    candidate = np.where(_is_abrupt(steps.wide, steps.near), size, 0.0)
    changes = []
    for line in np.nonzero(candidate.max(axis=1, initial=0.0) >= _CUT_BEFORE_A_RUN)[0]:
        best = candidate[line].max()
        likely = np.nonzero(candidate[line] >= 0.85 * best)[0]
        column = int(likely[np.argmax(np.nan_to_num(np.abs(steps.single[line, likely])))])
        is_higher = bool(steps.wide[line, column] > 0)
        if not steps.single[line, column] / steps.wide[line, column] >= _SHARE_BESIDE:
            continue
        fits = all(_fits_levels(cells[line], column, reach) for reach in (2 * _WIDTH, cells.shape[1]))
        if not (fits and _lasts(cells[line], column, is_higher=is_higher)):
            continue
        if best >= _CUT_ALONE or _begins_a_run(cells[line], column, is_higher=is_higher):
            changes.append(LevelChange(column, int(line), 1, 1, is_higher))
    return tuple(sorted(changes, key=lambda change: -candidate[change.line or 0].max()))


def _fits_levels(values: Lines, column: int, reach: int) -> bool:
    """Tell whether two levels leave less than a straight line does, over so many numbers on each side."""
    around = np.arange(max(0, column - reach), min(len(values), column + reach))
    around = around[~np.isnan(values[around])]
    is_after = around >= column
    near = values[around] - values[around].mean()
    places = around - around.mean()
    levels = np.where(is_after, near[is_after].mean(), near[~is_after].mean())
    line = places * (places @ near) / (places @ places)
    return bool(((near - levels) ** 2).sum() < _SHARE_LEFT * ((near - line) ** 2).sum())


def _is_abrupt(wide: Lines, near: Lines) -> NDArray[np.bool_]:
    """Tell where a step happens at once, and is not a part of a drift."""
    size, towards = np.nan_to_num(np.abs(wide)), np.sign(np.nan_to_num(wide))
    known = np.pad(np.nan_to_num(wide), ((0, 0), (_WIDTH, _WIDTH)))
    neighbours = np.maximum(known[:, : wide.shape[1]] * towards, known[:, 2 * _WIDTH :] * towards)
    at_once: NDArray[np.bool_] = (np.nan_to_num(near) * towards >= _SHARE_AT_ONCE * size) & (size >= 2 * neighbours)
    return at_once


def _begins_a_run(values: Lines, column: int, *, is_higher: bool) -> bool:
    run = find_lasting_shift([None if np.isnan(value) else float(value) for value in values])
    side = Side.ABOVE if is_higher else Side.BELOW
    return run is not None and run.side is side and abs(run.start - column) < _NEAR


def levels_around(values: Lines, column: int) -> tuple[float, float]:
    """Find the level before a place and from it on: the median over lines of each line's median of six."""
    before = medians_of(values[:, max(0, column - _WIDTH) : column])
    after = medians_of(values[:, column : column + _WIDTH])
    return float(medians_of(before[None, :])[0]), float(medians_of(after[None, :])[0])


def _lasts(values: Lines, column: int, *, is_higher: bool) -> bool:
    before, after = (part[~np.isnan(part)] for part in (values[:column], values[column:]))
    if min(before.size, after.size) < _AT_LEAST or after.size < _WIDTH:
        return False
    middle = (np.median(before[-_WIDTH:]) + np.median(after[:_WIDTH])) / 2
    beyond = [np.count_nonzero((part > middle) == is_higher) for part in (before, after)]
    return bool(before.size - beyond[0] >= _SHARE_LASTING * before.size and beyond[1] >= _SHARE_LASTING * after.size)


def _find_shared(cells: Lines, steps: _Steps) -> LevelChange | None:
    """Find the place where most lines step the same way at once; the season has been taken out, a common trend is too slow."""
    known = np.count_nonzero(~np.isnan(steps.wide), axis=0)
    up, down = (np.count_nonzero(side, axis=0) for side in (steps.wide > 0, steps.wide < 0))
    mean = np.nansum(steps.wide, axis=0) / np.maximum(known, 1)
    near = np.nansum(steps.near, axis=0) / np.maximum(np.count_nonzero(~np.isnan(steps.near), axis=0), 1)
    strength = np.abs(mean) * np.sqrt(known) / _NOISE_OF_A_STEP
    is_shared = (
        (known >= _LEAST_TOGETHER)
        & (np.maximum(up, down) >= _SHARE_OF_LINES * known)
        & (strength >= _CUT_TOGETHER)
        & (np.abs(mean) >= _LEAST_MIDDLE)
        & _is_abrupt(mean[None, :], near[None, :])[0]
    )
    if not is_shared.any():
        return None
    size = np.where(is_shared, np.abs(mean), 0.0)
    likely = np.nonzero(size >= 0.85 * size.max())[0]
    single = np.abs(np.nansum(steps.single[:, likely], axis=0))
    column = int(likely[np.argmax(single)])
    is_higher = bool(mean[column] > 0)
    beside = np.nanmean(steps.single[:, column]) if known[column] else 0.0
    if beside / mean[column] < _SHARE_BESIDE:
        return None
    if not _lasts(_mean_line(cells), column, is_higher=is_higher):
        return None
    lines = up[column] if is_higher else down[column]
    return LevelChange(column, None, int(lines), int(known[column]), is_higher)


def _mean_line(cells: Lines) -> Lines:
    """Find the mean of all lines, each less its own median, in its own standard deviations."""
    spread = spreads_of(cells)[:, None]
    level = (cells - medians_of(cells)[:, None]) / np.where(spread > 0, spread, np.nan)
    known = np.count_nonzero(~np.isnan(level), axis=0)
    mean: Lines = np.where(known > 0, np.nansum(level, axis=0) / np.maximum(known, 1), np.nan)
    return mean
