"""What an ODS file says beside its values: cells with errors and formulas without a result, which read as empty, and hidden rows.

OpenDocument 1.3, part 3.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vil.importing.workbook_parts import SheetPart, name_of

if TYPE_CHECKING:
    from lxml import etree

_PART = "content.xml"
_PIECE = 2_000_000
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_VALUE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_MARKS = (b'value-type="error"', b"table:visibility=")
_NO_RESULT = re.compile(rb"<table:table-cell\b(?=[^>]*\stable:formula=)(?![^>]*value-type=)")
_LONGEST_CELL = 5_000
_MOST_ROWS = 1_048_576


def read_ods_part(path: Path, sheet: str) -> SheetPart | None:
    """Search a sheet of an ODS file; None for other files."""
    from lxml import etree

    try:
        with zipfile.ZipFile(path) as archive:
            if _PART not in archive.namelist():
                return None
            return _search(archive, sheet) if _is_marked(archive) else SheetPart()
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, etree.XMLSyntaxError):
        return None


def _is_marked(archive: zipfile.ZipFile) -> bool:
    """Tell whether there is anything to find, which most files lack."""
    with archive.open(_PART) as file:
        left = b""
        while more := file.read(_PIECE):
            piece = left + more
            if any(mark in piece for mark in _MARKS) or _NO_RESULT.search(piece):
                return True
            left = more[-_LONGEST_CELL:]
    return False


def _search(archive: zipfile.ZipFile, sheet: str) -> SheetPart:
    """Walk through the rows of a sheet; those written once for many count as many."""
    from lxml import etree

    errors: list[tuple[str, str]] = []
    uncalculated: list[str] = []
    hidden: list[int] = []
    row, is_inside = 1, False
    with archive.open(_PART) as file:
        walk = etree.iterparse(
            file,
            ("start", "end"),
            tag=(f"{_TABLE}table", f"{_TABLE}table-row"),
            resolve_entities=False,
            no_network=True,
        )
        for event, element in walk:
            if element.tag == f"{_TABLE}table":
                is_inside = event == "start" and element.get(f"{_TABLE}name") == sheet
            elif event == "end":
                if is_inside:
                    times = _times(element, "rows")
                    if element.get(f"{_TABLE}visibility", "visible") != "visible" and times < _MOST_ROWS // 2:
                        hidden += range(row, row + times)
                    errors += _find_errors(element, row)
                    uncalculated += _find_uncalculated(element, row)
                    row += times
                element.clear()
    return SheetPart(errors=tuple(errors), uncalculated=tuple(uncalculated), hidden_rows=tuple(hidden))


def _find_errors(row: etree._Element, number: int) -> list[tuple[str, str]]:
    """Name the cells of a row that hold errors, and what they show."""
    found: list[tuple[str, str]] = []
    if not row.xpath("*[@*[local-name() = 'value-type'] = 'error']"):
        return found
    place = 1
    for cell in row:
        if cell.get(_CALC) == "error":
            found.append((name_of(number, place), "".join(cell.find(_TEXT).itertext()) if _shows(cell) else "#"))
        place += _times(cell, "columns")
    return found


def _find_uncalculated(row: etree._Element, number: int) -> list[str]:
    """Name the cells of a row that hold a formula and no result of it."""
    found, place = [], 1
    for cell in row:
        if cell.get(f"{_TABLE}formula") and cell.get(_VALUE) is None:
            found.append(name_of(number, place))
        place += _times(cell, "columns")
    return found


def _shows(cell: Any) -> bool:
    return cell.find(_TEXT) is not None


def _times(element: Any, what: str) -> int:
    return max(1, min(_MOST_ROWS, int(element.get(f"{_TABLE}number-{what}-repeated", "1"))))
