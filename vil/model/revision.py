"""How much the numbers of a data set usually still change after they were first published."""

from __future__ import annotations

from dataclasses import dataclass

from vil.model.period import Period


@dataclass(frozen=True)
class AgeGrowth:
    """What a number of one age usually becomes, as a ratio to what it was: 1.12 is 12 per cent more.

    `age` is in periods before the last period of the version it was published in, 0 the newest. `growth` is what is still to
    come, step by step; `low` and `high` are the smallest and largest ratio seen so far, over `seen` periods.
    """

    age: int
    growth: float
    low: float
    high: float
    seen: int


@dataclass(frozen=True)
class RevisionHabit:
    """How one indicator's numbers change from version to version; `ages` is empty as long as there is too little to learn from.

    `versions` is how many were held against each other, `step` how many periods usually lie between two of them.
    """

    indicator: str
    versions: int
    step: int = 1
    ages: tuple[AgeGrowth, ...] = ()


@dataclass(frozen=True)
class Provisional:
    """A recent period whose number is expected to change still: to `growth` times what it is, between `low` and `high` so far."""

    period: Period
    growth: float
    low: float
    high: float
