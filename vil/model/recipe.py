"""A recipe (opskrift): how an extract becomes a data set."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from vil.model.indicator import DEFAULT_THRESHOLD, Disclosure, Indicator
from vil.model.period import Grain


@dataclass(frozen=True)
class ReadingOptions:
    """What the analyst has said about the file itself; None leaves it to the reader.

    `header_row` is physical, from 1; 0 says that there is no header. `table` names a table in a DuckDB file.
    """

    sheet: str | None = None
    table: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    thousands: str | None = None


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

    `indicator` and `unit` are ids/names it belongs to; None means all. `breaks_series` says that registration changed.
    """

    start: date
    name: str
    text: str = ""
    indicator: str | None = None
    unit: str | None = None
    breaks_series: bool = False


@dataclass(frozen=True)
class Recipe:
    """Everything chosen for a data set, file reading included.

    `period` names the period column of a long table, or is None when periods stand as columns (`period_columns`).
    `unit` names the unit column; `unit_columns` are headers that are themselves units (one indicator); with neither, the
    whole extract is one unit called `single_unit`. `dimensions` holds at most one further column.
    """

    dataset: str
    title: str
    indicators: tuple[Indicator, ...]
    grain: Grain
    period: str | None = None
    period_columns: tuple[str, ...] = ()
    unit: str | None = None
    unit_columns: tuple[str, ...] = ()
    single_unit: str = "Alle"
    dimensions: tuple[str, ...] = ()
    totals: tuple[Totals, ...] = ()
    fill_down: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    area: str = ""
    source: str = ""
    extracted_on: date | None = None
    synthetic: bool = False
    disclosure: Disclosure = Disclosure.PERSONS
    threshold: int = DEFAULT_THRESHOLD
    notes: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    reading: ReadingOptions = field(default_factory=ReadingOptions)
