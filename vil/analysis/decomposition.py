"""What moved the number between two periods."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class RateDecomposition:
    """A change in a rate parted in two: the mix of groups, and the rates within them; mix + rate = change exactly.

    `groups` holds (group, mix, rate) in the order they were given.
    """

    before: float
    after: float
    change: float
    mix: float
    rate: float
    groups: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True)
class Contributions:
    """A change in a sum parted on its units: (unit, before, after, contribution), largest absolute first.

    `came` and `went` name the units that are in only one of the two, and count as 0 in the other.
    """

    before: float
    after: float
    change: float
    units: tuple[tuple[str, float, float, float], ...]
    came: tuple[str, ...]
    went: tuple[str, ...]


def rate_decomposition(
    before: Mapping[str, tuple[float, float]], after: Mapping[str, tuple[float, float]]
) -> RateDecomposition:
    """Part a change in a rate in what the mix of groups did and what the rates did.

    Each mapping gives (numerator, denominator) for each group. mix = Σ (share after - share before) × mean rate, rate
    = Σ (rate after - rate before) × mean share. A group that is only in one period, or empty in one, has no rate of
    its own there: it moved the mix alone.

    Source: Kitagawa 1955. Raises ValueError when all denominators of a period are 0.
    """
    names = list(dict.fromkeys((*before, *after)))
    total_before, total_after = (_total_denominator(period) for period in (before, after))
    groups = []
    for name in names:
        share_b, rate_b = _share_and_rate(before.get(name), total_before)
        share_a, rate_a = _share_and_rate(after.get(name), total_after)
        known_b = rate_b if rate_b is not None else rate_a or 0.0
        known_a = rate_a if rate_a is not None else known_b
        groups.append(
            (name, (share_a - share_b) * (known_b + known_a) / 2, (known_a - known_b) * (share_b + share_a) / 2)
        )
    mix, rate = math.fsum(group[1] for group in groups), math.fsum(group[2] for group in groups)
    return RateDecomposition(
        _total_numerator(before) / total_before,
        _total_numerator(after) / total_after,
        mix + rate,
        mix,
        rate,
        tuple(groups),
    )


def against_the_whole(
    before: Mapping[str, tuple[float, float]], after: Mapping[str, tuple[float, float]]
) -> RateDecomposition:
    """Part a change in a rate as `rate_decomposition` does, with each group's mix held against the whole rate.

    mix = (share after - share before) × (mean rate - the whole's mean rate). The sums are the same, since shares always add up to
    one; but a group that merely grew moves nothing unless its rate differs from the others'. Source: Kitagawa 1955.
    """
    found = rate_decomposition(before, after)
    middle, totals = (found.before + found.after) / 2, [_total_denominator(period) for period in (before, after)]
    groups = []
    for name, mix, rate in found.groups:
        old, new = (
            _share_and_rate(period.get(name), total)[0] for period, total in zip((before, after), totals, strict=True)
        )
        groups.append((name, mix - (new - old) * middle, rate))
    return replace(found, groups=tuple(groups))


def contributions(before: Mapping[str, float], after: Mapping[str, float]) -> Contributions:
    """Part a change in an additive measure on its units: contribution = after - before.

    The contributions sum to the change to the last bit, by `math.fsum`. Units that came or went are included; the largest come
    first, equals by name.
    """
    names = list(dict.fromkeys((*before, *after)))
    units = [
        (name, old, new, new - old)
        for name in names
        for old, new in [(float(before.get(name, 0.0)), float(after.get(name, 0.0)))]
    ]
    units.sort(key=lambda unit: (-abs(unit[3]), unit[0]))
    return Contributions(
        math.fsum(before.values()),
        math.fsum(after.values()),
        math.fsum(unit[3] for unit in units),
        tuple(units),
        came=tuple(sorted(name for name in names if name not in before)),
        went=tuple(sorted(name for name in names if name not in after)),
    )


def _total_denominator(period: Mapping[str, tuple[float, float]]) -> float:
    total = math.fsum(bottom for _, bottom in period.values())
    if not total:
        raise ValueError("a rate needs a denominator above 0 in both periods")
    return total


def _total_numerator(period: Mapping[str, tuple[float, float]]) -> float:
    return math.fsum(top for top, _ in period.values())


def _share_and_rate(cell: tuple[float, float] | None, total: float) -> tuple[float, float | None]:
    if cell is None or not cell[1]:
        return 0.0, None
    return cell[1] / total, cell[0] / cell[1]
