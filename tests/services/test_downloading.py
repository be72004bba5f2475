"""A chart on its way out carries its claim, its source and its numbers."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from tests.services.test_comparing import publish_rates
from tests.services.test_moving import publish_units, whole_of
from tests.warehouse.builders import COUNT, RATE
from vil.model.card import Beside
from vil.model.period import Grain
from vil.model.series import Lens, View
from vil.report.exhibit import Exhibit, Form, Strand
from vil.report.sheet import write_sheet
from vil.report.slide import write_slide
from vil.services import exploring
from vil.services.downloading import KINDS, make_download, make_exhibit, name_download


@pytest.fixture
def counted(tmp_path: Path) -> tuple[Path, View]:
    cells = [(float(40 + place % 7),) for place in range(26)]
    datasets = publish_units(tmp_path, {"Nord": [*cells[:5], (None,), *cells[6:]], "Syd": cells}, COUNT)
    return datasets, View("prøve", 1, "antal", "Nord", Grain.MONTH)


def open_slide(file: bytes) -> Any:
    return Presentation(io.BytesIO(file)).slides[0]


def test_a_slide_has_the_claim_as_title_and_a_chart_that_can_be_edited(counted: tuple[Path, View]) -> None:
    datasets, view = counted
    slide = open_slide(make_download(datasets, view, Beside(), "pptx"))
    assert slide.shapes.title.text_frame.text == exploring.look(datasets, view).narrative.headline
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    values = list(chart.plots[0].series[0].values)
    assert len(values) == 26
    assert values[5] is None  # a missing month is a gap and never a zero
    told = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert "udgave 1" in told
    assert "udtræk.csv" in told


@pytest.mark.parametrize(("top", "highest"), [(99.0, 100.0), (104.0, None), (40.0, None)])
def test_the_axis_of_percentages_on_a_slide_ends_at_a_hundred(top: float, highest: float | None) -> None:
    strands = (Strand("A", (top - 3, None, top)),)
    exhibit = Exhibit("A", ("B",), "Kilde", (), Form.LINE, ("1", "2", "3"), strands, ("P", "A"), (), is_percentage=True)
    chart = next(shape.chart for shape in open_slide(write_slide(exhibit)).shapes if shape.has_chart)
    assert chart.value_axis.maximum_scale == highest


def test_a_sheet_holds_numbers_as_numbers_and_says_what_is_missing(counted: tuple[Path, View]) -> None:
    datasets, view = counted
    book = openpyxl.load_workbook(io.BytesIO(make_download(datasets, view, Beside(), "xlsx")))
    rows = list(book["Tal"].iter_rows(values_only=True))
    assert rows[0] == ("Periode", "Antal", "Bemærk")
    assert rows[1][:2] == ("januar 2024", 40)
    assert rows[6] == ("juni 2024", None, "mangler")
    assert book["Om tallene"]["B1"].value == exploring.look(datasets, view).narrative.headline


@pytest.mark.parametrize("lens", [Lens.MOVERS, Lens.UNITS])
@pytest.mark.parametrize("kind", KINDS)
def test_every_lens_can_be_taken_along_in_every_form(tmp_path: Path, lens: Lens, kind: str) -> None:
    datasets = publish_rates(tmp_path)
    view = View("prøve", 1, RATE.id, whole_of(datasets) if lens is Lens.MOVERS else "Nord", Grain.MONTH, lens=lens)
    file = make_download(datasets, view, Beside(), kind)
    assert file.startswith({"png": b"\x89PNG", "svg": b"<svg", "pptx": b"PK", "xlsx": b"PK"}[kind])


def test_the_overview_can_be_taken_along_as_a_sheet_of_verdicts(counted: tuple[Path, View]) -> None:
    datasets, view = counted
    exhibit = make_exhibit(exploring.look(datasets, replace(view, unit=whole_of(datasets), lens=Lens.OVERVIEW)))
    assert [row[0] for row in exhibit.rows] == [whole_of(datasets), "Nord", "Syd"]


def test_a_name_that_looks_like_a_formula_is_kept_as_text() -> None:
    exhibit = Exhibit(
        "=1+1",
        (),
        "Kilde",
        (),
        Form.LINE,
        ("jan",),
        (Strand("a", (1.0,)),),
        ("Enhed", "Tal"),
        (("=HYPERLINK(1)", 2.0),),
    )
    book = openpyxl.load_workbook(io.BytesIO(write_sheet(exhibit)))
    cell = book["Tal"]["A2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_the_name_of_a_file_says_what_it_shows(counted: tuple[Path, View]) -> None:
    datasets, view = counted
    assert name_download(exploring.look(datasets, view), "pptx") == "antal-nord-udgave-1.pptx"
