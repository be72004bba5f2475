"""Short ways to say a series in a test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vil.model.card import Target
from vil.model.indicator import Aggregation, Direction, Indicator, Measure
from vil.model.period import Grain, Period
from vil.model.recipe import Event
from vil.model.series import CellState, Point, Series, Unit, UnitLevel

HIDDEN = "hidden"
Cell = float | str | None

SICKNESS = Indicator(
    "sygefravaer",
    "Sygefravær, dage pr. medarbejder",
    Aggregation.MEAN,
    Measure("dage", 1),
    value="dage",
    direction=Direction.DOWN,
)
DEADLINES = Indicator(
    "frister",
    "Overholdte frister",
    Aggregation.RATE,
    Measure("pct.", 1),
    numerator="a",
    denominator="b",
    scale=100,
    direction=Direction.UP,
)
CASES = Indicator("tilfaelde", "Bekræftede tilfælde i alt", Aggregation.SUM, Measure(), value="n")

CALM = (7.1, 6.4, 7.9, 6.8, 7.4, 6.2, 7.7, 6.9, 7.3, 6.6, 7.8, 7.0)
"""Twelve points that cross their median often."""


def make_point(period: Period, cell: Cell, *, is_partial: bool = False) -> Point:
    if cell == HIDDEN:
        return Point(period, CellState.HIDDEN)
    if cell is None:
        return Point(period, CellState.MISSING)
    return Point(period, CellState.VALUE, float(cell), is_partial=is_partial)


def make_series(
    cells: Sequence[Cell],
    *,
    indicator: Indicator = SICKNESS,
    unit: str = "Vest",
    level: UnitLevel = UnitLevel.UNIT,
    grain: Grain = Grain.MONTH,
    first: date = date(2024, 5, 1),
    partial: Sequence[int] = (),
    events: tuple[Event, ...] = (),
    member: str | None = None,
    targets: tuple[Target, ...] = (),
) -> Series:
    start = Period.containing(first, grain)
    points = tuple(
        make_point(start.shifted(index), cell, is_partial=index in partial) for index, cell in enumerate(cells)
    )
    return Series(indicator, Unit(unit, level), grain, points, member, events, targets)


def sketch_series(*, is_break: bool = False, **options: object) -> Series:
    """The series of the design sketch: eleven low months after a new practice, one month missing.

    With `is_break` it is the registration that is new, so that the months before and after are judged apart.
    """
    cells = [7.4, 6.8, 7.0, 8.0, 7.5, 6.2, 7.1, 6.8, 7.2, 6.3, 7.2, 7.2, None, 7.3, 7.4, 6.3, 8.3, 6.1, 7.7, 7.0]
    cells += [5.4, 5.5, 5.5, 6.1, 5.8, 6.4, 4.9, 5.9, 5.4, 6.3, 4.7]
    event = Event(date(2025, 11, 1), "Ny fraværspraksis", breaks_series=is_break)
    return make_series(cells, events=(event,), first=date(2024, 4, 1), **options)  # type: ignore[arg-type]
