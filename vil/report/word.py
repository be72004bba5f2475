"""The report as a Word document."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from vil.report import word_parts as parts
from vil.report.pieces import (
    Aside,
    Block,
    CauseGrid,
    Facts,
    Figure,
    Heading,
    Knot,
    Lead,
    NumberNote,
    Outline,
    Paragraph,
    Picture,
    Readings,
    Voice,
    plain,
)
from vil.report.word_knot import tie_knot
from vil.report.word_tables import TEXT_POINTS, add_facts, add_gap, add_grid, add_readings

_CHART_POINTS = TEXT_POINTS - parts.INDENT_POINTS
_PHOTO_POINTS = 220.0


def write_document(outline: Outline) -> bytes:
    """Write the whole report as a Word file."""
    document = docx.Document()
    _set_up(document, outline)
    _add_top(document, outline)
    for knot in outline.knots:
        _add_knot(document, knot)
    _add_about(document, outline.about_heading, outline.about)
    _add_footer(document, outline)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(document: Document, outline: Outline) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Pt((595.3 - TEXT_POINTS) / 2)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2.2)
    _set_styles(document)
    parts.speak_danish(document)
    parts.be_of_today(document)
    about = document.core_properties
    about.title, about.author, about.language = plain(outline.title), plain(outline.author), "da-DK"
    about.subject, about.comments, about.keywords = plain(outline.kicker), "", ""


def _set_styles(document: Document) -> None:
    looks: tuple[tuple[str, float, str, bool, float, float], ...] = (
        ("Normal", 10.5, parts.INK, False, 0, 6),
        ("Title", 26, parts.INK, True, 0, 2),
        ("Heading 1", 17, parts.INK, True, 0, 6),
        ("Heading 2", 12, parts.INK, True, 12, 4),
        ("Kicker", 10.5, parts.THREAD, True, 0, 2),
        ("Lead", 13, parts.INK, False, 0, 6),
        ("Aside", 9.5, parts.STONE, False, 0, 6),
        ("Card", 10.5, parts.INK, False, 3, 5),
        ("Label", 10, parts.STONE, False, 0, 0),
        ("Fact", 10.5, parts.INK, False, 0, 0),
        ("Unfinished", 10.5, parts.STONE, False, 0, 0),
    )
    for name, points, ink, bold, before, after in looks:
        style: Any = _style(document, name)
        parts.set_font(style, points=points, ink=ink, bold=bold)
        spacing = style.paragraph_format
        spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), 1.15
        spacing.keep_with_next = name.startswith("Heading") or name == "Lead"
    _drop_rule_under_title(document)


def _style(document: Document, name: str) -> Any:
    if name in document.styles:
        return document.styles[name]
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    return style


def _drop_rule_under_title(document: Document) -> None:
    properties = document.styles["Title"].element.pPr
    for child in list(properties):
        if child.tag.endswith("}pBdr"):
            properties.remove(child)


def _add_top(document: Document, outline: Outline) -> None:
    document.add_paragraph(plain(outline.kicker), "Kicker")
    document.add_paragraph(plain(outline.title), "Title")
    document.add_paragraph(plain(outline.byline), "Aside")
    if outline.notice:
        run = document.add_paragraph().add_run(plain(outline.notice))
        run.font.color.rgb = parts.colour(parts.PLUM)
    if outline.summary.rows:
        heading = document.add_heading(plain(outline.summary_heading), 1)
        heading.paragraph_format.space_before = Pt(14)
        add_facts(document, outline.summary, on_thread=False, fill=parts.PANEL)
    gap = document.add_paragraph()
    gap.paragraph_format.space_after = Pt(14)


def _add_knot(document: Document, knot: Knot) -> None:
    if knot.unfinished:
        paragraph = document.add_paragraph(plain(knot.unfinished), "Unfinished")
        paragraph.paragraph_format.space_after = Pt(16)
        parts.hang_on_thread(paragraph, is_walked=False)
        tie_knot(paragraph, knot.number, knot.heading, is_walked=False)
        return
    heading = document.add_heading(plain(knot.heading), 1)
    parts.hang_on_thread(heading)
    tie_knot(heading, knot.number, plain(knot.heading))
    for block in knot.blocks:
        _add_block(document, block)
    parts.hang_on_thread(add_gap(document, 18))


def _add_block(document: Document, block: Block) -> None:
    match block:
        case Heading(text):
            parts.hang_on_thread(document.add_heading(plain(text), 2))
        case Lead(text) | Paragraph(text) | Aside(text):
            style = {Lead: "Lead", Paragraph: "Normal", Aside: "Aside"}[type(block)]
            parts.hang_on_thread(document.add_paragraph(plain(text), style))
        case Facts():
            add_facts(document, block)
        case Readings(items):
            add_readings(document, items)
        case Picture(figure):
            _add_figure(document, figure)
        case Voice():
            _add_voice(document, block)
        case CauseGrid():
            add_grid(document, block)


def _add_figure(document: Document, figure: Figure, width: float = _CHART_POINTS) -> None:
    if figure.picture is not None:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(BytesIO(figure.picture), width=Pt(width))
        parts.describe_picture(picture, plain(figure.alt))
        parts.hang_on_thread(paragraph)
    if figure.caption:
        parts.hang_on_thread(document.add_paragraph(plain(figure.caption), "Aside"))


def _add_voice(document: Document, voice: Voice) -> None:
    if voice.text:
        parts.hang_on_thread(document.add_paragraph(plain(voice.text), "Normal"))
    if voice.figure:
        _add_figure(document, voice.figure, _PHOTO_POINTS)
    parts.hang_on_thread(document.add_paragraph(f"{voice.number} · {plain(voice.origin)}", "Aside"))


def _add_about(document: Document, heading: str, notes: tuple[NumberNote, ...]) -> None:
    if not notes:
        return
    document.add_heading(plain(heading), 1).paragraph_format.space_before = Pt(18)
    for note in notes:
        document.add_heading(plain(note.heading), 2)
        add_facts(document, Facts(note.facts), on_thread=False)


def _add_footer(document: Document, outline: Outline) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Aside"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    before, _, rest = outline.page_of.partition("{page}")
    between, _, after = rest.partition("{pages}")
    paragraph.add_run(f"{plain(outline.title)} · {before}")
    parts.add_field(paragraph, "PAGE")
    paragraph.add_run(between)
    parts.add_field(paragraph, "NUMPAGES")
    paragraph.add_run(after)
