"""A table of very many columns is read as a narrow one is, though its cells are looked over in another way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.persons_example import dashed, make_numbers
from tests.importing.reading import read_here
from vil.importing.export import write_rows
from vil.model.reading import Column, PersonalKind, Reading
from vil.model.recipe import PersonalColumn, ReadingOptions, Treatment
from vil.privacy.identifiers import MASK

NUMBERS = make_numbers(30)
WIDE, NARROW = 240, 12
KINDS = 6


def write_cell(place: int, row: int) -> str:
    kinds = (
        f"{row * place % 997},5",
        f" Svar {row % 5} ",
        f"{row % 27 + 1:02}-03-2025",
        "fejl" if row == 7 else str(row),
        f"se sagen {dashed(NUMBERS[row])}" if row in (3, 9) else "",
        f"2025-{row % 12 + 1:02}",
    )
    return kinds[place % KINDS]


def write_extract(path: Path, width: int, *extra: tuple[str, list[str]]) -> Path:
    """Write thirty rows: a month, a unit, `width` columns of six kinds, and some more."""
    lines = [["Måned", "Enhed", *(f"Felt {place:03}" for place in range(width)), *(name for name, _ in extra)]]
    for row in range(len(NUMBERS)):
        cells = [write_cell(place, row) for place in range(width)]
        lines.append([f"2025-{row % 12 + 1:02}", f"Enhed {row // 12}", *cells, *(texts[row] for _, texts in extra)])
    path.write_text("\n".join(";".join(line) for line in lines) + "\n", encoding="utf-8")
    return path


def read(path: Path, *personal: PersonalColumn) -> Reading:
    return read_here(path, ReadingOptions(personal=personal), workdir=path.parent / path.stem)


def first_columns(reading: Reading) -> tuple[Column, ...]:
    return reading.columns[: 2 + NARROW]


def test_columns_are_read_alike_in_a_wide_table_and_a_narrow_one(tmp_path: Path) -> None:
    wide, narrow = (read(write_extract(tmp_path / f"bredde{width}.csv", width)) for width in (WIDE, NARROW))

    assert first_columns(wide) == first_columns(narrow)
    assert wide.data_rows == narrow.data_rows == len(NUMBERS)
    assert [one[: 2 + NARROW] for one in wide.preview] == [one[: 2 + NARROW] for one in narrow.preview]
    shown = {one.column for one in narrow.personal}
    assert [one for one in wide.personal if one.column in shown] == list(narrow.personal)


def test_single_numbers_are_hidden_in_every_column_of_a_wide_table(tmp_path: Path) -> None:
    reading = read(write_extract(tmp_path / "bred.csv", WIDE))

    found = [one for one in reading.personal if one.kind is PersonalKind.CPR]
    assert [one.cells for one in found] == [2] * (WIDE // KINDS)
    rows = tmp_path / "rækker.csv"
    assert reading.table is not None
    write_rows(reading, rows)
    assert MASK in rows.read_text(encoding="utf-8")
    assert all(dashed(number) not in rows.read_text(encoding="utf-8") for number in NUMBERS)


def test_a_wide_table_with_very_many_columns_of_numbers_is_refused(tmp_path: Path) -> None:
    persons = [(f"Kolonne {place}", NUMBERS) for place in range(130)]

    reading = read(write_extract(tmp_path / "bred.csv", 1, *persons))

    assert reading.refused is not None
    assert reading.refused.code == "personal_numbers"
    assert [one.column for one in reading.personal] == [name for name, _ in persons]


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_column_is_made_into_pseudonyms_at_any_width(width: int, tmp_path: Path) -> None:
    path = write_extract(tmp_path / "udtræk.csv", width, ("borger", [dashed(number) for number in NUMBERS]))

    reading = read(path, PersonalColumn("borger", Treatment.PSEUDONYM))

    assert reading.refused is None
    assert reading.pseudonyms == ("borger",)
    rows = tmp_path / "rækker.csv"
    write_rows(reading, rows)
    assert all(dashed(number) not in rows.read_text(encoding="utf-8") for number in NUMBERS)
