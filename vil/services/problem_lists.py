"""Everything that is different in an extract as a list to take along: CSV or a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from vil.importing import drift_messages as messages
from vil.model.drift import Difference, DryRun

Row = tuple[str, str, str, str, str, str, str]
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def list_problems(dry_run: DryRun) -> tuple[Row, ...]:
    """List every difference, and every place where it has places: file, sheet, row, column, value, count, sentence."""
    return tuple((dry_run.source_file, *row) for one in dry_run.differences for row in _rows(one))


def _rows(difference: Difference) -> list[tuple[str, str, str, str, str, str]]:
    column = difference.column or ""
    if not difference.faults:
        return [("", "", column, ", ".join(difference.names), str(difference.count), difference.message)]
    listed = [
        (fault.sheet or "", str(fault.row or ""), fault.column or column, fault.value or "", "1", fault.message)
        for fault in difference.faults
    ]
    more = difference.count - len(listed)
    return listed + ([("", "", column, "", str(more), messages.faulty_rows_more(more))] if more > 0 else [])


def problems_as_csv(dry_runs: Sequence[DryRun]) -> bytes:
    """Write the lists as one CSV that a Danish spreadsheet opens: UTF-8 with a mark, semicolons, nothing taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(messages.LIST_HEADERS)
    writer.writerows([_harmless(cell) for cell in row] for dry_run in dry_runs for row in list_problems(dry_run))
    return text.getvalue().encode("utf-8-sig")


def problems_as_workbook(dry_run: DryRun) -> bytes:
    """Write the list as a workbook; every cell is text or a number, none a formula."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(messages.LIST_SHEET)
    sheet.append(messages.LIST_HEADERS)
    for file, found, row, column, value, count, message in list_problems(dry_run):
        number = int(row) if row else None
        texts = [_harmless(text) for text in (file, found, column, value, message)]
        sheet.append([*texts[:2], number, *texts[2:4], int(count), texts[4]])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _harmless(text: str) -> str:
    """Keep a text of the extract from being taken for a formula, and drop signs that no workbook can hold."""
    bare = "".join(sign for sign in text if sign >= " " or sign in "\t\n")
    return f"'{bare}" if bare.startswith(_RISKY) else bare
