"""Roll a data set back to an earlier version, and see who did it and when; versions themselves never change."""

from __future__ import annotations

from pathlib import Path

from vil import warehouse
from vil.settings import Settings
from vil.warehouse import Rollback

__all__ = ["Rollback", "current_number", "list_rollbacks", "next_number", "roll_back"]


def roll_back(settings: Settings, dataset: str, *, to: int | None = None, by: str) -> Rollback:
    """Make an earlier version the one in force: the one before it, or the one numbered `to`; also the way forward again.

    Rounds keep the version they hold. The next publication is in force by itself. Raises NotFound or NoEarlierVersion.
    """
    return warehouse.roll_back(settings.datasets, dataset, to=to, by=by)


def current_number(datasets: Path, dataset: str) -> int | None:
    """Find the number of the version in force; None when the data set has no version."""
    return warehouse.current_number(datasets, dataset)


def next_number(datasets: Path, dataset: str) -> int:
    """Find the number that the next publication will get."""
    return max(warehouse.version_numbers(datasets, dataset), default=0) + 1


def list_rollbacks(datasets: Path, dataset: str) -> tuple[Rollback, ...]:
    """List every rollback of a data set, oldest first."""
    return warehouse.list_rollbacks(datasets, dataset)
