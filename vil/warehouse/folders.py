"""The folders of published versions: `datasets/<dataset>/<number>/cube.duckdb` and `manifest.json`."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from vil.errors import NotFound, RecipeInvalid
from vil.model.series import DatasetVersion
from vil.warehouse import texts
from vil.warehouse.manifest import FILE, read_manifest

CUBE = "cube.duckdb"
UNFINISHED = ".unfinished-"
_NAME = re.compile(r"\w[\w.-]{0,79}")


def list_datasets(datasets: Path) -> tuple[DatasetVersion, ...]:
    """List the latest version of each data set, by the name of the data set."""
    if not datasets.is_dir():
        return ()
    names = sorted(path.name for path in datasets.iterdir() if _NAME.fullmatch(path.name))
    return tuple(load_version(datasets, name) for name in names if version_numbers(datasets, name))


def list_versions(datasets: Path, dataset: str) -> tuple[DatasetVersion, ...]:
    """List every version of a data set, oldest first; NotFound when there is no such data set."""
    return tuple(load_version(datasets, dataset, number) for number in _known_numbers(datasets, dataset))


def load_version(datasets: Path, dataset: str, number: int | None = None) -> DatasetVersion:
    """Load one version, the latest when no number is given; NotFound when there is none."""
    numbers = _known_numbers(datasets, dataset)
    if number is not None and number not in numbers:
        raise NotFound(texts.VERSION, str(number), tuple(map(str, numbers)))
    chosen = numbers[-1] if number is None else number
    path = datasets / dataset / str(chosen) / FILE
    status = path.stat()
    return _read(path, chosen, status.st_mtime_ns, status.st_ino)


@lru_cache(maxsize=256)
def _read(path: Path, number: int, _changed: int, _inode: int) -> DatasetVersion:
    return read_manifest(path, number)


def version_numbers(datasets: Path, dataset: str) -> tuple[int, ...]:
    """List the numbers of the versions that exist whole, lowest first; empty when there is no such data set."""
    folder = datasets / dataset
    if not _NAME.fullmatch(dataset) or not folder.is_dir():
        return ()
    numbers = (int(path.name) for path in folder.iterdir() if path.name.isdecimal())
    return tuple(sorted(number for number in numbers if (folder / str(number) / FILE).is_file()))


def _known_numbers(datasets: Path, dataset: str) -> tuple[int, ...]:
    numbers = version_numbers(datasets, dataset)
    if not numbers:
        raise NotFound(texts.DATASET, dataset, tuple(version.dataset for version in list_datasets(datasets)))
    return numbers


def check_name(dataset: str) -> None:
    """Raise RecipeInvalid when a data set's name cannot be the name of a folder everywhere."""
    if not _NAME.fullmatch(dataset):
        raise RecipeInvalid((texts.BAD_NAME.format(name=dataset),))


@contextmanager
def only_publisher(folder: Path) -> Iterator[None]:
    """Let one publisher at a time into a data set's folder; what a publisher that died left behind is cleared away first.

    The lock is the operating system's and goes with the process, so that no lock outlives its owner.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a+b") as lock:
        _wait_for(lock.fileno())
        for left in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _wait_for(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: a byte of the file is locked instead
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def make_durable(folder: Path) -> None:
    """Have every file of a folder, and the folder itself, on the disk before going on."""
    for path in (*(path for path in folder.iterdir() if path.is_file()), folder):
        flush_to_disk(path)


def flush_to_disk(path: Path) -> None:
    """Have one file or folder on the disk before going on."""
    if path.is_dir() and os.name == "nt":  # Windows cannot open a folder for this
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
