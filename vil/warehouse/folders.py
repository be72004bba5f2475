"""The folders of published versions: `datasets/<dataset>/<number>/` with `cube.duckdb` and `manifest.json`."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from vil.cancelling import POLL_SECONDS, Cancel, check_cancel
from vil.errors import RecipeInvalid
from vil.warehouse import texts
from vil.warehouse.manifest import FILE

CUBE = "cube.duckdb"
UNFINISHED = ".unfinished-"
POINTER = "current"
"""A file that is there only where somebody has rolled back, see `current.py`."""
_NAME = re.compile(r"\w[\w.-]{0,79}")


def version_numbers(datasets: Path, dataset: str) -> tuple[int, ...]:
    """List the numbers of the versions that exist whole, lowest first; empty when there is no such data set."""
    folder = datasets / dataset
    if not is_name(dataset) or not folder.is_dir():
        return ()
    numbers = (int(path.name) for path in folder.iterdir() if path.name.isdecimal())
    return tuple(sorted(number for number in numbers if (folder / str(number) / FILE).is_file()))


def is_name(dataset: str) -> bool:
    """Tell whether a text can be the name of a data set, and so of a folder everywhere."""
    return _NAME.fullmatch(dataset) is not None


def check_name(dataset: str) -> None:
    """Raise RecipeInvalid when a data set's name cannot be the name of a folder everywhere."""
    if not is_name(dataset):
        raise RecipeInvalid((texts.BAD_NAME.format(name=dataset),))


@contextmanager
def only_publisher(folder: Path, cancel: Cancel | None = None) -> Iterator[None]:
    """Let one publisher at a time into a data set's folder; what a publisher that died left behind is cleared away first.

    The lock is the operating system's and goes with the process, so that no lock outlives its owner. Setting `cancel` ends the
    waiting with PublicationCancelled.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a+b") as lock:
        _wait_for(lock.fileno(), cancel or Cancel())
        for left in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
        yield


def _wait_for(descriptor: int, cancel: Cancel) -> None:
    while not _try_to_lock(descriptor):
        cancel.wait(POLL_SECONDS)
        check_cancel(cancel)


def _try_to_lock(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows: a byte of the file is locked instead
        import msvcrt

        lock = partial(msvcrt.locking, descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        lock = partial(fcntl.flock, descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    try:
        lock()
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True


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
