"""Find published versions and load what their manifests say."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from vil.errors import NotFound
from vil.model.series import DatasetVersion
from vil.warehouse import texts
from vil.warehouse.current import current_number
from vil.warehouse.folders import is_name, version_numbers
from vil.warehouse.manifest import FILE, read_manifest


def list_datasets(datasets: Path) -> tuple[DatasetVersion, ...]:
    """List the version in force of each data set, by the name of the data set."""
    if not datasets.is_dir():
        return ()
    names = sorted(path.name for path in datasets.iterdir() if is_name(path.name))
    return tuple(load_version(datasets, name) for name in names if version_numbers(datasets, name))


def list_versions(datasets: Path, dataset: str) -> tuple[DatasetVersion, ...]:
    """List every version of a data set, oldest first; NotFound when there is no such data set."""
    return tuple(load_version(datasets, dataset, number) for number in _known_numbers(datasets, dataset))


def load_version(datasets: Path, dataset: str, number: int | None = None) -> DatasetVersion:
    """Load one version, the one in force when no number is given; NotFound when there is none."""
    numbers = _known_numbers(datasets, dataset)
    if number is not None and number not in numbers:
        raise NotFound(texts.VERSION, str(number), tuple(map(str, numbers)))
    chosen = number if number is not None else current_number(datasets, dataset) or numbers[-1]
    path = datasets / dataset / str(chosen) / FILE
    status = path.stat()
    return _read(path, chosen, status.st_mtime_ns, status.st_ino)


@lru_cache(maxsize=256)
def _read(path: Path, number: int, _changed: int, _inode: int) -> DatasetVersion:
    return read_manifest(path, number)


def _known_numbers(datasets: Path, dataset: str) -> tuple[int, ...]:
    numbers = version_numbers(datasets, dataset)
    if not numbers:
        raise NotFound(texts.DATASET, dataset, tuple(version.dataset for version in list_datasets(datasets)))
    return numbers
