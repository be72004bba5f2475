"""The four fields of the causes as a slide: a table that can be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vil.report.pieces import Axis, CauseGrid, plain
from vil.report.slide import EDGE, INK, STONE, WIDTH, add_slide, find_colour, write_text

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_GROUND, _PAPER = "E9F1F2", "FFFFFF"
_MANY_LETTERS = 260


def add_grid_slide(deck: Presentation, grid: CauseGrid, title: str, kicker: str, note: str) -> None:
    """Add a slide with the grid: two columns, two rows, the cards of each field under each other, and a note below."""
    from pptx.util import Inches

    slide = add_slide(deck, title, kicker)
    room = WIDTH - 2 * EDGE
    table = slide.shapes.add_table(3, 3, Inches(EDGE), Inches(1.5), Inches(room), Inches(4.9)).table
    for column, width in enumerate((2.2, (room - 2.2) / 2, (room - 2.2) / 2)):
        table.columns[column].width = Inches(width)
    for row, height in enumerate((0.8, 2.05, 2.05)):
        table.rows[row].height = Inches(height)
    _write(table.cell(0, 0), [], _PAPER)
    for column, axis in enumerate(grid.columns, 1):
        _write_axis(table.cell(0, column), axis)
    for row, axis in enumerate(grid.rows, 1):
        _write_axis(table.cell(row, 0), axis)
        for column, cards in enumerate(grid.cells[row - 1], 1):
            _write_cards(table.cell(row, column), cards, grid.empty)
    write_text(slide, note, top=6.65, size=14, colour=STONE)


def _write_axis(cell: Any, axis: Axis) -> None:
    _write(cell, [(axis.name, 18, True, INK), (axis.explanation, 12, False, STONE)], _PAPER)


def _write_cards(cell: Any, cards: tuple[str, ...], empty: str) -> None:
    size = 18 if sum(map(len, cards)) < _MANY_LETTERS else 13
    texts = [(f"• {card}", size, False, INK) for card in cards] or [(empty, 14, False, STONE)]
    _write(cell, texts, _GROUND)


def _write(cell: Any, texts: list[tuple[str, int, bool, str]], ground: str) -> None:
    from pptx.util import Pt

    cell.fill.solid()
    cell.fill.fore_color.rgb = find_colour(ground)
    for place, (text, size, is_bold, colour) in enumerate(texts):
        paragraph = cell.text_frame.paragraphs[0] if place == 0 else cell.text_frame.add_paragraph()
        paragraph.text = plain(text)
        paragraph.space_after = Pt(4)
        font = paragraph.font
        font.size, font.bold, font.color.rgb = Pt(size), is_bold, find_colour(colour)
