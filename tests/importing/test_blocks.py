"""Several tables under each other: the first is read, the others are told and can be chosen."""

from __future__ import annotations

from pathlib import Path

from tests.importing.reading import read_here
from vil.model.recipe import ReadingOptions

TWO = "Fravær\n\nMåned;Dage\n2026-01;5\n2026-02;7\n\nCenter;Årsværk;Budget\nNord;12;100\nSyd;15;120\nØst;9;90\n\nKilde: HR\n"


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "blokke.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_first_of_two_tables_is_read_and_the_other_is_asked_for(tmp_path: Path) -> None:
    reading = read_here(write(tmp_path, TWO), workdir=tmp_path)

    assert [column.name for column in reading.columns] == ["Måned", "Dage"]
    assert reading.data_rows == 2
    (question,) = [one for one in reading.questions if one.code == "block"]
    assert [choice.answer for choice in question.choices] == ["1", "2"]
    assert question.choices[1].label == "Række 7–12: Center, Årsværk, Budget"
    assert "second_table" in {doubt.code for doubt in reading.warnings}
    assert reading.data_rows + sum(dict(reading.left_out).values()) == 12


def test_the_table_that_is_chosen_is_read_and_nothing_is_asked(tmp_path: Path) -> None:
    reading = read_here(write(tmp_path, TWO), ReadingOptions(block=2), workdir=tmp_path)

    assert [column.name for column in reading.columns] == ["Center", "Årsværk", "Budget"]
    assert (reading.data_rows, reading.header_rows, reading.columns[1].sum) == (3, (7,), 36)
    assert not [one for one in reading.questions if one.code == "block"]
    assert reading.data_rows + sum(dict(reading.left_out).values()) == 12


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    reading = read_here(write(tmp_path, TWO), ReadingOptions(block=5), workdir=tmp_path)

    assert reading.refused is not None
    assert reading.refused.code == "no_such_block"
    assert "2 tabeller" in reading.refused.message


def test_blank_rows_inside_one_table_divide_nothing(tmp_path: Path) -> None:
    reading = read_here(write(tmp_path, "Måned;Dage\n2026-01;5\n\n2026-02;7\n\n2026-03;8\n"), workdir=tmp_path)

    assert (reading.data_rows, reading.questions) == (3, ())
