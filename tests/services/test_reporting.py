from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from pptx.table import Table

from tests.services.walk import walk_round
from vil.cli import run
from vil.errors import NotFound, RoundNotFound
from vil.model.recipe import Event
from vil.records import Store
from vil.services import cards, goals, rounds
from vil.services.exploring import look
from vil.services.reporting import find_round_id, write_report
from vil.settings import Settings

TODAY = date(2026, 11, 21)


def write(store: Store, folder: Path, round_id: str, kind: str = "html") -> str:
    target = folder / f"runde.{kind}"
    write_report(Settings(folder), store, round_id, format=kind, target=target, today=TODAY)
    if kind == "html":
        return target.read_text(encoding="utf-8")
    document = docx.Document(str(target))
    return "\n".join([*(found.text for found in document.paragraphs), f"{len(document.inline_shapes)} kurver"])


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_a_walked_round_becomes_a_document_with_its_charts_and_where_they_come_from(
    store: Store, tmp_path: Path, kind: str
) -> None:
    text = write(store, tmp_path, walk_round(store, tmp_path).id, kind)
    assert "svinger, som det plejer" in text
    assert "Kilde: MSB i Tal. Afgang fra ledighed, udgave 1, offentliggjort" in text
    assert "Afgang fra ledighed, udgave 2, offentliggjort" in text
    assert "Tallene er syntetiske" in text
    assert "Det går, som vi håbede." in text
    assert "14,5 %" in text
    assert (text.count("data:image/png") == 3) if kind == "html" else ("3 kurver" in text)


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_every_chart_carries_its_owner_and_definition_and_the_cards_own_events(
    store: Store, tmp_path: Path, kind: str
) -> None:
    cards.save_indicator_card(
        store, "afgang", "afgang", version=0, owner="Job og Uddannelse", caveats="Kun fuldt ledige"
    )
    cards.add_event(store, "afgang", "afgang", Event(date(2025, 2, 1), "Ny jobportal"))
    text = write(store, tmp_path, walk_round(store, tmp_path).id, kind)
    captions = text[: text.index("Om tallene")]
    assert captions.count("Ejer: Job og Uddannelse.") == 3
    assert captions.count("Sådan tælles der: Ledige, der i måneden er gået til job eller uddannelse") == 3
    assert kind == "docx" or "1. februar 2025: Ny jobportal" in text
    assert kind == "docx" or "Kun fuldt ledige" in text


def test_what_lies_behind_the_numbers_follows_once_for_each_version(store: Store, tmp_path: Path) -> None:
    text = write(store, tmp_path, walk_round(store, tmp_path).id)
    about = text[text.index("Om tallene") :]
    assert about.count("Ledige, der i måneden er gået til job eller uddannelse") == 1
    assert "færre end 5 personer, er skjult" in text
    assert "1. marts 2024: Nyt fagsystem (måden at registrere på er ændret)" in text
    assert "januar 2022 til august 2025" in text
    assert "januar 2022 til oktober 2026" in text


def test_a_version_that_has_vanished_is_told_of_and_the_rest_is_written(store: Store, tmp_path: Path) -> None:
    thread = walk_round(store, tmp_path)
    shutil.rmtree(tmp_path / "datasets" / "afgang" / "1")
    look.cache_clear()
    text = write(store, tmp_path, thread.id)
    assert "udgave 1 af datasættet »afgang« findes ikke længere" in text
    assert "Hvorfor kommer ikke flere videre" in text
    assert text.count("data:image/png") == 1


def test_a_report_is_written_when_every_number_is_gone(store: Store, tmp_path: Path) -> None:
    thread = walk_round(store, tmp_path)
    shutil.rmtree(tmp_path / "datasets")
    look.cache_clear()
    text = write(store, tmp_path, thread.id)
    assert "data:image/png" not in text
    assert "Ring til fem virksomheder hver uge" in text
    assert "14,5" in text


def test_a_round_with_nothing_but_a_view_shows_its_chart(store: Store, tmp_path: Path) -> None:
    view = walk_round(store, tmp_path).view
    thread = rounds.start_round(store, title="Kun kurven", view=view)
    assert write(store, tmp_path, thread.id).count("data:image/png") == 1


def test_a_report_begins_with_the_goal_that_the_round_serves(sqlite_store: Store, tmp_path: Path) -> None:
    current = rounds.start_round(sqlite_store, title="Uden kurver")
    assert "Målet, runden tjener" not in write(sqlite_store, tmp_path, current.id)
    goals.serve_goal(sqlite_store, current.id, goals.set_goal(sqlite_store, text="Ro om de unge").id)
    text = write(sqlite_store, tmp_path, current.id)
    assert "Målet, runden tjener" in text
    assert "Ro om de unge" in text


def test_a_walked_round_becomes_a_deck_whose_charts_can_be_edited(sqlite_store: Store, tmp_path: Path) -> None:
    thread = walk_round(sqlite_store, tmp_path)
    target = tmp_path / "runde.pptx"
    write_report(Settings(tmp_path), sqlite_store, thread.id, format="pptx", target=target, today=TODAY)
    slides = pptx.Presentation(str(target)).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles[0] == thread.title
    charts = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    assert [len(chart.plots[0].categories) for chart in charts] == [36, 36, 58]
    assert "Vores bud" in [series.name for series in charts[1].plots[0].series]
    text = "\n".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)
    for said in (
        thread.actions[0].text,
        "Tallene er syntetiske",
        "udgave 2 fra",
        "Det går, som vi håbede",
        "Definition:",
    ):
        assert said in text
    cards = {card for slide in slides for shape in slide.shapes if shape.has_table for card in read_cells(shape.table)}
    assert any(thread.explanations[0].text in card for card in cards)


def read_cells(table: Table) -> list[str]:
    return [cell.text_frame.text for row in table.rows for cell in row.cells]


def test_a_walked_round_becomes_a_workbook_with_the_numbers_of_every_chart(sqlite_store: Store, tmp_path: Path) -> None:
    thread = walk_round(sqlite_store, tmp_path)
    rounds.save_round(sqlite_store, thread.id, version=thread.version, title="=1+1")
    target = tmp_path / "runde.xlsx"
    write_report(Settings(tmp_path), sqlite_store, thread.id, format="xlsx", target=target, today=TODAY)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Runden", "Tal 1", "Tal 2", "Tal 3", "Om tallene"]
    assert (book["Runden"]["A1"].value, book["Runden"]["A1"].data_type) == ("=1+1", "s")
    rows = [tuple(cell or "" for cell in row) for row in book["Runden"].iter_rows(values_only=True)]
    assert any(row[2] == "Hvem tager det" for row in rows)
    assert any(row[3] == thread.explanations[0].text for row in rows)
    numbers = [row[1] for row in book["Tal 1"].iter_rows(values_only=True) if isinstance(row[1], float)]
    assert len(numbers) > 20
    assert len(book["Tal 1"]._charts) == 1


def test_a_round_that_is_not_there_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(RoundNotFound):
        write(store, tmp_path, "no-such-round")


def test_a_round_is_found_by_id_or_by_title(store: Store) -> None:
    first, second = (rounds.start_round(store, title="Sygefravær") for _ in range(2))
    assert find_round_id(store, first.id) == first.id
    assert find_round_id(store, "sygefravær") == second.id
    with pytest.raises(NotFound, match="Vælg en af disse: Sygefravær"):
        find_round_id(store, "Trivsel")


def test_the_command_writes_the_file_and_says_in_danish_what_it_cannot(
    sqlite_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    thread = rounds.start_round(sqlite_store, title="Fra ledig til i gang")
    target = tmp_path / "ud.docx"
    data = ["--data", str(tmp_path)]
    assert run(["report", thread.id, "--format", "docx", "--out", str(target), *data]) == 0
    assert docx.Document(str(target)).core_properties.title == "Fra ledig til i gang"
    assert run(["report", "Trivsel", "--format", "docx", "--out", str(target), *data]) == 2
    assert run(["report", thread.id, "--format", "pptx", "--out", str(tmp_path / "ud.pptx"), *data]) == 0
    assert run(["report", thread.id, "--format", "html", "--out", str(tmp_path / "ingen" / "x.html"), *data]) == 2
    said = capsys.readouterr().err
    assert "Runden »Trivsel« findes ikke." in said
    assert "kunne ikke skrives" in said
    assert "Traceback" not in said
