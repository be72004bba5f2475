"""A round as a document that can be sent up the line: Word and HTML, laid out along the red thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from vil.content import BoardTexts, load_texts
from vil.model.round import Round
from vil.report.material import Material
from vil.report.outline import lay_out
from vil.report.pieces import Figure, NumberNote, Outline
from vil.report.texts import ReportTexts, load_report_texts

__all__ = ["Figure", "NumberNote", "ReportTexts", "load_report_texts", "write_docx", "write_html"]


def write_docx(
    thread: Round,
    figures: Sequence[Figure],
    target: Path,
    *,
    written_on: date,
    notes: Sequence[NumberNote] = (),
    board: BoardTexts | None = None,
    texts: ReportTexts | None = None,
) -> Path:
    """Write a round as a Word document; the file is there whole or not at all."""
    from vil.report.word import write_document

    material = Material(thread, figures, notes, written_on, board or load_texts(), texts or load_report_texts())
    return _put(target, write_document, material)


def write_html(
    thread: Round,
    figures: Sequence[Figure],
    target: Path,
    *,
    written_on: date,
    notes: Sequence[NumberNote] = (),
    board: BoardTexts | None = None,
    texts: ReportTexts | None = None,
) -> Path:
    """Write a round as one HTML file that needs nothing beside it; the file is there whole or not at all."""
    from vil.report.page import write_page

    material = Material(thread, figures, notes, written_on, board or load_texts(), texts or load_report_texts())
    return _put(target, lambda outline: write_page(outline).encode(), material)


def _put(target: Path, write: Callable[[Outline], bytes], material: Material) -> Path:
    written = write(lay_out(material))
    unfinished = target.with_name(f".{target.name}.part")
    unfinished.write_bytes(written)
    return unfinished.replace(target)
