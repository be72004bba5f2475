"""Odd and broken workbooks: what they hold is told, and what they cannot give is refused."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.importing.expectations import load_expected
from tests.importing.in_process import ask_here
from vil.importing import extracts, list_tables, read_extract
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
HOLDS_ERRORS_ALONE = {"xlrd/invalid_formula.xls": 1}
"""No other reader at hand counts errors in this kind of file; the cell shows #REF! in Excel."""

ODS_SPACES = {
    **{name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text", "style")},
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
ODS_MANIFEST = """<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


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


def test_a_sheet_of_errors_alone_is_read_with_none_of_them_as_a_name(tmp_path: Path) -> None:
    reading = read_book(tmp_path, make_book(("#DIV/0!",), ("#REF!",), ("#N/A",)))

    assert ([column.name for column in reading.columns], reading.data_rows) == (["(col 1)"], 3)
    assert doubts_of(reading)["error_cells"][1] == (1, 2, 3)


def test_errors_in_a_table_that_starts_further_in_are_named_as_in_excel(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for cell, value in {"C5": "Kommune", "D5": "Antal", "C6": "Vejle", "D6": 3, "C7": "Ribe", "D7": "#DIV/0!"}.items():
        book.active[cell] = value
    reading = read_book(tmp_path, book)

    assert [column.name for column in reading.columns] == ["Kommune", "Antal"]
    assert "(D7 #DIV/0!)" in doubts_of(reading)["error_cells"][0]


def test_a_used_range_is_not_wider_for_starting_further_in(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"].font = openpyxl.styles.Font(bold=True)
    for cell, value in {"D5": "Kommune", "E5": "Antal", "D6": "Vejle", "E6": 3}.items():
        book.active[cell] = value

    assert [column.name for column in read_book(tmp_path, book).columns] == ["Kommune", "Antal"]


def test_marks_are_found_wherever_a_large_sheet_is_divided(tmp_path: Path) -> None:
    book = make_book(("Kommune", "Antal"))
    for row in range(2, 40_002):
        book.active.append((f"Kommune {row}", "#N/A" if row % 97 == 0 else row))
    for row in range(100, 40_001, 1000):
        book.active.row_dimensions[row].hidden = True
    told = doubts_of(read_book(tmp_path, book))

    assert told["error_cells"][0].split(" har ")[1].startswith(f"{40_001 // 97} celler")
    assert told["hidden_rows"][0].startswith("40 rækker")


def test_an_ods_file_tells_of_errors_hidden_rows_and_hidden_sheets(tmp_path: Path) -> None:
    path = tmp_path / "udtraek.ods"
    write_ods(path)
    reading = read_extract(path, workdir=tmp_path)
    told = doubts_of(reading)

    assert (reading.sheet, [column.name for column in reading.columns]) == ("Ark1", ["Kommune", "Antal"])
    assert "»Gemt« er skjult" in told["hidden_sheets"][0]
    assert "(B5 #DIV/0!)" in told["error_cells"][0]
    assert told["hidden_rows"][1] == (2,)


def test_an_ods_file_tells_of_formulas_that_were_never_calculated_and_not_of_those_that_were(tmp_path: Path) -> None:
    path = tmp_path / "udtraek.ods"
    calculated = ods_cell(8).replace("<table:table-cell", '<table:table-cell table:formula="of:=[.B2]&gt;[.B3]"')
    write_ods(
        path,
        ("", ods_cell("Skive") + calculated),
        ("", ods_cell("Struer") + '<table:table-cell table:formula="of:=[.B2]"/>'),
    )
    reading = read_extract(path, workdir=tmp_path)

    message, rows = doubts_of(reading)["uncalculated"]
    assert "1 formel uden et gemt resultat (B3)" in message
    assert rows == (3,)
    assert (reading.columns[1].sum, reading.columns[1].missing) == (8, 1)


def write_ods(path: Path, *own_rows: tuple[str, str]) -> None:
    """Write a hidden sheet, and one with a hidden row, a row that is written once for two, and an error; or rows of one's own."""
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in ODS_SPACES.items())
    hides = '<style:style style:name="ta{0}" style:family="table"><style:table-properties table:display="{1}"/></style:style>'
    rows = (
        ("", ods_cell("Kommune") + ods_cell("Antal")),
        (' table:visibility="collapse"', ods_cell("Vejle") + ods_cell(4)),
        (' table:number-rows-repeated="2"', ods_cell("Ribe") + ods_cell(5)),
        ("", ods_cell("Fanø") + ods_cell("#DIV/0!", kind="error")),
    )
    rows = (rows[0], *own_rows) if own_rows else rows
    sheets = {"Gemt": (2, ods_row("", ods_cell(1))), "Ark1": (1, "".join(ods_row(*row) for row in rows))}
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="ta{style}">{body}</table:table>'
        for name, (style, body) in sheets.items()
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{hides.format(1, 'true')}{hides.format(2, 'false')}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST)
        archive.writestr("content.xml", content)


def ods_row(attributes: str, cells: str) -> str:
    return f"<table:table-row{attributes}>{cells}</table:table-row>"


def ods_cell(value: object, kind: str = "") -> str:
    kind = kind or ("string" if isinstance(value, str) else "float")
    told = f'office:value-type="float" office:value="{value}"' if kind == "float" else 'office:value-type="string"'
    told += ' office:string-value=""' if kind == "error" else ""
    return f'<table:table-cell {told} calcext:value-type="{kind}"><text:p>{value}</text:p></table:table-cell>'


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


def test_every_odd_workbook_behaves_as_two_readers_say(
    shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shared_data / "workbooks"
    faults = []
    for entry in load_expected(folder):
        with monkeypatch.context() as here:
            if not refused_for(entry):
                here.setattr(extracts, "_ask_child", ask_here)
            reading = read_extract(folder / entry["file"], workdir=tmp_path)
            faults += [f"{entry['file']}: {fault}" for fault in find_book_faults(entry, folder, reading, tmp_path)]

    assert faults == []


def refused_for(entry: dict[str, Any]) -> set[str] | None:
    """Find what a file that must not be read may be refused for; such a file is opened in a child alone."""
    return next((codes for start, codes in REFUSED_FOR.items() if entry["expect"].startswith(start)), None)


def find_book_faults(entry: dict[str, Any], folder: Path, reading: Reading, workdir: Path) -> list[str]:
    wanted = refused_for(entry)
    if wanted and entry["file"] not in OPENS_ALL_THE_SAME:
        code = reading.refused.code if reading.refused else None
        return [] if code in wanted else [f"wanted a refusal, found {code}"]
    sheets = entry["calamine"]["sheets_name_rows_cols_nonempty"]
    error_cells = entry.get("openpyxl", {}).get("error_cells", HOLDS_ERRORS_ALONE.get(entry["file"], 0))
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
