"""Hold a version of a data set against an earlier one: what came, what went, and which history was changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vil.errors import NothingToCompare
from vil.model.difference import AgeChanges, Change, IndicatorDifference, Transition, VersionDifference
from vil.model.indicator import Aggregation, Direction, Indicator
from vil.model.period import Period, span
from vil.model.recipe import Recipe
from vil.model.series import DatasetVersion
from vil.services.judging import MOST_LISTED, lowest_units
from vil.services.small_changes import may_tell_change
from vil.settings import Settings
from vil.warehouse import load_version, version_numbers

if TYPE_CHECKING:
    from vil.analysis.differing import Cells
    from vil.warehouse.grids import Grid

_OLDEST_AGE = 24
_ADDED = frozenset({Aggregation.SUM, Aggregation.COUNT})


def compare_versions(
    settings: Settings, dataset: str, before: int | None = None, after: int | None = None
) -> VersionDifference:
    """Hold one version against another: the one in force, and the one before it, when no numbers are given.

    Cells are only compared where both versions count the same way. A hidden cell is never given a figure, nor is any sum over it,
    nor figures that differ by few persons.
    Raises NotFound for a version that is not there, and NothingToCompare when there is only one.
    """
    newer = load_version(settings.datasets, dataset, after)
    earlier = before if before is not None else find_earlier(settings.datasets, newer)
    if earlier is None or earlier == newer.number:
        raise NothingToCompare(newer.recipe.title)
    return difference_of(settings.datasets, load_version(settings.datasets, dataset, earlier), newer)


def find_earlier(datasets: Path, version: DatasetVersion) -> int | None:
    """Find the number of the version published before this one, None when it is the first."""
    return max(
        (number for number in version_numbers(datasets, version.dataset) if number < version.number), default=None
    )


@lru_cache(maxsize=64)
def difference_of(datasets: Path, before: DatasetVersion, after: DatasetVersion) -> VersionDifference:
    """Find the difference between two versions. Versions are immutable, so an answer stays true."""
    found: list[Change] = []
    counted = [_compare_indicator(datasets, before, after, one, found) for one in _shared_indicators(before, after)]
    old_units, new_units = (tuple(unit.name for unit in version.units) for version in (before, after))
    old_members, new_members = (_members(version) for version in (before, after))
    old_ids, new_ids = (tuple(one.id for one in version.recipe.indicators) for version in (before, after))
    gained, lost = _other_periods(before, after)
    total = sum(one.changed + one.appeared + one.vanished + one.concealed + one.revealed for one in counted)
    changes = tuple(sorted(found, key=_notability)[:MOST_LISTED])
    return VersionDifference(
        before.dataset,
        before.number,
        after.number,
        units_gained=_minus(new_units, old_units),
        units_lost=_minus(old_units, new_units),
        indicators_gained=_minus(new_ids, old_ids),
        indicators_lost=_minus(old_ids, new_ids),
        members_gained=_minus(new_members, old_members),
        members_lost=_minus(old_members, new_members),
        periods_gained=gained,
        periods_lost=lost,
        indicators=tuple(counted),
        changes=changes,
        left_out=total - len(changes),
    )


def _minus(these: tuple[str, ...], those: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in these if name not in set(those))


def _members(version: DatasetVersion) -> tuple[str, ...]:
    return tuple(member for _, members in version.dimensions for member in members)


def _other_periods(before: DatasetVersion, after: DatasetVersion) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    if before.recipe.grain is not after.recipe.grain:
        return (), ()
    old, new = (span(version.first, version.last) for version in (before, after))
    return (
        tuple(period for period in new if not before.first <= period <= before.last),
        tuple(period for period in old if not after.first <= period <= after.last),
    )


def _notability(change: Change) -> tuple[bool, float, int]:
    """Changed numbers come first, the largest share of the larger number first; among the rest the newest."""
    if change.before is None or change.after is None:
        return True, 0.0, -change.period.start.toordinal()
    largest = max(abs(change.before), abs(change.after))
    return False, -abs(change.after - change.before) / largest, -change.period.start.toordinal()


def _shared_indicators(before: DatasetVersion, after: DatasetVersion) -> list[Indicator]:
    old = {one.id for one in before.recipe.indicators}
    return [one for one in after.recipe.indicators if one.id in old]


def is_counted_alike(before: DatasetVersion, after: DatasetVersion, indicator: str) -> bool:
    """Tell whether both versions make an indicator's numbers in the same way from the same kind of cells."""
    old, new = (
        replace(version.indicator(indicator), name="", definition="", source="", direction=Direction.NEITHER)
        for version in (before, after)
    )
    return old == new and before.recipe.grain is after.recipe.grain


@dataclass(frozen=True)
class _Pair:
    """The same lines and periods of an indicator in two versions."""

    indicator: Indicator
    lines: tuple[tuple[str, str | None], ...]
    periods: tuple[Period, ...]
    before: Grid
    after: Grid
    recipe: Recipe

    def cells(self) -> tuple[Cells, Cells]:
        from vil.analysis.differing import Cells

        return Cells(self.before.values, self.before.states), Cells(self.after.values, self.after.states)


def _compare_indicator(
    datasets: Path, before: DatasetVersion, after: DatasetVersion, indicator: Indicator, found: list[Change]
) -> IndicatorDifference:
    if not is_counted_alike(before, after, indicator.id):
        return IndicatorDifference(indicator.id, is_redefined=True)
    together = read_pair(datasets, before, after, indicator)
    groups = read_pair(datasets, before, after, indicator, by_member=True) if after.dimensions else None
    group_changed = int(_places(groups)[Transition.CHANGED].sum()) if groups else 0
    if not together.lines and groups:  # nothing is put together across members: they are the cells
        together, group_changed = groups, 0
    places = _places(together)
    found += _list_changes(together, places)
    in_both = (together.before.states == 1) & (together.after.states == 1)
    counts: dict[str, Any] = {str(transition): int(where.sum()) for transition, where in places.items()}
    totals = _totals(together, in_both)
    return IndicatorDifference(
        indicator.id,
        compared=int(in_both.sum()),
        **counts,
        group_changed=group_changed,
        total_before=totals[0],
        total_after=totals[1],
        by_age=_count_by_age(together, places[Transition.CHANGED], in_both, before.last),
    )


def read_pair(
    datasets: Path, before: DatasetVersion, after: DatasetVersion, indicator: Indicator, *, by_member: bool = False
) -> _Pair:
    """Read the lowest units and the periods that two versions have in common, laid over each other."""
    from vil.warehouse.grids import open_cells, read_grid

    units = tuple(unit for unit in lowest_units(after) if unit in set(lowest_units(before)))
    grids = []
    for version in (before, after):
        with open_cells(datasets, version) as cells:
            grids.append(read_grid(cells, version, indicator.id, units=units, by_member=by_member))
    lines = tuple(line for line in grids[1].lines if line in set(grids[0].lines))
    periods = tuple(period for period in grids[1].periods if grids[0].periods[0] <= period <= grids[0].periods[-1])
    old, new = (_narrow(grid, lines, periods) for grid in grids)
    return _Pair(indicator, lines, periods, old, new, after.recipe)


def _narrow(grid: Grid, lines: tuple[tuple[str, str | None], ...], periods: tuple[Period, ...]) -> Grid:
    """Keep the given lines and periods of a grid, in that order."""
    place = {line: index for index, line in enumerate(grid.lines)}
    rows = [place[line] for line in lines]
    start = grid.periods.index(periods[0]) if periods else 0
    columns = slice(start, start + len(periods))
    arrays: dict[str, Any] = {
        name: getattr(grid, name)[rows][:, columns]
        for name in ("values", "numerator", "denominator", "states", "is_partial")
    }
    return replace(grid, lines=lines, periods=periods, **arrays)


def _places(pair: _Pair) -> dict[Transition, Any]:
    from vil.analysis.differing import find_transitions

    return find_transitions(*pair.cells())


def _list_changes(pair: _Pair, places: dict[Transition, Any]) -> list[Change]:
    from vil.analysis.differing import order_by_size

    changes = []
    for transition, where in places.items():
        for line, column in order_by_size(*pair.cells(), where, MOST_LISTED):
            unit, member = pair.lines[line]
            change = Change(pair.indicator.id, unit, member, pair.periods[column], transition)
            has_figures = transition not in (Transition.CONCEALED, Transition.REVEALED)
            changes.append(_with_figures(change, pair, line, column) if has_figures else change)
    return changes


def _with_figures(change: Change, pair: _Pair, line: int, column: int) -> Change:
    before, after = (float(grid.values[line, column]) for grid in (pair.before, pair.after))
    figures = [
        (float(grid.values[line, column]), float(grid.numerator[line, column]), float(grid.denominator[line, column]))
        for grid in (pair.before, pair.after)
    ]
    if change.transition is Transition.CHANGED and not may_tell_change(pair.indicator, pair.recipe, *figures):
        return change
    return replace(
        change,
        before=None if change.transition is Transition.APPEARED else before,
        after=None if change.transition is Transition.VANISHED else after,
    )


def _totals(pair: _Pair, in_both: Any) -> tuple[float | None, float | None]:
    """Put the cells both versions show together, in each; neither is told where they differ by few persons."""
    totals = _total(pair, in_both, pair.before), _total(pair, in_both, pair.after)
    parts = [
        (total, float(grid.numerator[in_both].sum()), float(grid.denominator[in_both].sum()))
        for total, grid in zip(totals, (pair.before, pair.after), strict=True)
    ]
    return totals if may_tell_change(pair.indicator, pair.recipe, *parts) else (None, None)


def _total(pair: _Pair, in_both: Any, grid: Grid) -> float | None:
    """Put the cells with a number in both versions together, None where that cannot be said; a stock by its last period."""
    from math import fsum

    if not in_both.any():
        return None
    if pair.indicator.aggregation in _ADDED:
        return fsum(grid.values[in_both].tolist())
    if pair.indicator.aggregation is Aggregation.STOCK:
        last = int(in_both.any(axis=0).nonzero()[0][-1])
        return fsum(grid.values[in_both[:, last], last].tolist())
    if not pair.indicator.is_additive:
        return None
    numerator, denominator = (fsum(part[in_both].tolist()) for part in (grid.numerator, grid.denominator))
    is_ratio = pair.indicator.aggregation in (Aggregation.RATE, Aggregation.SHARE)
    return numerator / denominator * (pair.indicator.scale if is_ratio else 1.0) if denominator else None


def _count_by_age(pair: _Pair, changed: Any, in_both: Any, newest: Period) -> tuple[AgeChanges, ...]:
    """Count by how old the period was in the earlier version; those over 24 periods old are counted as 24."""
    counts: dict[int, list[int]] = {}
    youngest = len(span(pair.periods[-1], newest)) - 1 if pair.periods else 0
    for column in range(len(pair.periods)):
        age = min(youngest + len(pair.periods) - 1 - column, _OLDEST_AGE)
        count = counts.setdefault(age, [0, 0])
        count[0] += int(in_both[:, column].sum())
        count[1] += int(changed[:, column].sum())
    return tuple(AgeChanges(age, *counts[age]) for age in sorted(counts))


def tell_difference(settings: Settings, difference: VersionDifference) -> tuple[str, ...]:
    """Say a difference in Danish sentences, the changed history first."""
    from vil.narration.difference import describe_difference

    before, after = (
        load_version(settings.datasets, difference.dataset, number) for number in (difference.before, difference.after)
    )
    return describe_difference(difference, before, after)
