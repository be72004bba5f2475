"""A round as a document that can be sent up the line: Word, HTML, PowerPoint and Excel, laid out along the red thread."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Required, TypedDict, Unpack

from vil.content import BoardTexts, load_texts
from vil.errors import FileNotWritten
from vil.model.round import Round
from vil.report.exhibit import Exhibit
from vil.report.material import Material
from vil.report.outline import lay_out
from vil.report.pieces import ClaimNote, Figure, NumberNote, Outline, Voice
from vil.report.texts import ReportTexts, load_report_texts

__all__ = [
    "ClaimNote",
    "Exhibit",
    "Figure",
    "NumberNote",
    "ReportTexts",
    "Voice",
    "load_report_texts",
    "write_docx",
    "write_html",
    "write_pptx",
    "write_xlsx",
]


class Given(TypedDict, total=False):
    """What goes with a round into its report; see `Material`. `exhibits` are the charts' numbers by the key of their figure."""

    written_on: Required[date]
    notes: Sequence[NumberNote]
    claims: Mapping[str, ClaimNote]
    voices: Mapping[str, Sequence[Voice]]
    exhibits: Mapping[str, Exhibit]
    goal: str
    board: BoardTexts
    texts: ReportTexts


def write_docx(thread: Round, figures: Sequence[Figure], target: Path, **given: Unpack[Given]) -> Path:
    """Write a round as a Word document; the file is there whole or not at all. Raises FileNotWritten."""
    from vil.report.word import write_document

    return _put(target, write_document(_lay_out(thread, figures, given)))


def write_html(thread: Round, figures: Sequence[Figure], target: Path, **given: Unpack[Given]) -> Path:
    """Write a round as one HTML file that needs nothing beside it; there whole or not at all. Raises FileNotWritten."""
    from vil.report.page import write_page

    return _put(target, write_page(_lay_out(thread, figures, given)).encode())


def write_pptx(thread: Round, figures: Sequence[Figure], target: Path, **given: Unpack[Given]) -> Path:
    """Write a round as a PowerPoint deck with charts that can be edited; there whole or not at all. Raises FileNotWritten."""
    from vil.report.deck import write_deck

    return _put(target, write_deck(_lay_out(thread, figures, given), given.get("exhibits", {})))


def write_xlsx(thread: Round, figures: Sequence[Figure], target: Path, **given: Unpack[Given]) -> Path:
    """Write a round as an Excel workbook with every chart's numbers; there whole or not at all. Raises FileNotWritten."""
    from vil.report.workbook import write_workbook

    return _put(target, write_workbook(_lay_out(thread, figures, given), given.get("exhibits", {})))


def _lay_out(thread: Round, figures: Sequence[Figure], given: Given) -> Outline:
    material = Material(
        thread,
        figures,
        given.get("notes", ()),
        given["written_on"],
        given.get("board") or load_texts(),
        given.get("texts") or load_report_texts(),
        given.get("claims", {}),
        given.get("voices", {}),
        given.get("goal", ""),
    )
    return lay_out(material)


def _put(target: Path, written: bytes) -> Path:
    unfinished = target.with_name(f".{target.name}.part")
    try:
        unfinished.write_bytes(written)
        return unfinished.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise FileNotWritten(str(target)) from error
