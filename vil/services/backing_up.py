"""A backup: everything that cannot be made again, in one file that is checked when it is put back.

The file is a zip. `backup.json` in it names every other file with its size and its SHA-256. In it are the published versions,
recipes, settings, own texts, pictures, the key of pseudonyms, and the records as SQLite whatever database they are in. Not in it
are the inbox and files that are being worked on: they may hold personal data, and belong to somebody else.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from vil.errors import BackupInvalid, FileNotWritten, FolderNotEmpty, RecordsNotEmpty
from vil.settings import Settings, load_settings

LIST, RECORDS, KEY = "backup.json", "records.sqlite", "pseudonym.key"
_FORMAT = 1
_FILES = ("config.toml",)
_FOLDERS = ("recipes", "content", "pictures")
_MADE_BY_THEMSELVES = frozenset({"inbox", "datasets", "recipes", ".work"})
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Backup:
    """What a backup holds."""

    path: Path
    made_at: datetime
    datasets: int
    versions: int
    has_records: bool
    has_key: bool
    files: int
    size: int


def back_up(settings: Settings, target: Path) -> Backup:
    """Write everything to one file, readable by its owner alone, while the server runs; whole or not at all.

    The records are copied first, as they are at one moment, so that every version a round refers to is there. Raises
    FileNotWritten.
    """
    unfinished = target.with_name(f".{target.name}.{uuid.uuid4().hex}.part")
    try:
        with tempfile.TemporaryDirectory(prefix="vil-backup-") as scratch:
            unfinished.touch(mode=0o600)
            with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                listed = {name: _add(archive, name, path) for name, path in _list_files(settings, Path(scratch))}
                made_at = datetime.now(UTC).replace(microsecond=0)
                told = {"format": _FORMAT, "made_at": made_at.isoformat(), "files": listed}
                archive.writestr(LIST, json.dumps(told, ensure_ascii=False, indent=1))
        with unfinished.open("rb+") as written:
            os.fsync(written.fileno())
        unfinished.replace(target)
    except OSError as error:
        raise FileNotWritten(target.name) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return _describe(target, told)


def restore(path: Path, data_dir: Path) -> Backup:
    """Put a backup back into a data folder that is empty; every file is checked before any is in its place.

    Where the settings of the backup name another database for the records, they are put there, if it is empty. Raises
    BackupInvalid, FolderNotEmpty, RecordsNotEmpty or FileNotWritten; nothing is changed then.
    """
    _refuse_full(data_dir)
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix=".restoring-", dir=data_dir) as name:
            staging = Path(name)
            told = _unpack(path, staging)
            _check_whole(staging, path.name)
            _place_records(staging)
            for left in _MADE_BY_THEMSELVES:
                if (data_dir / left).is_dir():
                    shutil.rmtree(data_dir / left)
            for entry in sorted(staging.iterdir(), key=lambda entry: entry.name == RECORDS):
                entry.replace(data_dir / entry.name)
    except OSError as error:
        raise FileNotWritten(data_dir.name) from error
    return _describe(path, told)


def _list_files(settings: Settings, scratch: Path) -> Iterator[tuple[str, Path]]:
    from vil.records.copying import copy_to_file
    from vil.warehouse import version_numbers

    if copy_to_file(settings.database_url, scratch / RECORDS):
        yield RECORDS, scratch / RECORDS
    for name in _FILES:
        if (settings.data_dir / name).is_file():
            yield name, settings.data_dir / name
    if settings.pseudonym_key.is_file():
        yield KEY, settings.pseudonym_key
    for folder in _FOLDERS:
        yield from _list_folder(settings.data_dir / folder, settings.data_dir)
    for dataset in sorted(path for path in settings.datasets.glob("*") if path.is_dir()):
        for number in version_numbers(settings.datasets, dataset.name):
            yield from _list_folder(dataset / str(number), settings.data_dir)
        if (dataset / "current").is_file():
            yield f"datasets/{dataset.name}/current", dataset / "current"


def _list_folder(folder: Path, root: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(root).as_posix(), path


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            target.write(chunk)
    return {"size": size, "sha256": digest.hexdigest()}


def _refuse_full(data_dir: Path) -> None:
    """Refuse a folder with anything in it but what a start makes by itself."""
    if not data_dir.exists():
        return
    if not data_dir.is_dir():
        raise FolderNotEmpty(data_dir.name)
    for entry in data_dir.iterdir():
        has_files = entry.is_dir() and any(one.is_file() for one in entry.rglob("*"))
        if entry.name not in _MADE_BY_THEMSELVES or has_files:
            raise FolderNotEmpty(data_dir.name)


def _unpack(path: Path, staging: Path) -> dict[str, Any]:
    """Unpack every file that is listed, and nothing else, each with the size and hash it had."""
    try:
        with zipfile.ZipFile(path) as archive:
            told: dict[str, Any] = json.loads(archive.read(LIST))
            listed: dict[str, Any] = told["files"]
            if told["format"] != _FORMAT or {*archive.namelist()} != {LIST, *listed}:
                raise BackupInvalid(path.name)
            for name, fact in listed.items():
                _take_out(archive, name, fact, staging / _safe(name, path))
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
        raise BackupInvalid(path.name) from error
    except FileNotFoundError as error:
        raise BackupInvalid(path.name) from error
    return told


def _safe(name: str, path: Path) -> PurePosixPath:
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or "\\" in name or ":" in name or ".." in parts:
        raise BackupInvalid(path.name)
    return PurePosixPath(*parts)


def _take_out(archive: zipfile.ZipFile, name: str, fact: dict[str, Any], target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as source, target.open("wb") as written:
        if name == KEY:
            target.chmod(0o600)
        while (chunk := source.read(_CHUNK)) and size <= fact["size"]:
            digest.update(chunk)
            size += len(chunk)
            written.write(chunk)
        written.flush()
        os.fsync(written.fileno())
    if (size, digest.hexdigest()) != (fact["size"], fact["sha256"]):
        raise ValueError("a file is not as it was")


def _check_whole(staging: Path, name: str) -> None:
    """Hold every version against the hash in its own manifest, and look the records through."""
    from vil.records.copying import is_whole

    for manifest in staging.glob("datasets/*/*/manifest.json"):
        told = json.loads(manifest.read_text(encoding="utf-8"))
        with (manifest.parent / "cube.duckdb").open("rb") as cube:
            if hashlib.file_digest(cube, "sha256").hexdigest() != told.get("cube_hash"):
                raise BackupInvalid(name)
    if (staging / RECORDS).exists() and not is_whole(staging / RECORDS):
        raise BackupInvalid(name)


def _place_records(staging: Path) -> None:
    """Put the records where the settings say, when that is not in the data folder."""
    from vil.records.copying import copy_from_file

    settings = load_settings({"data_dir": staging})
    if settings.records_url and (staging / RECORDS).exists():
        if not copy_from_file(staging / RECORDS, settings.records_url):
            raise RecordsNotEmpty
        for left in staging.glob(f"{RECORDS}*"):
            left.unlink()


def _describe(path: Path, told: dict[str, Any]) -> Backup:
    files = told["files"]
    versions = {
        name.rpartition("/")[0] for name in files if name.startswith("datasets/") and name.endswith("manifest.json")
    }
    return Backup(
        path,
        datetime.fromisoformat(told["made_at"]),
        len({name.split("/")[1] for name in versions}),
        len(versions),
        RECORDS in files,
        KEY in files,
        len(files),
        path.stat().st_size,
    )
