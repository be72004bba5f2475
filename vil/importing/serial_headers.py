"""Months that stand as headers in the figures Excel counts days with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

_SERIAL = re.compile(r"\s*(?P<day>\d{5})(?:\.0)?\s*")
_START = date(1899, 12, 30)
_FIRST, _LAST = date(2000, 1, 1), date(2050, 1, 1)
_FEWEST = 6
_FIRST_ROWS = 30

Row = tuple[int, tuple[str, ...]]


def spell_serial_months(rows: Sequence[Row]) -> tuple[list[Row], tuple[int, str, str] | None]:
    """Write serials that are months as such ("2024-01") in the first row that has them; give that row, a cell and its month too.

    They are at least six, the only figures of the row, each the first day of a month and later than the one before.
    """
    spelled = list(rows)
    for place, (row, cells) in enumerate(rows[:_FIRST_ROWS]):
        months = _find_months(cells)
        if months:
            new = tuple(f"{months[at]:%Y-%m}" if at in months else cell for at, cell in enumerate(cells))
            spelled[place] = (row, new)
            first = min(months)
            return spelled, (row, cells[first].strip(), new[first])
    return spelled, None


def _find_months(cells: Sequence[str]) -> dict[int, date]:
    months: dict[int, date] = {}
    for place, cell in enumerate(cells):
        match = _SERIAL.fullmatch(cell)
        day = _START + timedelta(days=int(match["day"])) if match else None
        if day and day.day == 1 and _FIRST <= day < _LAST:
            months[place] = day
        elif re.fullmatch(r"[\d.,\s-]*\d[\d.,\s-]*", cell):
            return {}
    later = all(before < after for before, after in pairwise(months.values()))
    return months if len(months) >= _FEWEST and later else {}
