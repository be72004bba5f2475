"""Drafts: an extract on its way in and what has been chosen for it, kept so that a reload comes back to where one was.

A draft lies in the data folder's working folder, readable by the server's user alone, under a random name that says nothing of
anybody. It is gone when it is published or given up, and a day after it was last worked on. A file that was stopped because it
holds columns of personal numbers is never handed out again after a reload, and is gone within the hour; the choices stay.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO

from vil.model.indicator import Aggregation, Behind, Direction, Disclosure, Indicator
from vil.model.period import Grain
from vil.model.plain import from_plain, to_plain
from vil.model.recipe import Drift, ReadingOptions, Recipe, Treatment
from vil.privacy.identifiers import mask
from vil.settings import Settings

PREFIX = "draft-"
KEPT_SECONDS = 24 * 3600
STOPPED_SECONDS = 3600
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")
_KINDS = {
    kind.__name__: kind
    for kind in (
        Aggregation,
        Behind,
        Direction,
        Disclosure,
        Drift,
        Grain,
        Indicator,
        Path,
        ReadingOptions,
        Recipe,
        Treatment,
        date,
    )
}


@dataclass(frozen=True)
class Draft:
    """What is kept of an extract on its way in: the upload, where there is one, and what was chosen, by name.

    `is_stopped` says that the file was stopped for its personal numbers.
    """

    key: str
    file: Path | None = None
    choices: Mapping[str, Any] = field(default_factory=dict)
    is_stopped: bool = False


def begin_draft(settings: Settings) -> str:
    """Make room for a draft and give its key: 128 random bits, fit for an address."""
    sweep_drafts(settings)
    key = secrets.token_urlsafe(16)
    folder = _folder(settings, key)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    save_choices(settings, key, write_choices({}))
    return key


def keep_upload(settings: Settings, key: str, name: str, content: BinaryIO) -> Path:
    """Keep an uploaded file in a draft under its own name, in place of the one before; a CPR number in the name is hidden."""
    drop_file(settings, key)
    place = _folder(settings, key) / "file"
    place.mkdir(mode=0o700)
    path = place / mask(Path(name).name)
    with path.open("wb") as target:
        path.chmod(0o600)
        shutil.copyfileobj(content, target, 1 << 20)
    return path


def load_draft(settings: Settings, key: str) -> Draft | None:
    """Load a draft; None when there is none by that key any more."""
    if not _KEY.fullmatch(key):
        return None
    sweep_drafts(settings)
    folder = _folder(settings, key)
    try:
        kept = json.loads((folder / "choices.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    file = next((path for path in (folder / "file").glob("*") if path.is_file()), None)
    choices = {name: _decode(value) for name, value in kept.items()}
    return Draft(key, file, choices, (folder / "stopped").exists())


def write_choices(choices: Mapping[str, Any]) -> str:
    """Write what was chosen as text, so that two of them can be held against each other."""
    return json.dumps({name: _encode(value) for name, value in choices.items()}, ensure_ascii=False)


def save_choices(settings: Settings, key: str, written: str) -> None:
    """Keep what was chosen, whole or not at all; a draft that is gone stays gone."""
    folder = _folder(settings, key)
    if not folder.is_dir():
        return
    partial = folder / f"choices-{secrets.token_hex(4)}.part"
    partial.write_text(written, encoding="utf-8")
    partial.replace(folder / "choices.json")


def stop_file(settings: Settings, key: str) -> None:
    """Note that the file holds columns of personal numbers: nobody is given it after a reload, and within the hour it is gone."""
    folder = _folder(settings, key)
    if folder.is_dir() and not (folder / "stopped").exists():
        (folder / "stopped").touch()
        clock = threading.Timer(STOPPED_SECONDS + 1, sweep_drafts, (settings,))
        clock.daemon = True
        clock.start()


def drop_file(settings: Settings, key: str) -> None:
    """Remove the file of a draft and keep what was chosen."""
    shutil.rmtree(_folder(settings, key) / "file", ignore_errors=True)
    (_folder(settings, key) / "stopped").unlink(missing_ok=True)


def forget_draft(settings: Settings, key: str) -> None:
    """Remove a draft with its file; files that were pointed at in the inbox stay where they are."""
    shutil.rmtree(_folder(settings, key), ignore_errors=True)


def sweep_drafts(settings: Settings) -> None:
    """Remove drafts nobody has worked on for a day, and files with personal numbers after an hour."""
    for folder in (settings.data_dir / ".work").glob(f"{PREFIX}*"):
        if _idle_seconds(folder / "stopped") > STOPPED_SECONDS:
            drop_file(settings, folder.name.removeprefix(PREFIX))
        if _idle_seconds(folder / "choices.json") > KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def can_keep(value: object) -> bool:
    """Tell whether a value can be kept among the choices of a draft."""
    if isinstance(value, (list, tuple)):
        return all(map(can_keep, value))
    if isinstance(value, dict):
        return all(isinstance(name, str) and can_keep(item) for name, item in value.items())
    return isinstance(value, (str, int, float, Path, date)) or type(value).__name__ in _KINDS


def _encode(value: Any) -> Any:
    if isinstance(value, Path):
        return {"kind": "Path", "value": str(value)}
    if is_dataclass(value) or isinstance(value, (Enum, date)):
        return {"kind": type(value).__name__, "value": to_plain(value)}
    if isinstance(value, tuple):
        return {"kind": "tuple", "value": [_encode(item) for item in value]}
    if isinstance(value, dict):
        return {"kind": "dict", "value": {name: _encode(item) for name, item in value.items()}}
    return [_encode(item) for item in value] if isinstance(value, list) else value


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return [_decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    kind, inner = value["kind"], value["value"]
    if kind == "tuple":
        return tuple(_decode(item) for item in inner)
    if kind == "dict":
        return {name: _decode(item) for name, item in inner.items()}
    return from_plain(_KINDS[kind], inner)


def _folder(settings: Settings, key: str) -> Path:
    return settings.data_dir / ".work" / f"{PREFIX}{key}"


def _idle_seconds(path: Path) -> float:
    """Find for how long something has lain untouched; 0 for what is not there."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
