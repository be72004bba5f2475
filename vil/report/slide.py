"""An exhibit as one PowerPoint slide: the claim as title, the chart native and editable, the source under it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from vil.report.exhibit import Exhibit, Form, Strand
from vil.report.pieces import plain

if TYPE_CHECKING:
    from pptx.chart.chart import Chart
    from pptx.slide import Slide

_INK, _STONE, _FJORD, _SOFT = "1F2A37", "5F6B7A", "0B5A6B", "9CC3CB"
_WIDTH, _HEIGHT, _EDGE = 13.333, 7.5, 0.6
_NEAR_THE_WHOLE, _WHOLE = 80.0, 100.0


def write_slide(exhibit: Exhibit) -> bytes:
    """Write one slide in wide format; what a person wrote is text and never markup."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(_WIDTH), Inches(_HEIGHT)
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    _write_title(slide, exhibit.headline)
    _add_chart(slide, exhibit)
    _write_text(slide, " ".join(exhibit.sentences[:2]), top=5.75, size=18, colour=_INK)
    notes = [exhibit.source, *exhibit.events]
    if exhibit.is_synthetic:
        notes.insert(0, "Tallene er syntetiske: opdigtede til at øve sig på.")
    _write_text(slide, " · ".join(notes), top=6.7, size=11, colour=_STONE)
    if slide.has_notes_slide or exhibit.sentences:
        slide.notes_slide.notes_text_frame.text = plain(" ".join(exhibit.sentences))
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _write_title(slide: Slide, headline: str) -> None:
    from pptx.util import Inches

    title = slide.shapes.title
    title.left, title.top, title.width, title.height = (Inches(size) for size in (_EDGE, 0.4, _WIDTH - 2 * _EDGE, 1.0))
    _fill(title.text_frame, headline, size=26, colour=_INK, is_bold=True)


def _write_text(slide: Slide, text: str, *, top: float, size: int, colour: str) -> None:
    from pptx.util import Inches

    box = slide.shapes.add_textbox(Inches(_EDGE), Inches(top), Inches(_WIDTH - 2 * _EDGE), Inches(0.8))
    box.text_frame.word_wrap = True
    _fill(box.text_frame, text, size=size, colour=colour)


def _fill(frame: Any, text: str, *, size: int, colour: str, is_bold: bool = False) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    frame.text = plain(text)
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    font = paragraph.font
    font.size, font.bold, font.color.rgb = Pt(size), is_bold, RGBColor.from_string(colour)


def _add_chart(slide: Slide, exhibit: Exhibit) -> None:
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Inches, Pt

    kinds = {
        Form.LINE: XL_CHART_TYPE.LINE_MARKERS,
        Form.BARS: XL_CHART_TYPE.BAR_STACKED,
        Form.POINTS: XL_CHART_TYPE.XY_SCATTER,
    }
    place = (Inches(_EDGE), Inches(1.5), Inches(_WIDTH - 2 * _EDGE), Inches(4.2))
    frame = slide.shapes.add_chart(kinds[exhibit.form], *place, _chart_data(exhibit))
    frame.name = plain(exhibit.headline)
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

    chart.value_axis.major_gridlines.format.line.color.rgb = _colour("DDD8CC")
    chart.value_axis.format.line.fill.background()
    if _ends_at_a_hundred(exhibit):
        chart.value_axis.maximum_scale = _WHOLE
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if exhibit.form is Form.BARS:
        chart.category_axis.reverse_order = True
        chart.plots[0].gap_width, chart.plots[0].overlap = 45, 100
    loud = [strand for strand in exhibit.strands if not strand.is_quiet]
    for series, strand in zip(chart.plots[0].series, exhibit.strands, strict=True):
        _style_series(series, strand, exhibit.form, is_own=strand is loud[0])


def _ends_at_a_hundred(exhibit: Exhibit) -> bool:
    """Tell whether PowerPoint would draw the axis of percentages beyond 100 though no value goes there."""
    values = [value for strand in exhibit.strands for value in strand.values if value is not None]
    is_level = exhibit.is_percentage and exhibit.form is not Form.BARS
    return is_level and _NEAR_THE_WHOLE < max(values, default=0.0) <= _WHOLE


def _style_series(series: Any, strand: Strand, form: Form, *, is_own: bool) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    colour = _colour(_STONE if strand.is_quiet else _FJORD if is_own else _SOFT)
    if form is Form.BARS:
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
    if strand.is_quiet:
        line.dash_style = MSO_LINE.DASH
        series.marker.style = XL_MARKER_STYLE.NONE


def _colour(code: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(code)
