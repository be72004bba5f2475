"""Let the engine read a large, well-formed text file itself; several times as fast as record by record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vil.importing.cells import Cells
from vil.importing.encodings import Encoding
from vil.importing.engine import fetch_one, file_literal, literal
from vil.importing.kinds import Bounds
from vil.importing.sample import TextSource, chunks, count_bytes

if TYPE_CHECKING:
    import duckdb

SMALLEST_BYTES = 4_000_000


def load_direct(
    engine: duckdb.DuckDBPyConnection,
    source: TextSource,
    scratch_file: Path,
    bounds: Bounds,
) -> Cells | None:
    """Load `cells` straight from the file; None when it is small, or when a single line is not one plain record.

    The engine gives a row for every line or nothing: a row number is then the number of its line.
    """
    import duckdb

    path, dialect, own = source.path, source.dialect, source.own_encoding
    is_wide_coded = source.encoding.name.startswith(("utf-16", "utf-32"))
    if not source.is_plain or path.stat().st_size < SMALLEST_BYTES or is_wide_coded:
        return None
    counted = count_bytes(path, one_byte=own == "latin-1")
    if counted.has_zeros or counted.lines * dialect.width > bounds.cells:
        return None
    own = None if counted.only_cp1252 else own
    file = path if own else _rewrite(path, source.encoding, scratch_file)
    quote = literal(dialect.quote or "")
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(1, dialect.width + 1))
    try:
        engine.execute(
            "CREATE TABLE cells AS SELECT row_number() OVER () AS row, * "
            f"FROM read_csv({file_literal(file)}, auto_detect = false, header = false, "
            f"delim = {literal(str(dialect.delimiter))}, quote = {quote}, escape = {quote}, columns = {{{columns}}}, "
            f"null_padding = true, max_line_size = 4000000, encoding = {literal(own or 'utf-8')})"
        )
    except duckdb.Error:
        return None
    finally:
        scratch_file.unlink(missing_ok=True)
    if fetch_one(engine, "SELECT count(*) FROM cells")[0] != counted.lines:
        engine.execute("DROP TABLE cells")
        return None
    return Cells(dialect.width, counted.lines, usual_width=dialect.width, blanks=counted.blanks)


def _rewrite(path: Path, encoding: Encoding, target: Path) -> Path:
    """Write a file again as UTF-8, for the engine knows few encodings; a sign is one byte in all that come here."""
    with target.open("wb") as rewritten:
        for chunk in chunks(path):
            rewritten.write(chunk.decode(encoding.name, errors="replace").encode("utf-8"))
    return target
