"""Whether the day or the month comes first in dates written as figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_FIGURES = re.compile(r"(\d\d?)([-/.])(\d\d?)\2(\d{4})(?:[T ]\d.*)?")
_HIGHEST_MONTH = 12


@dataclass(frozen=True)
class DayOrder:
    """What the dates of a column show: the mark between figures, and whether some figure can only be a day."""

    mark: str
    day_is_first: bool = False
    day_is_second: bool = False

    @property
    def is_open(self) -> bool:
        """Nothing in the column says which comes first; points are only used with the day first."""
        return not self.day_is_first and not self.day_is_second and self.mark != "."

    def read(self, text: str, day_first: bool) -> date | None:
        """Read a date in one of the two ways."""
        match = _FIGURES.fullmatch(text)
        if not match:
            return None
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        day, month = (first, second) if day_first else (second, first)
        try:
            return date(year, month, day)
        except ValueError:
            return None

    def differs(self, text: str) -> bool:
        """Tell whether the two ways give different days."""
        return self.read(text, True) != self.read(text, False)


def find_day_order(texts: Iterable[str]) -> DayOrder | None:
    """Find what dates show of their order; None when they are not all written as three figures with one kind of mark."""
    marks, first_above, second_above = set(), False, False
    for text in texts:
        match = _FIGURES.fullmatch(text)
        if not match:
            return None
        marks.add(match[2])
        first_above |= int(match[1]) > _HIGHEST_MONTH
        second_above |= int(match[3]) > _HIGHEST_MONTH
    if len(marks) != 1 or (first_above and second_above):
        return None
    return DayOrder(marks.pop(), first_above, second_above)


def month_first_sql(text: str, mark: str) -> str:
    """Write the reading of dates with the month first."""
    return f"CAST(try_strptime(regexp_extract({text}, '^[0-9./-]+'), '%m{mark}%d{mark}%Y') AS DATE)"
