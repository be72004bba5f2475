"""What is different between two versions of a data set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vil.model.period import Period


class Transition(StrEnum):
    """What happened to a cell from one version to another."""

    CHANGED = "changed"
    APPEARED = "appeared"
    """It was missing and has a number now."""
    VANISHED = "vanished"
    """It had a number and is missing now."""
    CONCEALED = "concealed"
    """It is hidden now and was not."""
    REVEALED = "revealed"
    """It was hidden and is not now."""


@dataclass(frozen=True)
class Change:
    """One cell of a period both versions cover; no figure is given when either version hides it."""

    indicator: str
    unit: str
    member: str | None
    period: Period
    transition: Transition
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True)
class AgeChanges:
    """How many cells of one age changed; `age` is in periods before the last period of the earlier version, 0 its newest."""

    age: int
    compared: int
    changed: int


@dataclass(frozen=True)
class IndicatorDifference:
    """What is different in one indicator, over the lowest units and the periods both versions cover.

    `compared` cells have a number in both. `group_changed` counts changed cells by group of the dimension beside them. The totals
    are over the cells that have a number in both: the sum, or the ratio of the sums; None where cells cannot be put together.
    `is_redefined` says that it is not counted the same way, so that its cells were not compared.
    """

    indicator: str
    is_redefined: bool = False
    compared: int = 0
    changed: int = 0
    appeared: int = 0
    vanished: int = 0
    concealed: int = 0
    revealed: int = 0
    group_changed: int = 0
    total_before: float | None = None
    total_after: float | None = None
    by_age: tuple[AgeChanges, ...] = ()


@dataclass(frozen=True)
class VersionDifference:
    """A version held against an earlier one.

    `changes` holds the most notable first, at most 50; `left_out` says how many more there are. Periods gained are those after
    the earlier version's last or before its first, periods lost the other way round.
    """

    dataset: str
    before: int
    after: int
    units_gained: tuple[str, ...] = ()
    units_lost: tuple[str, ...] = ()
    indicators_gained: tuple[str, ...] = ()
    indicators_lost: tuple[str, ...] = ()
    members_gained: tuple[str, ...] = ()
    members_lost: tuple[str, ...] = ()
    periods_gained: tuple[Period, ...] = ()
    periods_lost: tuple[Period, ...] = ()
    indicators: tuple[IndicatorDifference, ...] = ()
    changes: tuple[Change, ...] = ()
    left_out: int = 0

    @property
    def changed(self) -> int:
        """How many cells of periods both cover have another number."""
        return sum(each.changed for each in self.indicators)
