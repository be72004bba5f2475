"""Read the tables of a web page, such as systems save under the name .xls, and of Excel's old XML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vil.importing import messages, table_messages
from vil.importing.cells import Cells
from vil.importing.encodings import Encoding, find_encoding
from vil.importing.grids import LONGEST_SPAN, Grid, Spanned, choose_grid, load_grid, unfold
from vil.importing.kinds import Bounds, Kind, refused

if TYPE_CHECKING:
    import duckdb

_SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?$")


def load_web_cells(
    engine: duckdb.DuckDBPyConnection, path: Path, kind: Kind, sheet: str | None, scratch: Path, bounds: Bounds
) -> tuple[Cells, Encoding, str, tuple[str, ...]]:
    """Read one table, by default the first of the large ones; also the encoding, its name and the names of all."""
    grids, encoding = read_grids(path, kind)
    chosen = choose_grid(grids, sheet)
    cells = load_grid(engine, chosen, scratch, bounds)
    names = tuple(grid.name for grid in grids)
    if kind is Kind.HTML:
        cells.doubts.append(messages.web_page(path.suffix))
    if sheet is None and len(names) > 1:
        cells.doubts.append(messages.several_sheets(chosen.name, [name for name in names if name != chosen.name]))
    return cells, encoding, chosen.name, names


def read_grids(path: Path, kind: Kind) -> tuple[list[Grid], Encoding]:
    """Read every table of a file; ReadingRefused when there is none or the file is damaged."""
    from lxml import etree

    encoding = find_encoding(path)
    try:
        grids = _read_html(path, encoding) if kind is Kind.HTML else _read_xml(path)
    except etree.LxmlError as error:
        raise refused("damaged") from error
    if not grids:
        raise refused("html" if kind is Kind.HTML else "no_table")
    return grids, encoding


def _read_html(path: Path, encoding: Encoding) -> list[Grid]:
    """Read the innermost tables of a page, whatever marks are left open in it."""
    from lxml import html

    parser = html.HTMLParser(encoding=encoding.name.removesuffix("-sig"), no_network=True)
    root = html.parse(str(path), parser=parser).getroot()
    if root is None:
        return []
    for line_break in root.iter("br"):
        line_break.tail = f" {line_break.tail or ''}"
    tables = [table for table in root.iter("table") if next(table.iterdescendants("table"), None) is None]
    grids = []
    for table in tables:
        rows = unfold(_spans(row) for row in table.iter("tr"))
        caption = table.find("caption")
        grids.append(Grid(_text_of(caption) if caption is not None else "", rows))
    return _named(grids)


def _spans(row: Any) -> list[Spanned]:
    cells = (cell for cell in row if cell.tag in ("td", "th"))
    return [Spanned(_text_of(cell), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in cells]


def _text_of(element: Any) -> str:
    return " ".join(str(element.text_content()).split())


def _span(cell: Any, name: str) -> int:
    digits = re.match(r"\s*(\d{1,6})", cell.get(name) or "")
    return min(max(int(digits[1]), 1), LONGEST_SPAN) if digits else 1


def _named(grids: Iterable[Grid]) -> list[Grid]:
    """Give every table with something in it a name of its own: its caption, else its number."""
    filled = [grid for grid in grids if grid.filled]
    taken: set[str] = set()
    named = []
    for number, grid in enumerate(filled, 1):
        name = grid.name if grid.name and grid.name not in taken else table_messages.table_name(number)
        taken.add(name)
        named.append(Grid(name, grid.rows, grid.is_native))
    return named


def _read_xml(path: Path) -> list[Grid]:
    """Read the sheets of Excel's XML of 2003; entities are never followed."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)
    root = etree.parse(str(path), parser).getroot()
    grids = []
    for sheet in root.iter(f"{_SHEET}Worksheet"):
        rows = unfold(_numbered(sheet.iter(f"{_SHEET}Row"), _row_of_xml))
        grids.append(Grid(sheet.get(f"{_SHEET}Name") or "", rows, is_native=True))
    return _named(grids)


def _numbered(elements: Iterable[Any], read: Any) -> list[Any]:
    """Read elements, with empty ones where an index leaps over some."""
    found: list[Any] = []
    for element in elements:
        index = element.get(f"{_SHEET}Index") or ""
        wanted = int(index) - 1 if index.isdigit() and len(index) < 8 else len(found)
        found += [[] if read is _row_of_xml else Spanned("") for _ in range(wanted - len(found))]
        found.append(read(element))
    return found


def _row_of_xml(row: Any) -> Sequence[Spanned]:
    found: Sequence[Spanned] = _numbered(row.iter(f"{_SHEET}Cell"), _cell_of_xml)
    return found


def _cell_of_xml(cell: Any) -> Spanned:
    value = cell.find(f"{_SHEET}Data")
    text = " ".join("".join(value.itertext()).split()) if value is not None else ""
    if value is not None and value.get(f"{_SHEET}Type") == "DateTime":
        text = _MIDNIGHT.sub("", text).replace("T", " ")
    across, down = (int(cell.get(f"{_SHEET}Merge{way}") or 0) + 1 for way in ("Across", "Down"))
    return Spanned(text, min(across, LONGEST_SPAN), min(down, LONGEST_SPAN))
