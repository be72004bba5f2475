"""Find published data sets, and ask one for its numbers as a page would show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum

from vil import warehouse
from vil.errors import NotFound
from vil.model.indicator import Aggregation, Indicator
from vil.model.period import Grain, Period, span
from vil.model.series import CellState, DatasetVersion, Point, Series, Unit, UnitLevel, View
from vil.settings import Settings

PERIOD, UNIT, MEMBER = "period", "unit", "member"

_NEVER_ADDED = frozenset({Aggregation.DISTINCT, Aggregation.MEDIAN, Aggregation.FORMULA})


@dataclass(frozen=True)
class Cell:
    """One number of an answer. `point.period` is the first period where several were put together."""

    unit: Unit
    member: str | None
    point: Point


@dataclass(frozen=True)
class Answer:
    """The numbers asked for, and how they are divided: `by` holds period, unit and member, those that apply."""

    version: DatasetVersion
    indicator: Indicator
    grain: Grain
    by: tuple[str, ...]
    cells: tuple[Cell, ...]
    periods: tuple[Period, ...]


def list_datasets(settings: Settings) -> tuple[DatasetVersion, ...]:
    """List the version in force of every data set."""
    return warehouse.list_datasets(settings.datasets)


def list_versions(settings: Settings, dataset: str) -> tuple[DatasetVersion, ...]:
    """List every version of a data set, oldest first; NotFound when there is no such data set."""
    return warehouse.list_versions(settings.datasets, dataset)


def find_version(settings: Settings, dataset: str, number: int | None = None) -> DatasetVersion:
    """Find one version, the one in force when no number is given; NotFound when there is none."""
    return warehouse.load_version(settings.datasets, dataset, number)


def is_published(settings: Settings, dataset: str) -> bool:
    """Say whether a data set has any version."""
    return bool(warehouse.version_numbers(settings.datasets, dataset))


def count_versions(settings: Settings, dataset: str) -> int:
    """Say how many versions a data set has had."""
    return max(warehouse.version_numbers(settings.datasets, dataset), default=0)


def query_cells(
    settings: Settings,
    dataset: str,
    *,
    indicator: str,
    by: Sequence[str] = (PERIOD,),
    unit: str | None = None,
    first: Period | None = None,
    last: Period | None = None,
    version: int | None = None,
    grain: Grain | None = None,
) -> Answer:
    """Find the numbers of one indicator, divided as asked, for the periods that lie whole between `first` and `last`.

    What is not asked for is put together: all periods, all members, and all units, where the data set has a unit for that (else
    every unit is listed). What cannot be put together is missing. Raises NotFound for a name that is not there.
    """
    published = find_version(settings, dataset, version)
    asked = warehouse.find_indicator(published, indicator)
    divided = {_find_division(published, name) for name in by}
    view = View(dataset, published.number, indicator, "", grain or published.recipe.grain)
    units = _choose_units(settings, published, view, unit, by_unit=UNIT in divided)
    members = published.dimensions[0][1] if MEMBER in divided else (None,)
    series = [
        _within(warehouse.load_series(settings.datasets, replace(view, unit=each.name, member=member)), first, last)
        for each in units
        for member in members
    ]
    if PERIOD not in divided:
        series = [_over_time(settings, published, view, line) for line in series]
    cells = tuple(Cell(line.unit, line.member, point) for line in series for point in line.points)
    periods = tuple(period for period in _covered(published, view.grain) if _is_within(period, first, last))
    shown = tuple(name for name in (PERIOD, UNIT, MEMBER) if name in divided | {UNIT})
    return Answer(published, asked, view.grain, shown, cells, periods)


def _find_division(version: DatasetVersion, name: str) -> str:
    names = tuple(dimension for dimension, _ in version.dimensions)
    if name in (PERIOD, UNIT):
        return name
    if names and name in (MEMBER, *names):
        return MEMBER
    raise NotFound("Opdelingen", name, (PERIOD, UNIT, *names))


def _choose_units(
    settings: Settings, version: DatasetVersion, view: View, unit: str | None, *, by_unit: bool
) -> tuple[Unit, ...]:
    if unit is not None:
        return (warehouse.find_unit(version, unit),)
    if by_unit:
        return version.units
    for whole in version.units:
        if whole.level is UnitLevel.WHOLE:
            points = warehouse.load_series(settings.datasets, replace(view, unit=whole.name)).points
            if any(point.state is not CellState.MISSING for point in points):
                return (whole,)
    return version.units


def _is_within(period: Period, first: Period | None, last: Period | None) -> bool:
    return (first is None or period.start >= first.start) and (last is None or period.end <= last.end)


def _within(series: Series, first: Period | None, last: Period | None) -> Series:
    return replace(series, points=tuple(point for point in series.points if _is_within(point.period, first, last)))


def _covered(version: DatasetVersion, grain: Grain) -> tuple[Period, ...]:
    return span(Period.containing(version.first.start, grain), Period.containing(version.last.end, grain))


def _over_time(settings: Settings, version: DatasetVersion, view: View, line: Series) -> Series:
    """Put a series together to one point: from a longer period that is exactly this span where there is one, else by adding.

    Distinct persons, medians and formulas cannot be added over time; without such a period their point is missing.
    """
    longer = _find_longer(version, view.grain, line)
    if longer is not None and line.indicator.aggregation in _NEVER_ADDED:
        whole = replace(view, unit=line.unit.name, member=line.member, grain=longer.grain)
        points = warehouse.load_series(settings.datasets, whole).points
        found = next(point for point in points if point.period == longer)
        return replace(line, points=(replace(found, period=line.points[0].period),))
    return replace(line, points=_put_together(line.indicator, line.points))


def _find_longer(version: DatasetVersion, grain: Grain, line: Series) -> Period | None:
    """Find the longer period whose periods in the version are exactly those of a series."""
    if not line.points:
        return None
    first, last = line.points[0].period, line.points[-1].period
    for longer in version.grains[version.grains.index(grain) + 1 :]:
        period = Period.containing(first.start, longer)
        inside = [one for one in _covered(version, grain) if period.start <= one.start and one.end <= period.end]
        if period == Period.containing(last.end, longer) and inside[0] == first and inside[-1] == last:
            return period
    return None


def _put_together(indicator: Indicator, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Put the points of a span together to one; one hidden cell hides the whole, and one missing makes it partial."""
    if len(points) < 2:
        return points
    present = [point for point in points if point.state is CellState.VALUE]
    if any(point.state is CellState.HIDDEN for point in points):
        return (Point(points[0].period, CellState.HIDDEN),)
    if not present or indicator.aggregation in _NEVER_ADDED:
        return (Point(points[0].period, CellState.MISSING),)
    is_partial = len(present) < len(points) or any(point.is_partial for point in points)
    if indicator.aggregation is Aggregation.STOCK:
        is_partial = present[-1] is not points[-1] or present[-1].is_partial
    return (replace(_add_up(indicator, present), period=points[0].period, is_partial=is_partial),)


def _add_up(indicator: Indicator, points: list[Point]) -> Point:
    period = points[0].period
    values = [point.value for point in points if point.value is not None]
    if indicator.aggregation is Aggregation.STOCK:
        return Point(period, CellState.VALUE, values[-1])
    if indicator.aggregation in (Aggregation.SUM, Aggregation.COUNT):
        return Point(period, CellState.VALUE, fsum(values))
    if not indicator.is_additive:
        return Point(period, CellState.VALUE, fsum(values) / len(values))
    numerator = fsum(point.numerator or 0 for point in points)
    denominator = fsum(point.denominator or 0 for point in points)
    if not denominator:
        return Point(period, CellState.MISSING)
    scale = 1.0 if indicator.aggregation is Aggregation.MEAN else indicator.scale
    return Point(period, CellState.VALUE, numerator / denominator * scale, numerator, denominator)
