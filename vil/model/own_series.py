"""Own signs (egne tegn): what a team counts itself, week by week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Count:
    """One thing that was counted, taken back or corrected; `week` is its Monday.

    `is_correction` tells a figure put right afterwards from a tap; `note` says why.
    """

    week: date
    change: int
    at: datetime
    is_correction: bool = False
    note: str = ""


@dataclass(frozen=True)
class OwnSeries:
    """What a team counts. `weeks` pairs each counted week's Monday with its figure, oldest first.

    A week nobody has counted in is not there: it is missing, which is not the same as 0.
    """

    id: str
    version: int
    name: str
    why: str
    for_whom: str
    team: str
    started_on: date
    weeks: tuple[tuple[date, int], ...] = ()

    def figure_of(self, week: date) -> int | None:
        """Find the figure of the week that begins on a Monday, None when nobody has counted."""
        return dict(self.weeks).get(week)
