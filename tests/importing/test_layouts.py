"""Layouts that extracts have had, each as the few lines that show it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.importing.reading import read_here
from vil.importing import guess_recipe, shape_rows
from vil.model.period import Grain
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import ReadingOptions


@pytest.mark.parametrize("name", ["udtraek.csv", "linjer.csv"])
def test_a_sheet_asked_for_in_a_file_without_sheets_is_told(name: str, tmp_path: Path) -> None:
    text = "Måned;Antal\n2026-01;5\n2026-02;7\n" if name == "udtraek.csv" else '{"Antal": 5}\n{"Antal": 7}\n'
    (tmp_path / name).write_text(text, encoding="utf-8")

    reading = read_here(tmp_path / name, ReadingOptions(sheet="Ark2"), workdir=tmp_path)

    told = {doubt.code: doubt.message for doubt in reading.warnings}
    assert told["no_sheets"] == "Filen har ingen ark, så »Ark2« er der ikke. Hele filen er læst."
    assert reading.data_rows == 2


def read_text(text: str, tmp_path: Path, name: str = "udtræk.csv", encoding: str = "utf-8") -> Reading:
    path = tmp_path / name
    path.write_text(text, encoding=encoding, newline="")
    reading = read_here(path, workdir=tmp_path)
    assert reading.refused is None
    return reading


def codes(reading: Reading) -> set[str]:
    return {doubt.code for doubt in reading.warnings}


def test_filter_lines_over_the_table_are_titles(tmp_path: Path) -> None:
    reading = read_text(
        "Sygefravær;;;\nPeriode: 2024;;;\n;;;\nEnhed;1. kvt. 2024;2. kvt. 2024;3. kvt. 2024\nBørn;5,5;6,0;7,1\nÆldre;4,4;5,1;-\n",
        tmp_path,
    )

    assert (reading.header_rows, reading.first_data_row, reading.data_rows) == ((4,), 5, 2)
    assert reading.titles == ("Sygefravær", "Periode: 2024")
    assert reading.period is not None
    assert (reading.period.grain, reading.period.last) == (Grain.QUARTER, "2024-Q3")
    assert reading.missing_markers == ("-",)


def test_dates_as_headers_of_a_workbook_are_months(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Center", *(datetime(2025, month, 1) for month in (1, 2, 3)), "I alt"])
    sheet.append(["Nord", 1, 2, 3, 6])
    workbook.save(tmp_path / "ark.xlsx")

    reading = read_here(tmp_path / "ark.xlsx", workdir=tmp_path)

    assert reading.period is not None
    assert reading.period.columns == ("2025-01-01", "2025-02-01", "2025-03-01")
    assert reading.period.grain is Grain.MONTH
    recipe = guess_recipe(reading, dataset="prove", title="Prøve")
    assert shape_rows(reading, recipe, tmp_path / "rows.parquet") == 3


def test_american_dates_are_read_as_such_where_a_day_above_twelve_shows_it(tmp_path: Path) -> None:
    reading = read_text("dato,antal\n3/1/2025,1\n3/15/2025,2\n12/31/2025,3\n", tmp_path)

    assert reading.columns[0].type is ColumnType.DATE
    assert reading.period is not None
    assert (reading.period.first, reading.period.last) == ("2025-03-01", "2025-12-31")
    assert "month_first" in codes(reading)


def test_dates_that_mix_both_orders_are_told_and_not_half_read(tmp_path: Path) -> None:
    reading = read_text("dato,antal\n3/1/2025,1\n3/15/2025,2\n31/12/2025,3\n", tmp_path)

    assert reading.columns[0].type is ColumnType.TEXT
    assert reading.period is None
    assert "mixed_period" in codes(reading)


def test_money_is_a_number(tmp_path: Path) -> None:
    reading = read_text("navn;beløb\nA;1.000 kr.\nB;kr. 2.500\n", tmp_path)

    assert reading.columns[1].sum == 3500
    assert "two_readings" in codes(reading)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman", "cp865"])
def test_danish_letters_survive_every_encoding(encoding: str, tmp_path: Path) -> None:
    reading = read_text(
        "kommune;måned;beløb\nÆrø;2025-01;5\nKøge;2025-01;6\nÅrhus;2025-01;7\n", tmp_path, encoding=encoding
    )

    assert [column.name for column in reading.columns] == ["kommune", "måned", "beløb"]
    assert [row[0] for row in reading.preview[1:]] == ["Ærø", "Køge", "Århus"]


@pytest.mark.parametrize(
    ("text", "delimiter", "quote"),
    [
        ("a|b|c\n1|2|3\n4|5|6\n", "|", None),
        ("a\tb\n1\t2,5\n3\t4,5\n", "\t", None),
        ('a,b\n"x, y",1\n"z, w",2\n', ",", '"'),
        ("a;b\n'x; y';1\n'z; w';2\n", ";", "'"),
        ('a, b\n"x, y", 1\n"z", "w, v"\n', ",", '"'),
        ("kun\nen\nkolonne\n", None, None),
    ],
)
def test_the_dialect_is_found(text: str, delimiter: str | None, quote: str | None, tmp_path: Path) -> None:
    reading = read_text(text, tmp_path)

    assert (reading.delimiter, reading.quote) == (delimiter, quote)
    assert reading.data_rows == 2


def test_a_quote_gone_wrong_does_not_swallow_the_next_rows(tmp_path: Path) -> None:
    rows = [f'"Center {number}";2025-{number:02d};{number}' for number in range(1, 10)]
    rows[3] += ';"'
    rows = ["navn;måned;antal;note", *(row if row.count(";") == 3 else row + ";" for row in rows)]

    reading = read_text("\n".join(rows) + "\n", tmp_path)

    assert reading.data_rows == 9
    assert reading.columns[2].sum == 45


def test_a_second_table_below_is_reported_and_not_mixed_in(tmp_path: Path) -> None:
    reading = read_text("tid;antal\n2024;1\n2025;2\ntid;antal\n2024;8\n2025;9\n", tmp_path)

    assert (reading.data_rows, reading.columns[1].sum) == (2, 3)
    assert [doubt.rows for doubt in reading.warnings if doubt.code == "second_table"] == [(4,)]


def test_stray_cells_beside_the_table_are_reported(tmp_path: Path) -> None:
    lines = [f"2025-{1 + number % 12:02d};A{number};{number}" for number in range(50)]
    lines[7] += ";;huskeseddel"

    reading = read_text("måned;navn;antal\n" + "\n".join(lines) + "\n", tmp_path)

    assert len(reading.columns) == 3
    assert [doubt.rows for doubt in reading.warnings if doubt.code == "extra_cells"] == [(9,)]


def test_names_that_differ_only_by_case_are_told_apart(tmp_path: Path) -> None:
    reading = read_text("Antal;antal;ANTAL\n1;2;3\n4;5;6\n", tmp_path)

    assert [column.name for column in reading.columns] == ["Antal", "antal (2)", "ANTAL (3)"]
    assert [column.sum for column in reading.columns] == [5, 7, 9]


def test_a_large_file_is_read_as_a_small_one(tmp_path: Path) -> None:
    lines = ["dato;afdeling;beløb;bemærkning"]
    lines += [f"{1 + n % 28:02d}-01-2025;Årsløv {n % 7};1.{n % 900 + 100},5;æ{'x' * 30}" for n in range(90_000)]
    small = read_text("\r\n".join(lines[:1000]) + "\r\n", tmp_path, "lille.csv", "cp1252")
    large = read_text("\r\n".join(lines) + "\r\n", tmp_path, "stor.csv", "cp1252")

    assert (tmp_path / "stor.csv").stat().st_size > 4_000_000
    assert large.data_rows == 90_000
    assert [column.type for column in large.columns] == [column.type for column in small.columns]
    assert large.columns[2].sum == sum(1000 + n % 900 + 100 + 0.5 for n in range(90_000))
    assert large.preview == small.preview


def test_one_odd_line_in_a_large_file_is_still_read(tmp_path: Path) -> None:
    lines = [f'2025-01-01;"linje {n}";{n % 10}' for n in range(200_000)]
    lines[150_000] = '2025-01-01;"delt\nover to";5'

    reading = read_text("dato;tekst;antal\n" + "\n".join(lines) + "\n", tmp_path)

    assert reading.data_rows == 200_000
    assert reading.columns[2].sum == sum(n % 10 for n in range(200_000)) + 5


def test_json_lines_are_rows_and_their_texts_are_read_as_numbers(tmp_path: Path) -> None:
    reading = read_text(
        '{"Area": "Køge", "Periode": "2025QMAT02", "Antal": 5, "Andel (pct.)": "4,5"}\n'
        '{"Area": "Greve", "Periode": "2025QMAT02", "Antal": 7, "Andel (pct.)": "-0,5"}\n',
        tmp_path,
    )

    assert (reading.format, reading.decimal, reading.unit) == ("jsonl", ",", "Area")
    assert [column.sum for column in reading.columns[2:]] == [12, 4.0]
    assert "json_lines" in codes(reading)
