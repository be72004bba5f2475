"""A round as a document that can be sent up the line: Word and HTML, laid out along the red thread."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from vil.content import BoardTexts, load_texts
from vil.errors import FileNotWritten
from vil.model.round import Round
from vil.report.material import Material
from vil.report.outline import lay_out
from vil.report.pieces import ClaimNote, Figure, NumberNote, Voice
from vil.report.texts import ReportTexts, load_report_texts

__all__ = ["ClaimNote", "Figure", "NumberNote", "ReportTexts", "Voice", "load_report_texts", "write_docx", "write_html"]


def write_docx(
    thread: Round,
    figures: Sequence[Figure],
    target: Path,
    *,
    written_on: date,
    notes: Sequence[NumberNote] = (),
    claims: Mapping[str, ClaimNote] | None = None,
    voices: Mapping[str, Sequence[Voice]] | None = None,
    board: BoardTexts | None = None,
    texts: ReportTexts | None = None,
) -> Path:
    """Write a round as a Word document; the file is there whole or not at all. Raises FileNotWritten."""
    from vil.report.word import write_document

    texts = texts or load_report_texts()
    material = Material(thread, figures, notes, written_on, board or load_texts(), texts, claims or {}, voices or {})
    return _put(target, write_document(lay_out(material)))


def write_html(
    thread: Round,
    figures: Sequence[Figure],
    target: Path,
    *,
    written_on: date,
    notes: Sequence[NumberNote] = (),
    claims: Mapping[str, ClaimNote] | None = None,
    voices: Mapping[str, Sequence[Voice]] | None = None,
    board: BoardTexts | None = None,
    texts: ReportTexts | None = None,
) -> Path:
    """Write a round as one HTML file that needs nothing beside it; there whole or not at all. Raises FileNotWritten."""
    from vil.report.page import write_page

    texts = texts or load_report_texts()
    material = Material(thread, figures, notes, written_on, board or load_texts(), texts, claims or {}, voices or {})
    return _put(target, write_page(lay_out(material)).encode())


def _put(target: Path, written: bytes) -> Path:
    unfinished = target.with_name(f".{target.name}.part")
    try:
        unfinished.write_bytes(written)
        return unfinished.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise FileNotWritten(str(target)) from error
