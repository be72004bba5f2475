"""Reading published cells: series for pages, from read-only connections that are kept open."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from vil.errors import NotFound
from vil.model.indicator import Aggregation, Indicator
from vil.model.period import Grain, Period, span
from vil.model.recipe import Event
from vil.model.series import CellState, DatasetVersion, Point, Series, Unit, UnitLevel, View
from vil.warehouse import texts
from vil.warehouse.folders import CUBE
from vil.warehouse.recent import Recent
from vil.warehouse.versions import load_version

_File = tuple[str, int, int]
_KEPT_OPEN = 12
_KEPT_POINTS = 200_000
_READER: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "256MB",
    "enable_external_access": False,
}
_STATES = {str(state): state for state in CellState}
_open: OrderedDict[_File, duckdb.DuckDBPyConnection] = OrderedDict()
_opening = threading.Lock()
_recent: Recent[tuple[Series, ...]] = Recent(_KEPT_POINTS)
_QUERY = """
SELECT unit, period_start, state, value, numerator, denominator, is_partial FROM cells
WHERE indicator = $indicator AND grain = $grain AND member IS NOT DISTINCT FROM $member AND period_start >= $first
"""
_COVERED = """
SELECT DISTINCT period_start FROM cells WHERE indicator = $indicator AND grain = $grain AND period_start >= $first
"""
COUNTED = (Aggregation.COUNT, Aggregation.DISTINCT)
"""Where nothing was counted in a period that the extract has rows for, the number is zero."""


def load_series(datasets: Path, view: View) -> Series:
    """Load the series a view shows: a point for every period of the version at the view's grain, absent cells as missing.

    Raises NotFound when the data set, version, indicator, unit, member or grain does not exist.
    """
    version = load_version(datasets, view.dataset, view.version)
    return _load(_path(datasets, version), version, view, (find_unit(version, view.unit),))[0]


def load_all_units(datasets: Path, view: View, names: Collection[str] | None = None) -> tuple[Series, ...]:
    """Load the same indicator, member and grain for the named units, or for every unit of the lowest level, in Danish order."""
    version = load_version(datasets, view.dataset, view.version)
    units = tuple(
        unit for unit in version.units if (unit.level is UnitLevel.UNIT if names is None else unit.name in names)
    )
    return _load(_path(datasets, version), version, view, units)


def find_unit(version: DatasetVersion, name: str) -> Unit:
    """Find a unit of a version by its name; NotFound lists those there are."""
    for unit in version.units:
        if unit.name == name:
            return unit
    raise NotFound(texts.UNIT, name, tuple(unit.name for unit in version.units))


def find_indicator(version: DatasetVersion, indicator_id: str) -> Indicator:
    """Find an indicator of a version by its id; NotFound lists those there are."""
    try:
        return version.indicator(indicator_id)
    except KeyError:
        known = tuple(indicator.id for indicator in version.recipe.indicators)
        raise NotFound(texts.INDICATOR, indicator_id, known) from None


def _path(datasets: Path, version: DatasetVersion) -> Path:
    return datasets / version.dataset / str(version.number) / CUBE


def _load(path: Path, version: DatasetVersion, view: View, units: tuple[Unit, ...]) -> tuple[Series, ...]:
    """Read series from the cube, or from the latest read: versions never change, so a series that was read once stays true."""
    file = _identify(path)
    key = (file, view.indicator, view.grain, view.member, view.periods, units)
    if (kept := _recent.get(key)) is None:
        kept = _read(file, version, view, units)
        _recent.keep(key, kept, size=sum(len(series.points) for series in kept))
    return kept


def _read(file: _File, version: DatasetVersion, view: View, units: tuple[Unit, ...]) -> tuple[Series, ...]:
    indicator = find_indicator(version, view.indicator)
    _check_member_and_grain(version, view)
    periods = list_periods(version, view.grain, view.periods)
    wanted = {"indicator": indicator.id, "grain": str(view.grain), "member": view.member, "first": periods[0].start}
    by_unit: dict[str, list[Any]] = {unit.name: [] for unit in units}
    for cell in _fetch(file, wanted, units[0] if len(units) == 1 else None):
        if cell[0] in by_unit:
            by_unit[cell[0]].append(cell)
    nothing = _covered(file, wanted) if indicator.aggregation in COUNTED else frozenset()
    return tuple(
        Series(
            indicator=indicator,
            unit=unit,
            grain=view.grain,
            points=_with_zeros(_points(periods, by_unit[unit.name]), nothing),
            member=view.member,
            events=_events(version, view, unit, periods),
        )
        for unit in units
    )


def _check_member_and_grain(version: DatasetVersion, view: View) -> None:
    if view.grain not in version.grains:
        raise NotFound(texts.GRAIN, str(view.grain), tuple(map(str, version.grains)))
    members = [member for _, members in version.dimensions for member in members]
    if view.member is not None and view.member not in members:
        raise NotFound(texts.MEMBER, view.member, tuple(members))


def list_periods(version: DatasetVersion, grain: Grain, latest: int | None = None) -> tuple[Period, ...]:
    """List the periods of a version at a grain, or only so many of the `latest`."""
    return _periods(version.first, version.last, grain)[-latest if latest else None :]


@lru_cache(maxsize=64)
def _periods(first: Period, last: Period, grain: Grain) -> tuple[Period, ...]:
    return span(Period.containing(first.start, grain), Period.containing(last.end, grain))


@lru_cache(maxsize=64)
def _empty(periods: tuple[Period, ...]) -> tuple[dict[date, int], tuple[Point, ...]]:
    places = {period.start: place for place, period in enumerate(periods)}
    return places, tuple(Point(period, CellState.MISSING) for period in periods)


def _points(periods: tuple[Period, ...], cells: Sequence[Any]) -> tuple[Point, ...]:
    places, missing = _empty(periods)
    points = list(missing)
    for _, start, *figures in cells:
        place = places[start]
        points[place] = _as_point(periods[place], *figures)
    return tuple(points)


def _as_point(
    period: Period,
    state: str,
    value: float | None,
    numerator: float | None,
    denominator: float | None,
    is_partial: bool,
) -> Point:
    """Make a point of a published cell at once: setting the fields of a frozen class one by one takes three times as long."""
    point = object.__new__(Point)
    point.__dict__.update(
        period=period,
        state=_STATES[state],
        value=value,
        numerator=numerator,
        denominator=denominator,
        is_partial=is_partial,
    )
    return point


def _covered(file: _File, wanted: dict[str, Any]) -> frozenset[date]:
    """Find the periods that the extract has rows for, whatever the unit."""
    cursor = _cursor(file)
    try:
        asked = {name: wanted[name] for name in ("indicator", "grain", "first")}
        return frozenset(line[0] for line in cursor.execute(_COVERED, asked).fetchall())
    finally:
        cursor.close()


def _with_zeros(points: tuple[Point, ...], covered: frozenset[date]) -> tuple[Point, ...]:
    """Say that nothing was counted in a covered period without rows, between the unit's first and last period with some."""
    known = [place for place, point in enumerate(points) if point.state is not CellState.MISSING]
    if not known or len(known) == len(points):
        return points
    return tuple(
        replace(point, state=CellState.VALUE, value=0.0)
        if point.state is CellState.MISSING and known[0] < place < known[-1] and point.period.start in covered
        else point
        for place, point in enumerate(points)
    )


def _events(version: DatasetVersion, view: View, unit: Unit, periods: tuple[Period, ...]) -> tuple[Event, ...]:
    return tuple(
        event
        for event in version.recipe.events
        if event.indicator in (None, view.indicator)
        and event.unit in (None, unit.name)
        and periods[0].start <= event.start <= periods[-1].end
    )


def _fetch(file: _File, wanted: dict[str, Any], only: Unit | None) -> list[Any]:
    """Run one query on a cursor of its own: a connection shared between threads gives silently wrong answers."""
    cursor = _cursor(file)
    try:
        if only is None:
            return cursor.execute(_QUERY, wanted).fetchall()
        return cursor.execute(f"{_QUERY} AND unit = $unit", {**wanted, "unit": only.name}).fetchall()
    finally:
        cursor.close()


def open_cube(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a cursor of its own on a published cube, read only; close it after use."""
    return _cursor(_identify(path))


def _identify(path: Path) -> _File:
    status = path.stat()
    return str(path), status.st_mtime_ns, status.st_ino


def _cursor(file: _File) -> duckdb.DuckDBPyConnection:
    with _opening:
        if file not in _open:
            _open[file] = duckdb.connect(file[0], read_only=True, config=_READER)
        _open.move_to_end(file)
        cursor = _open[file].cursor()
        while len(_open) > _KEPT_OPEN:
            _open.popitem(last=False)
    return cursor
