"""What a workbook says beside its values: hidden sheets and rows, cells with errors, formulas never calculated.

Read from the parts of an xlsx file as they lie in its archive (ECMA-376), searched as bytes: a sheet may hold millions of cells.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from vil.importing import messages
from vil.model.reading import Doubt

_LARGEST_PART = 400_000_000
_MOST_SHOWN = 20
_MOST_ADDED = 16
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_LINK = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ERROR = re.compile(rb'<(?:\w+:)?c\s([^>]*\bt="e"[^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<', re.DOTALL)
_NO_VALUE = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</"
)
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s([^>]*\bhidden="(?:1|true)"[^>]*)>')
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

    def columns_beyond(self, width: int) -> int:
        """Count the columns that the sheet's used range has beyond its values; a single one, or very many, are formatting."""
        beyond = self.used_columns - width
        return beyond if 1 < beyond <= _MOST_ADDED else 0


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


def find_hidden_sheets(path: Path) -> tuple[str, ...]:
    """Name the sheets of an xlsx file that are hidden; none for other files."""
    return tuple(name for name, (_, is_hidden) in _sheets(path).items() if is_hidden)


def read_sheet_part(path: Path, sheet: str) -> SheetPart:
    """Search the XML of a sheet; nothing is found in other files than xlsx, nor in parts too large to search."""
    part, _ = _sheets(path).get(sheet, ("", False))
    content = _content(path, part) if part else b""
    spanned = _SPAN.search(content[:5000])
    has_errors, has_formulas, has_hidden = (
        b't="e"' in content,
        re.search(rb"<(?:\w+:)?f[ >/]", content),
        b"hidden=" in content,
    )
    return SheetPart(
        errors=tuple((_name(one[1]), one[2].decode("ascii", "replace")) for one in _ERROR.finditer(content))
        if has_errors
        else (),
        uncalculated=tuple(_name(one[1]) for one in _NO_VALUE.finditer(content)) if has_formulas else (),
        hidden_rows=tuple(place_of(_name(one[1]))[0] for one in _HIDDEN_ROW.finditer(content)) if has_hidden else (),
        used_columns=place_of(spanned[1].decode() + "1")[1] if spanned else 0,
    )


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
    except (KeyError, OSError, zipfile.BadZipFile, NotImplementedError):
        return b""
