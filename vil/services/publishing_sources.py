"""Publish a table where it lies: the cube is added up there, and only its cells come home."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vil.cancelling import Cancel, stopping
from vil.errors import DriftUndecided, RecipeInvalid
from vil.importing import drift_messages as messages
from vil.model.drift import Change, Difference, DryRun, Outcome
from vil.model.plain import to_plain
from vil.model.quality import QualityReport
from vil.model.recipe import Drift, Recipe
from vil.model.series import DatasetVersion
from vil.privacy import mask
from vil.services.drift import ask_for_period, find_last, with_look, without_rules
from vil.services.leaving_out import leave_out_there
from vil.services.publishing import kept_left
from vil.services.version_changes import compare_versions
from vil.settings import Settings
from vil.sources import Address, Remote, RemoteRows, file_address, open_source, read_address

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[float, str], None]
Decide = Callable[[DryRun], None]
"""Look at what is different, and raise what refuses it."""
_SURVEY_SHARE = 0.2
_LONGER = 10
"""Adding up a file may take so many times longer than reading one: it can be cancelled, and it is larger."""
_LARGE_BYTES = 100 << 20
"""A Parquet file of this size holds some ten million rows: reading them through takes minutes."""
_SURVEY_TEXT = "Ser på kilden"


@dataclass(frozen=True)
class _Surveyed:
    """Rows that can be added up where they lie, held against the recipe.

    `source_hash` is of what was asked and answered about them; `shown` is where they are, without password.
    """

    rows: RemoteRows
    shown: str
    source_hash: str
    recipe: Recipe
    fitted: Recipe
    last: DatasetVersion | None
    differences: tuple[Difference, ...]
    dropped: int

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is noted on the version of everything left out."""
        left = [one for one in self.differences if one.rule is Drift.DROP and one.change is not Change.FAULTY_CELLS]
        cells = (messages.dropped(self.dropped),) if self.dropped else ()
        return (*cells, *(kept_left(one, self.recipe) for one in left))

    def as_dry_run(self, version: DatasetVersion) -> DryRun:
        """Hold the version the rows would become against the last, as is done with an extract."""
        found = self.differences
        if self.last is not None:
            found += compare_versions(self.last, version, self.recipe)
        outcome = Outcome(version, (), self.dropped)
        return DryRun(mask(self.shown), self.source_hash, self.recipe, self.fitted, found, outcome, self.last)


def is_too_large_to_read(path: Path) -> bool:
    """Tell whether a file is a Parquet file so large that its rows are added up where they lie instead of being read first."""
    if path.stat().st_size < _LARGE_BYTES:
        return False
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def publish_source(
    settings: Settings,
    address: str | Path,
    recipe: Recipe,
    *,
    table: str | None = None,
    published_by: str,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
    decide: Decide | None = None,
) -> DatasetVersion:
    """Publish a table in PostgreSQL or Spark, or a typed file, as the next version of a data set; its rows stay there.

    Only columns that the recipe names are read, and small cells are hidden before anything leaves the source. `decide` is given
    everything that is different from the recipe and the last version before it is published; without it what a rule stops is
    refused. Raises SourceAddressInvalid,
    SourceFailed, RecipeInvalid, PublicationCancelled or what `decide` raises; nothing is published then.
    """
    from vil.services.judging import judge_version
    from vil.warehouse import publish

    tell, settle = progress or _say_nothing, decide or _refuse_stops
    with _surveyed(settings, address, recipe, table, tell, cancel) as found:

        def judge(version: DatasetVersion, connection: duckdb.DuckDBPyConnection) -> QualityReport:
            settle(found.as_dry_run(version))
            return judge_version(version, connection, datasets=settings.datasets)

        return publish(
            found.rows,
            found.fitted,
            datasets=settings.datasets,
            source_file=mask(found.shown),
            source_hash=found.source_hash,
            published_by=published_by,
            warnings=found.warnings,
            judge=judge,
            progress=lambda share, text: tell(_SURVEY_SHARE + share * (1 - _SURVEY_SHARE), text),
            cancel=cancel,
        )


def _refuse_stops(dry_run: DryRun) -> None:
    if dry_run.stops:
        raise DriftUndecided(tuple(one.message for one in dry_run.stops))


def rehearse_source(settings: Settings, address: str | Path, recipe: Recipe, *, table: str | None = None) -> DryRun:
    """Find everything that is different about a table, without adding it up; raises what publication would raise.

    The version it would become has units, periods and members, and no numbers to hold against the last ones.
    """
    from vil.warehouse import foresee

    with _surveyed(settings, address, recipe, table, _say_nothing, None) as found:
        return found.as_dry_run(foresee(found.rows, found.fitted, source_file=mask(found.shown)))


@contextmanager
def _surveyed(
    settings: Settings, address: str | Path, recipe: Recipe, table: str | None, tell: Progress, cancel: Cancel | None
) -> Iterator[_Surveyed]:
    """Open a source and survey its table; RecipeInvalid with every fault found."""
    named = (
        file_address(address)
        if isinstance(address, Path)
        else read_address(address, table, otherwise=recipe.reading.table)
    )
    tell(0.0, _SURVEY_TEXT)
    limits = {"memory_mb": settings.reading_memory_mb, "seconds": settings.reading_seconds * _LONGER}
    with open_source(named, **limits) as remote, stopping(cancel, remote.stop):
        found = _survey(remote, named, recipe, find_last(settings, recipe.dataset))
        yield found


def _survey(remote: Remote, named: Address, recipe: Recipe, last: DatasetVersion | None) -> _Surveyed:
    from vil.importing import SourceTable, hold_table, survey_table

    answers: list[object] = []

    def ask(sql: str) -> list[tuple[object, ...]]:
        lines = remote.ask(sql)
        answers.append((remote.asked, [list(map(str, line)) for line in lines]))
        return lines

    looked = with_look(recipe, last)
    asked, period = ask_for_period(recipe, last, Path(named.shown.partition("?")[0]).name)
    fitted, changes = hold_table(remote.columns, replace(looked, fixed_period=period))
    survey = survey_table(SourceTable(remote.relation, remote.columns, ask), fitted)
    if survey.problems:
        raise RecipeInvalid(survey.problems)
    relation, left = leave_out_there(ask, survey.relation, fitted, last)
    differences = (*asked, *without_rules(changes.differences, recipe), *_dropped(fitted, survey.dropped), *left)
    said = json.dumps([named.shown, relation, answers, to_plain(fitted)], ensure_ascii=False)
    source_hash = hashlib.sha256(said.encode()).hexdigest()
    rows = RemoteRows(remote, relation, survey.columns)
    return _Surveyed(rows, named.shown, source_hash, recipe, fitted, last, differences, survey.dropped)


def _dropped(recipe: Recipe, rows: int) -> tuple[Difference, ...]:
    """Tell of the rows left out because their period cannot be read."""
    if not rows:
        return ()
    name = str(recipe.period)
    message, accepting = messages.faulty_cells(name, rows), messages.drop_cells(rows, is_period=True)
    return (Difference(Change.FAULTY_CELLS, message, accepting, name, (name,), rows, Drift.DROP),)


def _say_nothing(_share: float, _text: str) -> None:
    """Take the place of a progress bar where there is none."""
