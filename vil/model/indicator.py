"""An indicator: a number with a definition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Aggregation(StrEnum):
    """How cells of an indicator are put together across units, dimension members and time."""

    SUM = "sum"
    """Counts and amounts as they stand in a column: cells are added."""
    STOCK = "stock"
    """A level at a point of time (inhabitants, open cases): added across units and members, the latest stands over time."""
    COUNT = "count"
    """How many rows there are, where a row is a case or a person: cells are added."""
    DISTINCT = "distinct"
    """How many different persons or cases there are: counted anew for each cell, never added."""
    MEAN = "mean"
    """Averages as they stand in the extract: weighted by `weight` where there is one, else never put together."""
    MEDIAN = "median"
    """The middle row: found anew for each cell, never put together."""
    RATE = "rate"
    """Numerator over denominator: both are added, then divided."""
    SHARE = "share"
    """The rows that are as `only` says out of all rows: both are counted, then divided."""
    FORMULA = "formula"
    """Calculated from other indicators of the data set, cell by cell."""


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


class Behind(StrEnum):
    """What an analyst has said of the persons behind an amount whose number nothing in the extract tells."""

    PERSONS = "persons"
    """The amount is a number of persons itself."""
    SAFE = "safe"
    """Nobody can be recognised in it, and the analyst answers for that: nothing is hidden."""


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


EVERY_ROW = "*"
"""As `weight`: each row weighs one. As `persons`: each row is a person."""

_ADDITIVE = frozenset({Aggregation.SUM, Aggregation.STOCK, Aggregation.COUNT, Aggregation.RATE, Aggregation.SHARE})

_ANEW = frozenset({Aggregation.DISTINCT, Aggregation.MEDIAN, Aggregation.FORMULA})
_AMOUNTS = frozenset({Aggregation.SUM, Aggregation.STOCK, Aggregation.COUNT, Aggregation.DISTINCT})
_OF_ROWS = frozenset({Aggregation.COUNT, Aggregation.DISTINCT, Aggregation.MEDIAN, Aggregation.SHARE})


@dataclass(frozen=True)
class Indicator:
    """One number with its definition.

    SUM, STOCK, MEAN and MEDIAN read the column `value`; RATE reads `numerator` and `denominator`; DISTINCT counts the different
    values of the column `key`; COUNT and SHARE count rows; FORMULA is arithmetic over ids of other indicators ("a / b"). RATE,
    SHARE and FORMULA are shown times `scale` (100 for per cent, 1000 for per thousand). `only` pairs columns with the text they
    must hold for a row to count (for SHARE: to count in the numerator). `weight` names the column that makes a MEAN additive.
    `persons` names the column with the number of persons behind a cell; None means the count itself or the denominator. `behind`
    is what is known instead of an amount of kroner or days with no such column; it cannot be published about persons without.
    `part_of` names another indicator that counts these persons and more: none of those it counts beside may be few.
    """

    id: str
    name: str
    aggregation: Aggregation = Aggregation.SUM
    measure: Measure = Measure()
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    key: str | None = None
    only: tuple[tuple[str, str], ...] = ()
    formula: str = ""
    weight: str | None = None
    persons: str | None = None
    behind: Behind | None = None
    part_of: str | None = None
    scale: float = 1.0
    direction: Direction = Direction.NEITHER
    definition: str = ""
    source: str = ""

    @property
    def is_amount(self) -> bool:
        """Whether it counts or sums up, so that a larger unit has more of it."""
        return self.aggregation in _AMOUNTS

    @property
    def is_known_together(self) -> bool:
        """Whether there are cells for all units and all members together: added up, found anew, or calculated."""
        return self.is_additive or self.aggregation in _ANEW

    @property
    def is_calculated(self) -> bool:
        """Whether it comes from other indicators and reads no column itself."""
        return self.aggregation is Aggregation.FORMULA

    @property
    def counts_rows(self) -> bool:
        """Whether rows are cases or persons, so that a period without rows is one in which nothing happened."""
        return self.aggregation in _OF_ROWS or self.weight == EVERY_ROW

    @property
    def number_columns(self) -> tuple[str, ...]:
        """The columns of numbers that the indicator names, each once."""
        named = (self.value, self.numerator, self.denominator, self.weight, self.persons)
        return tuple(dict.fromkeys(name for name in named if name and name != EVERY_ROW))

    @property
    def text_columns(self) -> tuple[str, ...]:
        """The columns read as text: the key that is counted, and those that say which rows count."""
        return tuple(dict.fromkeys(name for name in (self.key, *(column for column, _ in self.only)) if name))

    @property
    def is_additive(self) -> bool:
        """Whether cells may be put together across units and members."""
        return self.aggregation in _ADDITIVE or (self.aggregation is Aggregation.MEAN and self.weight is not None)
