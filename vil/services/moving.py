"""What moved the number between two spans of time, part by part, one step down the organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import fsum
from pathlib import Path

from vil.analysis import Contributions, RateDecomposition, contributions, find_pattern
from vil.analysis.decomposition import against_the_whole
from vil.analysis.usable import find_provisional_places
from vil.model.card import Beside
from vil.model.indicator import Aggregation
from vil.model.period import Grain, Period
from vil.model.series import CellState, DatasetVersion, Point, Series, Unit, UnitLevel, Versus, View
from vil.narration import Narrative, describe_moving
from vil.services.revising import read_all_units, read_series
from vil.warehouse import load_version

ADDED = frozenset({Aggregation.SUM, Aggregation.COUNT, Aggregation.STOCK})
DIVIDED = frozenset({Aggregation.RATE, Aggregation.SHARE})
_GONE_FOR = 3
_ALONE = Beside()
_YEAR = {Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF: 2}


@dataclass(frozen=True)
class Part:
    """One part of the number: its name, and the unit to step down to (None where there is nothing below)."""

    name: str
    unit: str | None


@dataclass(frozen=True)
class Moving:
    """What moved a number. Exactly one of `added` and `divided` is given, or neither when the parts cannot be put together.

    `spans` are the earlier and the later span, both ends included. `left_out` names the parts that are hidden or missing in one
    of the spans: they are in no figure here. `trail` leads from the top to the unit shown.
    """

    view: View
    version: DatasetVersion
    spans: tuple[tuple[Period, Period], tuple[Period, Period]] | None
    parts: tuple[Part, ...]
    left_out: tuple[str, ...]
    added: Contributions | None
    divided: RateDecomposition | None
    trail: tuple[str, ...]
    narrative: Narrative


@lru_cache(maxsize=128)
def find_moving(datasets: Path, view: View, beside: Beside = _ALONE) -> Moving:
    """Find what moved a number between two spans: the units below the one shown, else the members of its dimension.

    Sums and counts are parted in contributions, rates in mix and rate; averages, medians and distinct counts cannot be parted.
    The whole that is parted is the sum of the parts that have a figure in both spans, so that nothing hidden can be found
    by subtraction. Raises NotFound when the view cannot be shown.
    """
    version = load_version(datasets, view.dataset, view.version)
    shown = read_series(datasets, replace(view, periods=None), beside)
    spans = _choose_spans(shown, view.versus)
    parts = list_parts(version, view)
    found = Moving(view, version, None, parts, (), None, None, find_trail(version, view.unit), Narrative("", (), ""))
    if spans is not None:
        found = _part(datasets, replace(found, spans=(_ends(spans[0]), _ends(spans[1]))), spans)
    narrative = describe_moving(
        shown,
        find_pattern(shown),
        found.spans,
        added=found.added,
        divided=found.divided,
        left_out=found.left_out,
    )
    return replace(found, narrative=narrative)


def list_versus(grain: Grain) -> tuple[Versus, ...]:
    """List the spans that can be compared at a grain."""
    if grain not in _YEAR:
        return (Versus.LAST_YEAR, Versus.PREVIOUS) if grain is Grain.DAY else (Versus.PREVIOUS,)
    return tuple(Versus)


def list_parts(version: DatasetVersion, view: View) -> tuple[Part, ...]:
    """List what the number is made of: the units just below, else the lowest units, else the members of the dimension."""
    unit = next(unit for unit in version.units if unit.name == view.unit)
    below = [other for other in version.units if other.parent == unit.name]
    if not below and unit.level is UnitLevel.WHOLE:
        below = _below_the_whole(version.units)
    if below:
        return tuple(Part(other.name, other.name) for other in below)
    if view.member is None and version.dimensions:
        return tuple(Part(member, None) for member in version.dimensions[0][1])
    return ()


def _below_the_whole(units: Sequence[Unit]) -> list[Unit]:
    tops = [unit for unit in units if unit.level is UnitLevel.GROUP and unit.parent is None]
    if tops and any(unit.parent for unit in units):
        return tops
    return [unit for unit in units if unit.level is UnitLevel.UNIT]


def find_trail(version: DatasetVersion, name: str) -> tuple[str, ...]:
    """Find the way from the top of the organisation to a unit, the unit itself last."""
    parents = {unit.name: unit.parent for unit in version.units}
    trail = [name]
    while (above := parents.get(trail[0])) is not None and above not in trail:
        trail.insert(0, above)
    whole = next((unit.name for unit in version.units if unit.level is UnitLevel.WHOLE), None)
    return tuple(trail if whole is None or whole in trail else [whole, *trail])


def _choose_spans(series: Series, versus: Versus) -> tuple[tuple[Period, ...], tuple[Period, ...]] | None:
    """Choose the two spans, ending with the latest period that is there whole and is not provisional; like for like."""
    known = _list_settled(series)
    latest = max(known, default=None)
    if latest is None:
        return None
    if versus is Versus.WHOLE_YEAR:
        count = _YEAR.get(series.grain, 1)
        after = tuple(latest.shifted(-step) for step in reversed(range(count)))
    else:
        after = (latest,)
    before = tuple(period.shifted(-1) if versus is Versus.PREVIOUS else period.a_year_before() for period in after)
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old in known and new in known]
    return (tuple(old for old, _ in pairs), tuple(new for _, new in pairs)) if pairs else None


def _list_settled(series: Series) -> set[Period]:
    provisional = set(find_provisional_places(series))
    return {
        point.period
        for place, point in enumerate(series.points)
        if point.state is not CellState.MISSING and not point.is_partial and place not in provisional
    }


def _ends(span: tuple[Period, ...]) -> tuple[Period, Period]:
    return span[0], span[-1]


def _part(datasets: Path, found: Moving, spans: tuple[tuple[Period, ...], tuple[Period, ...]]) -> Moving:
    indicator = found.version.indicator(found.view.indicator)
    if indicator.aggregation not in ADDED | DIVIDED or not found.parts:
        return found
    cells, left_out = {}, []
    for part, line in _read_parts(datasets, found):
        figures = [_put_together(line, span, indicator.aggregation) for span in spans]
        if all(figure or _is_away(line, span) for figure, span in zip(figures, spans, strict=True)) and any(figures):
            cells[part.name] = figures
        elif any(
            point.state is not CellState.MISSING for point in line.points if point.period in {*spans[0], *spans[1]}
        ):
            left_out.append(part.name)
    return _parted(replace(found, left_out=tuple(left_out)), cells, is_added=indicator.aggregation in ADDED)


def _read_parts(datasets: Path, found: Moving) -> list[tuple[Part, Series]]:
    """Read the line of every part: of units all at once."""
    view = replace(found.view, periods=None)
    units = {part.unit: part for part in found.parts if part.unit}
    lines = read_all_units(datasets, view, names=units.keys()) if units else ()
    members = [part for part in found.parts if not part.unit]
    read = [(units[line.unit.name], line) for line in lines]
    read += [(part, read_series(datasets, replace(view, member=part.name))) for part in members]
    return sorted(read, key=lambda one: found.parts.index(one[0]))


def _parted(found: Moving, cells: dict[str, list[tuple[float, float] | None]], *, is_added: bool) -> Moving:
    before = {name: old for name, (old, _) in cells.items() if old is not None}
    after = {name: new for name, (_, new) in cells.items() if new is not None}
    if not before:
        return found
    if is_added:
        old, new = ({name: top for name, (top, _) in side.items()} for side in (before, after))
        return replace(found, added=contributions(old, new))
    if not all(fsum(low for _, low in side.values()) for side in (before, after)):
        return found
    return replace(found, divided=against_the_whole(before, after))


def _put_together(line: Series, span: tuple[Period, ...], aggregation: Aggregation) -> tuple[float, float] | None:
    """Put a part's points in a span together as (numerator, denominator); None when any is hidden, missing or partial."""
    wanted = set(span)
    points = [point for point in line.points if point.period in wanted]
    if len(points) < len(span) or any(point.state is not CellState.VALUE or point.is_partial for point in points):
        return None
    if aggregation is Aggregation.STOCK:
        return points[-1].value or 0.0, 1.0
    if aggregation in ADDED:
        return fsum(point.value or 0.0 for point in points), 1.0
    return _sum_parts(points)


def _is_away(line: Series, span: tuple[Period, ...]) -> bool:
    """Tell whether a part had not come yet, or had been gone for a while: not one that is only late."""
    there = [place for place, point in enumerate(line.points) if point.state is not CellState.MISSING]
    if not there:
        return True
    has_come = line.points[there[0]].period <= span[-1]
    is_gone = len(line.points) - 1 - there[-1] >= _GONE_FOR and line.points[there[-1]].period < span[0]
    return not has_come or is_gone


def _sum_parts(points: Sequence[Point]) -> tuple[float, float] | None:
    if any(point.numerator is None or point.denominator is None for point in points):
        return None
    return fsum(point.numerator or 0.0 for point in points), fsum(point.denominator or 0.0 for point in points)
