"""Which version of a data set is the one in force: the newest, unless somebody has rolled back.

A data set that was rolled back holds a small file, `datasets/<dataset>/current`. It names the version in force *and the one
that was the newest then*: as soon as a newer one is published, that is in force, so that a publication stays one rename.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from vil.errors import NoEarlierVersion, NotFound, PointerUnreadable
from vil.model.plain import from_plain, to_plain
from vil.warehouse import texts
from vil.warehouse.folders import (
    POINTER,
    UNFINISHED,
    check_name,
    flush_to_disk,
    only_publisher,
    version_numbers,
)


@dataclass(frozen=True)
class Rollback:
    """One change of the version in force: from which to which, while `newest` was the newest, by whom and when."""

    version: int
    replaced: int
    newest: int
    by: str
    at: datetime


def current_number(datasets: Path, dataset: str) -> int | None:
    """Find the number of the version in force; None when the data set has no version.

    Raises PointerUnreadable when the file that says so has been damaged: showing a version that was withdrawn would be worse.
    """
    numbers = version_numbers(datasets, dataset)
    if not numbers:
        return None
    made = list_rollbacks(datasets, dataset)
    if made and made[-1].newest == numbers[-1] and made[-1].version in numbers:
        return made[-1].version
    return numbers[-1]


def list_rollbacks(datasets: Path, dataset: str) -> tuple[Rollback, ...]:
    """List every rollback of a data set, oldest first."""
    path = datasets / dataset / POINTER
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return ()
    try:
        return tuple(cast("Rollback", from_plain(Rollback, entry)) for entry in json.loads(text)["rollbacks"])
    except (ValueError, KeyError, TypeError) as error:
        raise PointerUnreadable(str(path)) from error


def roll_back(datasets: Path, dataset: str, *, to: int | None = None, by: str) -> Rollback:
    """Make an earlier version the one in force, the one before it when no number is given; versions themselves never change.

    One step: a finished file takes the place of the former, and whoever reads sees the one or the other. Waits for a publisher
    at work. Raises NotFound when there is no such data set or version, NoEarlierVersion when there is none to go back to.
    """
    check_name(dataset)
    if not version_numbers(datasets, dataset):
        raise NotFound(texts.DATASET, dataset)
    with only_publisher(datasets / dataset):
        numbers = version_numbers(datasets, dataset)
        current = cast("int", current_number(datasets, dataset))
        if to is not None and to not in numbers:
            raise NotFound(texts.VERSION, str(to), tuple(map(str, numbers)))
        earlier = [number for number in numbers if number < current]
        if to is None and not earlier:
            raise NoEarlierVersion(dataset)
        chosen = earlier[-1] if to is None else to
        made = Rollback(chosen, current, numbers[-1], by, datetime.now(UTC).replace(microsecond=0))
        if chosen != current:
            _write(datasets / dataset, (*list_rollbacks(datasets, dataset), made))
        return made


def _write(folder: Path, rollbacks: tuple[Rollback, ...]) -> None:
    """Write the file beside its place, bring it to the disk, and put it there in one move."""
    content: dict[str, Any] = {"current": rollbacks[-1].version, "rollbacks": to_plain(rollbacks)}
    unfinished = folder / f"{UNFINISHED}{uuid.uuid4().hex}"
    try:
        unfinished.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        flush_to_disk(unfinished)
        unfinished.replace(folder / POINTER)
    finally:
        unfinished.unlink(missing_ok=True)
    flush_to_disk(folder)
