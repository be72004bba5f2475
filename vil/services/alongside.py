"""Find what a number is held against: the year before, earlier years, the whole, or the other units."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from vil.charts.story import LINES_AT_MOST
from vil.model.card import Beside
from vil.model.series import CellState, Comparison, DatasetVersion, MiddleHalf, Point, Series, Unit, UnitLevel, View
from vil.services.revising import read_all_units, read_middle_half, read_series
from vil.warehouse import load_version

_MOST_LAID = 3500
"""Points of earlier years that are laid behind a line."""


def find_alongside(
    datasets: Path, view: View, series: Series, beside: Beside
) -> tuple[tuple[Series, ...], MiddleHalf | None]:
    """Find what a series is held against: the lines, or where half of them lie when there are too many to be told apart."""
    version = load_version(datasets, view.dataset, view.version)
    if _is_against_many(version, view):
        return (), read_middle_half(datasets, view)
    return _find_compared(datasets, version, view, series, beside), None


def _is_against_many(version: DatasetVersion, view: View) -> bool:
    if view.comparison is not Comparison.OTHER_UNITS:
        return False
    return sum(unit.level is UnitLevel.UNIT and unit.name != view.unit for unit in version.units) > LINES_AT_MOST


def _find_compared(
    datasets: Path, version: DatasetVersion, view: View, series: Series, beside: Beside
) -> tuple[Series, ...]:
    match view.comparison:
        case Comparison.OWN_HISTORY:
            return ()
        case Comparison.LAST_YEAR:
            return (shift_a_year(read_series(datasets, replace(view, periods=None), beside), series),)
        case Comparison.EARLIER_YEARS:
            return lay_years(read_series(datasets, replace(view, periods=None), beside), series)
        case Comparison.WHOLE:
            whole = find_whole(version)
            return (read_series(datasets, replace(view, unit=whole.name)),) if whole and whole.name != view.unit else ()
        case Comparison.OTHER_UNITS:
            return tuple(other for other in read_all_units(datasets, view) if other.unit.name != view.unit)


def shift_a_year(everything: Series, shown: Series) -> Series:
    """Lay the year before over the periods that are shown; a period without a year before is missing."""
    return _lay_year(everything, shown, 1)


def lay_years(everything: Series, shown: Series) -> tuple[Series, ...]:
    """Lay every earlier year that has a number over the periods that are shown, the latest year first.

    Over very many days only as many years as can be told apart (`_MOST_LAID` points): the others stand in the line itself.
    """
    longest = shown.points[-1].period.start.year - everything.points[0].period.start.year if shown.points else 0
    years: list[Series] = []
    laid = 0
    for back in range(1, longest + 1):
        year = _lay_year(everything, shown, back)
        laid += (known := sum(point.value is not None for point in year.points))
        if years and laid > _MOST_LAID:
            break
        years += [year] if known else []
    return tuple(years)


def _lay_year(everything: Series, shown: Series, back: int) -> Series:
    known = {point.period: point for point in everything.points}
    points = []
    for point in shown.points:
        period = point.period
        for _ in range(back):
            period = period.a_year_before()
        before = known.get(period)
        points.append(replace(before, period=point.period) if before else Point(point.period, CellState.MISSING))
    return replace(shown, points=tuple(points), provisional=(), events=everything.events)


def find_whole(version: DatasetVersion) -> Unit | None:
    """Find the unit that stands for everything, if the data set has one."""
    return next((unit for unit in version.units if unit.level is UnitLevel.WHOLE), None)
