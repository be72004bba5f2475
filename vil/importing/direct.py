"""Let the engine read a large, well-formed text file itself; several times as fast as record by record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vil.importing.cells import BLANKS, Cells
from vil.importing.dialect import Dialect
from vil.importing.encodings import Encoding
from vil.importing.engine import fetch_one, file_literal, literal
from vil.importing.kinds import Bounds

if TYPE_CHECKING:
    import duckdb

SMALLEST_BYTES = 4_000_000
_CHUNK = 8 << 20
_UTF8 = ("utf-8", "utf-8-sig", "ascii")
_LATIN = ("cp1252", "latin-1")
_ONLY_CP1252 = bytes(range(0x80, 0xA0))
"""The signs that cp1252 has and latin-1, which the engine reads itself, has not."""


@dataclass(frozen=True)
class _Counted:
    """What one pass over the bytes showed: lines, the blanks there are, and the encoding the engine may read them in."""

    lines: int
    blanks: str
    encoding: str | None


def load_direct(
    engine: duckdb.DuckDBPyConnection,
    path: Path,
    encoding: Encoding,
    dialect: Dialect,
    scratch_file: Path,
    bounds: Bounds,
) -> Cells | None:
    """Load `cells` straight from the file; None when it is small, or when a single line is not one plain record.

    The engine gives a row for every line or nothing: a row number is then the number of its line.
    """
    import duckdb

    is_plain = dialect.delimiter and dialect.width > 1 and not dialect.escape and not dialect.skips_spaces
    if not is_plain or path.stat().st_size < SMALLEST_BYTES or encoding.name.startswith(("utf-16", "utf-32")):
        return None
    counted = _count_lines(path, encoding)
    if counted is None or counted.lines * dialect.width > bounds.cells:
        return None
    source = path if counted.encoding else _rewrite(path, encoding, scratch_file)
    quote = literal(dialect.quote or "")
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(1, dialect.width + 1))
    try:
        engine.execute(
            "CREATE TABLE cells AS SELECT row_number() OVER () AS row, * "
            f"FROM read_csv({file_literal(source)}, auto_detect = false, header = false, "
            f"delim = {literal(str(dialect.delimiter))}, quote = {quote}, escape = {quote}, columns = {{{columns}}}, "
            f"null_padding = true, max_line_size = 4000000, encoding = {literal(counted.encoding or 'utf-8')})"
        )
    except duckdb.Error:
        return None
    finally:
        scratch_file.unlink(missing_ok=True)
    if fetch_one(engine, "SELECT count(*) FROM cells")[0] != counted.lines:
        engine.execute("DROP TABLE cells")
        return None
    return Cells(dialect.width, counted.lines, usual_width=dialect.width, blanks=counted.blanks)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while chunk := source.read(_CHUNK):
            yield chunk


def _count_lines(path: Path, encoding: Encoding) -> _Counted | None:
    """Count the lines; None when something is odd."""
    lines, last, blanks = 0, b"", set[str]()
    own = "utf-8" if encoding.name in _UTF8 else "latin-1" if encoding.name in _LATIN else None
    for chunk in _chunks(path):
        if b"\0" in chunk:
            return None
        lines += chunk.count(b"\n")
        last = chunk
        blanks |= {sign for sign in BLANKS if sign.encode("latin-1") in chunk}
        if own == "latin-1" and len(chunk.translate(None, _ONLY_CP1252)) != len(chunk):
            own = None
    return _Counted(lines + (not last.endswith(b"\n")), "".join(sorted(blanks)), own) if lines else None


def _rewrite(path: Path, encoding: Encoding, target: Path) -> Path:
    """Write a file again as UTF-8, for the engine knows few encodings; a sign is one byte in all that come here."""
    with target.open("wb") as rewritten:
        for chunk in _chunks(path):
            rewritten.write(chunk.decode(encoding.name, errors="replace").encode("utf-8"))
    return target
