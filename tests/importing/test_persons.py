"""No personal identifier gets past the process that reads a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.importing.persons_example import dashed, make_numbers
from vil.importing import guess_recipe, read_extract
from vil.importing.export import write_rows
from vil.importing.fitting import find_recipe_problems
from vil.model.reading import PersonalFinding, PersonalKind, Reading
from vil.model.recipe import PersonalColumn, ReadingOptions, Treatment
from vil.privacy.identifiers import MASK
from vil.privacy.pseudonyms import load_key, make_pseudonym

pytestmark = pytest.mark.usefixtures("reading_here")

NUMBERS = make_numbers(40)
WRITTEN = {
    "with a dash": dashed,
    "in a row": str,
    "with a blank": lambda number: f"{number[:6]} {number[6:]}",
    "in pairs": lambda number: f"{number[:2]} {number[2:4]} {number[4:6]} {number[6:]}",
    "without the leading zero": lambda number: str(int(number)),
    "with a dash and without the zero": lambda number: dashed(number).lstrip("0"),
    "as a formula": lambda number: f'="{number}"',
}


def write_extract(path: Path, cells: list[str], header: str = "borger") -> Path:
    lines = [f"2026-{1 + at % 12:02d}-01;Center {at % 3};{cell};{at}" for at, cell in enumerate(cells)]
    path.write_text("\n".join([f"dato;enhed;{header};antal", *lines]) + "\n", encoding="utf-8")
    return path


def read(path: Path, *personal: PersonalColumn, key_file: Path | None = None) -> Reading:
    options = ReadingOptions(personal=personal)
    return read_extract(path, options, workdir=path.parent / "work", key_file=key_file)


def everything_said(reading: Reading) -> str:
    return repr(reading)


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_a_column_of_numbers_stops_the_reading_however_they_are_written(write, tmp_path: Path) -> None:
    cells = [write(number) for number in NUMBERS]

    reading = read(write_extract(tmp_path / "udtræk.csv", cells))

    assert reading.refused is not None
    assert reading.refused.code == "personal_numbers"
    assert "»borger«" in reading.refused.message
    assert reading.personal == (PersonalFinding("borger", PersonalKind.CPR, 40, True),)
    assert [column.name for column in reading.columns] == ["dato", "enhed", "borger", "antal"]
    assert [row[0] for row in reading.preview][:2] == ["dato", "2026-01-01"]
    assert all(cell not in everything_said(reading) for cell in cells)
    assert reading.table is None
    assert not list((tmp_path / "work").iterdir())


def test_a_column_that_is_left_out_is_nowhere(tmp_path: Path) -> None:
    path = write_extract(tmp_path / "udtræk.csv", [dashed(number) for number in NUMBERS])
    raw = tmp_path / "raw.csv"

    options = ReadingOptions(personal=(PersonalColumn("borger", Treatment.DROP),))
    reading = read_extract(path, options, workdir=tmp_path / "work", raw=raw)

    assert reading.refused is None
    assert [column.name for column in reading.columns] == ["dato", "enhed", "antal"]
    assert [column.sum for column in reading.columns] == [None, None, 780]
    assert reading.preview[0] == ("dato", "enhed", "antal")
    assert raw.read_text(encoding="utf-8").splitlines()[:2] == ["dato,enhed,antal", "2026-01-01,Center 0,0"]
    assert "personal_dropped" in [doubt.code for doubt in reading.warnings]
    table = reading.table.read_bytes()
    assert not any(dashed(number).encode() in table for number in NUMBERS)


def test_a_person_has_one_pseudonym_however_the_number_is_written(tmp_path: Path) -> None:
    written = [write(number) for write in (dashed, str, lambda one: str(int(one))) for number in NUMBERS]
    path, key_file = write_extract(tmp_path / "udtræk.csv", [*written, "ukendt", ""]), tmp_path / "key"

    reading = read(path, PersonalColumn("borger", Treatment.PSEUDONYM), key_file=key_file)

    cells = duckdb.connect().sql(f"SELECT borger FROM '{reading.table}'").fetchall()
    assert [row[0] for row in cells][:40] == [make_pseudonym(number, load_key(key_file)) for number in NUMBERS]
    assert len({row[0] for row in cells}) == 40 + 2
    assert cells[-1][0] is None
    assert reading.pseudonyms == ("borger",)
    assert reading.unit == "enhed"
    assert all(number not in everything_said(reading) for number in written)


def test_another_installation_makes_other_pseudonyms(tmp_path: Path) -> None:
    path = write_extract(tmp_path / "udtræk.csv", NUMBERS)
    treated = PersonalColumn("borger", Treatment.PSEUDONYM)

    ours, again, theirs = (read(path, treated, key_file=tmp_path / name) for name in ("ours", "ours", "theirs"))

    first, second, other = (
        duckdb.connect().sql(f"SELECT borger FROM '{one.table}'").fetchall() for one in (ours, again, theirs)
    )
    assert first == second
    assert not {*first} & {*other}
    assert (tmp_path / "ours").stat().st_mode & 0o777 == 0o600


def test_single_numbers_in_text_are_hidden_and_counted_with_their_rows(tmp_path: Path) -> None:
    notes = ["Ingen bemærkning"] * 30
    notes[4] = f"Ring til {dashed(NUMBERS[0])} i morgen, sag 12-345"
    notes[11] = f"{dashed(NUMBERS[1])} {dashed(NUMBERS[2])}"
    notes[12] = f"(cpr {NUMBERS[3]})"
    path, raw, rows = write_extract(tmp_path / "udtræk.csv", notes, "note"), tmp_path / "raw.csv", tmp_path / "rows.csv"

    reading = read_extract(path, workdir=tmp_path / "work", raw=raw)
    write_rows(reading, rows)

    doubt = next(one for one in reading.warnings if one.code == "personal_numbers_in_text")
    assert doubt.rows == (6, 13, 14)
    assert "3 celler" in doubt.message
    assert reading.personal == (PersonalFinding("note", PersonalKind.CPR, 3, False),)
    assert reading.preview[5][2] == f"Ring til {MASK} i morgen, sag 12-345"
    for said in (everything_said(reading), raw.read_text(encoding="utf-8"), rows.read_text(encoding="utf-8")):
        assert not any(number in said or dashed(number) in said for number in NUMBERS)


def test_numbers_in_a_typed_table_stop_the_reading_too(tmp_path: Path) -> None:
    path = tmp_path / "udtræk.parquet"
    values = ", ".join(f"(DATE '2026-01-01', {int(number)}, {at})" for at, number in enumerate(NUMBERS))
    duckdb.connect().sql(f"COPY (SELECT * FROM (VALUES {values}) AS t(dato, id, antal)) TO '{path}'")

    refused = read(path)
    reading = read(path, PersonalColumn("id", Treatment.PSEUDONYM), key_file=tmp_path / "key")

    assert refused.refused is not None
    assert refused.refused.code == "personal_numbers"
    assert not any(str(int(number)) in everything_said(refused) for number in NUMBERS)
    cells = duckdb.connect().sql(f"SELECT id FROM '{reading.table}'").fetchall()
    assert [row[0] for row in cells] == [make_pseudonym(number, load_key(tmp_path / "key")) for number in NUMBERS]


def test_numbers_in_a_workbook_that_lost_their_zero_stop_the_reading(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in [["Dato", "Id", "Antal"], *(["2026-01-01", int(number), 1] for number in NUMBERS)]:
        book.active.append(row)
    book.save(tmp_path / "udtræk.xlsx")

    refused = read(tmp_path / "udtræk.xlsx")
    reading = read(tmp_path / "udtræk.xlsx", PersonalColumn("Id", Treatment.PSEUDONYM), key_file=tmp_path / "key")

    assert refused.personal == (PersonalFinding("Id", PersonalKind.CPR, 40, True),)
    assert refused.refused is not None
    cells = duckdb.connect().sql(f"SELECT Id FROM '{reading.table}'").fetchall()
    assert cells[0][0] == make_pseudonym(NUMBERS[0], load_key(tmp_path / "key"))


def test_numbers_in_headers_titles_and_the_name_of_the_file_are_hidden(tmp_path: Path) -> None:
    path = tmp_path / f"borger {dashed(NUMBERS[0])}.csv"
    path.write_text(
        f"Udtræk for {dashed(NUMBERS[1])}\n\ndato;{dashed(NUMBERS[2])};{dashed(NUMBERS[3])}\n2026-01-01;1;2\n2026-02-01;3;4\n",
        encoding="utf-8",
    )

    reading = read(path)

    assert reading.file == f"borger {MASK}.csv"
    assert [column.name for column in reading.columns] == ["dato", MASK, f"{MASK} (2)"]
    assert "personal_numbers_in_headers" in [doubt.code for doubt in reading.warnings]
    assert not any(dashed(number) in everything_said(reading) for number in NUMBERS)


def test_a_column_named_so_stops_the_reading_with_a_single_row(tmp_path: Path) -> None:
    reading = read(write_extract(tmp_path / "udtræk.csv", [NUMBERS[0]], "CPR-nummer"))

    assert reading.refused is not None
    assert reading.refused.code == "personal_numbers"


def test_a_file_without_persons_says_nothing_of_them(tmp_path: Path) -> None:
    reading = read(write_extract(tmp_path / "udtræk.csv", [f"Sag {at}" for at in range(40)], "sag"))

    assert reading.refused is None
    assert reading.personal == ()
    assert not [doubt for doubt in reading.warnings if doubt.code.startswith("personal")]


def test_a_sheet_is_found_by_its_name_with_the_number_hidden(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Dato", "Antal"])
    book.active.append(["2026-01-01", 1])
    sheet = book.create_sheet(dashed(NUMBERS[0]))
    sheet.append(["Dato", "Antal"])
    sheet.append(["2026-01-01", 7])
    book.save(tmp_path / "udtræk.xlsx")

    first = read(tmp_path / "udtræk.xlsx")
    second = read_extract(tmp_path / "udtræk.xlsx", ReadingOptions(sheet=first.sheets[1]), workdir=tmp_path / "work")

    assert first.sheets == ("Sheet", MASK)
    assert (second.sheet, second.columns[1].sum) == (MASK, 7)


@pytest.mark.parametrize("change", [{"unit": "borger"}, {"dimensions": ("borger",)}, {"filters": (("borger", "x"),)}])
def test_a_recipe_cannot_show_pseudonyms(change: dict[str, object], tmp_path: Path) -> None:
    treated = ReadingOptions(personal=(PersonalColumn("borger", Treatment.PSEUDONYM),))
    reading = read_extract(write_extract(tmp_path / "udtræk.csv", NUMBERS), treated, workdir=tmp_path / "work")
    recipe = guess_recipe(reading, dataset="x", title="X")

    problems = find_recipe_problems(reading, replace(recipe, **change))

    assert find_recipe_problems(reading, recipe) == []
    assert recipe.person_key == "borger"
    assert [problem for problem in problems if "»borger« er koder for personer" in problem]


def test_next_months_extract_under_another_header_is_treated_by_the_name_it_goes_by(tmp_path: Path) -> None:
    path = write_extract(tmp_path / "udtræk.csv", NUMBERS, "Borger ID")
    options = ReadingOptions(
        renames=(("Borger ID", "borger"),), personal=(PersonalColumn("borger", Treatment.PSEUDONYM),)
    )

    reading = read_extract(path, options, workdir=tmp_path / "work")

    assert reading.refused is None
    assert reading.pseudonyms == ("borger",)
    assert reading.personal[0].column == "borger"
