"""A sample of the lines of a large text file, and what one pass over its bytes tells of the rest."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from vil.importing.cells import BLANKS
from vil.importing.dialect import Dialect
from vil.importing.encodings import Encoding

CHUNK = 8 << 20
_HEAD_LINES = 1000
_PLACES, _LINES_EACH = 64, 40
_TAIL_LINES = 100
_LONGEST_LINE = 100_000
_LARGEST_HEAD = 0.2
_UTF8 = ("utf-8", "utf-8-sig", "ascii")
_LATIN = ("cp1252", "latin-1")
_ONLY_CP1252 = bytes(range(0x80, 0xA0))
"""The signs that cp1252 has and latin-1, which the engine reads itself, has not."""
_JOINED_DIGITS = re.compile(rb"\d_\d")


@dataclass(frozen=True)
class TextSource:
    """A text file, its encoding, and how it is divided into cells."""

    path: Path
    encoding: Encoding
    dialect: Dialect

    @property
    def own_encoding(self) -> str | None:
        """The encoding by the engine's name; None where it knows none such."""
        name = self.encoding.name
        return "utf-8" if name in _UTF8 else "latin-1" if name in _LATIN else None

    @property
    def is_plain(self) -> bool:
        """Whether its records can be divided by the engine."""
        dialect = self.dialect
        is_divided = dialect.delimiter is not None and dialect.width > 1
        return is_divided and not dialect.escape and not dialect.skips_spaces


@dataclass(frozen=True)
class ByteCount:
    """What the bytes of a file say: its lines, which blanks there are, and what not every reader takes for the same."""

    lines: int
    blanks: str
    has_zeros: bool
    only_cp1252: bool
    joined_digits: bool


def count_bytes(path: Path, *, one_byte: bool) -> ByteCount:
    """Go through the bytes once; `one_byte` looks for the signs that latin-1 has not."""
    lines, last, blanks = 0, b"\n", set[str]()
    zeros = only_cp1252 = joined = False
    for chunk in chunks(path):
        zeros = zeros or b"\0" in chunk
        lines += chunk.count(b"\n")
        blanks |= {sign for sign in BLANKS if sign.encode("latin-1") in chunk}
        only_cp1252 = only_cp1252 or (one_byte and len(chunk.translate(None, _ONLY_CP1252)) != len(chunk))
        joined = joined or (b"_" in chunk and _JOINED_DIGITS.search(chunk) is not None)
        last = chunk
    ends = lines + (not last.endswith(b"\n"))
    return ByteCount(ends, "".join(sorted(blanks)), zeros, only_cp1252, joined)


def chunks(path: Path) -> Iterator[bytes]:
    """Give a file in large pieces."""
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            yield chunk


def take_sample(source: TextSource) -> list[list[str]] | None:
    """Take the first lines, some from all over the file and the last, divided into cells.

    None where a line is no plain record of the usual width, or where the first lines are much of the file already.
    """
    lines = _take_lines(source.path)
    if lines is None:
        return None
    try:
        text = [line.decode(source.encoding.name) for line in lines]
        rows = list(source.dialect.reader(text, is_strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    is_plain = len(rows) == len(lines) and all(len(row) == source.dialect.width for row in rows)
    return rows if is_plain else None


def _take_lines(path: Path) -> list[bytes] | None:
    size = path.stat().st_size
    with path.open("rb") as file:
        lines = list(islice(iter(lambda: file.readline(_LONGEST_LINE), b""), _HEAD_LINES))
        first = file.tell()
        if first > size * _LARGEST_HEAD:
            return None
        for place in range(_PLACES):
            file.seek(first + (size - first) * place // _PLACES)
            file.readline(_LONGEST_LINE)
            lines += islice(iter(lambda: file.readline(_LONGEST_LINE), b""), _LINES_EACH)
        file.seek(max(first, size - 2 * _TAIL_LINES * first // _HEAD_LINES))
        file.readline(_LONGEST_LINE)
        lines += list(iter(lambda: file.readline(_LONGEST_LINE), b""))[-_TAIL_LINES:]
    return lines if all(len(line) < _LONGEST_LINE for line in lines) else None
