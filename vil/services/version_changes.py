"""Hold what an extract would become against the version before: units, members, periods and totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from math import fsum, isclose
from pathlib import Path

from vil.importing import drift_messages as messages
from vil.model.drift import Change, ChangedCell, Difference, Total
from vil.model.indicator import Aggregation, Indicator
from vil.model.period import span
from vil.model.recipe import HEADERS, Drift, Recipe
from vil.model.series import CellState, DatasetVersion, Point, Series, UnitLevel, View
from vil.services.small_changes import Figures, may_tell_change

MOST_CELLS = 300_000
"""So many cells of one indicator are held beside each other; `vil diff` compares larger versions."""
_SIMILAR = 0.6
_NAMED_CELLS = 5
_Cells = dict[tuple[str, date], Point]


def unit_names(version: DatasetVersion) -> tuple[str, ...]:
    """Name the units of a version that are not everything together."""
    return tuple(unit.name for unit in version.units if unit.level is not UnitLevel.WHOLE)


def member_names(version: DatasetVersion) -> tuple[str, ...]:
    """Name the members of the dimension of a version."""
    return tuple(member for _, members in version.dimensions for member in members)


def unit_column(recipe: Recipe) -> str:
    """Name the column whose rule decides about units."""
    return recipe.unit or HEADERS


def compare_versions(last: DatasetVersion, now: DatasetVersion, recipe: Recipe) -> tuple[Difference, ...]:
    """Find the units, members and periods that came and went."""
    return (
        *_compare_units(last, now, recipe),
        *_compare_members(last, now, recipe),
        *_compare_periods(last, now, recipe),
    )


def _compare_units(last: DatasetVersion, now: DatasetVersion, recipe: Recipe) -> list[Difference]:
    """Find the units that came and went, and name the groups above them apart."""
    new, gone = _new_and_gone(unit_names(last), unit_names(now))
    column = unit_column(recipe)
    rule, found = recipe.rule_of(column), []
    pairs = [(close[0], name) for name in new if (close := get_close_matches(name, gone, 1, _SIMILAR))]
    hint = messages.perhaps_renamed(pairs) if pairs else ""
    if new:
        text = messages.units_new(*_by_level(now, new)) + hint
        found.append(Difference(Change.UNIT_NEW, text, messages.take_new(len(new)), column, new, len(new), rule))
    if gone:
        rule, text = _unless_dropped(rule), messages.units_gone(*_by_level(last, gone))
        found.append(Difference(Change.UNIT_GONE, text, messages.let_go(len(gone)), column, gone, len(gone), rule))
    return found


def _by_level(version: DatasetVersion, names: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part names of units from those of the groups above them."""
    groups = {unit.name for unit in version.units if unit.level is UnitLevel.GROUP}
    return tuple(name for name in names if name not in groups), tuple(name for name in names if name in groups)


def _compare_members(last: DatasetVersion, now: DatasetVersion, recipe: Recipe) -> list[Difference]:
    if not recipe.dimensions or not last.dimensions or last.dimensions[0][0] != recipe.dimensions[0]:
        return []
    column = recipe.dimensions[0]
    new, gone = _new_and_gone(member_names(last), member_names(now))
    rule, found = recipe.rule_of(column), []
    if new:
        text, accepting = messages.members_new(column, new), messages.take_new(len(new))
        found.append(Difference(Change.MEMBER_NEW, text, accepting, column, new, len(new), rule))
    if gone:
        text, rule = messages.members_gone(column, gone), _unless_dropped(rule)
        accepting = messages.let_go(len(gone))
        found.append(Difference(Change.MEMBER_GONE, text, accepting, column, gone, len(gone), rule))
    return found


def _new_and_gone(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    new = tuple(name for name in after if name not in before)
    return new, tuple(name for name in before if name not in after)


def _unless_dropped(rule: Drift) -> Drift:
    """What is gone has no values to drop: under that rule it is only told."""
    return Drift.ACCEPT if rule is Drift.DROP else rule


def _compare_periods(last: DatasetVersion, now: DatasetVersion, recipe: Recipe) -> list[Difference]:
    column = recipe.period or HEADERS
    if now.recipe.grain is not last.recipe.grain:
        text = messages.other_grain(now.recipe.grain, last.recipe.grain)
        return [Difference(Change.GRAIN, text, column=column)]
    rule, found = _unless_dropped(recipe.rule_of(column)), []
    if now.first > last.last.shifted(1):
        hole = span(last.last.shifted(1), now.first.shifted(-1))
        text = messages.periods_missing(hole[0], hole[-1], len(hole))
        codes = tuple(period.code for period in hole)
        accepting = messages.leave_hole()
        found.append(Difference(Change.PERIODS_MISSING, text, accepting, column, codes, len(hole), rule))
    covered = span(now.first, now.last)
    gone = [period for period in span(last.first, last.last) if not covered[0] <= period <= covered[-1]]
    if gone:
        text = messages.periods_gone(gone[0], gone[-1], len(gone))
        codes = tuple(period.code for period in gone)
        found.append(Difference(Change.PERIODS_GONE, text, messages.let_history_go(), column, codes, len(gone), rule))
    elif now.last == last.last:
        text = messages.nothing_new(now.last)
        found.append(Difference(Change.NOTHING_NEW, text, column=column, rule=Drift.ACCEPT))
    return found


def compare_totals(before: tuple[Path, DatasetVersion], after: tuple[Path, DatasetVersion]) -> tuple[Total, ...]:
    """Put each indicator together over what both versions cover, and count the cells of it that are not the same any more.

    Each version comes with the folder it is in. Units that both have are taken, and the periods both have; a total is None where
    cells may not be added or a cell is hidden. Of very large versions there are none: their cells would not fit in memory.
    """
    if max(_count_cells(before[1]), _count_cells(after[1])) > MOST_CELLS:
        return ()
    known = {one.id for one in before[1].recipe.indicators}
    common = [one for one in after[1].recipe.indicators if one.id in known]
    return tuple(_compare_one(one, before, after) for one in common)


def _count_cells(version: DatasetVersion) -> int:
    return len(version.units) * len(span(version.first, version.last))


def _compare_one(
    indicator: Indicator, before: tuple[Path, DatasetVersion], after: tuple[Path, DatasetVersion]
) -> Total:
    earlier, later = _cells(indicator, *before), _cells(indicator, *after)
    both = [key for key in earlier if key in later]
    changed = [key for key in both if not _is_same(earlier[key], later[key])]
    recipe = after[1].recipe
    told = [key for key in changed if may_tell_change(indicator, recipe, _figures(earlier[key]), _figures(later[key]))]
    largest = _find_largest(told, earlier, later)
    total = Total(indicator.id, indicator.name, None, None, len(changed), len(both), largest)
    sums = [_add(indicator, cells, both) for cells in (earlier, later)]
    if not may_tell_change(
        indicator, recipe, *(_sum_figures(one, cells, both) for one, cells in zip(sums, (earlier, later), strict=True))
    ):
        return total
    return replace(total, before=sums[0], after=sums[1])


def _figures(point: Point) -> Figures:
    return point.value, point.numerator, point.denominator


def _sum_figures(total: float | None, cells: _Cells, keys: Sequence[tuple[str, date]]) -> Figures:
    points = [cells[key] for key in keys]
    return total, fsum(point.numerator or 0.0 for point in points), fsum(point.denominator or 0.0 for point in points)


def _find_largest(changed: Sequence[tuple[str, date]], earlier: _Cells, later: _Cells) -> tuple[ChangedCell, ...]:
    """Find the shown cells that changed most for their size."""
    cells = [
        ChangedCell(unit, start, old, new)
        for unit, start in changed
        if (old := earlier[unit, start].value) is not None and (new := later[unit, start].value) is not None
    ]
    cells.sort(key=lambda cell: -abs(cell.after - cell.before) / max(abs(cell.after), abs(cell.before)))
    return tuple(cells[:_NAMED_CELLS])


def _cells(indicator: Indicator, datasets: Path, version: DatasetVersion) -> _Cells:
    from vil.warehouse import load_all_units

    view = View(version.dataset, version.number, indicator.id, "", version.recipe.grain)
    lines: tuple[Series, ...] = load_all_units(datasets, view)
    return {
        (line.unit.name, point.period.start): point
        for line in lines
        for point in line.points
        if point.state is not CellState.MISSING
    }


def _is_same(one: Point, other: Point) -> bool:
    if one.value is None or other.value is None:
        return one.state is other.state
    return isclose(one.value, other.value, rel_tol=1e-9, abs_tol=1e-12)


def _add(indicator: Indicator, cells: _Cells, keys: Sequence[tuple[str, date]]) -> float | None:
    """Put cells together; a level at a point of time is that of the last period."""
    if indicator.aggregation is Aggregation.STOCK and keys:
        latest = max(start for _, start in keys)
        keys = [key for key in keys if key[1] == latest]
    points = [cells[key] for key in keys]
    if not indicator.is_additive or not points or any(point.state is CellState.HIDDEN for point in points):
        return None
    if indicator.aggregation in (Aggregation.SUM, Aggregation.STOCK, Aggregation.COUNT):
        return fsum(point.value or 0.0 for point in points)
    denominator = fsum(point.denominator or 0.0 for point in points)
    scale = 1.0 if indicator.aggregation is Aggregation.MEAN else indicator.scale
    return scale * fsum(point.numerator or 0.0 for point in points) / denominator if denominator else None
