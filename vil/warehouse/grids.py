"""All cells of one indicator at once, as arrays: for judging a whole version and for holding two against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from vil.model.period import Grain, Period, span
from vil.model.series import DatasetVersion
from vil.warehouse.cells import open_cube
from vil.warehouse.folders import CUBE

MISSING, VALUE, HIDDEN = 0, 1, 2
MOST_CELLS = 8_000_000
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12, Grain.SCHOOLYEAR: 12}
_WANTED = """
FROM cells WHERE indicator = $indicator AND grain = $grain AND period_start >= $first
AND ($by_member = (member IS NOT NULL)) AND list_contains($units, unit)
"""
_GRID = f"""
WITH wanted AS ({_WANTED}),
known AS (SELECT DISTINCT unit, member FROM wanted),
lines AS (SELECT unit, member, row_number() OVER (ORDER BY unit, member) - 1 AS line FROM known)
SELECT line, {{place}} AS place, value, numerator, denominator, is_partial,
       CASE state WHEN 'value' THEN {VALUE} WHEN 'hidden' THEN {HIDDEN} ELSE {MISSING} END AS state
FROM wanted JOIN lines ON wanted.unit = lines.unit AND wanted.member IS NOT DISTINCT FROM lines.member WHERE line < $most
"""
_LINES = f"SELECT DISTINCT unit, member {_WANTED} ORDER BY unit, member"


@dataclass(frozen=True)
class Grid:
    """The cells of an indicator at the finest grain: a line for each unit (and member), a column for each period.

    `values`, `numerator` and `denominator` are NaN where there is none; `states` holds MISSING, VALUE or HIDDEN. `left_out`
    counts the lines of a very large cube that are not here.
    """

    lines: tuple[tuple[str, str | None], ...]
    periods: tuple[Period, ...]
    values: NDArray[np.float64]
    numerator: NDArray[np.float64]
    denominator: NDArray[np.float64]
    states: NDArray[np.int8]
    is_partial: NDArray[np.bool_]
    left_out: int = 0


@contextmanager
def open_cells(datasets: Path, version: DatasetVersion) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the cells of a published version for reading grids."""
    cursor = open_cube(datasets / version.dataset / str(version.number) / CUBE)
    try:
        yield cursor
    finally:
        cursor.close()


def read_grid(
    connection: duckdb.DuckDBPyConnection,
    version: DatasetVersion,
    indicator: str,
    *,
    units: Sequence[str],
    by_member: bool = False,
    latest: int | None = None,
) -> Grid:
    """Read one indicator for some units: all members together, or each of them; `latest` limits it to the last periods."""
    grain = version.recipe.grain
    periods = span(version.first, version.last)[-latest if latest else None :]
    first = periods[0].start
    wanted = {"indicator": indicator, "grain": str(grain), "first": first, "by_member": by_member, "units": list(units)}
    lines = connection.execute(_LINES, wanted).fetchall()
    most = max(1, MOST_CELLS // len(periods))
    query = _GRID.format(place=place_sql(grain, first))
    return _fill(lines, periods, connection.execute(query, {**wanted, "most": most}).fetchnumpy(), most)


def _fill(lines: list[tuple[str, str | None]], periods: tuple[Period, ...], cells: dict[str, Any], most: int) -> Grid:
    shape = (min(len(lines), most), len(periods))
    at = cells["line"], cells["place"]
    amounts = {name: np.full(shape, np.nan) for name in ("value", "numerator", "denominator")}
    for name, amount in amounts.items():
        amount[at] = np.ma.filled(np.ma.asarray(cells[name], dtype=float), np.nan)
    states, is_partial = np.zeros(shape, dtype=np.int8), np.zeros(shape, dtype=np.bool_)
    states[at], is_partial[at] = cells["state"], cells["is_partial"]
    return Grid(
        tuple(lines[: shape[0]]),
        periods,
        amounts["value"],
        amounts["numerator"],
        amounts["denominator"],
        states,
        is_partial,
        len(lines) - shape[0],
    )


def place_sql(grain: Grain, first: date) -> str:
    """Write the place of a period counted from `first`, the first day of the first one, as SQL."""
    if grain in _MONTHS:
        return f"date_diff('month', DATE '{first}', period_start) // {_MONTHS[grain]}"
    return f"date_diff('day', DATE '{first}', period_start) // {7 if grain is Grain.WEEK else 1}"


def has_members_together(connection: duckdb.DuckDBPyConnection, version: DatasetVersion, indicator: str) -> bool:
    """Tell whether an indicator has cells for all members together."""
    found = connection.execute(
        "SELECT 1 FROM cells WHERE indicator = $indicator AND grain = $grain AND member IS NULL LIMIT 1",
        {"indicator": indicator, "grain": str(version.recipe.grain)},
    ).fetchone()
    return found is not None


def count_group_cells(
    connection: duckdb.DuckDBPyConnection, version: DatasetVersion, indicator: str, *, units: Sequence[str]
) -> tuple[int, int]:
    """Count the cells by member of some units, and how many of them are hidden."""
    found = connection.execute(
        "SELECT count(*), count(*) FILTER (state = 'hidden') FROM cells WHERE indicator = $indicator AND grain = $grain "
        "AND member IS NOT NULL AND list_contains($units, unit)",
        {"indicator": indicator, "grain": str(version.recipe.grain), "units": list(units)},
    ).fetchone()
    return (int(found[0]), int(found[1])) if found else (0, 0)
