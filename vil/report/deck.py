"""A round as a PowerPoint deck a leader can stand with: a claim on each slide, the charts native and editable."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vil.report.deck_grid import add_grid_slide
from vil.report.deck_text import Line, add_lines, say_facts, say_reading, split_sentences
from vil.report.exhibit import Exhibit
from vil.report.pieces import (
    Block,
    CauseGrid,
    Facts,
    Figure,
    Heading,
    Knot,
    Lead,
    Outline,
    Paragraph,
    Picture,
    Readings,
    Voice,
    plain,
)
from vil.report.slide import (
    EDGE,
    INK,
    PLUM,
    STONE,
    WIDTH,
    add_chart_slide,
    add_slide,
    begin_deck,
    save_deck,
    write_text,
)

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_SAID_AT_MOST = 240


def write_deck(outline: Outline, exhibits: Mapping[str, Exhibit]) -> bytes:
    """Write the whole round as slides; `exhibits` are the charts by the key of their figure."""
    deck = begin_deck()
    deck.core_properties.title, deck.core_properties.author = plain(outline.title), plain(outline.author)
    _add_opening(deck, outline)
    for knot in outline.knots:
        if not knot.unfinished:
            _add_knot(deck, knot, exhibits)
    for note in outline.about:
        add_lines(deck, note.heading, outline.about_heading, say_facts(note.facts, size=14))
    return save_deck(deck)


def _add_opening(deck: Presentation, outline: Outline) -> None:
    begun = [Line(outline.byline, 18, STONE, after=14 if outline.notice else 30)]
    begun += [Line(outline.notice, 16, PLUM, after=30)] if outline.notice else []
    add_lines(deck, outline.title, outline.kicker, [*begun, *say_facts(outline.summary.rows)])


def _add_knot(deck: Presentation, knot: Knot, exhibits: Mapping[str, Exhibit]) -> None:
    """Add the slides of one step: texts are gathered until something comes that has a slide of its own."""
    page, blocks = _Page(deck, f"{knot.number} {knot.heading}", knot.heading), _Peekable(knot.blocks)
    for block in blocks:
        match block:
            case Heading(text):
                page.turn(text)
            case Picture(figure):
                claim = page.take_claim()
                page.turn(page.title)
                _add_figure(deck, figure, exhibits.get(figure.key), claim, page.kicker, blocks.take_paragraph())
            case CauseGrid():
                note = " ".join(line.text for line in page.lines)
                page.lines = []
                add_grid_slide(deck, block, knot.heading, page.kicker, note)
            case Voice(figure=Figure(picture=bytes())):
                page.photos.append(block)
            case _:
                page.lines += _say(block)
    page.turn("")


@dataclass
class _Page:
    """The slide that is being gathered within a step: its title, its lines, and the pictures that follow it."""

    deck: Presentation
    kicker: str
    title: str
    lines: list[Line] = field(default_factory=list)
    photos: list[Voice] = field(default_factory=list)

    def take_claim(self) -> str:
        """Take the sentence that matters most for a chart's title: the last lead, else the heading."""
        return self.lines.pop().text if self.lines and self.lines[-1].is_lead else self.title

    def turn(self, title: str) -> None:
        """Set what is gathered as slides, with a lead as their title where they begin with one, and begin the next."""
        heading, kicker = self.title, self.kicker
        if len(self.lines) > 1 and self.lines[0].is_lead:
            heading, kicker = self.lines.pop(0).text, f"{kicker} · {heading}"
        add_lines(self.deck, heading, kicker, self.lines)
        for photo in self.photos:
            _add_photo(self.deck, photo, self.kicker)
        self.title, self.lines, self.photos = title or self.title, [], []


class _Peekable(Iterator[Block]):
    """Blocks in order, where the text that belongs to a picture can be taken with it."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self._left = list(blocks)

    def __next__(self) -> Block:
        if not self._left:
            raise StopIteration
        return self._left.pop(0)

    def take_paragraph(self) -> str:
        """Take the text that follows, where a text does."""
        if self._left and isinstance(self._left[0], Paragraph):
            taken = self._left.pop(0)
            return taken.text if isinstance(taken, Paragraph) else ""
        return ""


def _say(block: Block) -> Iterable[Line]:
    match block:
        case Facts(rows):
            return say_facts(rows)
        case Readings(items):
            return [line for item in items for line in say_reading(item)]
        case Voice(number, text, origin):
            said = [Line(text, 24)] if text else []
            return [*said, Line(f"{number} · {origin}", 16, STONE, after=16)]
        case Lead(text):
            return [Line(text, 26, is_lead=True)]
        case Heading() | Picture() | CauseGrid():
            return []
        case _:
            return [Line(block.text, 18, STONE)]


def _add_figure(
    deck: Presentation, figure: Figure, exhibit: Exhibit | None, claim: str, kicker: str, said: str
) -> None:
    if exhibit is None:
        add_lines(deck, claim, kicker, [Line(figure.caption, 18), *([Line(said, 18)] if said else [])])
        return
    text = said or " ".join(exhibit.sentences)
    add_chart_slide(deck, exhibit, claim or exhibit.headline, split_sentences(text, _SAID_AT_MOST), text, kicker)


def _add_photo(deck: Presentation, voice: Voice, kicker: str) -> None:
    from pptx.util import Inches

    alt, content = (voice.figure.alt, voice.figure.picture) if voice.figure else ("", None)
    slide = add_slide(deck, voice.text or alt, kicker)
    photo = slide.shapes.add_picture(io.BytesIO(content or b""), Inches(EDGE), Inches(1.5), height=Inches(4.9))
    widest = Inches(WIDTH - 2 * EDGE)
    if photo.width > widest:
        photo.height, photo.width = int(photo.height * widest / photo.width), widest
    photo._element.nvPicPr.cNvPr.set("descr", plain(alt))
    write_text(slide, f"{voice.number} · {voice.origin}", top=6.6, size=14, colour=INK)
