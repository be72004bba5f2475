"""Tables to take away: a workbook, or CSV files as Danish Excel opens them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vil.formats import write_number


@dataclass(frozen=True)
class Table:
    """A table: Danish headings, and rows of texts and numbers."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def write_csv(tables: Sequence[Table]) -> bytes:
    """Write the tables as a zip of CSV files as Danish Excel opens them: UTF-8 with BOM, semicolons, decimal commas."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            text = io.StringIO(newline="")
            writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
            writer.writerow(table.headings)
            writer.writerows([_as_text(cell) for cell in row] for row in table.rows)
            archive.writestr(f"{table.title}.csv", text.getvalue().encode("utf-8-sig"))
    return target.getvalue()


def _as_text(cell: Any) -> str:
    if cell is None:
        return ""
    text = write_number(cell) if isinstance(cell, (int, float)) else str(cell)
    return f"'{text}" if isinstance(cell, str) and text[:1] in "=+-@\t" and text[:1] else text


def write_workbook(tables: Sequence[Table]) -> bytes:
    """Write the tables as an Excel workbook, a sheet for each; a text that looks like a formula stays a text."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(table.title[:31])
        sheet.append(table.headings)
        for row in table.rows:
            sheet.append(row)
        for cells in sheet.iter_rows():
            for cell in cells:
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for place, heading in enumerate(table.headings, 1):
            longest = max([len(heading), *(len(str(row[place - 1] or "")) for row in table.rows)])
            sheet.column_dimensions[sheet.cell(1, place).column_letter].width = min(longest + 2, 48)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
