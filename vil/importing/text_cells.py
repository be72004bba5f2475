"""Read a text file into a table of cells, every one as it is written."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from vil.importing import messages
from vil.importing.cells import Cells
from vil.importing.dialect import NO_DELIMITER, Dialect
from vil.importing.direct import load_direct
from vil.importing.encodings import Encoding, count_twice_encoded, find_encoding
from vil.importing.engine import literal
from vil.importing.kinds import Bounds, refused
from vil.importing.records import Oddities, Records
from vil.importing.sample import TextSource
from vil.importing.sniffing import find_dialect
from vil.model.reading import Doubt
from vil.model.recipe import ReadingOptions

if TYPE_CHECKING:
    import duckdb

LONGEST_LINE = 8_000_000
_SAMPLE_LINES = 400
_MOST_SHORT_ROWS = 10_000
_ALIASES = {"latin-1/cp1252": "cp1252"}


def open_text(path: Path, encoding: str) -> TextIO:
    """Open a text file so that line breaks stay as they are; bytes that are no letters become U+FFFD."""
    return path.open(encoding=encoding, errors="replace", newline="")


def find_text(path: Path, options: ReadingOptions) -> tuple[TextSource, list[Doubt]]:
    """Find the encoding of a file and how it is divided into cells, and what is doubtful about that."""
    encoding = Encoding(_ALIASES.get(options.encoding, options.encoding)) if options.encoding else find_encoding(path)
    with open_text(path, encoding.name) as file:
        sample = [line for line, _ in zip(_lines(file), range(_SAMPLE_LINES), strict=False)]
    doubts = [messages.guessed_encoding(encoding.name)] if encoding.is_guess else []
    if spoiled := count_twice_encoded(path, encoding.name):
        doubts.append(messages.twice_encoded(spoiled))
    return TextSource(path, encoding, find_dialect(sample, options.delimiter)), doubts


def load_text_cells(engine: duckdb.DuckDBPyConnection, source: TextSource, scratch: Path, bounds: Bounds) -> Cells:
    """Read every record into `cells`."""
    clean = scratch / "cells.csv"
    cells = load_direct(engine, source, clean, bounds)
    if cells is None:
        cells = _rewrite(source.path, source.encoding, source.dialect, clean, bounds)
        load_clean(engine, clean, cells.width)
        clean.unlink()
    return cells


def load_clean(engine: duckdb.DuckDBPyConnection, clean: Path, width: int) -> None:
    """Load the rewritten records; several threads cannot read cells with line breaks in them, one can."""
    import duckdb

    columns = ", ".join(["'row': 'BIGINT'", *(f"'c{place}': 'VARCHAR'" for place in range(1, width + 1))])
    for is_parallel in ("true", "false"):
        try:
            engine.execute(
                f"CREATE TABLE cells AS SELECT * FROM read_csv({literal(str(clean))}, auto_detect = false, header = false, "
                f"delim = ',', quote = '\"', escape = '\"', new_line = '\\r\\n', columns = {{{columns}}}, "
                f"null_padding = true, max_line_size = {LONGEST_LINE * 4}, parallel = {is_parallel})"
            )
        except duckdb.Error:
            if is_parallel == "false":
                raise
        else:
            return


def _lines(file: TextIO, lost: Counter[str] | None = None) -> Iterator[str]:
    """Give the lines one by one without the signs that no table holds; refuse a line without end."""
    while line := file.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:
            raise refused("endless_line")
        if lost is not None and "\ufffd" in line:
            lost["signs"] += line.count("\ufffd")
        yield (
            line.replace('\0"', '""')
            .replace("\0", "")
            .replace("\ufeff", "")
            .replace("\x1a", "")
            .replace(NO_DELIMITER, " ")
        )


def _rewrite(path: Path, encoding: Encoding, dialect: Dialect, clean: Path, bounds: Bounds) -> Cells:
    """Write the records in one plain dialect, numbered, with nothing else changed."""
    width, height = 1, 0
    lost: Counter[str] = Counter()
    oddities, short_rows = Oddities(), list[int]()
    with open_text(path, encoding.name) as source, clean.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\r\n")
        records = Records(dialect, _lines(source, lost), oddities)
        for row, record in records:
            height += 1
            if 0 < len(record) < dialect.width and len(short_rows) < _MOST_SHORT_ROWS:
                short_rows.append(row)
            width = max(width, len(record))
            if width * height > bounds.cells:
                raise refused("too_many_cells")
            writer.writerow([row, *record])
    if height == 0:
        raise refused("no_table")
    doubts = [messages.lost_signs(lost["signs"])] if lost else []
    told = (
        (messages.stray_quotes, oddities.quotes),
        (messages.other_delimiter, oddities.delimiters),
        (messages.joined_cells, oddities.joined),
    )
    doubts += [say(mended.count, tuple(mended.rows)) for say, mended in told if mended.count]
    inside = records.row - height
    return Cells(width, height, usual_width=dialect.width, doubts=doubts, inside=inside, short_rows=short_rows)
