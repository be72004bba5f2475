"""The words of a deck: lines of text set under each other, carried over to a further slide when there is no more room."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vil.report.pieces import Reading, plain
from vil.report.slide import EDGE, INK, STONE, WIDTH, add_slide, find_colour

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_ROOM_POINTS = 385.0
_LETTER = 0.5
"""The mean width of a letter as a share of its height."""
_LEADING = 1.25
_SMALL = 16


@dataclass(frozen=True)
class Line:
    """One paragraph on a slide; `label` stands before it in bold, `is_lead` says that it can be a slide's title."""

    text: str
    size: int = 22
    colour: str = INK
    label: str = ""
    after: int = 10
    is_lead: bool = False

    @property
    def height(self) -> float:
        """About how high it becomes, in points."""
        letters = (WIDTH - 2 * EDGE) * 72 / (self.size * _LETTER)
        parts = f"{self.label} {self.text}".splitlines() or [""]
        rows = sum(max(1, math.ceil(len(part) / letters)) for part in parts)
        return rows * self.size * _LEADING + self.after


def add_lines(deck: Presentation, title: str, kicker: str, lines: Iterable[Line]) -> None:
    """Add as many slides as the lines need; none where there are none."""
    for place, page in enumerate(_fill_pages(tuple(lines))):
        slide = add_slide(deck, title if not place else f"{title} (fortsat)", kicker)
        _write_page(slide, page)


def _fill_pages(lines: Sequence[Line]) -> list[list[Line]]:
    pages: list[list[Line]] = []
    left = 0.0
    for line in lines:
        if line.height > left:
            pages.append([])
            left = _ROOM_POINTS
        pages[-1].append(line)
        left -= line.height
    return pages


def _write_page(slide: object, lines: Sequence[Line]) -> None:
    from pptx.util import Inches, Pt

    box = slide.shapes.add_textbox(Inches(EDGE), Inches(1.6), Inches(WIDTH - 2 * EDGE), Inches(5.4))  # type: ignore[attr-defined]
    frame = box.text_frame
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(line.after)
        for text, is_bold in ((line.label, True), (line.text, False)):
            if text:
                run = paragraph.add_run()
                run.text = plain(text) + (" " if is_bold else "")
                run.font.size, run.font.bold = Pt(line.size), is_bold
                run.font.color.rgb = find_colour(line.colour)


def say_facts(rows: Iterable[tuple[str, str]], *, size: int = 22) -> list[Line]:
    """Put pairs of label and text on lines of their own."""
    after = 10 if size > _SMALL else 3
    return [Line(text, size, after=after, label=label if label.endswith("?") else f"{label}:") for label, text in rows]


def say_reading(reading: Reading) -> list[Line]:
    """Put a reading on a line, and under it what the numbers say of it."""
    said = [Line(reading.text, 24, after=4 if reading.note else 18)]
    if reading.note:
        note = reading.note
        said.append(Line(note.sentence, 18, label=note.lead, after=4))
        said.append(Line(" ".join(filter(None, (note.reason, note.change))), 16, STONE, after=18))
    return said


def split_sentences(text: str, longest: int) -> str:
    """Keep the first sentences of a text, as many as there is room for; always one.

    >>> split_sentences("Det er lavt. Det er nyt.", 15)
    'Det er lavt.'
    """
    kept = ""
    for sentence in re.split(r"(?<=[.!?]) ", text):
        if kept and len(kept) + len(sentence) >= longest:
            break
        kept = f"{kept} {sentence}".strip()
    return kept
