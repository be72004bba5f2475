"""Which target holds when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vil.model.card import Target
from vil.model.indicator import Aggregation
from vil.model.series import Series, UnitLevel

_COUNTS = frozenset({Aggregation.SUM, Aggregation.COUNT, Aggregation.DISTINCT, Aggregation.STOCK})


@dataclass(frozen=True)
class TargetLevel:
    """A target over the days it holds, both included, within what is looked at."""

    target: Target
    first: date
    last: date


def list_targets(series: Series) -> tuple[Target, ...]:
    """List the targets a series may be held against.

    One for every unit is not one for a whole or a group of them where the number is a count; nor is one for a month one for a
    quarter. A series of one member of a dimension has none: targets are for all members together.
    """
    if series.member is not None:
        return ()
    is_single = series.unit.level is UnitLevel.UNIT or series.indicator.aggregation not in _COUNTS
    return tuple(
        target
        for target in series.targets
        if not target.is_withdrawn
        and target.grain in (None, series.grain)
        and (target.unit == series.unit.name or (target.unit is None and is_single))
    )


def find_target(targets: Sequence[Target], day: date) -> Target | None:
    """Find the target that holds on a day: a unit's own first, then the one that began last, then set last."""
    holding = [
        target for target in targets if target.starts_on <= day and (target.ends_on is None or day <= target.ends_on)
    ]
    ranked = sorted(
        enumerate(holding), key=lambda pair: (pair[1].unit is not None, pair[1].starts_on, pair[0]), reverse=True
    )
    return ranked[0][1] if ranked else None


def find_target_levels(targets: Sequence[Target], first: date, last: date) -> tuple[TargetLevel, ...]:
    """Find the steps of the target from `first` to `last`, in order and without overlap; days without a target are left out."""
    turns = {first, *(target.starts_on for target in targets)}
    turns |= {target.ends_on + timedelta(days=1) for target in targets if target.ends_on is not None}
    days = sorted(day for day in turns if first <= day <= last)
    levels: list[TargetLevel] = []
    for day, following in zip(days, [*days[1:], last + timedelta(days=1)], strict=True):
        target, end = find_target(targets, day), following - timedelta(days=1)
        if target is None:
            continue
        if levels and levels[-1].target == target and levels[-1].last == day - timedelta(days=1):
            levels[-1] = TargetLevel(target, levels[-1].first, end)
        else:
            levels.append(TargetLevel(target, day, end))
    return tuple(levels)
