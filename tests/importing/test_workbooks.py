"""Odd and broken workbooks: what they hold is told, and what they cannot give is refused."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.importing.expectations import load_expected
from vil.importing import list_tables, read_extract
from vil.importing.workbook_parts import place_of
from vil.model.reading import Reading
from vil.model.recipe import ReadingOptions

REFUSED_FOR = {
    "password": {"password"},
    "damaged or empty": {"damaged", "empty", "no_table"},
    "resource trap": {"damaged"},
}
OPENS_ALL_THE_SAME = {"calamine/malformed_format.xls"}
"""Its odd number format hurts no value: two readers give its 683 cells."""


def read_book(folder: Path, book: openpyxl.Workbook, **options: Any) -> Reading:
    path = folder / "udtraek.xlsx"
    book.save(path)
    return read_extract(path, ReadingOptions(**options), workdir=folder)


def doubts_of(reading: Reading) -> dict[str, tuple[str, tuple[int, ...]]]:
    return {doubt.code: (doubt.message, doubt.rows) for doubt in reading.warnings}


def make_book(*rows: tuple[Any, ...]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tal"
    for row in rows:
        sheet.append(row)
    return book


def test_cells_with_errors_are_counted_named_and_read_as_missing(tmp_path: Path) -> None:
    book = make_book(("Kommune", "Antal"), ("Odense", 4), ("Nyborg", "#DIV/0!"), ("Assens", "#N/A"), ("Faaborg", 6))

    reading = read_book(tmp_path, book)

    message, rows = doubts_of(reading)["error_cells"]
    assert "2 celler" in message
    assert "B3 #DIV/0!, B4 #N/A" in message
    assert rows == (3, 4)
    assert (reading.columns[1].type.value, reading.columns[1].missing, reading.columns[1].sum) == ("number", 2, 10)


def test_formulas_that_were_never_calculated_are_told(tmp_path: Path) -> None:
    reading = read_book(tmp_path, make_book(("Kommune", "Antal"), ("Odense", 4), ("Nyborg", "=B2*2"), ("Assens", 3)))

    message, rows = doubts_of(reading)["uncalculated"]
    assert "1 formel uden et gemt resultat (B3)" in message
    assert rows == (3,)
    assert reading.columns[1].sum == 7


def test_hidden_rows_are_read_and_told(tmp_path: Path) -> None:
    book = make_book(("Kommune", "Antal"), ("Odense", 4), ("Nyborg", 5), ("Assens", 3))
    book["Tal"].row_dimensions[3].hidden = True

    reading = read_book(tmp_path, book)

    assert reading.columns[1].sum == 12
    assert doubts_of(reading)["hidden_rows"][1] == (3,)


def test_a_hidden_sheet_is_not_read_unless_it_is_chosen(tmp_path: Path) -> None:
    book = make_book(("Kommune", "Antal"), ("Odense", 4), ("Nyborg", 5))
    book.create_sheet("Synlig & fin")
    book["Synlig & fin"].append(("Kommune", "Antal"))
    book["Synlig & fin"].append(("Odense", 40))
    book["Tal"].sheet_state = "hidden"
    book.active = 1

    assert read_book(tmp_path, book).sheet == "Synlig & fin"
    assert "»Tal«" in doubts_of(read_book(tmp_path, book))["hidden_sheets"][0]
    assert read_book(tmp_path, book, sheet="Tal").columns[1].sum == 9


def test_columns_that_only_the_used_range_reaches_are_kept_as_empty_figures(tmp_path: Path) -> None:
    book = make_book(("Kommune", "Antal"), ("Odense", 4), ("Nyborg", 5))
    for place in ("C2", "D2", "E3"):
        book["Tal"][place].alignment = openpyxl.styles.Alignment(horizontal="right")

    reading = read_book(tmp_path, book)

    assert [column.name for column in reading.columns] == ["Kommune", "Antal", "(col 3)", "(col 4)", "(col 5)"]
    assert {column.type.value for column in reading.columns[2:]} == {"number"}
    assert "empty_columns" in doubts_of(reading)


@pytest.mark.parametrize(("cell", "place"), [("A1", (1, 1)), ("Z9", (9, 26)), ("AA10", (10, 27)), ("XFD7", (7, 16384))])
def test_a_cell_is_found_by_its_name(cell: str, place: tuple[int, int]) -> None:
    assert place_of(cell) == place


def test_a_workbook_with_broken_parts_is_still_read_for_its_values(tmp_path: Path) -> None:
    path = tmp_path / "udtraek.xlsx"
    make_book(("Kommune", "Antal"), ("Odense", 4)).save(path)
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["xl/worksheets/sheet1.xml"] = re.sub(
        rb"<dimension[^>]*>", b'<dimension ref="A1:ZZZ9"/>', parts["xl/worksheets/sheet1.xml"]
    )
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)

    assert read_extract(path, workdir=tmp_path).columns[1].sum == 4


def test_every_odd_workbook_behaves_as_two_readers_say(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "workbooks"
    faults = []
    for entry in load_expected(folder):
        reading = read_extract(folder / entry["file"], workdir=tmp_path)
        faults += [f"{entry['file']}: {fault}" for fault in find_book_faults(entry, folder, reading, tmp_path)]

    assert faults == []


def find_book_faults(entry: dict[str, Any], folder: Path, reading: Reading, workdir: Path) -> list[str]:
    wanted = next((codes for start, codes in REFUSED_FOR.items() if entry["expect"].startswith(start)), None)
    if wanted and entry["file"] not in OPENS_ALL_THE_SAME:
        code = reading.refused.code if reading.refused else None
        return [] if code in wanted else [f"wanted a refusal, found {code}"]
    sheets = entry["calamine"]["sheets_name_rows_cols_nonempty"]
    error_cells = entry.get("openpyxl", {}).get("error_cells", 0)
    filled = [sheet for sheet in sheets if sheet[3] or (error_cells and sheet[1])]
    if reading.refused:
        return [] if not filled and reading.refused.code == "no_table" else [f"refused: {reading.refused.code}"]
    faults = [] if list(reading.sheets) == [sheet[0] for sheet in sheets] else [f"sheets: {reading.sheets}"]
    if list(list_tables(folder / entry["file"], workdir=workdir)) != [sheet[0] for sheet in sheets]:
        faults.append("sheets as listed")
    name, rows, columns, _ = filled[0]
    if reading.sheet != name or (reading.first_data_row or 0) + reading.data_rows - 1 > rows:
        faults.append(f"read {reading.sheet}, {reading.data_rows} rows from {reading.first_data_row}")
    if len(reading.columns) != columns and entry["file"] != "readxl/missing-first-column.xlsx":
        faults.append(f"columns: wanted {columns}, found {len(reading.columns)}")
    told = re.search(r"har (\d+) celle", doubts_of(reading).get("error_cells", ("", ()))[0])
    if error_cells and (not told or int(told[1]) != error_cells):
        faults.append(f"error cells: wanted {error_cells}")
    return faults
