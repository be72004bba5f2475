"""An indicator: a number with a definition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Aggregation(StrEnum):
    """How cells of an indicator are put together across units, dimension members and time."""

    SUM = "sum"
    """Counts and amounts: cells are added."""
    MEAN = "mean"
    """Averages as they stand in the extract: weighted by `weight` where there is one, else never put together."""
    RATE = "rate"
    """Numerator over denominator: both are added, then divided."""


class Direction(StrEnum):
    """Which way the organisation hopes the number moves."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"


class Disclosure(StrEnum):
    """What a data set is about, and so what must be hidden in it."""

    OPEN = "open"
    PERSONS = "persons"
    PERSON_ROWS = "person_rows"


LOWEST_THRESHOLD = 3
DEFAULT_THRESHOLD = 5


@dataclass(frozen=True)
class Measure:
    """The unit of measurement (måleenhed).

    `name` is what is written after a figure ("pct.", "dage", "kr.", "pr. 1.000", or "" for plain counts);
    `decimals` is how many a figure is shown with.
    """

    name: str = ""
    decimals: int = 0

    @property
    def is_percentage(self) -> bool:
        """Whether changes are said in percentage points."""
        return self.name in {"pct.", "%"}


@dataclass(frozen=True)
class Indicator:
    """One number with its definition.

    SUM and MEAN read the column `value`; RATE reads `numerator` and `denominator` and is shown times `scale`
    (100 for per cent, 1000 for per thousand). `weight` names the column that makes a MEAN additive. `persons` names the column
    with the number of persons behind a cell; None means the count itself (SUM) or the denominator (RATE).
    """

    id: str
    name: str
    aggregation: Aggregation = Aggregation.SUM
    measure: Measure = Measure()
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    weight: str | None = None
    persons: str | None = None
    scale: float = 1.0
    direction: Direction = Direction.NEITHER
    definition: str = ""
    source: str = ""

    @property
    def is_additive(self) -> bool:
        """Whether cells may be put together across units, members and time."""
        return self.aggregation is not Aggregation.MEAN or self.weight is not None
