"""An exhibit as one PowerPoint slide: the claim as title, the chart native and editable, the source under it."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Any

from vil.report.exhibit import Exhibit, Form, Strand
from vil.report.pieces import plain

if TYPE_CHECKING:
    from pptx.chart.chart import Chart
    from pptx.presentation import Presentation
    from pptx.slide import Slide

INK, STONE, FJORD, SOFT = "1F2A37", "5F6B7A", "0B5A6B", "9CC3CB"
THREAD, PLUM = "B5432F", "7A3E6D"
WIDTH, HEIGHT, EDGE = 13.333, 7.5, 0.6
_LONG_TITLE, _NAMED_AT_MOST = 110, 12
_NEAR_THE_WHOLE, _WHOLE = 80.0, 100.0


def write_slide(exhibit: Exhibit) -> bytes:
    """Write one slide in wide format; what a person wrote is text and never markup."""
    deck = begin_deck()
    add_chart_slide(deck, exhibit, exhibit.headline, " ".join(exhibit.sentences[:2]), " ".join(exhibit.sentences))
    return save_deck(deck)


def begin_deck() -> Presentation:
    """Begin a presentation in wide format."""
    import pptx
    from pptx.util import Inches

    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    return deck


def save_deck(deck: Presentation) -> bytes:
    """Give a presentation as a file."""
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def add_chart_slide(deck: Presentation, exhibit: Exhibit, title: str, said: str, notes: str, kicker: str = "") -> None:
    """Add a slide with a claim as title, the chart under it, what is said of it, and where the numbers come from."""
    slide = add_slide(deck, title, kicker)
    _add_chart(slide, exhibit)
    write_text(slide, said, top=5.75, size=18, colour=INK)
    sources = [exhibit.source, *exhibit.events]
    if exhibit.is_synthetic:
        sources.insert(0, "Tallene er syntetiske: opdigtede til at øve sig på.")
    write_text(slide, " · ".join(sources), top=6.7, size=11, colour=STONE)
    if notes:
        slide.notes_slide.notes_text_frame.text = plain(notes)


def add_slide(deck: Presentation, title: str, kicker: str = "") -> Slide:
    """Add a slide with a title, and over it the step of the board it belongs to."""
    from pptx.util import Inches

    slide = deck.slides.add_slide(deck.slide_layouts[5])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = (Inches(size) for size in (EDGE, 0.4, WIDTH - 2 * EDGE, 1.0))
    fill(head.text_frame, title, size=26 if len(title) <= _LONG_TITLE else 21, colour=INK, is_bold=True)
    if kicker:
        write_text(slide, kicker, top=0.15, size=13, colour=THREAD, is_bold=True)
    return slide


def write_text(slide: Slide, text: str, *, top: float, size: int, colour: str, is_bold: bool = False) -> None:
    """Write a text across a slide, `top` inches from its upper edge."""
    from pptx.util import Inches

    box = slide.shapes.add_textbox(Inches(EDGE), Inches(top), Inches(WIDTH - 2 * EDGE), Inches(0.8))
    box.text_frame.word_wrap = True
    fill(box.text_frame, text, size=size, colour=colour, is_bold=is_bold)


def fill(frame: Any, text: str, *, size: int, colour: str, is_bold: bool = False) -> None:
    """Fill a frame with one text."""
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    frame.text = plain(text)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        font = paragraph.font
        font.size, font.bold, font.color.rgb = Pt(size), is_bold, find_colour(colour)


def _add_chart(slide: Slide, exhibit: Exhibit) -> None:
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Inches, Pt

    kinds = {
        Form.LINE: XL_CHART_TYPE.LINE_MARKERS,
        Form.BARS: XL_CHART_TYPE.BAR_STACKED,
        Form.BARS_BESIDE: XL_CHART_TYPE.COLUMN_CLUSTERED,
        Form.POINTS: XL_CHART_TYPE.XY_SCATTER,
    }
    place = (Inches(EDGE), Inches(1.5), Inches(WIDTH - 2 * EDGE), Inches(4.2))
    frame = slide.shapes.add_chart(kinds[exhibit.form], *place, _chart_data(exhibit))
    frame.name = plain(exhibit.headline)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(exhibit.alt))
    chart = frame.chart
    chart.font.size, chart.has_title = Pt(12), False
    chart.has_legend = len(exhibit.strands) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    _style(chart, exhibit)


def _chart_data(exhibit: Exhibit) -> Any:
    from pptx.chart.data import CategoryChartData, XyChartData

    if exhibit.form is Form.POINTS:
        cloud = XyChartData()
        for strand in exhibit.strands:
            series = cloud.add_series(plain(strand.name))
            for x, y in zip(strand.x, strand.values, strict=True):
                if y is not None:
                    series.add_data_point(x, y)
        return cloud
    found = CategoryChartData()
    found.categories = [plain(name) for name in exhibit.categories]
    for strand in exhibit.strands:
        found.add_series(plain(strand.name), strand.values)
    return found


def _style(chart: Chart, exhibit: Exhibit) -> None:
    from pptx.enum.chart import XL_TICK_LABEL_POSITION

    chart.value_axis.major_gridlines.format.line.color.rgb = find_colour("DDD8CC")
    chart.value_axis.format.line.fill.background()
    if _ends_at_a_hundred(exhibit):
        chart.value_axis.maximum_scale = _WHOLE
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if exhibit.form is Form.BARS:
        chart.category_axis.reverse_order = True
        chart.plots[0].gap_width, chart.plots[0].overlap = 45, 100
    loud = [strand for strand in exhibit.strands if not strand.is_quiet]
    _name_fewer(chart, len(exhibit.categories))
    for series, strand in zip(chart.plots[0].series, exhibit.strands, strict=True):
        _style_series(series, strand, exhibit.form, is_own=strand is loud[0])


def _name_fewer(chart: Chart, count: int) -> None:
    """Let PowerPoint name no more categories than can be read lying down."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    axis = chart.category_axis._element
    last = axis.find("{*}noMultiLvlLbl")
    if count > _NAMED_AT_MOST and last is not None:
        skip = math.ceil(count / _NAMED_AT_MOST)
        last.addprevious(parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="{skip}"/>'))


def _ends_at_a_hundred(exhibit: Exhibit) -> bool:
    """Tell whether PowerPoint would draw the axis of percentages beyond 100 though no value goes there."""
    values = [value for strand in exhibit.strands for value in strand.values if value is not None]
    is_level = exhibit.is_percentage and exhibit.form not in (Form.BARS, Form.BARS_BESIDE)
    return is_level and _NEAR_THE_WHOLE < max(values, default=0.0) <= _WHOLE


def _style_series(series: Any, strand: Strand, form: Form, *, is_own: bool) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    colour = find_colour(PLUM if strand.is_hoped else STONE if strand.is_quiet else FJORD if is_own else SOFT)
    if form in (Form.BARS, Form.BARS_BESIDE):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour
        return
    series.smooth = False
    line = series.format.line
    if form is Form.POINTS and not strand.is_quiet:
        line.fill.background()
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 12 if is_own else 8
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour
        series.marker.format.line.color.rgb = colour
        return
    line.color.rgb, line.width = colour, Pt(1.25 if strand.is_quiet else 2.25)
    if strand.is_quiet or strand.is_hoped:
        line.dash_style = MSO_LINE.ROUND_DOT if strand.is_hoped else MSO_LINE.DASH
        series.marker.style = XL_MARKER_STYLE.NONE if strand.is_quiet else XL_MARKER_STYLE.SQUARE


def find_colour(code: str) -> Any:
    """Give a colour from its six hexadecimal digits."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(code)
