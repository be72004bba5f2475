"""What a workbook says beside its values: hidden sheets and rows, cells with errors, formulas never calculated.

Read from the parts of an xlsx file as they lie in its archive (ECMA-376), searched as bytes and a few rows at a time: a sheet may
hold millions of cells, and most sheets have none of the marks that make it worth looking closer.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vil.importing import messages
from vil.model.reading import Doubt

_LARGEST_PART = 20_000_000
_PIECE = 2_000_000
_LONGEST_ROW = 16_000_000
_MOST_SHOWN = 20
_MOST_ADDED = 16
_UNREADABLE = (
    KeyError,
    OSError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    UnicodeDecodeError,
)
"""What a damaged or locked archive gives; the values are then read without what stands beside them."""
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ERROR = re.compile(rb'<(?:\w+:)?c\s([^>]*\bt="e"[^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<', re.DOTALL)
_NO_VALUE = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</"
)
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s([^>]*\bhidden="(?:1|true)"[^>]*)>')
_PREFIX = re.compile(rb"<(\w+:)?worksheet[\s>]")
_SPAN = re.compile(rb'<(?:\w+:)?dimension\s+ref="A\d+:([A-Z]{1,3})\d+"')


@dataclass(frozen=True)
class SheetPart:
    """What the XML of one sheet says; cells by their names in Excel (B7) with what stands there."""

    errors: tuple[tuple[str, str], ...] = ()
    uncalculated: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    used_columns: int = 0

    def doubts(self, sheet: str) -> list[Doubt]:
        """Say what a reader should know of the sheet."""
        found = []
        if self.errors:
            found.append(messages.error_cells(sheet, self.errors, rows_of([cell for cell, _ in self.errors])))
        if self.uncalculated:
            found.append(messages.uncalculated(sheet, self.uncalculated, rows_of(self.uncalculated)))
        if self.hidden_rows:
            found.append(messages.hidden_rows(sheet, len(self.hidden_rows), self.hidden_rows[:_MOST_SHOWN]))
        return found

    def columns_beyond(self, last: int) -> int:
        """Count the columns that the used range has after the last with values; a single one, or very many, are formatting."""
        beyond = self.used_columns - last
        return beyond if 1 < beyond <= _MOST_ADDED else 0


@dataclass
class _Found:
    """What has been found so far in a sheet."""

    errors: list[tuple[str, str]] = field(default_factory=list)
    uncalculated: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)

    def search(self, piece: bytes, formula: bytes) -> None:
        """Search some rows, each way only where they hold its mark."""
        if b't="e"' in piece:
            self.errors += [(_name(one[1]), one[2].decode("ascii", "replace")) for one in _ERROR.finditer(piece)]
        if formula in piece:
            self.uncalculated += [_name(one[1]) for one in _NO_VALUE.finditer(piece)]
        if b"hidden=" in piece:
            self.hidden_rows += [place_of(_name(one[1]))[0] for one in _HIDDEN_ROW.finditer(piece)]


def rows_of(cells: tuple[str, ...] | list[str]) -> tuple[int, ...]:
    """Name the first rows that cells stand in."""
    rows = dict.fromkeys(int(re.sub(r"\D", "", cell) or 0) for cell in cells)
    return tuple(sorted(rows)[:_MOST_SHOWN])


def place_of(cell: str) -> tuple[int, int]:
    """Find the row and the column, from 1, of a cell by its name.

    >>> place_of("AB12")
    (12, 28)
    """
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :] or 0), column


def name_of(row: int, column: int) -> str:
    """Name a cell by its row and its column, from 1, as Excel does.

    >>> name_of(12, 28)
    'AB12'
    """
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"


def find_hidden_sheets(path: Path) -> tuple[str, ...] | None:
    """Name the sheets of an xlsx file that are hidden; None for other files."""
    sheets = _sheets(path)
    return tuple(name for name, (_, is_hidden) in sheets.items() if is_hidden) if sheets else None


def read_sheet_part(path: Path, sheet: str) -> SheetPart | None:
    """Search the XML of a sheet in one pass; None for other files than xlsx and for sheets whose part is not there."""
    part, _ = _sheets(path).get(sheet, ("", False))
    if not part:
        return None
    found, head, formula = _Found(), b"", b"<f"
    try:
        for piece in _pieces(path, part):
            if not head:
                head = piece[:5000]
                formula = b"<" + _prefix(head) + b"f"
            found.search(piece, formula)
    except _UNREADABLE:
        return SheetPart()
    spanned = _SPAN.search(head)
    return SheetPart(
        errors=tuple(found.errors),
        uncalculated=tuple(found.uncalculated),
        hidden_rows=tuple(found.hidden_rows),
        used_columns=place_of(spanned[1].decode() + "1")[1] if spanned else 0,
    )


def _pieces(path: Path, part: str) -> Iterator[bytes]:
    """Unpack a part in pieces of whole rows; a row out of all measure is cut where an element ends."""
    left = end = b""
    with zipfile.ZipFile(path) as archive, archive.open(part) as file:
        while more := file.read(_PIECE):
            left += more
            end = end or b"</" + _prefix(left[:5000]) + b"row>"
            cut = left.rfind(end) + len(end)
            if cut < len(end) and len(left) > _LONGEST_ROW:
                cut = left.rfind(b">") + 1
            if cut >= len(end):
                yield left[:cut]
                left = left[cut:]
    yield left


def _prefix(head: bytes) -> bytes:
    found = _PREFIX.search(head)
    return found[1] or b"" if found else b""


def _name(attributes: bytes) -> str:
    return _attributes(attributes).get("r", "")


def _attributes(text: bytes) -> dict[str, str]:
    from html import unescape

    return {key.decode(): unescape(value.decode("utf-8", "replace")) for key, value in _ATTRIBUTE.findall(text)}


def _sheets(path: Path) -> dict[str, tuple[str, bool]]:
    """Find the part of every sheet by its name, and whether it is hidden."""
    book = _content(path, "xl/workbook.xml")
    links = {
        one["Id"]: posixpath.normpath(posixpath.join("xl", one["Target"].lstrip("/").removeprefix("xl/")))
        for one in map(_attributes, _LINK.findall(_content(path, "xl/_rels/workbook.xml.rels")))
        if "Id" in one and "Target" in one
    }
    found = {}
    for one in map(_attributes, _SHEET.findall(book)):
        link = next((value for key, value in one.items() if key == "id" or key.endswith(":id")), "")
        found[one.get("name", "")] = (links.get(link, ""), one.get("state", "visible") != "visible")
    return found


def _content(path: Path, part: str) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            entry = archive.getinfo(part)
            return archive.read(entry) if entry.file_size <= _LARGEST_PART else b""
    except _UNREADABLE:
        return b""
