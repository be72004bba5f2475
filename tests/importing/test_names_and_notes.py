"""Marks of footnotes, signs that a file explains itself, and columns that a single fault does not take away."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.importing.reading import read_here
from vil.importing import parse_period
from vil.model.reading import ColumnType, Reading


def read_text(text: str, folder: Path) -> Reading:
    path = folder / "udtraek.csv"
    path.write_text(text, encoding="utf-8")
    return read_here(path, workdir=folder)


def members_of(reading: Reading, column: str) -> list[str]:
    return [row[0] for row in duckdb.execute(f"SELECT \"{column}\" FROM '{reading.table}'").fetchall()]


def test_marks_of_footnotes_are_split_from_names(tmp_path: Path) -> None:
    rows = "København (3);1;2\nAarhus 1);3;4\nOdense*;5;6\nNyborg;1;2\nAssens;3;4\nKerteminde;5;6\n"

    reading = read_text(f"Område;2024;2025\n{rows}", tmp_path)

    assert members_of(reading, "Område") == ["København", "Aarhus", "Odense", "Nyborg", "Assens", "Kerteminde"]
    message = next(doubt.message for doubt in reading.warnings if doubt.code == "footnote_marks")
    assert "»København (3)«" in message


@pytest.mark.parametrize(
    "names", [("Skole (1)", "Skole (2)", "Hjem", "Andet"), ("A (1)", "B (2)", "C (3)", "D"), ("(1)", "B", "C", "D")]
)
def test_names_that_would_become_alike_or_all_bear_a_mark_are_left_alone(
    names: tuple[str, ...], tmp_path: Path
) -> None:
    rows = "".join(f"{name};{place};2\n" for place, name in enumerate(names))

    assert members_of(read_text(f"Sted;2024;2025\n{rows}", tmp_path), "Sted") == list(names)


def test_a_sign_that_the_files_own_note_explains_is_a_missing_value(tmp_path: Path) -> None:
    reading = read_text(
        "Område;2024;2025\nOdense;1;†\nNyborg;2;3\nAssens;†;4\n\n† = oplysninger foreligger ikke\n", tmp_path
    )

    assert [column.type for column in reading.columns] == [ColumnType.TEXT, ColumnType.NUMBER, ColumnType.NUMBER]
    assert reading.missing_markers == ("†",)
    assert reading.columns[2].sum == 7


def test_a_sign_that_no_note_explains_is_told_and_not_taken_for_missing(tmp_path: Path) -> None:
    reading = read_text("Område;2024;2025\nOdense;1;†\nNyborg;2;3\nAssens;3;4\n", tmp_path)

    assert reading.columns[2].type is ColumnType.TEXT


def test_a_period_column_with_one_faulty_cell_stays_among_the_periods(tmp_path: Path) -> None:
    reading = read_text("kommune;jan-25;feb-25;mar-25\nA;1;2;3\nB;4;fem;6\nC;7;8;9\nD;1;2;3\n", tmp_path)

    assert reading.period is not None
    assert reading.period.columns == ("jan-25", "feb-25", "mar-25")
    assert reading.columns[2].type is ColumnType.TEXT


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2023M01", "2023-01"),
        ("2023K1", "2023-Q1"),
        ("2008Q3", "2008-Q3"),
        ("2020-U52", "2020-W52"),
        ("2020QMAT02", "2020-Q2"),
        ("2019/2020", "2019/2020"),
        ("marts 2026", "2026-03"),
        ("mar-26", "2026-03"),
        ("1. kvt. 2026", "2026-Q1"),
        ("01-03-2026", "2026-03-01"),
        ("1. halvår 2026", "2026-H1"),
        ("uge 12 2026", "2026-W12"),
    ],
)
def test_every_form_a_period_is_written_in_is_read(text: str, code: str) -> None:
    period = parse_period(text)

    assert period is not None
    assert period.code == code


def test_days_as_excel_counts_them_are_dates_under_a_name_for_a_date_and_figures_elsewhere(tmp_path: Path) -> None:
    reading = read_text("Dato;Antal\n46023;45658\n46054;45689\n46082;45717\n", tmp_path)

    assert [column.type for column in reading.columns] == [ColumnType.DATE, ColumnType.NUMBER]
    assert reading.period is not None
    assert (reading.period.first, reading.period.last) == ("2026-01", "2026-03")
    assert "excel_days" in {doubt.code for doubt in reading.warnings}


def test_months_as_excel_counts_them_are_headers_when_they_are_many(tmp_path: Path) -> None:
    header = "Afdeling;45292;45323;45352;45383;45413;45444"
    reading = read_text(f"Sygefravær\n\n{header}\nNord;1;2;3;4;5;6\nSyd;2;3;4;5;6;7\n", tmp_path)

    assert reading.period is not None
    assert (reading.period.grain, reading.period.first, reading.period.last) == ("month", "2024-01", "2024-06")
    assert reading.period.columns[0] == "2024-01"
    assert (reading.header_rows, reading.data_rows) == ((3,), 2)
    assert "»45292«" in next(doubt.message for doubt in reading.warnings if doubt.code == "serial_headers")


def test_figures_that_are_no_months_stay_data(tmp_path: Path) -> None:
    reading = read_text("Afdeling;a;b;c;d;e;f\nNord;45292;45324;45352;45383;45413;45444\nSyd;2;3;4;5;6;7\n", tmp_path)

    assert (reading.period, reading.data_rows) == (None, 2)
