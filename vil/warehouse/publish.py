"""Publication: shaped rows become one immutable version, whole or not at all."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import duckdb

from vil.cancelling import Cancel, check_cancel, stopping
from vil.model.period import Period, coarser_grains
from vil.model.plain import to_plain
from vil.model.quality import QualityReport
from vil.model.recipe import Recipe
from vil.model.series import DatasetVersion, Unit, UnitLevel
from vil.warehouse import texts
from vil.warehouse.cube import COLUMNS
from vil.warehouse.earlier import find_earlier
from vil.warehouse.filling import Progress, write_cells
from vil.warehouse.folders import (
    CUBE,
    UNFINISHED,
    check_name,
    flush_to_disk,
    make_durable,
    only_publisher,
    version_numbers,
)
from vil.warehouse.manifest import FILE, write_manifest
from vil.warehouse.row_source import RowFile, RowSource
from vil.warehouse.rows import Coverage, look_over
from vil.warehouse.rules import check_recipe, find_warnings
from vil.warehouse.spreads import write_spreads
from vil.warehouse.sql import literal
from vil.warehouse.versions import load_version

Judge = Callable[[DatasetVersion, duckdb.DuckDBPyConnection], QualityReport]
"""Look a version over while its finished cells are open, before it is published; see `grids.py`."""


@dataclass(frozen=True)
class Origin:
    """Where a version comes from."""

    source_file: str
    source_hash: str
    published_by: str
    warnings: tuple[str, ...] = ()
    judge: Judge | None = None
    held_against: Path | None = None


def publish(
    rows: Path | RowSource,
    recipe: Recipe,
    *,
    datasets: Path,
    source_file: str,
    source_hash: str,
    published_by: str,
    warnings: tuple[str, ...] = (),
    judge: Judge | None = None,
    progress: Progress | None = None,
    as_number: int | None = None,
    memory_mb: int = 1024,
    cancel: Cancel | None = None,
    held_against: Path | None = None,
) -> DatasetVersion:
    """Publish shaped rows, a file or where they lie, as the next version of the recipe's data set.

    What is hidden agrees with the versions there are of it, in `datasets` or in the folder it is `held_against` instead.

    The version is built under a temporary name, brought to the disk and renamed: it exists whole or not at all.
    With `as_number` nothing is published when the data set has a version of that number already; the latest is returned.
    Setting `cancel` stops it in the middle: PublicationCancelled is raised and nothing is left. Raises RecipeInvalid with every
    fault found.
    """
    check_name(recipe.dataset)
    source = RowFile(rows) if isinstance(rows, Path) else rows
    check_recipe(recipe, source.columns)
    origin = Origin(
        source_file, source_hash, published_by, warnings + find_warnings(recipe), judge, held_against or datasets
    )
    with only_publisher(datasets / recipe.dataset, cancel):
        if as_number is not None and max(version_numbers(datasets, recipe.dataset), default=0) >= as_number:
            return load_version(datasets, recipe.dataset)
        with _unfinished(datasets, recipe.dataset) as folder:
            version = _build(source, recipe, folder, origin, progress or _say_nothing, memory_mb, cancel)
            _finish(version, folder)
            check_cancel(cancel)
            number = _put_in_place(folder, datasets, recipe.dataset)
    (progress or _say_nothing)(1.0, texts.DONE)
    return load_version(datasets, recipe.dataset, number)


def take_over(built: Path, version: DatasetVersion, *, datasets: Path) -> DatasetVersion:
    """Publish, as `publish` does, a version whose cube has been built already in the folder `built`, which loses it.

    The cube must be what comes of the rows and the recipe of `version`; of when it is published this says itself.
    """
    check_name(version.dataset)
    with only_publisher(datasets / version.dataset), _unfinished(datasets, version.dataset) as folder:
        shutil.move(built / CUBE, folder / CUBE)
        _finish(replace(version, published_at=_now()), folder)
        number = _put_in_place(folder, datasets, version.dataset)
    return load_version(datasets, version.dataset, number)


@contextmanager
def _unfinished(datasets: Path, dataset: str) -> Iterator[Path]:
    """Make a folder under a temporary name; what is not put in its place is gone afterwards."""
    folder = datasets / dataset / f"{UNFINISHED}{uuid.uuid4().hex}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _finish(version: DatasetVersion, folder: Path) -> None:
    """Write the manifest beside a finished cube and have both on the disk."""
    with (folder / CUBE).open("rb") as cube:
        cube_hash = hashlib.file_digest(cube, "sha256").hexdigest()
    write_manifest(version, folder / FILE, cube_hash=cube_hash)
    make_durable(folder)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def foresee(source: RowSource, recipe: Recipe, *, source_file: str) -> DatasetVersion:
    """Say what rows would become, without adding them up: units, periods and members, numbered 0. Raises RecipeInvalid."""
    check_recipe(recipe, source.columns)
    with duckdb.connect() as connection:
        coverage = look_over(partial(source.ask, connection), source.relation, recipe)
    return _describe(recipe, Origin(source_file, "", ""), coverage, "")


def _say_nothing(_share: float, _text: str) -> None:
    """Take the place of a progress bar where there is none."""


def _build(
    source: RowSource,
    recipe: Recipe,
    folder: Path,
    origin: Origin,
    progress: Progress,
    memory_mb: int,
    cancel: Cancel | None,
) -> DatasetVersion:
    """Write the cube of a version into a folder, and say what there is to say of it."""
    spill = folder / "spill"
    with (
        duckdb.connect(str(folder / CUBE), config=_limits(spill, memory_mb)) as connection,
        stopping(cancel, connection.interrupt),
        stopping(cancel, source.stop),
        ThreadPoolExecutor(1) as beside,
    ):
        earlier = find_earlier(origin.held_against, recipe) if origin.held_against else ()
        coverage = write_cells(connection, source, recipe, progress, earlier)
        progress(0.85, texts.WRITING)
        fingerprint = beside.submit(_find_fingerprint, connection.cursor(), recipe)
        version = _describe(recipe, origin, coverage, "")
        version = replace(version, spreads=write_spreads(connection, source, recipe, coverage))
        if origin.judge:
            progress(0.9, texts.JUDGING)
            version = replace(version, quality=origin.judge(version, connection))
        version = replace(version, fingerprint=fingerprint.result())
        connection.execute("CHECKPOINT")
    shutil.rmtree(spill, ignore_errors=True)
    return version


def _limits(spill: Path, memory_mb: int) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "memory_limit": f"{memory_mb}MB",
        "temp_directory": str(spill),
        "preserve_insertion_order": False,
        "threads": 2,
    }


def _find_fingerprint(connection: duckdb.DuckDBPyConnection, recipe: Recipe) -> str:
    """Hash the recipe and every cell in order, so that the same rows and recipe give the same fingerprint."""
    cell = ", ".join(f"coalesce({column}::VARCHAR, '∅')" for column in COLUMNS)
    order = ", ".join(COLUMNS[:5])
    found = connection.execute(
        f"SELECT sha256(string_agg(md5(concat_ws({literal(chr(31))}, {cell})), '' ORDER BY {order})) FROM cells"
    ).fetchone()
    return hashlib.sha256(f"{found}{to_plain(recipe)}".encode()).hexdigest()


def _describe(recipe: Recipe, origin: Origin, coverage: Coverage, fingerprint: str) -> DatasetVersion:
    whole = coverage.computed_whole
    computed = (Unit(whole, UnitLevel.WHOLE),) if whole else ()
    return DatasetVersion(
        dataset=recipe.dataset,
        number=0,
        recipe=recipe,
        published_at=_now(),
        published_by=origin.published_by,
        source_file=origin.source_file,
        source_hash=origin.source_hash,
        fingerprint=fingerprint,
        rows=coverage.rows,
        units=computed + coverage.units,
        grains=(recipe.grain, *coarser_grains(recipe.grain)),
        first=Period.containing(coverage.first, recipe.grain),
        last=Period.containing(coverage.last, recipe.grain),
        dimensions=tuple((name, coverage.members) for name in recipe.dimensions),
        warnings=origin.warnings,
    )


def _put_in_place(unfinished: Path, datasets: Path, dataset: str) -> int:
    """Give a finished version the next free number and return it."""
    number = max(version_numbers(datasets, dataset), default=0) + 1
    while True:
        try:
            unfinished.rename(datasets / dataset / str(number))
        except OSError:
            if not (datasets / dataset / str(number)).exists():
                raise
            number += 1
        else:
            break
    flush_to_disk(datasets / dataset)
    flush_to_disk(datasets)
    return number
