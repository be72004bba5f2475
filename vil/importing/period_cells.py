"""Judge whether the cells of a column are periods, although a few of them may be faulty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from vil.importing.missing import MISSING, is_missing
from vil.importing.periods import parse_period
from vil.model.period import Grain

FEWEST = 3
"""So many good cells it takes before the others are faults and not another kind of column."""
NEARLY_ALL = 0.95
_YEARS_APART = 60


@dataclass(frozen=True)
class PeriodCells:
    """The texts of a column of periods: those that read as `grain`, and with their counts those that are faults.

    `grains` names several only where a column truly mixes them; then no text is a fault.
    """

    grain: Grain
    texts: tuple[str, ...]
    faulty: Mapping[str, int] = field(default_factory=dict)
    grains: tuple[Grain, ...] = ()


def is_nearly_all(good: int, others: int) -> bool:
    """Tell whether so many cells fit that the others must be faults: 95 %, and at least three."""
    return good >= FEWEST and good >= NEARLY_ALL * (good + others)


def judge_periods(counted: Mapping[str, int], missing: frozenset[str] = MISSING) -> PeriodCells | None:
    """Judge the different texts of a column with their counts; None when it is no column of periods."""
    read = {text: period for text in counted if (period := parse_period(text))}
    if not read:
        return None
    grains: Counter[Grain] = Counter()
    for text, period in read.items():
        grains[period.grain] += counted[text]
    grain, good = grains.most_common(1)[0]
    faulty = {text: rows for text, rows in counted.items() if text not in read or read[text].grain is not grain}
    others = sum(rows for text, rows in faulty.items() if not is_missing(text, missing))
    if is_nearly_all(good, others):
        return PeriodCells(grain, tuple(text for text in counted if text not in faulty), faulty)
    if len(read) == len(counted):
        return PeriodCells(grain, tuple(counted), grains=tuple(sorted(grains)) if len(grains) > 1 else ())
    return None


def are_years_of_one_life(starts: list[date]) -> bool:
    """Tell whether years lie as close as those of an extract do, and not as amounts that look like years."""
    years = [start.year for start in starts]
    return bool(years) and min(years) >= 1900 and max(years) <= 2100 and max(years) - min(years) <= _YEARS_APART
