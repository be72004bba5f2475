"""A recipe (opskrift): how an extract becomes a data set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vil.model.indicator import DEFAULT_THRESHOLD, Disclosure, Indicator
from vil.model.period import Grain
from vil.model.reading import ColumnType


class Treatment(StrEnum):
    """What is done with a column of personal identifiers before anything is stored."""

    DROP = "drop"
    """The column is left out."""
    PSEUDONYM = "pseudonym"
    """Each value becomes a keyed hash: the same person still counts as one, and nobody without the key can tell whom."""


@dataclass(frozen=True)
class PersonalColumn:
    """A column of personal identifiers and what is done with it."""

    column: str
    treatment: Treatment = Treatment.DROP


@dataclass(frozen=True)
class ColumnReading:
    """How one column is to be read where the file allows more than one way; None leaves it to the reader.

    `decimal` is "," or "."; the other one is then the thousands separator. `day_first` says what 03-04-2026 means.
    """

    name: str
    type: ColumnType | None = None
    decimal: str | None = None
    day_first: bool | None = None


@dataclass(frozen=True)
class ReadingOptions:
    """What the analyst has said about the file itself; None leaves it to the reader.

    `header_row` is physical, from 1; 0 says that there is no header. `table` names a table in a DuckDB file. `block` chooses one
    of several tables under each other, from 1. `missing` are markers the file uses beside those always known. `renames` pairs a
    header in the file with the name it goes by in the data set.
    """

    sheet: str | None = None
    table: str | None = None
    block: int | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    missing: tuple[str, ...] = ()
    columns: tuple[ColumnReading, ...] = ()
    renames: tuple[tuple[str, str], ...] = ()
    personal: tuple[PersonalColumn, ...] = ()


class Drift(StrEnum):
    """What happens when a column of a new extract is not as the recipe says."""

    ACCEPT = "accept"
    """It is published as it stands."""
    DROP = "drop"
    """The values that do not fit become missing, counted and told."""
    STOP = "stop"
    """Nothing is published."""


HEADERS = ""
"""The column name in `Totals` and `ColumnRule` that stands for headers that are themselves units or periods."""


@dataclass(frozen=True)
class ColumnRule:
    """What a column was like when the recipe was made, and what to do when it is not so any more."""

    name: str
    type: ColumnType
    drift: Drift = Drift.STOP


@dataclass(frozen=True)
class Bands:
    """A column of numbers (ages) made into a dimension `name` of bands; `edges` are the lower bounds, ascending.

    Edges 0, 18, 67 give the members "0-17", "18-66" and "67+".
    """

    name: str
    column: str
    edges: tuple[float, ...]


@dataclass(frozen=True)
class Totals:
    """Members of one column that stand for others together, kept apart and never summed with their parts.

    `whole` are the members that stand for everything ("I alt", "Hele landet"), `groups` those that stand for some
    ("Region Midtjylland").
    """

    column: str
    whole: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """Something that happened and may be read beside the line: a law, a new practice, a move.

    `name` is short, `text` long; `end` is None for what happened on one day or still goes on. `indicator` and `unit` are
    ids/names it belongs to; None means all. `breaks_series` says that registration changed.
    """

    start: date
    name: str
    end: date | None = None
    text: str = ""
    indicator: str | None = None
    unit: str | None = None
    breaks_series: bool = False


@dataclass(frozen=True)
class Recipe:
    """Everything chosen for a data set, file reading included.

    `adds_days` says that the rows of the days of a longer period (`grain`) are added up; the same day twice is still a fault.
    `period` names the period column of a long table, or is None when periods stand as columns (`period_columns`) or the whole
    file is one period (`fixed_period`, its code).
    `unit` names the unit column; `unit_columns` are headers that are themselves units (one indicator); with neither, the
    whole extract is one unit called `single_unit`. `unit_levels` are the columns above the unit, topmost first (driftsområde,
    center). `dimensions` holds at most one further column, or the name of one of the `bands`. `added_over` are
    columns that part the rows further and are added up. `person_key` names the column that
    tells persons apart in an extract with one row for each case or person: small cells are judged by it. `columns` is what the
    extract looked like when the recipe was made; a recipe without it accepts what still fits. `files` are patterns of the names
    of the files that belong to it ("sygefravaer*.xlsx"), beside those named as the recipe itself.
    """

    dataset: str
    title: str
    indicators: tuple[Indicator, ...]
    grain: Grain
    period: str | None = None
    period_columns: tuple[str, ...] = ()
    unit: str | None = None
    unit_columns: tuple[str, ...] = ()
    unit_levels: tuple[str, ...] = ()
    single_unit: str = "Alle"
    dimensions: tuple[str, ...] = ()
    bands: tuple[Bands, ...] = ()
    totals: tuple[Totals, ...] = ()
    fill_down: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    added_over: tuple[str, ...] = ()
    area: str = ""
    source: str = ""
    extracted_on: date | None = None
    synthetic: bool = False
    disclosure: Disclosure = Disclosure.PERSONS
    threshold: int = DEFAULT_THRESHOLD
    person_key: str | None = None
    notes: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    columns: tuple[ColumnRule, ...] = ()
    files: tuple[str, ...] = ()
    adds_days: bool = False
    fixed_period: str = ""

    def rule_of(self, column: str) -> Drift:
        """Find what happens when a column is not as it was; headers that are periods or units have one rule together."""
        if not self.columns:
            return Drift.ACCEPT
        name = HEADERS if column in {*self.period_columns, *self.unit_columns} else column
        return next((rule.drift for rule in self.columns if rule.name == name), Drift.STOP)

    @property
    def number_columns(self) -> tuple[str, ...]:
        """Every column of numbers that the indicators name, in order and once."""
        return tuple(dict.fromkeys(name for one in self.indicators for name in one.number_columns))

    @property
    def text_columns(self) -> tuple[str, ...]:
        """Every column read as text: keys, what says which rows count, and what tells persons apart."""
        named = (name for one in self.indicators for name in one.text_columns)
        return tuple(dict.fromkeys([*named, *filter(None, [self.person_key])]))
