"""Which cells of an indicator hold a number, are missing, or are hidden."""

from __future__ import annotations

from dataclasses import dataclass

from vil.model.period import Period
from vil.model.series import CellState


@dataclass(frozen=True)
class PresenceRow:
    """One unit (and member): a state for each period."""

    name: str
    states: tuple[CellState, ...]


@dataclass(frozen=True)
class Completeness:
    """The cells of one indicator, a row for each unit; `left_out` counts rows that are not here, and that lack no more."""

    indicator: str
    periods: tuple[Period, ...]
    rows: tuple[PresenceRow, ...]
    left_out: int = 0

    def count(self, state: CellState) -> int:
        """Count the cells in a state."""
        return sum(row.states.count(state) for row in self.rows)
