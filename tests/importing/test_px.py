"""PX files: every figure in its place, and a refusal where that cannot be known."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from tests.importing.expectations import load_expected
from tests.importing.persons_example import dashed, make_numbers
from tests.importing.reading import read_here
from vil.importing.px_syntax import read_texts, split_statements
from vil.model.reading import ColumnType, Reading, Shape
from vil.privacy.identifiers import MASK

HEAD = {
    "CHARSET": '"ANSI"',
    "MATRIX": '"PROEVE"',
    "SUBJECT-AREA": '"Prøve"',
    "TITLE": '"Børn efter område, tid og køn"',
    "CONTENTS": '"Børn"',
    "UNITS": '"antal"',
    "DECIMALS": "0",
    "STUB": '"område"',
    "HEADING": '"tid","køn"',
    'VALUES("område")': '"I alt","Øst","Vest"',
    'VALUES("tid")': '"2024","2025"',
    'VALUES("køn")': '"drenge","piger"',
    'TIMEVAL("tid")': 'TLIST(A1),"2024","2025"',
}
FIGURES = "1 2 3 4\n5 6 7 8\n9 10 11 12"


def write_px(folder: Path, data: str | None = FIGURES, *, encoding: str = "cp1252", **changes: str | None) -> Path:
    """Write a small PX file; a change to None leaves the keyword out."""
    spelled = {
        re.sub("__", "-", key).replace("_of_", '("') + ('")' if "_of_" in key else ""): value
        for key, value in changes.items()
    }
    statements = {key: value for key, value in {**HEAD, **spelled}.items() if value is not None}
    text = "".join(f"{key}={value};\n" for key, value in statements.items())
    path = folder / "proeve.px"
    path.write_bytes((text + (f"DATA=\n{data};\n" if data is not None else "")).encode(encoding))
    return path


def rows_of(reading: Reading) -> list[tuple[object, ...]]:
    names = ", ".join(f'"{column.name}"' for column in reading.columns)
    return duckdb.execute(f"SELECT {names} FROM read_parquet('{reading.table}')").fetchall()


def codes_of(reading: Reading) -> list[str]:
    return [doubt.code for doubt in reading.warnings]


def test_every_figure_stands_with_its_members_in_the_order_of_stub_and_heading(tmp_path: Path) -> None:
    reading = read_here(write_px(tmp_path), workdir=tmp_path)

    assert [column.name for column in reading.columns] == ["område", "tid", "køn", "value"]
    assert rows_of(reading)[:5] == [
        ("I alt", "2024", "drenge", 1.0),
        ("I alt", "2024", "piger", 2.0),
        ("I alt", "2025", "drenge", 3.0),
        ("I alt", "2025", "piger", 4.0),
        ("Øst", "2024", "drenge", 5.0),
    ]
    assert (reading.format, reading.shape, reading.unit) == ("px", Shape.LONG, "område")
    assert reading.period is not None
    assert (reading.period.column, reading.period.first, reading.period.last) == ("tid", "2024", "2025")
    assert reading.aggregates == ("I alt",)
    assert reading.titles == ("Børn efter område, tid og køn", "Enhed: antal")


def test_members_that_are_digits_are_codes_and_never_figures(tmp_path: Path) -> None:
    path = write_px(tmp_path, VALUES_of_område='"101","147","751"')

    reading = read_here(path, workdir=tmp_path)

    assert reading.columns[0].type is ColumnType.CODE
    assert [column.name for column in reading.columns if column.type is ColumnType.NUMBER] == ["value"]


def test_time_is_read_from_timeval_where_the_labels_say_nothing(tmp_path: Path) -> None:
    path = write_px(tmp_path, VALUES_of_tid='"sidste","denne"', TIMEVAL_of_tid='TLIST(M1),"202511","202512"')

    reading = read_here(path, workdir=tmp_path)

    assert reading.period is not None
    assert (reading.period.grain, reading.period.first, reading.period.last) == ("month", "2025-11", "2025-12")


def test_a_time_list_may_be_written_from_first_to_last(tmp_path: Path) -> None:
    path = write_px(tmp_path, VALUES_of_tid='"a","b"', TIMEVAL_of_tid='TLIST(Q1,"20244"-"20251")')

    reading = read_here(path, workdir=tmp_path)

    assert reading.period is not None
    assert (reading.period.first, reading.period.last) == ("2024-Q4", "2025-Q1")


def test_signs_for_missing_values_are_kept_and_told_by_the_files_own_words(tmp_path: Path) -> None:
    path = write_px(tmp_path, '"." ".." 3 "-"\n5 "....." 7 8\n9 10 11 12', DATASYMBOL2='"for få personer"')

    reading = read_here(path, workdir=tmp_path)

    assert (reading.columns[3].numbers, reading.columns[3].sum) == (8, 65.0)
    assert set(reading.missing_markers) == {".", "..", "-", "....."}
    assert any("»..« betyder »for få personer«" in doubt.message for doubt in reading.warnings)


def test_semicolons_quotation_marks_and_texts_over_several_lines_are_part_of_a_member(tmp_path: Path) -> None:
    path = write_px(tmp_path, VALUES_of_område='"Skole; SFO","Den ""nye"" ","Et langt "\n"navn"')

    reading = read_here(path, workdir=tmp_path)

    assert [row[0] for row in rows_of(reading)[::4]] == ["Skole; SFO", 'Den "nye"', "Et langt navn"]


def test_the_keys_form_puts_each_line_where_its_keys_say_and_leaves_the_rest_missing(tmp_path: Path) -> None:
    lines = '"Vest","2025",11 12\n"I alt","2024",1 2\n"Øst","2024",".." 6'
    path = write_px(tmp_path, lines, KEYS_of_område="VALUES", KEYS_of_tid="VALUES")

    reading = read_here(path, workdir=tmp_path)

    found = {row[:3]: row[3] for row in rows_of(reading)}
    assert len(found) == 12
    assert found["Vest", "2025", "piger"] == 12.0
    assert found["I alt", "2024", "drenge"] == 1.0
    assert found["Øst", "2024", "drenge"] is None
    assert found["Vest", "2024", "drenge"] is None
    assert "px_unlisted_cells" in codes_of(reading)


def test_keys_may_be_codes(tmp_path: Path) -> None:
    path = write_px(
        tmp_path, '"a",1 2 3 4\n"c",9 10 11 12\n"b",5 6 7 8', KEYS_of_område="CODES", CODES_of_område='"a","b","c"'
    )

    reading = read_here(path, workdir=tmp_path)

    assert [row[3] for row in rows_of(reading)] == [float(number) for number in range(1, 13)]


@pytest.mark.parametrize("encoding", ["utf-8", "cp850"])
def test_the_bytes_decide_the_encoding_and_a_lie_is_told(encoding: str, tmp_path: Path) -> None:
    declared = "iso-8859-15" if encoding == "utf-8" else "IBM850"

    reading = read_here(write_px(tmp_path, encoding=encoding, CODEPAGE=f'"{declared}"'), workdir=tmp_path)

    assert rows_of(reading)[4][0] == "Øst"
    assert ("px_codepage" in codes_of(reading)) == (encoding == "utf-8")


def test_members_that_share_a_name_are_told_apart_by_their_codes(tmp_path: Path) -> None:
    path = write_px(tmp_path, VALUES_of_område='"I alt","Andet","Andet"', CODES_of_område='"0","1","2"')

    reading = read_here(path, workdir=tmp_path)

    assert [row[0] for row in rows_of(reading)[::4]] == ["I alt", "Andet (1)", "Andet (2)"]
    assert "px_shared_labels" in codes_of(reading)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"data": "1 2 3 4"}, "px_cells"),
        ({"data": FIGURES + " 13"}, "px_cells"),
        ({"data": FIGURES.replace("7", "syv")}, "px_cell"),
        ({"data": FIGURES.replace("7", '"7')}, "px_cell"),
        ({"data": None}, "px_keyword_missing"),
        ({"STUB": None, "HEADING": None}, "px_keyword_missing"),
        ({"STUB": None}, "px_contradiction"),
        ({"HEADING": '"tid","køn","område"'}, "px_contradiction"),
        ({"VALUES_of_køn": None}, "px_values_missing"),
        ({"VALUES_of_køn": '"dr"enge","piger"'}, "px_values_faulty"),
        ({"TIMEVAL_of_tid": 'TLIST(A1),"2023","2024"'}, "px_contradiction"),
        ({"data": '"Nord",1 2 3 4', "KEYS_of_område": "VALUES"}, "px_key"),
        ({"data": '"Vest",1 2 3 4\n"Vest",1 2 3 4', "KEYS_of_område": "VALUES"}, "px_key"),
        ({"data": '"Vest",1 2 3', "KEYS_of_område": "VALUES"}, "px_key"),
    ],
)
def test_a_file_whose_figures_cannot_be_placed_is_refused(
    changes: dict[str, str | None], code: str, tmp_path: Path
) -> None:
    reading = read_here(write_px(tmp_path, **changes), workdir=tmp_path)

    assert reading.refused is not None
    assert reading.refused.code == code
    assert "PX-fil" in reading.refused.message


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"MATRIX": '"PRO"VE"'}, "px_faulty_keyword"),
        ({"CODES_of_køn": '"d"d","p"'}, "px_faulty_keyword"),
        ({"CODES_of_køn": '"d"'}, "px_codes"),
        ({"TITLE": None}, "px_missing_keyword"),
        ({"CONTVARIABLE": '"mål"'}, "px_contvariable"),
        ({"CONTVARIABLE": '"køn"'}, "px_contents"),
        ({"TIMEVAL_of_tid": 'TLIST(A1),"2024"'}, "px_timeval"),
    ],
)
def test_a_fault_that_no_figure_hangs_on_is_told(changes: dict[str, str | None], code: str, tmp_path: Path) -> None:
    reading = read_here(write_px(tmp_path, **changes), workdir=tmp_path)

    assert reading.refused is None
    assert code in codes_of(reading)
    assert reading.columns[-1].sum == 78.0


def test_a_statement_with_a_mark_too_many_does_not_swallow_the_next() -> None:
    found = list(split_statements('MATRIX="A"B";\nTITLE="T; x";\nUNITS="u";'))

    assert [(one.keyword, one.is_faulty) for one in found] == [("MATRIX", True), ("TITLE", False), ("UNITS", False)]
    assert read_texts(found[1].value) == ("T; x",)


def test_real_px_files_are_read_as_two_readers_agree(shared_data: Path, tmp_path: Path) -> None:
    faults = []
    for entry in load_expected(shared_data / "px"):
        if "cells_expected" in entry:
            reading = read_here(shared_data / "px" / entry["file"], workdir=tmp_path)
            faults += [f"{entry['file']}: {fault}" for fault in find_px_faults(entry, reading)]

    assert faults == []


def find_px_faults(entry: dict[str, object], reading: Reading) -> list[str]:
    if reading.refused:
        return [reading.refused.code]
    figures = reading.columns[-1]
    values = [row[-1] for row in rows_of(reading)]
    claims = {
        "cells_expected": reading.data_rows,
        "n_numbers": figures.numbers,
        "missing_markers": set(reading.missing_markers),
        "first_cell": values[0],
        "last_cell": values[-1],
    }
    wanted = {key: entry[key] for key in claims if key in entry}
    if "missing_markers" in wanted:
        wanted["missing_markers"] = set(wanted["missing_markers"])
    for key in {"first_cell", "last_cell"} & set(wanted):
        text = str(wanted[key])
        wanted[key] = None if text.startswith('"') else float(text)
    faults = [f"{key}: wanted {value}, found {claims[key]}" for key, value in wanted.items() if claims[key] != value]
    if abs((figures.sum or 0.0) - float(str(entry["sum_of_numbers"]))) > 0.001:
        faults.append(f"sum: found {figures.sum}")
    if "stub" in entry:
        names = [column.name for column in reading.columns[:-1]]
        faults += [] if names == [*entry["stub"], *entry["heading"]] else [f"columns: {names}"]
    if str(entry.get("trap", "")).startswith("declared CODEPAGE") and "px_codepage" not in codes_of(reading):
        faults.append("the lie about the encoding is not told")
    return faults


def test_every_faulty_px_file_is_refused_or_its_fault_is_told(shared_data: Path, tmp_path: Path) -> None:
    found = {}
    for path in sorted((shared_data / "px" / "error").glob("*.px")):
        reading = read_here(path, workdir=tmp_path)
        found[path.stem.removeprefix("BE0101F1")] = (
            reading.refused.code
            if reading.refused
            else next(code for code in codes_of(reading) if code.startswith("px_"))
        )

    assert found == {
        "errorCodes": "px_faulty_keyword",
        "errorContvariable": "px_contvariable",
        "errorMatrix": "px_faulty_keyword",
        "errorSubjectArea": "px_faulty_keyword",
        "errorValues": "px_values_faulty",
        "errormissingValues": "px_values_missing",
        "missingContents": "px_missing_keyword",
        "missingDecimal": "px_missing_keyword",
        "missingStubHeading": "px_keyword_missing",
        "missingTitle": "px_missing_keyword",
    }


def test_personal_numbers_in_names_and_members_are_hidden(tmp_path: Path) -> None:
    first, second, third = (dashed(number) for number in make_numbers(3))
    head = {
        "TITLE": f'"Børn {third}"',
        "STUB": f'"område {first}"',
        'VALUES("område")': None,
        f'VALUES("område {first}")': f'"I alt","Øst {second}","Vest"',
        f'ELIMINATION("område {first}")': f'"Øst {second}"',
    }
    reading = read_here(write_px(tmp_path, **head), workdir=tmp_path)

    assert reading.refused is None
    assert reading.columns[0].name == f"område {MASK}"
    assert {row[0] for row in rows_of(reading)} == {"I alt", f"Øst {MASK}", "Vest"}
    assert "personal_numbers_in_headers" in {doubt.code for doubt in reading.warnings}
    for number in (first, second, third):
        assert number not in repr(reading)
