"""Publish a table where it lies: the cube is added up there, and only its cells come home."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from vil.cancelling import Cancel, stopping
from vil.errors import RecipeInvalid
from vil.model.plain import to_plain
from vil.model.recipe import Recipe
from vil.model.series import DatasetVersion
from vil.privacy import mask
from vil.settings import Settings
from vil.sources import RemoteRows, open_source, read_address

Progress = Callable[[float, str], None]
_SURVEY_SHARE = 0.2
_LONGER = 10
"""Adding up a file may take so many times longer than reading one: it can be cancelled, and it is larger."""
_SURVEY_TEXT = "Ser på kilden"


@dataclass(frozen=True)
class Rehearsal:
    """What a publication would have been made of: nothing was written."""

    dataset: str
    rows: int


@dataclass(frozen=True)
class _Surveyed:
    """Rows that can be added up where they lie: where that is, without password, and what was asked and answered about them."""

    rows: RemoteRows
    shown: str
    source_hash: str


def publish_source(
    settings: Settings,
    address: str,
    recipe: Recipe,
    *,
    table: str | None = None,
    published_by: str,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> DatasetVersion:
    """Publish a table in PostgreSQL or Spark, or a typed file, as the next version of a data set; its rows stay there.

    Only columns that the recipe names are read, and small cells are hidden before anything leaves the source. Raises
    SourceAddressInvalid, SourceFailed, RecipeInvalid or PublicationCancelled; nothing is published then.
    """
    from vil.services.judging import judge_version
    from vil.warehouse import publish

    tell = progress or _say_nothing
    with _surveyed(settings, address, recipe, table, tell, cancel) as found:
        return publish(
            found.rows,
            recipe,
            datasets=settings.datasets,
            source_file=mask(found.shown),
            source_hash=found.source_hash,
            published_by=published_by,
            judge=partial(judge_version, facts=None),
            progress=lambda share, text: tell(_SURVEY_SHARE + share * (1 - _SURVEY_SHARE), text),
            cancel=cancel,
        )


def rehearse_source(settings: Settings, address: str, recipe: Recipe, *, table: str | None = None) -> Rehearsal:
    """Do everything that publication of a table does short of publishing; raises what publication would raise."""
    import duckdb

    from vil.warehouse import check_recipe
    from vil.warehouse.rows import look_over

    with _surveyed(settings, address, recipe, table, _say_nothing, None) as found, duckdb.connect() as connection:
        check_recipe(recipe, found.rows.columns)
        coverage = look_over(partial(found.rows.ask, connection), found.rows.relation, recipe)
        return Rehearsal(recipe.dataset, coverage.rows)


@contextmanager
def _surveyed(
    settings: Settings, address: str, recipe: Recipe, table: str | None, tell: Progress, cancel: Cancel | None
) -> Iterator[_Surveyed]:
    """Open a source and survey its table; RecipeInvalid with every fault found."""
    from vil.importing import SourceTable, survey_table

    read = read_address(address, table, otherwise=recipe.reading.table)
    tell(0.0, _SURVEY_TEXT)
    limits = {"memory_mb": settings.reading_memory_mb, "seconds": settings.reading_seconds * _LONGER}
    with open_source(read, **limits) as remote:
        answers: list[object] = []

        def ask(sql: str) -> list[tuple[object, ...]]:
            lines = remote.ask(sql)
            answers.append((remote.asked, [list(map(str, line)) for line in lines]))
            return lines

        with stopping(cancel, remote.stop):
            survey = survey_table(SourceTable(remote.relation, remote.columns, ask), recipe)
        if survey.problems:
            raise RecipeInvalid(survey.problems)
        said = json.dumps([read.shown, survey.relation, answers, to_plain(recipe)], ensure_ascii=False)
        rows = RemoteRows(remote, survey.relation, survey.columns)
        yield _Surveyed(rows, read.shown, hashlib.sha256(said.encode()).hexdigest())


def _say_nothing(_share: float, _text: str) -> None:
    """Take the place of a progress bar where there is none."""
