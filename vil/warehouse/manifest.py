"""A version's manifest: everything but its cells, as readable JSON that reads back exactly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

from vil.model.plain import from_plain, to_plain
from vil.model.series import DatasetVersion

FILE = "manifest.json"
_FORMAT = 1


def write_manifest(version: DatasetVersion, path: Path, *, cube_hash: str) -> None:
    """Write the manifest of a version; the version number is the name of the folder and is not written."""
    fields = to_plain(version)
    del fields["number"]
    text = json.dumps({"format": _FORMAT, **fields, "cube_hash": cube_hash}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def read_manifest(path: Path, number: int) -> DatasetVersion:
    """Read a manifest back as the version with the given number."""
    fields = json.loads(path.read_text(encoding="utf-8"))
    return cast("DatasetVersion", from_plain(DatasetVersion, {**fields, "number": number}))
