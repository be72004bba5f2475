"""The parts of a Word document that its library has no words for: borders, shading, knots, fields."""

from __future__ import annotations

from typing import Any, Final, cast

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor, Twips
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

INK: Final = "1F2A37"
PAPER: Final = "FFFFFF"
PANEL: Final = "F1EEE7"
FJORD: Final = "0B5A6B"
SOFT_FJORD: Final = "E9F1F2"
PLUM: Final = "7A3E6D"
STONE: Final = "5F6B7A"
THREAD: Final = "B5432F"

FONT: Final = "IBM Plex Sans"
FALLBACK_FONT: Final = "Calibri"
INDENT_POINTS: Final = 32
_LINE_EIGHTHS: Final = 18
_CELL_ORDER: Final = tuple(qn(f"w:{name}") for name in ("tcW", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"))
_TABLE_ORDER: Final = ("w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
_AFTER_BORDERS: Final = (
    "w:shd",
    "w:tabs",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
)
"""What may come after a paragraph's borders, of all that is used here; the order is the format's own."""


def colour(code: str) -> RGBColor:
    """Give a colour from its six hexadecimal digits."""
    return RGBColor.from_string(code)


def hang_on_thread(paragraph: Paragraph, *, is_walked: bool = True) -> None:
    """Let the thread run down the left side of a paragraph: whole where the team has been, dotted where it has not."""
    value, line = ("single", THREAD) if is_walked else ("dotted", STONE)
    paragraph.paragraph_format.left_indent = Pt(INDENT_POINTS)
    _edge(paragraph, f'w:val="{value}" w:sz="{_LINE_EIGHTHS}" w:space="{INDENT_POINTS - 1}" w:color="{line}"')


def mark_card(paragraph: Paragraph, place: int = 0) -> None:
    """Give a paragraph the look of a card: white, with a coloured edge.

    Two cards below each other differ by a hair in their right indent; else Word would join their edges to one.
    """
    paragraph.paragraph_format.left_indent = Pt(9)
    paragraph.paragraph_format.right_indent = Twips(place % 2)
    _edge(paragraph, f'w:val="single" w:sz="24" w:space="6" w:color="{FJORD}"')
    properties = paragraph._p.get_or_add_pPr()
    shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{PAPER}"/>')
    properties.insert_element_before(shading, *_AFTER_BORDERS[1:])


def _edge(paragraph: Paragraph, attributes: str) -> None:
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}><w:left {attributes}/></w:pBdr>")
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def shade(cell: _Cell, fill: str) -> None:
    """Fill a table cell with a colour."""
    _set_in_cell(cell, f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')


def draw_edges(cell: _Cell, edges: dict[str, tuple[str, int]]) -> None:
    """Draw edges of a table cell: `{"left": (colour, eighths of a point)}`."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{edges[side][1]}" w:space="0" w:color="{edges[side][0]}"/>'
        for side in ("top", "left", "bottom", "right")
        if side in edges
    )
    _set_in_cell(cell, f"<w:tcBorders {nsdecls('w')}>{lines}</w:tcBorders>")


def pad(cell: _Cell, points: float) -> None:
    """Leave room at the left and right inside one cell."""
    room = round(points * 20)
    sides = "".join(f'<w:{side} w:w="{room}" w:type="dxa"/>' for side in ("left", "right"))
    _set_in_cell(cell, f"<w:tcMar {nsdecls('w')}>{sides}</w:tcMar>")


def _set_in_cell(cell: _Cell, xml: str) -> None:
    element = parse_xml(xml)
    place = _CELL_ORDER.index(element.tag)
    cell._tc.get_or_add_tcPr().insert_element_before(element, *(_short(tag) for tag in _CELL_ORDER[place + 1 :]))


def _short(tag: str) -> str:
    return f"w:{tag.rpartition('}')[2]}"


def thread_edge() -> dict[str, tuple[str, int]]:
    """Give the edge that carries the thread past a table."""
    return {"left": (THREAD, _LINE_EIGHTHS)}


def set_widths(table: Table, points: list[float]) -> None:
    """Fix the width of each column, and keep every row on one page."""
    table.autofit = False
    for column, width in zip(table.columns, points, strict=True):
        column.width = Pt(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        for cell, width in zip(row.cells, points, strict=True):
            cell.width = Pt(width)


def set_padding(table: Table) -> None:
    """Set the room inside the cells of a table, and lay its left edge where the thread runs."""
    sides = {"top": 50, "left": 0, "bottom": 50, "right": 100}
    margins = "".join(f'<w:{side} w:w="{room}" w:type="dxa"/>' for side, room in sides.items())
    properties = table._tbl.tblPr
    indent = parse_xml(f'<w:tblInd {nsdecls("w")} w:w="-12" w:type="dxa"/>')
    properties.insert_element_before(indent, *_TABLE_ORDER)
    properties.insert_element_before(
        parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"), *_TABLE_ORDER[4:]
    )


def repeat_as_heading(table: Table) -> None:
    """Mark the first row as the table's heading."""
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def describe_picture(inline: Any, alt: str) -> None:
    """Give a picture its text for those who do not see it."""
    inline._inline.docPr.set("descr", alt)
    for side in "TBLR":
        inline._inline.set(f"dist{side}", "0")


def add_field(paragraph: Paragraph, instruction: str) -> None:
    """Add a field that Word counts out, such as PAGE."""
    space = nsdecls("w")
    for part in (
        f'<w:fldChar {space} w:fldCharType="begin"/>',
        f'<w:instrText {space} xml:space="preserve"> {instruction} </w:instrText>',
        f'<w:fldChar {space} w:fldCharType="separate"/>',
        f"<w:t {space}>1</w:t>",
        f'<w:fldChar {space} w:fldCharType="end"/>',
    ):
        paragraph.add_run()._r.append(parse_xml(part))


def set_font(style: Any, *, points: float, ink: str = INK, bold: bool = False, italic: bool = False) -> None:
    """Set the whole look of a style's letters, past the theme of the template."""
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(points), bold, italic
    style.font.color.rgb = colour(ink)
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if "Theme" in name:
            del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)


def speak_danish(document: Document) -> None:
    """Say that the text is Danish, and what to use where our own face is not installed."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "da-DK")
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            face = f'<w:font w:name="{FONT}"><w:altName w:val="{FALLBACK_FONT}"/><w:family w:val="swiss"/></w:font></w:fonts>'
            holder = cast("Any", part)
            holder._blob = part.blob.replace(b"</w:fonts>", face.encode())


def be_of_today(document: Document) -> None:
    """Take the template out of the compatibility mode of an older Word."""
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
