from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document

from tests.services.example import CAPTION, make_figures, make_notes, make_png, make_round, make_wonder
from vil.errors import FileNotWritten
from vil.model.round import Assumptions, Round
from vil.report import ClaimNote, Figure, load_report_texts, write_docx, write_html

TODAY = date(2026, 11, 21)
EMPTY = replace(
    make_round(title=""),
    team="",
    view=None,
    assumptions=Assumptions(),
    wonders=(),
    explanations=(),
    actions=(),
    follow_ups=(),
)
HEADINGS = ["Data", "Fortolkning", "Forklaringer", "Løsninger", "Implementering (og opfølgning)"]


class Page(HTMLParser):
    """What a reader of the page meets: its text, its headings by level, its tags."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._level = 0
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch("h[1-6]", tag):
            self._level = int(tag[1])
            self.headings.append((self._level, ""))

    def handle_endtag(self, tag: str) -> None:
        if re.fullmatch("h[1-6]", tag):
            self._level = 0

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._level:
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def as_html(tmp_path: Path, thread: Round, **options: object) -> Page:
    given = {"figures": (), "written_on": TODAY, **options}
    return Page(write_html(thread, target=tmp_path / "r.html", **given).read_text(encoding="utf-8"))  # type: ignore[arg-type]


def as_word(tmp_path: Path, thread: Round, **options: object) -> Document:
    given = {"figures": (), "written_on": TODAY, **options}
    return docx.Document(str(write_docx(thread, target=tmp_path / "r.docx", **given)))  # type: ignore[arg-type]


def words_of(document: Document) -> str:
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(parts)


def full(tmp_path: Path, kind: str) -> str:
    options = {"figures": make_figures(), "notes": make_notes()}
    if kind == "html":
        return as_html(tmp_path, make_round(), **options).text
    return words_of(as_word(tmp_path, make_round(), **options))


@pytest.mark.parametrize("kind", ["html", "docx"])
@pytest.mark.parametrize(
    "said",
    [
        "Sygefravær i Vest",
        "Center for Voksne, Vest · skrevet ud 21. november 2026",
        "Tallene er syntetiske",
        "Sygefraværet i Vest ligger lavere end det plejer",
        CAPTION,
        "De er trætte efter vinteren.",
        "Hvorfor faldt fraværet hos os og ikke i Syd?",
        "Vi registrerer anderledes end før november.",
        "Nye vagtplaner giver mere ro",
        "Mette Holm",
        "5. december 2026",
        "Makkerparrene hænger på tavlen",
        "Når vi lægger vagtplanen den 20, så sætter vi makkerparrene ind først",
        "Vi venter, at tallet går ned fra 7,1 til højst 5,5 dage",
        "Borgerne møder oftere den medarbejder, de kender.",
        "Det er på vej",
        "Midten er faldet fra 7,1 til 6,0 dage siden december.",
        "Områdechefen og TRIO i Vest",
        "10. juni 2027",
        "Fraværsdage på grund af egen sygdom",
    ],
)
def test_the_whole_thread_is_told(tmp_path: Path, kind: str, said: str) -> None:
    assert said in full(tmp_path, kind)


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_the_grid_names_its_axes_as_the_method_does(tmp_path: Path, kind: str) -> None:
    text = full(tmp_path, kind)
    for name, explanation in (
        ("Interne", "det kan vi som ledere påvirke"),
        ("Eksterne", "det har vi ikke direkte indflydelse på"),
        ("Individuelle", "knytter sig til den enkelte"),
        ("Kollektive", "rammer alle"),
    ):
        assert re.search(rf"{name}\s+{explanation}", text)


def test_cards_stand_in_their_own_field_of_the_grid(tmp_path: Path) -> None:
    document = as_word(tmp_path, make_round())
    grid = next(table for table in document.tables if len(table.columns) == 4)
    assert "To langtidssyge" in grid.cell(1, 2).text
    assert "Ingen kort endnu" in grid.cell(1, 3).text
    assert "Nye vagtplaner" in grid.cell(2, 2).text
    assert "Mild vinter" in grid.cell(2, 3).text


def test_headings_are_the_steps_in_order_and_no_level_is_skipped(tmp_path: Path) -> None:
    headings = as_html(tmp_path, make_round(), notes=make_notes()).headings
    levels = [level for level, _ in headings]
    assert [text for level, text in headings if level == 2] == ["Kort fortalt", *HEADINGS, "Om tallene"]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    document = as_word(tmp_path, make_round(), notes=make_notes())
    told = [found.text for found in document.paragraphs if found.style and found.style.name == "Heading 1"]
    assert told == ["Kort fortalt", *HEADINGS, "Om tallene"]


def test_an_empty_round_says_so_in_one_sentence_a_step_and_has_no_empty_heading(tmp_path: Path) -> None:
    page = as_html(tmp_path, EMPTY)
    assert page.headings == [(1, "En runde uden navn")]
    assert page.text.count("endnu.") == 5
    document = as_word(tmp_path, EMPTY)
    assert not [found for found in document.paragraphs if found.style and found.style.name.startswith("Heading")]


def test_empty_cards_are_left_out(tmp_path: Path) -> None:
    thread = make_round()
    drafts = replace(
        thread,
        explanations=tuple(replace(card, text=" ") for card in thread.explanations),
        actions=(
            replace(
                thread.actions[0],
                text="",
                owner="",
                next_step="",
                when="",
                then="",
                obstacle="",
                reminder="",
                easy="",
                visible="",
                together="",
                expectation=replace(thread.actions[0].expectation, sealed_on=None),
            ),
        ),
        follow_ups=(),
    )
    text = as_html(tmp_path, drafts).text
    assert "Vi har ikke ledt efter forklaringer endnu." in text
    assert "Vi har ikke valgt en løsning endnu." in text


def test_two_wonders_are_told_apart_by_their_number(tmp_path: Path) -> None:
    thread = replace(
        make_round(), wonders=(make_wonder(), make_wonder("w2", "Fraværet svinger, som det plejer, i Syd"))
    )
    text = as_html(tmp_path, thread).text
    assert "Undren 2: Fraværet svinger, som det plejer, i Syd" in text
    assert "Nye vagtplaner giver mere ro (undren 1)" in text


def test_real_numbers_are_not_said_to_be_synthetic(tmp_path: Path) -> None:
    assert "yntetisk" not in as_html(tmp_path, make_round(), notes=make_notes(is_synthetic=False)).text


def test_what_people_wrote_is_never_markup(tmp_path: Path) -> None:
    thread = make_round(title='<script>alert("x")</script> & "Vest"')
    page = as_html(tmp_path, thread, figures=(replace(make_figures()[0], alt='"><img src=x onerror=alert(1)>'),))
    assert not {tag for tag, _ in page.tags} & {"script", "iframe", "object", "link"}
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert (1, '<script>alert("x")</script> & "Vest"') in page.headings
    assert words_of(as_word(tmp_path, thread)).count('<script>alert("x")</script>') == 1


@pytest.mark.parametrize("mark", ["\0", "\x08", "\x1b", "\ud800", "\ufffe", "\u202e"])
def test_marks_that_break_documents_are_left_out(tmp_path: Path, mark: str) -> None:
    thread = make_round(title=f"Syge{mark}fravær")
    assert (1, "Sygefravær") in as_html(tmp_path, thread).headings
    assert "Sygefravær" in words_of(as_word(tmp_path, thread))


def test_lines_that_people_broke_stay_broken(tmp_path: Path) -> None:
    thread = make_round()
    broken = replace(thread, assumptions=replace(thread.assumptions, staff="Én linje\r\nEn til"))
    assert "Én linje\nEn til" in words_of(as_word(tmp_path, broken))


def test_the_page_needs_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "r.html"
    write_html(make_round(), make_figures(), target, written_on=TODAY)
    source = target.read_text(encoding="utf-8")
    assert '<html lang="da">' in source
    assert "http://" not in source
    assert "https://" not in source
    pictures = [attributes for tag, attributes in Page(source).tags if tag == "img"]
    assert len(pictures) == 3
    assert all(str(picture["src"]).startswith("data:image/png;base64,") and picture["alt"] for picture in pictures)


def test_pictures_in_word_carry_their_text_and_the_language_is_danish(tmp_path: Path) -> None:
    target = tmp_path / "r.docx"
    document = docx.Document(str(write_docx(make_round(), make_figures(), target, written_on=TODAY)))
    assert [shape._inline.docPr.get("descr") for shape in document.inline_shapes] == [
        "Linje over 24 måneder. Den ligger lavere fra december 2025."
    ] * 3
    with ZipFile(target) as package:
        assert 'w:val="da-DK"' in package.read("word/styles.xml").decode()
        assert "IBM Plex Sans" in package.read("word/fontTable.xml").decode()


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr shd tabs spacing ind contextualSpacing jc outlineLvl rPr",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
}


def test_the_parts_of_the_document_stand_in_the_order_that_word_demands(tmp_path: Path) -> None:
    body = as_word(tmp_path, make_round(), figures=make_figures(), notes=make_notes()).element.body
    for name, order in ORDER.items():
        places = order.split()
        found = [
            [child.tag.rpartition("}")[2] for child in one] for one in body.iter() if one.tag.endswith(f"}}{name}")
        ]
        assert found
        for children in found:
            assert children == sorted(children, key=places.index)


def test_a_picture_that_cannot_be_drawn_any_more_says_why(tmp_path: Path) -> None:
    gone = Figure("w1", None, "Kurven kan ikke vises.")
    assert "Kurven kan ikke vises." in as_html(tmp_path, make_round(), figures=(gone,)).text
    assert "Kurven kan ikke vises." in words_of(as_word(tmp_path, make_round(), figures=(gone,)))


def test_a_file_that_cannot_be_written_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotWritten, match="kunne ikke skrives"):
        write_html(make_round(), (), tmp_path / "ingen" / "r.html", written_on=TODAY)
    (tmp_path / "r.html").mkdir()
    with pytest.raises(FileNotWritten):
        write_html(make_round(), (), tmp_path / "r.html", written_on=TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]


def test_an_organisation_may_say_it_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text('kicker = "Vores tråd"\n', encoding="utf-8")
    page = as_html(tmp_path, make_round(), texts=load_report_texts(tmp_path))
    assert "Vores tråd" in page.text
    assert "Kort fortalt" in page.text


def test_a_picture_is_a_picture() -> None:
    assert make_png().startswith(b"\x89PNG")


def test_a_reading_that_was_tried_carries_what_the_numbers_say(tmp_path: Path) -> None:
    claims = {"i0": ClaimNote("Tallene støtter det", "Fraværet ligger lavere.", "De seneste 11 måneder ligger under.")}
    for text in (
        as_html(tmp_path, make_round(), claims=claims).text,
        " ".join(words_of(as_word(tmp_path, make_round(), claims=claims)).split()),
    ):
        assert "Tallene støtter det: Fraværet ligger lavere. De seneste 11 måneder ligger under." in text
