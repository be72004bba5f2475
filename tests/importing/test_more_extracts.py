"""Small files as municipal systems write them, each with what a person would read in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest

from tests.importing.reading import read_here
from vil.importing import guess_recipe
from vil.model.reading import ColumnType, Reading


@dataclass(frozen=True)
class Truth:
    """What a file holds; what is None or empty is not held against the reading."""

    rows: int
    sums: dict[str, float] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    headers: tuple[int, ...] = ()
    unit: str | None = None
    period: tuple[str, str] | None = None
    totals: tuple[str, ...] | None = None
    missing: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()


CASES = {
    "a minus behind the figure": (
        "Profitcenter;Periode;Beløb\n1234500;2024-01;1.234,50-\n1234500;2024-02;2.000,00\n0987600;2024-01;12-\n",
        Truth(3, {"Beløb": 753.5}, unit="Profitcenter", told=("bookkept",)),
    ),
    "brackets for a minus": (
        "Konto;År;Regnskab;Budget\nLøn;2023;(1.234);1.300\nDrift;2023;5.678;(5.600)\nLøn;2024;(1.400);1.350\n",
        Truth(3, {"Regnskab": 3044, "Budget": -2950}, told=("bookkept",)),
    ),
    "kroner with a dash, and euro": (
        "Center;År;Forbrug;Tilskud\nBørn;2023;1.234,-;€ 1.200,50\nÆldre;2023;2.345,-;€ 3.400,00\n",
        Truth(2, {"Forbrug": 3579, "Tilskud": 4600.5}, unit="Center", untold=("bookkept",)),
    ),
    "too few to be told": (
        "Kommune;2021;2022;2023\nLæsø;<5;<5;6\nSamsø;7;< 5;8\nÆrø;9;10;12\n",
        Truth(3, {"2021": 16, "2022": 10}, ("Kommune", "2021", "2022", "2023"), (1,), missing=("<5", "< 5")),
    ),
    "units under some of the names": (
        "Afdeling;Måned;Fravær;Ansatte;Note;Kilde\n;;pct.;antal;;\nNord;2024-01;5,5;100;a;b\nSyd;2024-02;4,5;80;a;c\n",
        Truth(2, {"Fravær pct.": 10, "Ansatte antal": 180}, headers=(1, 2), unit="Afdeling"),
    ),
    "a name beside the groups": (
        "Kommune;2023;;2024;\n;Mænd;Kvinder;Mænd;Kvinder\nOdense;1;2;3;4\nVejle;5;6;7;8\n",
        Truth(2, {"2024 Mænd": 10}, ("Kommune", "2023 Mænd", "2023 Kvinder", "2024 Mænd", "2024 Kvinder"), (1, 2)),
    ),
    "a title over names that are left out": (
        "Periode;2024\n;;Antal;Dage\nNord;Jan 2024;5;6\nSyd;Feb 2024;7;8\n",
        Truth(2, {"Antal": 12}, headers=(2,), period=("2024-01", "2024-02")),
    ),
    "a total of all with nothing between": (
        "Enhed;Gruppe;Måned;Dage\nEngen;SOSU;2024-01;10\nEngen;SOSU;2024-02;11\nÅen;SOSU;2024-01;12\nSamlet resultat;;;33\n",
        Truth(3, {"Dage": 33}, totals=(), told=("summary_rows",)),
    ),
    "a total of all without a code": (
        "Kommune;Kom.nr;2022;2023\nOdense;461;1;2\nVejle;630;3;4\nI alt;;4;6\n",
        Truth(2, {"2022": 4}, totals=(), told=("summary_rows",)),
    ),
    "a total to the right of an empty code": (
        "Konto;Tekst;Budget\n1000;Løn;900\n2000;Indtægter;(400)\n;I alt;500\n",
        Truth(2, {"Budget": 500}, totals=(), told=("summary_rows",)),
    ),
    "a year that is half text is told of": (
        "Kommune;2022;2023\nLæsø;1-4;6\nFanø;5;7\nÆrø;1-4;8\nSamsø;9;9\n",
        Truth(4, {"2023": 30}, period=("2022", "2023"), told=("mixed_column",)),
    ),
    "totals of parts stay": (
        "Område;Hus;2022;2023\nNord;Sol;1;2\nNord i alt;;1;2\nSyd;Skyen;3;4\nSyd;Regnen;3;4\nSyd i alt;;6;8\nHovedtotal;;7;10\n",
        Truth(5, {"2022": 14}, totals=("Nord i alt", "Syd i alt"), told=("summary_rows",), untold=("fill_down",)),
    ),
    "crosses are no repetitions": (
        "Sag;Dato;Lukket;Klage;Timer\n1;01-02-2024;ja;x;1\n2;02-02-2024;nej;;2\n3;15-02-2024;ja;;3\n4;16-02-2024;ja;x;4\n",
        Truth(4, {"Timer": 10}, untold=("fill_down",)),
    ),
    "years with marks of footnotes": (
        "Kommune;2022;2023¹;2024*\nOdense;1;2;3\nVejle;4;5;6\n",
        Truth(2, {"2023¹": 7}, period=("2022", "2024")),
    ),
    "two tables with years for names": (
        "Tabel 1\nAfdeling;2022;2023\nNord;5,1;5,2\nSyd;4,1;4,2\n\nTabel 2\nAfdeling;2022;2023\nNord;100;101\n",
        Truth(2, {"2022": 9.2}, headers=(2,), unit="Afdeling", told=("second_table", "block"), untold=("short_rows",)),
    ),
    "months of the year in the title": (
        "Sygefravær 2024 i pct.;;;\nAfdeling;jan;feb;mar\nNord;5,1;5,2;5,3\nSyd;6,1;6,2;6,3\n",
        Truth(2, {"jan 2024": 11.2}, headers=(2,), period=("2024-01", "2024-03"), told=("month_headers",)),
    ),
    "months of years in a column": (
        "Enhed;År;januar;februar;marts\nA;2023;1;2;3\nA;2024;1;2;3\nB;2023;1;1;1\nB;2024;2;2;2\n",
        Truth(4, {"januar": 5}, period=("2023", "2024"), told=("month_headers",)),
    ),
    "codes before the names": (
        "OMRÅDE;KØN;TID;TAL\n000 Hele landet;TOT I alt;2024K1 2024K1;5\n101 København;TOT I alt;2024K1 2024K1;4\n",
        Truth(
            2,
            {"TAL": 9},
            unit="OMRÅDE",
            period=("2024-Q1", "2024-Q1"),
            totals=("000 Hele landet", "TOT I alt"),
        ),
    ),
    "weeks as figures": (
        "Enhed;Uge;Nr. uge;Antal\nA;202405;5-2024;1\nA;202406;6-2024;2\nB;202412;12-2024;3\n",
        Truth(3, {"Antal": 6}, period=("2024-W05", "2024-W12"), told=("week_numbers",)),
    ),
    "numbers with marks of notes": (
        "Kommune;2022;2023*\nOdense;5*;6*\nVejle;7;8\nKolding;9;10¹\n",
        Truth(3, {"2022": 21, "2023*": 24}, headers=(1,), period=("2022", "2023"), told=("marked_numbers",)),
    ),
    "notes before and after a blank row": (
        "Område;2022;2023\nOdense;5;6\nVejle;7;8\nAnm.: Foreløbige tal;;\n;;\nUdtræk dannet;01-02-2024;\n",
        Truth(2, {"2022": 12}, told=("footer_rows",)),
    ),
    "a last sum without a name": (
        "Afdeling,Måned,Dage\nA,januar 2024,12\nB,januar 2024,14\nA,februar 2024,21\n,,47\n",
        Truth(3, {"Dage": 47}, told=("summary_rows",)),
    ),
    "a last row without a name that is no sum": (
        "Afdeling,Måned,Dage\nA,januar 2024,12\nB,januar 2024,14\nA,februar 2024,21\n,,5\n",
        Truth(4, {"Dage": 52}, untold=("summary_rows",)),
    ),
    "names with marks that notes explain": (
        "Kommune;2022\nKøbenhavn (1);1\nDragør*;2\nTårnby;3\n\n(1) Foreløbige tal\n* Skøn\n",
        Truth(3, {"2022": 6}, told=("footnote_marks", "footer_rows")),
    ),
    "a lone zero byte": (
        "Kommune;År;Antal\nOdense;2022;10\0\nVejle;2022;5\n",
        Truth(2, {"Antal": 15}),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_file_holds_what_a_person_would_read_in_it(name: str, tmp_path: Path) -> None:
    content, truth = CASES[name]
    path = tmp_path / "udtræk.csv"
    path.write_text(content, encoding="utf-8")

    reading = read_here(path, workdir=tmp_path)

    assert _facts(reading, truth) == _wanted(truth)


def _facts(reading: Reading, truth: Truth) -> dict[str, object]:
    sums = {column.name: column.sum for column in reading.columns if column.name in truth.sums}
    period = reading.period
    codes = {one.code for one in (*reading.warnings, *reading.questions)}
    return {
        "rows": reading.data_rows,
        "sums": {name: round(value or 0, 6) for name, value in sums.items()},
        "names": tuple(column.name for column in reading.columns) if truth.names else (),
        "headers": reading.header_rows if truth.headers else (),
        "unit": reading.unit if truth.unit else None,
        "period": (period.first, period.last) if period and truth.period else None,
        "totals": reading.aggregates if truth.totals is not None else None,
        "missing": tuple(mark for mark in truth.missing if mark in reading.missing_markers),
        "told": {code for code in truth.told if code in codes},
        "untold": {code for code in truth.untold if code in codes},
    }


def _wanted(truth: Truth) -> dict[str, object]:
    return {**vars(truth), "told": set(truth.told), "untold": set()}


def test_a_few_texts_among_periods_in_columns_do_not_stop_the_proposal(tmp_path: Path) -> None:
    path = tmp_path / "tal.csv"
    path.write_text("Kommune;2022;2023\nOdense;ca. 5;6\nVejle;7;8\nKolding;9;10\n", encoding="utf-8")

    recipe = guess_recipe(read_here(path, workdir=tmp_path), dataset="tal", title="Tal")

    assert recipe.period_columns == ("2022", "2023")


def test_yes_and_no_are_no_units(tmp_path: Path) -> None:
    path = tmp_path / "sager.csv"
    path.write_text("Sag;Dato;Lukket\n1;01-02-2024;ja\n2;13-02-2024;nej\n3;15-02-2024;ja\n", encoding="utf-8")

    reading = read_here(path, workdir=tmp_path)

    assert reading.columns[2].type is ColumnType.BOOLEAN
    assert reading.unit is None


def test_a_front_page_of_text_is_passed_over_for_a_sheet_with_figures(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    front = book.worksheets[0]
    for line in (["Sygefravær 2024"], ["Udarbejdet af HR", "12-01-2025"], ["Skriv til", "hr@example.org"]):
        front.append(line)
    figures = book.create_sheet("Data")
    for line in (["Afdeling", 2023, 2024], ["Nord", 5.5, "4,5"], ["Syd", "1.200,5", 4]):
        figures.append(line)
    book.save(tmp_path / "bog.xlsx")

    reading = read_here(tmp_path / "bog.xlsx", workdir=tmp_path)

    assert reading.sheet == "Data"
    assert [column.sum for column in reading.columns] == [None, 1206.0, 8.5]
