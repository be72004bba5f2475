"""The quality of a data set on its page: plain sentences for everybody, the whole report when it is opened."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from vil.services import exploring
from vil.services.quality import list_tables, tell_quality, write_report
from vil.settings import Settings
from vil.ui.writing import as_plain

Visit = Callable[..., AppTest]


def test_every_data_set_says_in_plain_words_how_good_its_numbers_are(sample_folder: Settings, visit: Visit) -> None:
    app = visit("datasets.py")
    assert not app.exception
    said = "\n".join(part.value for part in app.markdown)
    assert said.count("Tallene er set efter") == len(exploring.list_published(sample_folder.datasets))
    assert "skiftede niveau i alle 8 enheder på én gang i marts 2025" in said
    assert "Juli 2024 mangler for alle." in said


def test_the_whole_report_is_made_when_it_is_opened(sample_folder: Settings, visit: Visit) -> None:
    app = visit("datasets.py")
    assert not app.dataframe
    app.session_state["quality.bosteder.open"] = True
    app.run()
    assert not app.exception
    assert len(app.get("vega_lite_chart")) == 1
    assert len(app.dataframe) == 2  # what the picture shows, and the numbers
    assert any("271 tal er her" in caption.value for caption in app.caption)
    assert "Vi ved endnu ikke" in "\n".join(part.value for part in app.markdown)


def test_the_report_can_be_taken_away_as_workbook_and_csv(sample_folder: Settings) -> None:
    import openpyxl

    version = exploring.find_version(sample_folder.datasets, "sagsbehandling")
    tables = list_tables(sample_folder.datasets, version)
    assert [table.title for table in tables] == ["Overblik", "Læsningen", "Skift i niveau"]
    book = openpyxl.load_workbook(io.BytesIO(write_report(tables, "xlsx")))
    assert book.sheetnames == [table.title for table in tables]
    assert [cell.value for cell in book["Overblik"][1]][:3] == ["Indikator", "Felter", "Med tal"]
    with zipfile.ZipFile(io.BytesIO(write_report(tables, "csv"))) as archive:
        first = archive.read("Overblik.csv").decode("utf-8-sig").splitlines()
    assert first[0].startswith("Indikator;Felter;Med tal")
    assert len(first) == 1 + len(version.recipe.indicators)


def test_as_many_things_as_are_counted_can_be_read(sample_folder: Settings, visit: Visit) -> None:
    said = "\n".join(part.value for part in visit("datasets.py").markdown)
    for version in exploring.list_published(sample_folder.datasets):
        told = tell_quality(sample_folder.datasets, version)
        assert told is not None
        for remark in told.words.remarks:
            assert as_plain(remark) in said


def test_numbers_of_the_report_are_sorted_as_numbers_and_written_the_danish_way(
    sample_folder: Settings, visit: Visit
) -> None:
    app = visit("datasets.py")
    app.session_state["quality.bosteder.open"] = True
    app.run()
    assert not app.exception
    table = app.dataframe[1]
    numbers = [name for name, kind in table.value.dtypes.items() if kind.kind in "if"]
    localized = [name for name, told in json.loads(table.proto.columns).items() if "localized" in json.dumps(told)]
    assert numbers
    assert set(numbers) <= set(localized)
