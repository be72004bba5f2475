"""Text files that went wrong are read as they were meant, and every row that was mended is named."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.importing.polluting import Polluted, Rows, make_table, spoil_files, spoil_rows
from vil.cli import run
from vil.importing.engine import open_engine
from vil.importing.reader import read_file
from vil.model.reading import Reading
from vil.model.recipe import ReadingOptions

TABLE = make_table()
ROWS = list(spoil_rows(TABLE))
FILES = list(spoil_files(TABLE))
NEWLINES = ["newlines", "quotes_and_newlines"]
SPECTRUM = [
    *NEWLINES,
    "comma_in_quotes",
    "empty",
    "empty_crlf",
    "escaped_quotes",
    "json",
    "simple",
    "simple_crlf",
    "utf8",
]


def read_raw(path: Path, tmp_path: Path) -> tuple[Reading, Rows]:
    """Read as the child process does."""
    raw = tmp_path / "raw.csv"
    with open_engine(tmp_path) as engine:
        reading = read_file(engine, path, ReadingOptions(), table=tmp_path / "table.parquet", raw=raw)
    with raw.open(encoding="utf-8", newline="") as file:
        return reading, list(csv.reader(file))


def codes(reading: Reading) -> set[str]:
    return {doubt.code for doubt in reading.warnings}


@pytest.mark.parametrize("case", ROWS, ids=[case.name for case in ROWS])
def test_a_row_gone_wrong_is_read_as_its_neighbours_and_named(case: Polluted, tmp_path: Path) -> None:
    path = tmp_path / "spoiled.csv"
    path.write_bytes(case.content)

    reading, found = read_raw(path, tmp_path)

    assert found == case.wanted
    row = int(case.name.split("_")[1]) + 1
    told = {"stray_quotes", "other_delimiter", "joined_cells"}
    assert any(doubt.code in told and doubt.rows == (row,) for doubt in reading.warnings)


@pytest.mark.parametrize("case", FILES, ids=[case.name for case in FILES])
def test_a_table_written_in_another_way_is_the_same_table(case: Polluted, tmp_path: Path) -> None:
    path = tmp_path / "spoiled.csv"
    path.write_bytes(case.content)

    reading, found = read_raw(path, tmp_path)

    assert found == case.wanted
    assert not codes(reading) & {"stray_quotes", "other_delimiter", "joined_cells"}


def test_a_title_of_as_many_words_as_columns_is_no_header(tmp_path: Path) -> None:
    path = tmp_path / "titel.csv"
    path.write_text("Fravær i Nord\nNord;1;2\nSyd;3;4\nØst;5;6\n", encoding="utf-8")

    reading, _ = read_raw(path, tmp_path)

    assert "other_delimiter" not in codes(reading)


def test_line_breaks_inside_cells_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "brud.csv"
    path.write_bytes(b'a,b\r\n1,"f\xc3\xb8rst\r\nnext\nlast"\r\n2,x\r\n')

    _, found = read_raw(path, tmp_path)

    assert found == [["a", "b"], ["1", "først\r\nnext\nlast"], ["2", "x"]]


def test_a_quote_that_never_closes_swallows_no_line(tmp_path: Path) -> None:
    path = tmp_path / "aaben.csv"
    path.write_text('enhed;antal\n"Nord;1\nSyd;2\n"Øst";3\n', encoding="utf-8")

    reading, found = read_raw(path, tmp_path)

    assert found == [["enhed", "antal"], ['"Nord', "1"], ["Syd", "2"], ["Øst", "3"]]
    assert "stray_quotes" in codes(reading)


@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_spectrum_is_read_as_its_answers_say(name: str, shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "csv-spectrum"
    wanted = json.loads((folder / "json" / f"{name}.json").read_text(encoding="utf-8"))

    _, found = read_raw(folder / "csvs" / f"{name}.csv", tmp_path)

    assert [dict(zip(found[0], row, strict=True)) for row in found[1:]] == wanted


@pytest.mark.parametrize(("name", "row", "cell"), [("newlines_crlf", 2, 0), ("location_coordinates", 1, 1)])
def test_what_csv_spectrum_answers_otherwise_is_read_by_the_bytes_of_its_file(
    name: str, row: int, cell: int, shared_data: Path, tmp_path: Path
) -> None:
    path = shared_data / "csv-spectrum" / "csvs" / f"{name}.csv"

    _, found = read_raw(path, tmp_path)

    with path.open(encoding="utf-8", newline="") as file:
        assert found[row][cell] == list(csv.reader(file))[row][cell]


def test_an_empty_file_has_an_empty_rectangle(tmp_path: Path) -> None:
    (tmp_path / "tom.csv").write_bytes(b"")

    code = run(["check", str(tmp_path / "tom.csv"), "--raw", str(tmp_path / "raw.csv")])

    assert code == 2
    assert (tmp_path / "raw.csv").read_bytes() == b""


def test_a_tab_separated_table_of_quoted_names_keeps_its_columns(shared_data: Path, tmp_path: Path) -> None:
    reading, found = read_raw(shared_data / "clevercsv" / "milk.csv", tmp_path)

    assert reading.delimiter == "\t"
    assert {len(row) for row in found} == {len(found[0])}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_letters_that_went_wrong_before_the_file_was_made_are_pointed_out(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "dobbelt.csv"
    good, spoiled = "Måned;Område\n2026-01;Børn\n", "2026-02;Ældre og børn\n".encode().decode("cp1252", errors="ignore")
    path.write_bytes((good + spoiled).encode(encoding))

    reading, found = read_raw(path, tmp_path)

    assert found[1] == ["2026-01", "Børn"]
    assert "twice_encoded" in codes(reading)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "mac_roman", "utf-16"])
def test_letters_as_they_should_be_are_not_pointed_out(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "godt.csv"
    path.write_bytes("Måned;Område\n2026-01;Børn og æældre Å\n2026-02;Ørsted\n".encode(encoding))

    reading, found = read_raw(path, tmp_path)

    assert found[1][1] == "Børn og æældre Å"
    assert "twice_encoded" not in codes(reading)
