"""What can be read in two ways is asked about, once, with the likeliest first; what the file decides is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.reading import read_here
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import ColumnReading, ReadingOptions


def read_text(text: str, folder: Path, **options: object) -> Reading:
    path = folder / "udtraek.csv"
    path.write_text(text, encoding="utf-8")
    return read_here(path, ReadingOptions(**options), workdir=folder)  # type: ignore[arg-type]


ALL_DOUBTFUL = "navn;beløb\nA;5.708\nB;3.123\nC;12.450\n"


def test_a_column_where_every_number_has_three_digits_after_a_point_is_asked_about(tmp_path: Path) -> None:
    reading = read_text(ALL_DOUBTFUL, tmp_path)

    (question,) = reading.questions
    assert (question.code, question.column) == ("decimal", "beløb")
    assert [choice.answer for choice in question.choices] == [",", "."]
    assert "»5.708« er 5.708" in question.choices[0].evidence
    assert "»5.708« er 5,708" in question.choices[1].evidence
    assert reading.columns[1].sum == 21281
    assert "two_readings" in {doubt.code for doubt in reading.warnings}


def test_a_comma_before_three_digits_everywhere_is_asked_about_too(tmp_path: Path) -> None:
    reading = read_text("navn;beløb\nA;5,708\nB;3,123\n", tmp_path)

    assert [choice.answer for choice in reading.questions[0].choices] == [",", "."]
    assert reading.columns[1].sum == pytest.approx(8.831)


@pytest.mark.parametrize(
    "rows",
    ["A;5.708\nB;684\n", "A;5.708\nB;1.234.567\n", "A;5.708\nB;1,5\n", "A;5.708\nB;0.5\n"],
)
def test_what_another_cell_decides_is_not_asked_about(rows: str, tmp_path: Path) -> None:
    assert read_text(f"navn;beløb\n{rows}", tmp_path).questions == ()


def test_another_column_decides_for_the_file(tmp_path: Path) -> None:
    assert read_text("navn;beløb;andel\nA;5.708;1,5\nB;3.123;2,5\n", tmp_path).questions == ()


@pytest.mark.parametrize(("decimal", "total"), [(",", 21281), (".", 21.281)])
def test_an_answer_for_the_column_removes_the_question(decimal: str, total: float, tmp_path: Path) -> None:
    reading = read_text(ALL_DOUBTFUL, tmp_path, columns=(ColumnReading("beløb", decimal=decimal),))

    assert reading.questions == ()
    assert reading.columns[1].sum == pytest.approx(total)


def test_many_columns_with_one_doubt_are_asked_about_once(tmp_path: Path) -> None:
    names = [f"måling {letter}" for letter in "abcde"]
    text = ";".join(["navn", *names]) + "\nA" + ";1.234" * 5 + "\nB" + ";5.678" * 5 + "\n"

    (question,) = read_text(text, tmp_path).questions

    assert (question.code, question.column) == ("decimal", None)
    assert read_text(text, tmp_path, decimal=question.choices[1].answer).questions == ()


ENGLISH = "date,count\n03/04/2026,1\n05/06/2026,2\n07/09/2026,3\n"


def test_dates_without_a_day_above_twelve_are_asked_about_in_a_file_that_is_not_danish(tmp_path: Path) -> None:
    (question,) = read_text(ENGLISH, tmp_path).questions

    assert (question.code, question.column) == ("day_first", "date")
    assert [choice.answer for choice in question.choices] == ["true", "false"]
    assert "3. april 2026" in question.choices[0].evidence
    assert "4. marts 2026" in question.choices[1].evidence


@pytest.mark.parametrize(("day_first", "first"), [(True, "2026-04-03"), (False, "2026-03-04")])
def test_an_answer_about_dates_is_followed(day_first: bool, first: str, tmp_path: Path) -> None:
    reading = read_text(ENGLISH, tmp_path, columns=(ColumnReading("date", day_first=day_first),))

    assert reading.questions == ()
    assert reading.columns[0].type is ColumnType.DATE
    assert reading.period is not None
    assert reading.period.first == first


@pytest.mark.parametrize(
    "text", [ENGLISH.replace("count", "antal"), ENGLISH.replace("/", "."), ENGLISH.replace("07/", "17/")]
)
def test_dates_that_a_danish_file_or_a_day_above_twelve_decides_are_not_asked_about(text: str, tmp_path: Path) -> None:
    assert read_text(text, tmp_path).questions == ()


@pytest.mark.parametrize("kind", [ColumnType.TEXT, ColumnType.CODE])
def test_a_column_can_be_kept_as_text(kind: ColumnType, tmp_path: Path) -> None:
    reading = read_text("sted;antal\n7;1\n8;2\n", tmp_path, columns=(ColumnReading("sted", type=kind),))

    assert reading.columns[0].type is kind


def test_the_analyst_names_further_signs_for_missing(tmp_path: Path) -> None:
    text = "navn;antal\nA;1\nB;hemmelig\nC;3\n"

    assert read_text(text, tmp_path).columns[1].type is ColumnType.TEXT
    reading = read_text(text, tmp_path, missing=("hemmelig",))
    assert (reading.columns[1].type, reading.columns[1].sum, reading.columns[1].missing) == (ColumnType.NUMBER, 4, 1)
    assert reading.missing_markers == ("hemmelig",)
