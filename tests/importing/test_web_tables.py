"""Web pages and old XML that call themselves workbooks."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from tests.importing.reading import read_here
from vil.importing import list_tables
from vil.importing.kinds import Kind
from vil.importing.web_tables import read_grids
from vil.model.recipe import ReadingOptions

PAGE = """<html><body>
<table><caption>Om udtrækket</caption><tr><td>Kilde<td>Prøve</table>
<table>
<tr><th>Kommune<th>Center<th>2024<th>2025</tr>
<tr><td rowspan=2>Odense<td>Øst &amp; Vest<td>1.200<td>1.000,5</tr>
<tr><td>Syd<td>..<td>7</tr>
<tr><td colspan="2"><b>I alt</b><td>1.200<td>1.007,5</tr>
</table>"""
XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Ark æ"><Table>
<Row><Cell><Data ss:Type="String">Dato</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">Antal</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="DateTime">2026-03-01T00:00:00.000</Data></Cell>
  <Cell><Data ss:Type="String">a</Data></Cell><Cell><Data ss:Type="Number">1.625</Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">2026-03-02T00:00:00.000</Data></Cell>
  <Cell><Data ss:Type="String">b</Data></Cell><Cell><Data ss:Type="Number">2</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def write(folder: Path, text: str, name: str = "udtraek.xls", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_web_page_named_xls_is_read_although_its_cells_are_left_open(tmp_path: Path) -> None:
    reading = read_here(write(tmp_path, PAGE), workdir=tmp_path)

    assert (reading.format, reading.sheets, reading.sheet) == ("html", ("Om udtrækket", "Tabel 2"), "Tabel 2")
    rows = duckdb.execute(f'SELECT Kommune, Center, "2024", "2025" FROM \'{reading.table}\'').fetchall()
    assert rows[:2] == [("Odense", "Øst & Vest", 1200.0, 1000.5), ("Odense", "Syd", None, 7.0)]
    assert {"html", "several_sheets"} <= {doubt.code for doubt in reading.warnings}


def test_the_bytes_of_a_web_page_decide_its_encoding(tmp_path: Path) -> None:
    reading = read_here(
        write(tmp_path, PAGE, encoding="cp1252"), ReadingOptions(sheet="Om udtrækket"), workdir=tmp_path
    )

    assert reading.encoding == "cp1252"
    assert "Prøve" in str(reading.preview) + str(reading.columns)


def test_every_table_of_a_page_can_be_chosen(tmp_path: Path) -> None:
    path = write(tmp_path, PAGE)

    assert list_tables(path, workdir=tmp_path) == ("Om udtrækket", "Tabel 2")
    refused = read_here(path, ReadingOptions(sheet="Tabel 9"), workdir=tmp_path).refused
    assert refused is not None
    assert refused.code == "no_such_sheet"


def test_a_page_without_a_table_is_refused(tmp_path: Path) -> None:
    refused = read_here(write(tmp_path, "<html><p>Log ind</p></html>"), workdir=tmp_path).refused

    assert refused is not None
    assert refused.code == "html"


def test_a_page_named_csv_is_refused_by_its_name(tmp_path: Path) -> None:
    refused = read_here(write(tmp_path, PAGE, "udtraek.csv"), workdir=tmp_path).refused

    assert refused is not None
    assert refused.code == "wrong_suffix"


def test_a_cell_cannot_reach_over_so_much_that_memory_runs_out(tmp_path: Path) -> None:
    page = "<table><tr><td colspan=99999999 rowspan=99999999>x<td>1<tr><td>2</table>"

    grids, _ = read_grids(write(tmp_path, page), Kind.HTML)

    assert grids[0].width == 1001


def test_old_xml_of_excel_is_read_with_its_gaps_and_dates(tmp_path: Path) -> None:
    reading = read_here(write(tmp_path, XML), workdir=tmp_path)

    assert (reading.format, reading.sheet, reading.data_rows) == ("xml", "Ark æ", 2)
    assert [(column.name, column.type.value) for column in reading.columns] == [
        ("Dato", "date"),
        ("(col 2)", "text"),
        ("Antal", "number"),
    ]
    assert reading.columns[2].sum == 3.625
    assert reading.first_data_row == 3


def test_entities_of_old_xml_are_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("hemmelig", encoding="utf-8")
    attack = XML.replace(
        '<?mso-application progid="Excel.Sheet"?>', f'<!DOCTYPE w [<!ENTITY x SYSTEM "file://{secret}">]>'
    ).replace(">a<", ">&x;<")

    reading = read_here(write(tmp_path, attack), workdir=tmp_path)

    assert "hemmelig" not in str(reading)


def test_the_real_traffic_counts_add_up_over_all_their_blocks(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "real" / "2022_traffic.xls"
    grids, encoding = read_grids(path, Kind.HTML)
    blocks = [grid for grid in grids if any(row and row[0] == "I alt" for row in grid.rows)]
    hours = [row for grid in blocks for row in grid.rows if re.match(r"\d\d:00 - \d\d:00", row[0])]
    cells = [int(cell.replace(".", "")) for row in hours for cell in row[1:15] if cell]

    assert encoding.name == "utf-8"
    assert (len(blocks), len(cells), sum(cells)) == (27, 8242, 8445749)

    first = read_here(path, workdir=tmp_path)
    last = read_here(path, ReadingOptions(sheet=blocks[-1].name), workdir=tmp_path)
    name = next(column.name for column in first.columns if "*01/01" in column.name)
    found = duckdb.execute(
        f"SELECT \"{name}\" FROM '{first.table}' WHERE \"{first.columns[0].name}\" = 'I alt'"
    ).fetchall()
    assert found == [(23920.0,)]
    name = next(column.name for column in last.columns if "25/04" in column.name)
    found = duckdb.execute(
        f"SELECT \"{name}\" FROM '{last.table}' WHERE \"{last.columns[0].name}\" = 'I alt'"
    ).fetchall()
    assert found == [(12669.0,)]
    assert (first.decimal, first.thousands, first.aggregates) == (",", ".", ("I alt",))
