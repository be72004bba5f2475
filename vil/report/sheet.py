"""An exhibit as an Excel workbook: the numbers as numbers, and beside them what they are and where they come from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from vil.report.exhibit import Exhibit
from vil.report.pieces import plain

_WIDEST = 60


def write_sheet(exhibit: Exhibit) -> bytes:
    """Write two sheets, *Tal* and *Om tallene*; a text that looks like a formula is kept as text."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    numbers: Any = book.active
    numbers.title = "Tal"
    for line in (exhibit.columns, *exhibit.rows):
        add_row(numbers, line)
    for cell in numbers[1]:
        cell.font = Font(bold=True)
    numbers.freeze_panes = "A2"
    fit_columns(numbers)
    about: Any = book.create_sheet("Om tallene")
    for label, text in list_facts(exhibit):
        add_row(about, (label, text))
        about.cell(about.max_row, 1).font = Font(bold=True)
        about.cell(about.max_row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 18, 90
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def list_facts(exhibit: Exhibit) -> list[tuple[str, str]]:
    """List what the numbers are and where they come from."""
    facts = [("Det viser tallene", exhibit.headline), ("Læst højt", " ".join(exhibit.sentences))]
    facts += [("Måleenhed", exhibit.unit)] if exhibit.unit else []
    facts += [("Kilde", exhibit.source), *(("Hændelse", event) for event in exhibit.events)]
    if exhibit.is_synthetic:
        facts.append(("Bemærk", "Tallene er syntetiske: opdigtede til at øve sig på."))
    return facts


def add_row(sheet: Any, values: Sequence[str | float | None]) -> None:
    """Add a row; a text stays a text, whatever it begins with."""
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet.cell(1, 1).value is not None else 1
    for place, value in enumerate(values, 1):
        cell = sheet.cell(row, place, plain(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            cell.data_type = "s"


def fit_columns(sheet: Any) -> None:
    """Make each column as wide as its longest text, within reason."""
    for column in sheet.columns:
        widest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[column[0].column_letter].width = min(_WIDEST, widest + 3)
