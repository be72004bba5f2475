"""The child process that reads a file: `python -m vil.importing.child`.

Its standard input is one line, the order as JSON, and after that the key of pseudonyms, if any. All that reading takes is
loaded before the order is waited for, and limits are set before anything is opened.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

from vil.errors import ReadingRefused
from vil.importing.limits import limit_memory
from vil.privacy.identifiers import mask

BASE_MEMORY_MB = 1024
"""What the interpreter and its libraries map before they read anything: 800 MB, of which they use a tenth."""


def main() -> None:
    """Carry out one order and write the answer where it says; nothing where nobody asks any more."""
    for module in (
        "duckdb",
        "vil.importing.engine",
        "vil.importing.reader",
        "vil.importing.renaming",
        "vil.importing.wire",
    ):
        import_module(module)
    line = sys.stdin.buffer.readline()
    if not line:
        return
    order: dict[str, Any] = json.loads(line)
    os.chdir(order["scratch"])
    limit_memory(order["memory_mb"] + BASE_MEMORY_MB)
    Path(order["answer"]).write_text(carry_out(order, sys.stdin.buffer.read()), encoding="utf-8")


def carry_out(order: dict[str, Any], key: bytes) -> str:
    """Carry out one order and give the answer as JSON: a reading, tables, what was refused, or where it failed."""
    try:
        return _carry_out(order, key)
    except ReadingRefused as refusal:
        return json.dumps({"refused": {"code": refusal.code, "message": mask(str(refusal))}})
    except Exception as error:
        return json.dumps({"failed": type(error).__name__, "places": _name_places(error)})


def _name_places(error: Exception) -> str:
    """Name the places in the code an error passed; its message may hold values from the file and is left out."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))


def _carry_out(order: dict[str, Any], key: bytes) -> str:
    from vil.importing.engine import open_engine
    from vil.importing.kinds import Bounds
    from vil.importing.persons import mask_all
    from vil.importing.reader import list_file_tables, read_file
    from vil.importing.renaming import rename_columns
    from vil.importing.wire import encode_reading
    from vil.model.plain import from_plain
    from vil.model.recipe import ReadingOptions

    path, scratch = Path(order["path"]), Path(order["scratch"])
    bounds = Bounds(unpacked_bytes=order["memory_mb"] << 20)
    with open_engine(scratch, memory_mb=order["memory_mb"] * 2 // 3) as engine:
        if order["wanted"] == "tables":
            return json.dumps({"tables": mask_all(list_file_tables(engine, path, bounds))})
        raw = Path(order["raw"]) if order["raw"] else None
        options = from_plain(ReadingOptions, order["options"])
        reading = read_file(engine, path, options, table=scratch / "table.parquet", raw=raw, bounds=bounds, key=key)
        return encode_reading(rename_columns(engine, reading, options.renames))


if __name__ == "__main__":
    main()
