"""The tables of a Word report: facts, cards and the grid, each with the thread running past it."""

from __future__ import annotations

from typing import Final

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from vil.report import word_parts as parts
from vil.report.pieces import Axis, CauseGrid, ClaimNote, Facts, Reading, plain

TEXT_POINTS: Final = 478
_LABEL_POINTS: Final = 118
_SIDE_POINTS: Final = 92


def add_facts(document: Document, facts: Facts, *, on_thread: bool = True, fill: str | None = None) -> None:
    """Add pairs of label and text."""
    if on_thread:
        _lean_on(document)
    lead_in = parts.INDENT_POINTS if on_thread else 10 if fill else 0.5
    table = document.add_table(rows=0, cols=3)
    for label, text in facts.rows:
        margin, left, right = table.add_row().cells
        _write(left, label, "Label")
        _write(right, text, "Fact")
        _write(margin, "", "Fact")
        if on_thread:
            parts.draw_edges(margin, parts.thread_edge())
        for cell in (margin, left, right) if fill else ():
            parts.shade(cell, fill or parts.PAPER)
    parts.set_padding(table)
    parts.set_widths(table, [lead_in, _LABEL_POINTS, TEXT_POINTS - lead_in - _LABEL_POINTS])
    _close_table(document, on_thread=on_thread)


def add_readings(document: Document, items: tuple[Reading, ...]) -> None:
    """Add readings, each as a card with what the numbers say of it."""
    _lean_on(document)
    table = document.add_table(rows=0, cols=2)
    for item in items:
        margin, right = table.add_row().cells
        _write(margin, "", "Fact")
        parts.draw_edges(margin, parts.thread_edge())
        parts.mark_card(_write(right, item.text, "Card"))
        if item.note:
            _write_claim(right, item.note)
    parts.set_padding(table)
    parts.set_widths(table, [parts.INDENT_POINTS, TEXT_POINTS - parts.INDENT_POINTS])
    _close_table(document)


def _write_claim(cell: _Cell, note: ClaimNote) -> None:
    said = _write(cell, note.lead, "Card", is_first=False)
    said.runs[0].bold = True
    said.add_run(f" {plain(note.sentence)}")
    parts.mark_card(said)
    for text in filter(None, (note.reason, note.change)):
        parts.mark_card(_write(cell, text, "Aside", is_first=False))


def add_grid(document: Document, grid: CauseGrid) -> None:
    """Add the four fields with their cards."""
    _lean_on(document)
    table = document.add_table(rows=3, cols=4)
    for column, axis in enumerate(grid.columns, start=2):
        _write_axis(table.cell(0, column), axis, WD_ALIGN_PARAGRAPH.CENTER)
    for row, (axis, fields) in enumerate(zip(grid.rows, grid.cells, strict=True), start=1):
        _write_axis(table.cell(row, 1), axis, WD_ALIGN_PARAGRAPH.LEFT)
        for column, cards in enumerate(fields, start=2):
            _fill_field(table.cell(row, column), cards, grid.empty)
    for row in table.rows:
        _write(row.cells[0], "", "Fact")
        parts.draw_edges(row.cells[0], parts.thread_edge())
    field = (TEXT_POINTS - parts.INDENT_POINTS - _SIDE_POINTS) / 2
    parts.set_padding(table)
    parts.repeat_as_heading(table)
    parts.set_widths(table, [parts.INDENT_POINTS, _SIDE_POINTS, field, field])
    _close_table(document)


def _fill_field(cell: _Cell, cards: tuple[str, ...], empty: str) -> None:
    parts.shade(cell, parts.SOFT_FJORD)
    parts.pad(cell, 8)
    parts.draw_edges(cell, dict.fromkeys(("top", "left", "right"), (parts.PAPER, 48)))
    for place, card in enumerate(cards):
        parts.mark_card(_write(cell, card, "Card", is_first=place == 0), place)
    if not cards:
        _write(cell, empty, "Aside")


def _write_axis(cell: _Cell, axis: Axis, alignment: WD_ALIGN_PARAGRAPH) -> None:
    name = _write(cell, axis.name, "Fact")
    name.runs[0].bold = True
    explanation = _write(cell, axis.explanation, "Aside", is_first=False)
    explanation.paragraph_format.space_after = Pt(0)
    name.alignment = explanation.alignment = alignment


def _write(cell: _Cell, text: str, style: str, *, is_first: bool = True) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0] if is_first else cell.add_paragraph()
    paragraph.style = style
    paragraph.add_run(plain(text))
    return paragraph


def _lean_on(document: Document) -> None:
    """Let the thread run on into a table: the room between it and the paragraph above has its own piece of thread."""
    above = document.paragraphs[-1]
    above.paragraph_format.space_after = Pt(0)
    gap = add_gap(document, 4)
    gap.paragraph_format.keep_with_next = True
    parts.hang_on_thread(gap)


def _close_table(document: Document, *, on_thread: bool = True) -> None:
    gap = add_gap(document, 4)
    if on_thread:
        parts.hang_on_thread(gap)


def add_gap(document: Document, points: float) -> Paragraph:
    """Add an empty line of a given height."""
    gap = document.add_paragraph(style="Fact")
    gap.paragraph_format.line_spacing = Pt(points)
    return gap
