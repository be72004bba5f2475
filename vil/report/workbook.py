"""A round as an Excel workbook: what the board holds as rows, and each chart's numbers on a sheet of its own."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

from vil.report.exhibit import Exhibit, Form
from vil.report.pieces import (
    Block,
    CauseGrid,
    Facts,
    Heading,
    Knot,
    Outline,
    Picture,
    Readings,
    Voice,
)
from vil.report.sheet import add_row, fit_columns, list_facts

_WRAPPED = 70
_FIRST_ROW = 3
_CHART_POINTS = (18, 9)
_Row = tuple[str, str, str, str]


def write_workbook(outline: Outline, exhibits: Mapping[str, Exhibit]) -> bytes:
    """Write *Runden*, one sheet for each chart, and *Om tallene*; a text that looks like a formula is kept as text."""
    from openpyxl import Workbook

    book = Workbook()
    sheets = {key: f"Tal {place}" for place, key in enumerate(exhibits, 1)}
    _add_round(book.active, outline, sheets)
    for key, exhibit in exhibits.items():
        _add_numbers(book.create_sheet(sheets[key]), exhibit)
    _add_about(book.create_sheet(outline.about_heading[:31]), outline)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _add_round(sheet: Any, outline: Outline, sheets: Mapping[str, str]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.title = "Runden"
    add_row(sheet, (outline.title, outline.byline, outline.notice))
    add_row(sheet, ("Trin", "Under", "Hvad", "Tekst"))
    for cell in (*sheet[1], *sheet[2]):
        cell.font = Font(bold=True)
    for knot in outline.knots:
        for row in _list_knot(knot, sheets):
            add_row(sheet, row)
    for column, width in zip("ABCD", (30, 44, 34, 90), strict=True):
        sheet.column_dimensions[column].width = width
    for cells in sheet.iter_rows(min_row=_FIRST_ROW):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A3"


def _list_knot(knot: Knot, sheets: Mapping[str, str]) -> Iterable[_Row]:
    step, under = f"{knot.number} {knot.heading}", ""
    if knot.unfinished:
        yield step, "", "", knot.unfinished
    for block in knot.blocks:
        if isinstance(block, Heading):
            under = block.text
            continue
        for what, text in _list_block(block, sheets):
            yield step, under, what, text


def _list_block(block: Block, sheets: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    match block:
        case Facts(rows):
            yield from rows
        case Readings(items):
            for item in items:
                yield "Læsning", item.text
                if item.note:
                    yield (
                        item.note.lead,
                        " ".join(filter(None, (item.note.sentence, item.note.reason, item.note.change))),
                    )
        case Voice(_, text, origin):
            yield origin, text
        case Picture(figure):
            yield (f"Kurve: se arket {sheets[figure.key]}" if figure.key in sheets else "Kurve"), figure.caption
        case CauseGrid():
            yield from _list_grid(block)
        case Heading():
            return
        case _:
            yield "", block.text


def _list_grid(grid: CauseGrid) -> Iterable[tuple[str, str]]:
    for row, fields in zip(grid.rows, grid.cells, strict=True):
        for column, cards in zip(grid.columns, fields, strict=True):
            for card in cards:
                yield f"{column.name}, {row.name.lower()}", card


def _add_numbers(sheet: Any, exhibit: Exhibit) -> None:
    """Put what the numbers say and where they come from on top, the numbers under it, and a chart that can be edited beside."""
    from openpyxl.styles import Font

    for fact in list_facts(exhibit):
        add_row(sheet, fact)
    top = sheet.max_row + 2
    for place, line in enumerate((exhibit.columns, *exhibit.rows)):
        for column, value in enumerate(line, 1):
            cell = sheet.cell(top + place, column, value)
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
    for cell in sheet[top]:
        cell.font = Font(bold=True)
    fit_columns(sheet)
    sheet.column_dimensions["A"].width = 24
    if exhibit.form is Form.LINE and len(exhibit.columns) > 1:
        _add_line(sheet, exhibit, top)


def _add_line(sheet: Any, exhibit: Exhibit, top: int) -> None:
    from openpyxl.chart import LineChart, Reference

    chart: Any = LineChart()
    last = top + len(exhibit.rows)
    chart.add_data(Reference(sheet, min_col=2, min_row=top, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=top + 1, max_row=last))
    chart.title, chart.legend = exhibit.headline, None
    chart.width, chart.height = _CHART_POINTS
    chart.x_axis.delete = chart.y_axis.delete = False
    sheet.add_chart(chart, f"E{top}")


def _add_about(sheet: Any, outline: Outline) -> None:
    from openpyxl.styles import Alignment, Font

    for note in outline.about:
        add_row(sheet, (note.heading,))
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        for fact in note.facts:
            add_row(sheet, fact)
            sheet.cell(sheet.max_row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 90
