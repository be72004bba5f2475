"""What is known of how good the numbers of a published version are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vil.model.period import Period


class Part(StrEnum):
    """Which part of an indicator something was seen in."""

    VALUE = "value"
    DENOMINATOR = "denominator"
    """What it is counted out of."""
    SHARE = "share"
    """How much of the whole one group of a dimension is."""


class Impossibility(StrEnum):
    """Why a number cannot be right."""

    OVER_HUNDRED = "over_hundred"
    """More than a hundred per cent."""
    NEGATIVE_PERCENT = "negative_percent"
    """Less than nothing per cent, where others are not."""
    NEGATIVE_COUNT = "negative_count"
    """A count below zero."""


@dataclass(frozen=True)
class ReadingFacts:
    """What was counted while the extract was read; never a cell of it.

    `missing_cells` are empty cells of the columns and `markers` how the file writes them. `dropped_cells` did not fit and were
    left out as the recipe says, `totals` are members kept apart because they stand for others, `duplicates` rows that stood there
    twice and were taken once (a doubled row of a ready table stops the publication instead).
    """

    missing_cells: int = 0
    markers: tuple[str, ...] = ()
    dropped_cells: int = 0
    duplicates: int = 0
    totals: int = 0
    doubts: int = 0


@dataclass(frozen=True)
class IndicatorQuality:
    """How complete and how calm the numbers of one indicator are, over the lowest units and the finest periods.

    `cells` = `values` + `missing` + `hidden`. `group_cells` and `group_hidden` count the cells by group of the dimension beside
    those. `judged` numbers were held against their own unit's history, `outliers` of them stood out, `expected` would by chance.
    The newest `provisional` periods usually still change and were held against nothing.
    """

    indicator: str
    cells: int
    values: int
    missing: int
    hidden: int
    group_cells: int = 0
    group_hidden: int = 0
    judged: int = 0
    outliers: int = 0
    expected: float = 0.0
    season_units: int = 0
    provisional: int = 0


@dataclass(frozen=True)
class Gap:
    """Periods in a row in which a unit has no number though it has before and after, and others have."""

    indicator: str
    unit: str
    member: str | None
    first: Period
    last: Period
    periods: int


@dataclass(frozen=True)
class Absence:
    """A unit whose numbers end before (or begin after) those of the others; `period` is its last (first)."""

    indicator: str
    unit: str
    member: str | None
    period: Period
    periods: int


@dataclass(frozen=True)
class Outlier:
    """A number that stands out from its own unit's history: `usual` is the median of the numbers around it."""

    indicator: str
    unit: str
    member: str | None
    period: Period
    value: float
    usual: float
    distance: float
    part: Part = Part.VALUE


@dataclass(frozen=True)
class Shift:
    """An abrupt and lasting change of level from `period` on; `unit` is None where `units` of `judged` changed together."""

    indicator: str
    unit: str | None
    member: str | None
    period: Period
    before: float
    after: float
    units: int
    judged: int
    part: Part = Part.VALUE


@dataclass(frozen=True)
class Frozen:
    """The same number period after period, in a unit that otherwise moves (or never does)."""

    indicator: str
    unit: str
    member: str | None
    first: Period
    last: Period
    periods: int
    value: float


@dataclass(frozen=True)
class Impossible:
    """A number outside what is possible."""

    indicator: str
    unit: str
    member: str | None
    period: Period
    value: float
    why: Impossibility


@dataclass(frozen=True)
class QualityReport:
    """Everything an analyst would look for in a version, found in its published cells: what is hidden is in none of it.

    Lists hold the most notable first, at most 50 each; `left_out` pairs the name of a list with how many more there are.
    `empty_periods` have no number for anyone. `own_groups` are sums of the extract itself, beside which something is hidden, and
    nobody has said which units they hold. `unjudged` counts the lines of a very large cube that were not looked at.
    """

    rows: int
    units: int
    periods: int
    reading: ReadingFacts = ReadingFacts()
    indicators: tuple[IndicatorQuality, ...] = ()
    empty_periods: tuple[Period, ...] = ()
    gaps: tuple[Gap, ...] = ()
    stopped: tuple[Absence, ...] = ()
    began: tuple[Absence, ...] = ()
    outliers: tuple[Outlier, ...] = ()
    shifts: tuple[Shift, ...] = ()
    frozen: tuple[Frozen, ...] = ()
    impossible: tuple[Impossible, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    unjudged: int = 0
    own_groups: tuple[str, ...] = ()

    def count(self, name: str) -> int:
        """Count all of a list, those left out included."""
        return len(getattr(self, name)) + dict(self.left_out).get(name, 0)
