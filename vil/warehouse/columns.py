"""The values of every unit as one table, for pictures of many lines at once: no point of them is made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vil.model.series import UnitLevel, View
from vil.warehouse.cells import COUNTED, find_indicator, list_periods, open_cube
from vil.warehouse.folders import CUBE
from vil.warehouse.grids import place_sql
from vil.warehouse.versions import load_version

_WANTED = "FROM cells WHERE indicator = $indicator AND grain = $grain AND period_start >= $first"
_VALUES = f"""
SELECT list_position($units, unit) - 1 AS line, {{place}} AS place, value, state = 'value' AND NOT is_partial AS is_whole,
       state <> 'missing' AS is_known
{_WANTED} AND member IS NOT DISTINCT FROM $member AND list_contains($units, unit)
"""
_COVERED = f"SELECT DISTINCT {{place}} AS place {_WANTED}"


def load_values(datasets: Path, view: View, *, without: str) -> NDArray[np.float64]:
    """Load the whole values of every unit of the lowest level but one: a row for each, a column for each period of the view.

    NaN where a value is missing, hidden or only partly there. The same as `load_all_units`, in a tenth of the time.
    """
    version = load_version(datasets, view.dataset, view.version)
    units = [unit.name for unit in version.units if unit.level is UnitLevel.UNIT and unit.name != without]
    is_counted = find_indicator(version, view.indicator).aggregation in COUNTED
    periods = list_periods(version, view.grain, view.periods)
    asked = {"indicator": view.indicator, "grain": str(view.grain), "first": periods[0].start}
    place = place_sql(view.grain, periods[0].start)
    cursor = open_cube(datasets / version.dataset / str(version.number) / CUBE)
    try:
        cells = cursor.execute(
            _VALUES.format(place=place), asked | {"member": view.member, "units": units}
        ).fetchnumpy()
        covered = cursor.execute(_COVERED.format(place=place), asked).fetchall() if is_counted else []
    finally:
        cursor.close()
    return _fill((len(units), len(periods)), cells, [place for (place,) in covered])


def _fill(shape: tuple[int, int], cells: dict[str, Any], covered: Sequence[int]) -> NDArray[np.float64]:
    values, known = np.full(shape, np.nan), np.zeros(shape, dtype=np.bool_)
    at = cells["line"], cells["place"]
    values[at] = np.where(cells["is_whole"], np.ma.filled(np.ma.asarray(cells["value"], dtype=float), np.nan), np.nan)
    known[at] = cells["is_known"]
    if len(covered):
        has_rows = np.zeros(shape[1], dtype=np.bool_)
        has_rows[covered] = True
        begun = np.logical_or.accumulate(known, axis=1)
        goes_on = np.logical_or.accumulate(known[:, ::-1], axis=1)[:, ::-1]
        values[~known & begun & goes_on & has_rows] = 0.0
    return values
