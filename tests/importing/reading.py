"""Read as the child process does, in the process of the tests: a process for each file costs several times what reading it does.

That files are read in a child with limits is tested where it matters: safe reading, damaged files, workbooks, what leaks
(tests/services/test_nothing_leaks.py), and wherever a service or a command reads.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from vil.errors import ReadingRefused
from vil.importing.engine import open_engine
from vil.importing.reader import read_file
from vil.importing.renaming import rename_columns
from vil.importing.wire import decode_reading, encode_reading
from vil.model.reading import Reading, Refusal
from vil.model.recipe import ReadingOptions
from vil.privacy.identifiers import mask


def read_here(path: Path, options: ReadingOptions | None = None, *, workdir: Path) -> Reading:
    """Read a file; its typed table is left in a folder of its own in `workdir`."""
    workdir.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=workdir, prefix=".reading-"))
    options = options or ReadingOptions()
    with open_engine(scratch, memory_mb=1365) as engine:
        try:
            reading = read_file(engine, path, options, table=scratch / "table.parquet")
        except ReadingRefused as refusal:
            told = Refusal(refusal.code, mask(str(refusal)))
            return Reading(mask(path.name), path.suffix.lstrip(".").lower(), refused=told)
        return decode_reading(encode_reading(rename_columns(engine, reading, options.renames)))
