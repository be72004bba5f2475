"""Published numbers as pages see them: versions, views, and series of cells in three states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from vil.model.card import Target
from vil.model.indicator import Indicator
from vil.model.period import Grain, Period
from vil.model.quality import QualityReport
from vil.model.recipe import Event, Recipe
from vil.model.revision import Provisional


class CellState(StrEnum):
    """A cell holds a value, is missing, or is hidden because it is built on too few persons."""

    VALUE = "value"
    MISSING = "missing"
    HIDDEN = "hidden"


class UnitLevel(StrEnum):
    """What a unit stands for: everything, a group of units, or itself."""

    WHOLE = "whole"
    GROUP = "group"
    UNIT = "unit"


@dataclass(frozen=True)
class Unit:
    """One unit of a data set, its level, and the group it belongs to (None at the top, or where there is no hierarchy)."""

    name: str
    level: UnitLevel = UnitLevel.UNIT
    parent: str | None = None


@dataclass(frozen=True)
class DatasetVersion:
    """One immutable publication: what it was made from, and what it covers.

    `number` counts from 1 within the data set; `fingerprint` is the content hash of the cube, hexadecimal.
    `dimensions` pairs each dimension with its members. `grains` are those that can be read, finest first.
    `spreads` pairs each indicator that single cases are counted in bars for with the units that can be shown.
    `quality` is what was seen when it was published, None for those published before that was looked at.
    """

    dataset: str
    number: int
    recipe: Recipe
    published_at: datetime
    published_by: str
    source_file: str
    source_hash: str
    fingerprint: str
    rows: int
    units: tuple[Unit, ...]
    grains: tuple[Grain, ...]
    first: Period
    last: Period
    dimensions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    warnings: tuple[str, ...] = ()
    quality: QualityReport | None = None
    spreads: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def indicator(self, indicator_id: str) -> Indicator:
        """Find an indicator by its id; KeyError when there is none."""
        for indicator in self.recipe.indicators:
            if indicator.id == indicator_id:
                return indicator
        raise KeyError(indicator_id)


class Comparison(StrEnum):
    """What a number is held against."""

    OWN_HISTORY = "own_history"
    LAST_YEAR = "last_year"
    EARLIER_YEARS = "earlier_years"
    WHOLE = "whole"
    OTHER_UNITS = "other_units"


class Lens(StrEnum):
    """What is asked of the number."""

    OVERVIEW = "overview"
    """What is worth wondering about? Every curve around the view."""
    DEVELOPMENT = "development"
    """How has it moved over time?"""
    MOVERS = "movers"
    """What moved it between two spans of time?"""
    UNITS = "units"
    """Do the units differ more than their size explains?"""
    SPREAD = "spread"
    """How do the single cases lie, now and a year ago?"""


class Versus(StrEnum):
    """Which earlier span the latest one is held against."""

    LAST_YEAR = "last_year"
    """The latest period against the same one a year before."""
    PREVIOUS = "previous"
    """The latest period against the one before it."""
    WHOLE_YEAR = "whole_year"
    """The latest year's periods against the year's before them."""


@dataclass(frozen=True)
class View:
    """One way of looking at one data set version; a link, a wonder and a report picture carry it.

    `member` is a member of the data set's dimension, None for all together. `periods` is how many of the latest periods
    are shown, None for all. `comparison` belongs to the lens DEVELOPMENT, `versus` to MOVERS.
    """

    dataset: str
    version: int
    indicator: str
    unit: str
    grain: Grain
    member: str | None = None
    periods: int | None = None
    comparison: Comparison = Comparison.OWN_HISTORY
    lens: Lens = Lens.DEVELOPMENT
    versus: Versus = Versus.LAST_YEAR


@dataclass(frozen=True)
class Point:
    """One cell of a series. `is_partial` says that the extract covers only a part of the period."""

    period: Period
    state: CellState
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    is_partial: bool = False


@dataclass(frozen=True)
class Series:
    """One indicator for one unit over time, one point for every period from first to last without holes.

    `events` and `targets` are what is known beside it; a target may be for other units and grains. `provisional` are the recent
    periods, at the finest grain and oldest first, whose numbers usually still change in later versions.
    """

    indicator: Indicator
    unit: Unit
    grain: Grain
    points: tuple[Point, ...]
    member: str | None = None
    events: tuple[Event, ...] = ()
    targets: tuple[Target, ...] = ()
    provisional: tuple[Provisional, ...] = ()

    @property
    def values(self) -> tuple[float | None, ...]:
        """The values in order, None where a cell is missing or hidden."""
        return tuple(point.value for point in self.points)


@dataclass(frozen=True)
class MiddleHalf:
    """Between which values half of many lines lie, with a place for each point of the series they are held against.

    `low` and `high` are the quartiles, None where no line has a value; `counts` says how many have one.
    """

    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    counts: tuple[int, ...]
