"""Read files in a child process, so that no file can hurt the server."""

from __future__ import annotations

import json
import logging
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from vil.cancelling import Cancel
from vil.importing import messages
from vil.importing.children import ask_child
from vil.importing.wire import decode_reading
from vil.model.plain import to_plain
from vil.model.reading import Reading, Refusal
from vil.model.recipe import ReadingOptions, Treatment
from vil.privacy.identifiers import mask
from vil.privacy.pseudonyms import load_key

_log = logging.getLogger("vil")
_OUT_OF_MEMORY = ("MemoryError", "memory allocation", "Out of Memory", "OutOfMemory", "bad_alloc", "failed to allocate")


def read_extract(
    path: Path,
    options: ReadingOptions | None = None,
    *,
    workdir: Path,
    memory_mb: int = 2048,
    seconds: int = 120,
    raw: Path | None = None,
    cancel: Cancel | None = None,
    key_file: Path | None = None,
) -> Reading:
    """Read a file in a child process with limits on memory, time and cells; a file that cannot be read gives `refused`.

    The typed table is left as a Parquet file in `workdir`; `raw`, when given, gets the cells as CSV, nothing converted.
    Setting `cancel` ends the child and raises PublicationCancelled.
    `key_file` holds the key that makes pseudonyms (made on first use), needed only when the options ask for some.
    """
    order = {
        "wanted": "reading",
        "options": to_plain(options or ReadingOptions()),
        "raw": str(raw.resolve()) if raw else None,
    }
    with tempfile.TemporaryDirectory(dir=_made(workdir), prefix=".reading-") as scratch:
        key = _load_key(options, key_file)
        answer = _ask_child(path, order, Path(scratch), memory_mb, seconds, cancel, key)
        if "file" not in answer:
            return Reading(mask(path.name), path.suffix.lstrip(".").lower(), refused=Refusal(**answer["refused"]))
        reading = decode_reading(json.dumps(answer))
        if reading.table is None:
            return reading
        kept = workdir / f"table-{Path(scratch).name.removeprefix('.reading-')}.parquet"
        shutil.move(str(reading.table), kept)
        return replace(reading, table=kept)


def list_tables(path: Path, *, workdir: Path, memory_mb: int = 2048, seconds: int = 60) -> tuple[str, ...]:
    """List the sheets of a workbook or the base tables of a DuckDB file; empty for other files and for those refused."""
    with tempfile.TemporaryDirectory(dir=_made(workdir), prefix=".reading-") as scratch:
        answer = _ask_child(path, {"wanted": "tables"}, Path(scratch), memory_mb, seconds)
        return tuple(answer.get("tables", ()))


def _load_key(options: ReadingOptions | None, key_file: Path | None) -> bytes:
    """Load the key of pseudonyms where some are wanted; without a file they are made with a key that nobody keeps."""
    if not options or all(one.treatment is not Treatment.PSEUDONYM for one in options.personal):
        return b""
    return load_key(key_file) if key_file else secrets.token_bytes(32)


def _made(workdir: Path) -> Path:
    workdir.mkdir(parents=True, exist_ok=True)
    return workdir


def _ask_child(
    path: Path,
    order: dict[str, Any],
    scratch: Path,
    memory_mb: int,
    seconds: int,
    cancel: Cancel | None = None,
    key: bytes = b"",
) -> dict[str, Any]:
    """Run the child and return its answer; its death and its silence are answers too. The key goes through a pipe."""
    scratch = scratch.resolve()
    answer = scratch / "answer.json"
    order |= {"path": str(path.resolve()), "scratch": str(scratch), "answer": str(answer), "memory_mb": memory_mb}
    try:
        ended = ask_child(json.dumps(order).encode() + b"\n" + key, seconds=seconds, cancel=cancel)
    except subprocess.TimeoutExpired:
        return _refusal("too_slow")
    found: dict[str, Any] = {}
    if ended.returncode == 0 and answer.exists():
        found = json.loads(answer.read_text(encoding="utf-8"))
        if "failed" not in found:
            return found
        _log.error("a file could not be read: %s at %s", found["failed"], found["places"])
    trouble = found.get("failed", "") + ended.stderr.decode("utf-8", errors="replace")
    return _refusal("too_large" if any(sign in trouble for sign in _OUT_OF_MEMORY) else "crashed")


def _refusal(code: str) -> dict[str, Any]:
    return {"refused": asdict(messages.refusal(code))}
