"""What a reader is told about the quality of a version, and the whole report as tables to take away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from vil.model.completeness import Completeness, PresenceRow
from vil.model.difference import VersionDifference
from vil.model.revision import RevisionHabit
from vil.model.series import CellState, DatasetVersion
from vil.narration.difference import describe_difference
from vil.narration.quality import QualityWords, describe_quality
from vil.report.quality_tables import make_tables
from vil.report.sheets import Table, write_csv, write_workbook
from vil.services.differing import difference_of, find_earlier
from vil.services.judging import lowest_units
from vil.services.revising import learn_habit
from vil.warehouse import load_version

if TYPE_CHECKING:
    from vil.warehouse.grids import Grid

MOST_ROWS, MOST_COLUMNS = 40, 120


@dataclass(frozen=True)
class Told:
    """What a page says of one version: the report, and the difference to the version before (None for the first), in words."""

    words: QualityWords
    difference: VersionDifference | None
    changes: tuple[str, ...]


def tell_quality(datasets: Path, version: DatasetVersion) -> Told | None:
    """Say how good a version is and what changed since the one before; None for one published before this was looked at."""
    return _tell(datasets, version.dataset, version.number, version.fingerprint)


@lru_cache(maxsize=64)
def _tell(datasets: Path, dataset: str, number: int, _fingerprint: str) -> Told | None:
    """Say it once for each version: its name is quicker to look up by than all that is known of it."""
    version = load_version(datasets, dataset, number)
    if version.quality is None:
        return None
    words = describe_quality(version, version.quality)
    earlier = find_earlier(datasets, version)
    if earlier is None:
        return Told(words, None, ())
    before = load_version(datasets, dataset, earlier)
    difference = difference_of(datasets, before, version)
    return Told(words, difference, describe_difference(difference, before, version))


def list_habits(datasets: Path, version: DatasetVersion) -> tuple[RevisionHabit, ...]:
    """List how each indicator's numbers usually change after they are first published."""
    return tuple(learn_habit(datasets, version, indicator.id) for indicator in version.recipe.indicators)


@lru_cache(maxsize=64)
def find_completeness(datasets: Path, version: DatasetVersion, indicator: str) -> Completeness:
    """Find which cells of an indicator are there: the latest 120 periods, and the 40 units that lack the most, in their order."""
    from vil.warehouse.grids import has_members_together, open_cells, read_grid

    with open_cells(datasets, version) as cells:
        by_member = bool(version.dimensions) and not has_members_together(cells, version, indicator)
        grid = read_grid(
            cells, version, indicator, units=lowest_units(version), by_member=by_member, latest=MOST_COLUMNS
        )
    chosen = _choose_rows(grid)
    states = (CellState.MISSING, CellState.VALUE, CellState.HIDDEN)
    order = {unit: place for place, unit in enumerate(lowest_units(version))}
    rows = tuple(
        PresenceRow(" · ".join(filter(None, grid.lines[line])), tuple(states[state] for state in grid.states[line]))
        for line in sorted(chosen, key=lambda line: (order[grid.lines[line][0]], grid.lines[line][1] or ""))
    )
    return Completeness(indicator, grid.periods, rows, left_out=len(grid.lines) + grid.left_out - len(rows))


def _choose_rows(grid: Grid) -> list[int]:
    there = (grid.states > 0).sum(axis=1)
    return [int(line) for line in there.argsort(kind="stable")[:MOST_ROWS]]


def list_tables(datasets: Path, version: DatasetVersion) -> tuple[Table, ...]:
    """Put the whole report into tables, those with rows; the difference to the version before among them."""
    told = tell_quality(datasets, version)
    if told is None or version.quality is None:
        return ()
    names = {indicator.id: indicator.name for indicator in version.recipe.indicators}
    return make_tables(version.quality, told.difference, list_habits(datasets, version), names)


def write_report(tables: tuple[Table, ...], form: str) -> bytes:
    """Write the tables to take away: "xlsx" for a workbook, "csv" for CSV files in a zip."""
    return write_workbook(tables) if form == "xlsx" else write_csv(tables)
