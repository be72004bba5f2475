"""Publish an extract: a file and a recipe in, an immutable version out; or look at it first."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vil.cancelling import Cancel
from vil.errors import NotFound, ReadingRefused, RecipeInvalid
from vil.importing import drift_messages as messages
from vil.model.drift import Difference, Outcome
from vil.model.indicator import Disclosure
from vil.model.period import Grain
from vil.model.quality import ReadingFacts
from vil.model.reading import Reading
from vil.model.recipe import ReadingOptions, Recipe
from vil.model.series import DatasetVersion
from vil.privacy import mask
from vil.services.datasets import find_version, is_published
from vil.services.drafts import PREFIX as DRAFT
from vil.services.drafts import sweep_drafts
from vil.services.leaving_out import leave_out_by_rule
from vil.settings import Settings

if TYPE_CHECKING:
    from vil.importing import Examined

Progress = Callable[[float, str], None]
_READING_SHARE = 0.4
_STALE_SECONDS = 12 * 3600
_READING_TEXT = "Læser udtrækket"
_DOUBTS_TEXT = "Ting at se efter, da filen blev læst: {count}. De vises, når udtrækket bringes, og gemmes ikke."
_SHAPING_TEXT = "Stiller rækkerne op"


def publish_extract(
    settings: Settings,
    path: Path,
    recipe: Recipe,
    *,
    published_by: str,
    progress: Progress | None = None,
    as_number: int | None = None,
    cancel: Cancel | None = None,
    reading: Reading | None = None,
    source_hash: str | None = None,
) -> DatasetVersion:
    """Read, shape and publish one extract as the next version of the recipe's data set.

    With `as_number` a data set that has a version of that number stays as it is, and its latest version is returned. Setting
    `cancel` stops it wherever it is and raises PublicationCancelled. A file that was read already with the recipe's options but
    for renames comes as `reading` with the `source_hash` it had; it must be the same file still. Raises NotFound, ReadingRefused
    or RecipeInvalid; nothing is published then, and nothing left.
    """
    from vil.services.judging import judge_version
    from vil.warehouse import RowsHere, publish

    tell = progress or _say_nothing
    if reading is None:
        expect_reading()
    source = hash_file(path) if path.is_file() else None
    _check_unchanged(path, source, source_hash)
    with _shaped(settings, path, recipe, tell, cancel, reading) as (reading, examined):
        recipe = _with_columns(recipe, reading)
        rows, left = leave_out_by_rule(recipe, examined.relation, _find_last(settings, recipe.dataset))
        return publish(
            RowsHere(rows),
            recipe,
            datasets=settings.datasets,
            source_file=mask(path.name),
            source_hash=source or hash_file(path),
            published_by=published_by,
            warnings=_told(reading, recipe, examined.dropped_cells, left),
            judge=partial(
                judge_version, facts=_count_facts(reading, examined.dropped_cells), datasets=settings.datasets
            ),
            progress=lambda share, text: tell(_READING_SHARE + share * (1 - _READING_SHARE), text),
            as_number=as_number,
            cancel=cancel,
        )


def adopt_built(
    settings: Settings,
    path: Path,
    built: Path,
    outcome: Outcome,
    source_hash: str,
    reading: Reading,
    *,
    published_by: str,
) -> DatasetVersion:
    """Publish the version that a dry run built of a file, in the folder `built`; RecipeInvalid when the file is another now."""
    from vil.warehouse import take_over

    _check_unchanged(path, hash_file(path), source_hash)
    version = outcome.version
    told = _told(reading, version.recipe, outcome.dropped, outcome.left)
    facts = _count_facts(reading, outcome.dropped)
    version = replace(
        version,
        source_file=mask(path.name),
        source_hash=source_hash,
        published_by=published_by,
        warnings=(*told, *version.warnings),
        quality=replace(version.quality, reading=facts) if version.quality else None,
    )
    return take_over(built, version, datasets=settings.datasets)


def _check_unchanged(path: Path, found: str | None, expected: str | None) -> None:
    if expected is not None and found != expected:
        raise RecipeInvalid((messages.file_changed(mask(path.name)),))


def _told(reading: Reading, recipe: Recipe, dropped: int, left: Sequence[Difference]) -> tuple[str, ...]:
    """Say what is to be known of a version: doubts of the reading, and what was left out."""
    cells = (messages.dropped(dropped),) if dropped else ()
    return (*_kept_doubts(reading, recipe), *cells, *(kept_left(one, recipe) for one in left))


def _with_columns(recipe: Recipe, reading: Reading) -> Recipe:
    """Write down what the extract looks like, so that next month's can be held against it."""
    from vil.importing import look_of

    return recipe if recipe.columns else replace(recipe, columns=look_of(reading, recipe))


def _find_last(settings: Settings, dataset: str) -> DatasetVersion | None:
    return find_version(settings, dataset) if is_published(settings, dataset) else None


def expect_reading() -> None:
    """Get ready to read a file, so that whoever brings one does not wait for that."""
    from vil.importing import call_child

    call_child()


def preview_extract(settings: Settings, path: Path, options: ReadingOptions | None = None) -> Reading:
    """Read a file to be looked at before anything is decided; a file that cannot be read is a refused Reading.

    The table of the reading stays on disk until `forget_preview`, or until half a day has gone; a refused one leaves nothing.
    """
    from vil.importing import read_extract

    if not path.is_file():
        raise NotFound("Filen", mask(path.name))
    folder = Path(tempfile.mkdtemp(prefix="preview-", dir=work_folder(settings)))
    reading = None
    try:
        reading = read_extract(
            path,
            options or ReadingOptions(),
            workdir=folder,
            memory_mb=settings.reading_memory_mb,
            seconds=settings.reading_seconds,
            key_file=settings.pseudonym_key,
        )
    finally:
        if reading is None or reading.table is None:
            shutil.rmtree(folder, ignore_errors=True)
    return reading


def propose_recipe(reading: Reading, *, dataset: str, title: str) -> Recipe:
    """Propose how an extract could become a data set."""
    from vil.importing import guess_recipe

    return guess_recipe(reading, dataset=dataset, title=title)


def adopt_recipe(guess: Recipe, earlier: Recipe, reading: Reading) -> Recipe:
    """Take over what was decided for an earlier version of the data set, where the new extract has the columns for it.

    Where it has not, the guess stays, but the protection of persons is never weaker than it was.
    """
    columns = {column.name for column in reading.columns} | {*guess.period_columns, "value"}
    bands = {one.name for one in earlier.bands}
    named = {earlier.period, earlier.unit, *earlier.unit_levels, *(one.column for one in earlier.bands)}
    named |= {*earlier.dimensions} - bands | {*earlier.number_columns, *earlier.text_columns}
    if named - {None} - columns or bool(earlier.period_columns) != bool(guess.period_columns):
        return replace(
            guess,
            disclosure=earlier.disclosure,
            threshold=earlier.threshold,
            area=earlier.area,
            source=earlier.source,
            columns=earlier.columns,
            files=earlier.files,
        )
    return replace(
        earlier,
        period_columns=guess.period_columns,
        unit_columns=guess.unit_columns,
        grain=_grain_of(guess, earlier),
        totals=guess.totals,
        fill_down=guess.fill_down,
        reading=guess.reading,
        extracted_on=None,
    )


def _grain_of(guess: Recipe, earlier: Recipe) -> Grain:
    has_own = guess.period == earlier.period and guess.grain is not Grain.DAY and not earlier.fixed_period
    return guess.grain if has_own else earlier.grain


def forget_preview(reading: Reading) -> None:
    """Remove what a preview left on disk."""
    if reading.table is not None and reading.table.parent.name.startswith("preview-"):
        shutil.rmtree(reading.table.parent, ignore_errors=True)


def read_recipe(path: Path) -> Recipe:
    """Read a recipe; RecipeInvalid with every fault found when it is not one."""
    from vil.importing import load_recipe

    return load_recipe(path)


def keep_recipe(settings: Settings, recipe: Recipe) -> Path:
    """Keep a recipe in the data folder, so that next month's extract is published in one step."""
    from vil.importing import save_recipe

    settings.recipes.mkdir(parents=True, exist_ok=True)
    target = settings.recipes / f"{recipe.dataset}.toml"
    save_recipe(recipe, target)
    return target


def hash_file(path: Path) -> str:
    """Find the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _kept_doubts(reading: Reading, recipe: Recipe) -> tuple[str, ...]:
    """Choose what is kept of the doubts: a message may quote a cell, so of numbers about persons only their count is kept."""
    if recipe.disclosure is Disclosure.OPEN or not reading.warnings:
        return tuple(doubt.message for doubt in reading.warnings)
    return (_DOUBTS_TEXT.format(count=len(reading.warnings)),)


def kept_left(left: Difference, recipe: Recipe) -> str:
    """Say what was left out; of rows about persons not how many there were, which would be a small number shown."""
    return left.message if recipe.disclosure is Disclosure.OPEN else messages.leave_new(left.names, None)


def _count_facts(reading: Reading, dropped_cells: int) -> ReadingFacts:
    """Count what the reading met; never a cell of it."""
    return ReadingFacts(
        missing_cells=sum(column.missing for column in reading.columns),
        markers=reading.missing_markers,
        dropped_cells=dropped_cells,
        totals=len(reading.aggregates),
        doubts=len(reading.warnings),
    )


@contextmanager
def _shaped(
    settings: Settings,
    path: Path,
    recipe: Recipe,
    tell: Progress,
    cancel: Cancel | None = None,
    read: Reading | None = None,
) -> Iterator[tuple[Reading, Examined]]:
    """Read and shape an extract in a folder of its own that is gone afterwards: rows are not kept."""
    from vil.importing import examine_rows, rename_at_home

    with tempfile.TemporaryDirectory(prefix="publish-", dir=work_folder(settings)) as folder:
        tell(0.0, _READING_TEXT)
        reading = read or read_for_publication(settings, path, recipe.reading, Path(folder), cancel=cancel)
        reading = rename_at_home(reading, recipe.reading.renames, Path(folder))
        tell(_READING_SHARE / 2, _SHAPING_TEXT)
        examined = examine_rows(reading, recipe, Path(folder) / "rows.parquet", cancel=cancel)
        if examined.rows is None:
            raise RecipeInvalid(examined.told)
        yield reading, examined


def read_for_publication(
    settings: Settings, path: Path, options: ReadingOptions, folder: Path, *, cancel: Cancel | None = None
) -> Reading:
    """Read a file into a folder; raises NotFound or ReadingRefused when it cannot be read."""
    from vil.importing import read_extract

    if not path.is_file():
        raise NotFound("Filen", mask(path.name))
    reading = read_extract(
        path,
        options,
        workdir=folder,
        memory_mb=settings.reading_memory_mb,
        seconds=settings.reading_seconds,
        cancel=cancel,
        key_file=settings.pseudonym_key,
    )
    if reading.refused:
        raise ReadingRefused(reading.refused.code, reading.refused.message)
    return reading


def work_folder(settings: Settings) -> Path:
    """Find the folder for passing files; what was left there half a day ago, and drafts nobody works on, is cleared away."""
    folder = settings.data_dir / ".work"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep_drafts(settings)
    for left in folder.iterdir():
        if not left.name.startswith(DRAFT) and time.time() - left.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    return folder


def _say_nothing(_share: float, _text: str) -> None:
    """Take the place of a progress bar where there is none."""
