"""What is different in a new extract: every fault and every change, held against the recipe and the last version."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from vil.model.recipe import Drift, Recipe
from vil.model.series import DatasetVersion


@dataclass(frozen=True)
class Fault:
    """A place in an extract that cannot be published as it stands. `row` is physical, from 1; None where there is none."""

    message: str
    column: str | None = None
    row: int | None = None
    value: str | None = None
    sheet: str | None = None


class Change(StrEnum):
    """What kind of thing is not as it was."""

    COLUMN_NEW = "column_new"
    COLUMN_MISSING = "column_missing"
    COLUMN_RENAMED = "column_renamed"
    COLUMN_TYPE = "column_type"
    FAULTY_CELLS = "faulty_cells"
    DUPLICATES = "duplicates"
    UNIT_NEW = "unit_new"
    UNIT_GONE = "unit_gone"
    MEMBER_NEW = "member_new"
    MEMBER_GONE = "member_gone"
    GRAIN = "grain"
    PERIODS_GONE = "periods_gone"
    PERIODS_MISSING = "periods_missing"
    FIXED_PERIOD = "fixed_period"
    """The whole file is one period, and nobody has said which this one is."""
    NOTHING_NEW = "nothing_new"
    QUESTION = "question"
    """The file can be read in more than one way."""
    RECIPE = "recipe"
    """Something else that keeps the recipe from fitting."""


@dataclass(frozen=True)
class Mapping:
    """A column of the extract that probably is one of the recipe's under a new name, and what speaks for it."""

    header: str
    name: str
    why: str


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was. `column` is the one whose rule decides, "" the headers, None neither.

    `accepting` says what accepting means; it is empty where nothing but mending helps. `names` are the columns, units, members or
    periods it is about, `faults` every place, `count` how many in all. `rule` is the rule it comes under.
    """

    change: Change
    message: str
    accepting: str = ""
    column: str | None = None
    names: tuple[str, ...] = ()
    count: int = 1
    rule: Drift = Drift.STOP
    mapping: Mapping | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether nothing can be published before somebody has decided."""
        return self.rule is Drift.STOP

    @property
    def can_be_accepted(self) -> bool:
        """Whether it can be accepted as it stands; else it must be mended in the source or the recipe."""
        return bool(self.accepting)

    @property
    def key(self) -> str:
        """Name this difference, so that a decision can be held on to."""
        return f"{self.change}:{self.column or ''}:{self.mapping.header if self.mapping else ''}"


@dataclass(frozen=True)
class ChangedCell:
    """One number that is another than it was in the version before; both are shown ones."""

    unit: str
    start: date
    before: float
    after: float


@dataclass(frozen=True)
class Total:
    """One indicator put together over the periods both versions cover; None where it cannot be or may not be shown.

    `largest` are the cells that changed most, at most five.
    """

    indicator: str
    name: str
    before: float | None
    after: float | None
    changed_cells: int = 0
    common_cells: int = 0
    largest: tuple[ChangedCell, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What would be published: the version it would become, totals beside the last version, and what is left out of it.

    `dropped` counts single values, `left` tells of whole units and members.
    """

    version: DatasetVersion
    totals: tuple[Total, ...] = ()
    dropped: int = 0
    left: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class DryRun:
    """What publishing an extract would mean; nothing is published.

    `recipe` is the one held against the extract, `fitted` the same with everything accepted that can be. `outcome` is what would
    be published with `fitted`, None when nothing could. `last` is the version before, None for a new data set.
    """

    source_file: str
    source_hash: str
    recipe: Recipe
    fitted: Recipe
    differences: tuple[Difference, ...] = ()
    outcome: Outcome | None = None
    last: DatasetVersion | None = None
    warnings: tuple[str, ...] = field(default=())

    @property
    def stops(self) -> tuple[Difference, ...]:
        """What must be decided before anything is published."""
        return tuple(one for one in self.differences if one.stops)

    @property
    def must_be_mended(self) -> tuple[Difference, ...]:
        """What no decision helps against."""
        return tuple(one for one in self.stops if not one.can_be_accepted)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every faulty place, in the order of the file."""
        found = [fault for one in self.differences for fault in one.faults]
        return tuple(sorted(found, key=lambda fault: (fault.row or 0, fault.column or "")))
