"""Which cells of a cube add up to which: members to all together, units to groups and the whole, periods to longer ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from vil.model.period import Grain, Period
from vil.model.series import Unit, UnitLevel
from vil.privacy.sums import Flags, Sums
from vil.warehouse.naming import list_own_groups, match_own_groups

Codes = NDArray[np.int64]
_LONGER = {
    Grain.DAY: (Grain.MONTH, Grain.WEEK),
    Grain.MONTH: (Grain.QUARTER,),
    Grain.QUARTER: (Grain.YEAR,),
    Grain.HALF: (Grain.YEAR,),
}
_NONE = -1


@dataclass(frozen=True)
class Axes:
    """The units, members (None first: all together) and periods of a cube, each known by its place here."""

    units: tuple[str, ...]
    members: tuple[str | None, ...]
    periods: tuple[tuple[Grain, date], ...]

    @cached_property
    def ends(self) -> Codes:
        """The last day of each period, as an ordinal."""
        return np.array([Period.containing(start, grain).end.toordinal() for grain, start in self.periods])

    @cached_property
    def shortest(self) -> Grain:
        """The length of the shortest periods."""
        return min((grain for grain, _ in self.periods), key=list(Grain).index)

    @cached_property
    def last(self) -> int:
        """The last day of the last of the shortest periods, as an ordinal."""
        pairs = zip(self.ends.tolist(), self.periods, strict=True)
        return int(max(end for end, (grain, _) in pairs if grain is self.shortest))

    @property
    def shape(self) -> tuple[int, int, int]:
        """How many there are of each."""
        return len(self.units), len(self.members), len(self.periods)


def unit_wholes(axes: Axes, units: Sequence[Unit]) -> list[Codes]:
    """Say which unit each unit is a part of (-1: none); one answer for each way that units add up.

    Groups that are the extract's own stand beside the units: which of them they hold is not known here, unless units say that
    they belong to one of that name. Then it is the same figure twice, a sum of one part.
    """
    places = {name: place for place, name in enumerate(axes.units)}
    tops = [unit for unit in units if unit.parent is None and unit.level is not UnitLevel.WHOLE]
    own_groups = list_own_groups(units)
    others = [unit for unit in tops if unit not in own_groups]
    pairs = [[(unit.name, unit.parent) for unit in units if unit.parent]]
    for whole in (unit.name for unit in units if unit.level is UnitLevel.WHOLE):
        pairs += [[(unit.name, whole) for unit in part] for part in (others, own_groups)]
    pairs += [[(added_up, own) for own, added_up in match_own_groups(units).items()]]
    return [
        _codes(len(places), [(places[a], places[b]) for a, b in some if b and {a, b} <= {*places}]) for some in pairs
    ]


def period_wholes(axes: Axes) -> list[Codes]:
    """Say which longer period each period lies in; days lie in weeks too."""
    places = {period: place for place, period in enumerate(axes.periods)}
    found: list[list[tuple[int, int]]] = [[], []]
    for (grain, start), place in places.items():
        for way, longer in enumerate(_LONGER.get(grain, ())):
            whole = places.get((longer, Period.containing(start, longer).start))
            found[way] += [(place, whole)] if whole is not None else []
    return [_codes(len(places), pairs) for pairs in found]


def part_by_time(axes: Axes) -> Codes:
    """Number the periods so that those with the same number, and they alone, can be in one sum: all days, else each year."""
    longest, other = period_wholes(axes)
    if (other >= 0).any():
        return np.zeros(len(axes.periods), dtype=np.int64)
    span = np.arange(len(axes.periods))
    while (longer := np.where(longest[span] >= 0, longest[span], span)).tolist() != span.tolist():
        span = longer
    return span


def is_within_months(axes: Axes) -> Flags:
    """Tell which periods are shorter than months, in a cube of days."""
    if not any(grain is Grain.DAY for grain, _ in axes.periods):
        return np.zeros(len(axes.periods), dtype=np.bool_)
    return np.array([grain in (Grain.DAY, Grain.WEEK) for grain, _ in axes.periods])


def _codes(count: int, pairs: Sequence[tuple[int, int]]) -> Codes:
    codes = np.full(count, _NONE, dtype=np.int64)
    for part, whole in pairs:
        codes[part] = whole
    return codes


def find_sums(axes: Axes, keys: Codes, units: Sequence[Unit], *, is_level: bool) -> Sums:
    """Find every sum among some cells; `keys` are their places in the cube's shape, ascending.

    A level (`is_level`) is not added over time: that of a longer period is the latest shorter one's.
    """
    codes = np.unravel_index(keys, axes.shape)
    ways = [(0, whole[codes[0]]) for whole in unit_wholes(axes, units)]
    ways += [(1, np.where(codes[1] > 0, 0, _NONE))]
    ways += [(2, whole[codes[2]]) for whole in period_wholes(axes)]
    pairs = []
    for axis, whole_code in ways:
        part, whole = _pair(axes.shape, keys, codes, axis, whole_code)
        if is_level and axis == 2:
            order = np.lexsort((codes[2][part], whole))
            last = np.flatnonzero(np.diff(whole[order], append=_NONE))
            part, whole = part[order][last], whole[order][last]
        pairs.append((axis, part, whole))
    return _number(pairs)


def _pair(
    shape: tuple[int, int, int], keys: Codes, codes: tuple[Codes, ...], axis: int, whole_code: Codes
) -> tuple[Codes, Codes]:
    """Pair cells with the cell that differs from them along one axis alone, where there is such a cell."""
    part = np.flatnonzero(whole_code >= 0)
    wanted = [code[part] for code in codes]
    wanted[axis] = whole_code[part]
    key = np.ravel_multi_index(tuple(wanted), shape)
    whole = np.searchsorted(keys, key).clip(max=len(keys) - 1)
    is_there = keys[whole] == key
    return part[is_there], whole[is_there]


def _number(pairs: Sequence[tuple[int, Codes, Codes]]) -> Sums:
    """Write pairs of part and whole as numbered sums; a whole is in one sum for each way."""
    sums, cells, kinds, wholes = [], [], [], []
    count = 0
    for axis, part, whole in pairs:
        each, number = np.unique(whole, return_inverse=True)
        sums += [count + number, count + np.arange(len(each))]
        cells += [part, each]
        wholes += [np.zeros(len(part), dtype=np.bool_), np.ones(len(each), dtype=np.bool_)]
        kinds.append(np.full(len(each), axis))
        count += len(each)
    return Sums(np.concatenate(sums), np.concatenate(cells), np.concatenate(wholes), np.concatenate(kinds))
