"""A large, plain text file is read in one pass by its sample, and as if it had been read cell by cell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.importing.persons_example import dashed, make_numbers
from vil.importing import by_sample, direct
from vil.importing.engine import open_engine
from vil.importing.reader import read_file
from vil.importing.rows import ROW
from vil.model.reading import Reading
from vil.model.recipe import ReadingOptions

LINES = 6000
ODD = 3457
"""A line that no sample of this file holds."""
HEADER = "Dato;Enhed;Sagsnr;Antal;Timer;Svar;Måned"


def write_line(row: int) -> str:
    day, answer = f"{row % 28 + 1:02}-{row % 12 + 1:02}-2025", ("", "Ja", "Nej, ældre")[row % 3]
    return f"{day};Enhed {row % 40};S{row:06};{row % 50};{row % 997},5;{answer};2025-{row % 12 + 1:02}"


def read(tmp_path: Path, lines: list[str], monkeypatch: pytest.MonkeyPatch, smallest: int) -> tuple[Reading, bool]:
    """Read lines in one pass where `smallest` bytes are enough for that; tell whether it was done so."""
    monkeypatch.setattr(by_sample, "SMALLEST_BYTES", smallest)
    monkeypatch.setattr(direct, "SMALLEST_BYTES", 0)
    path, table = tmp_path / "udtraek.csv", tmp_path / f"table{smallest}.parquet"
    path.write_bytes(("\n".join(lines) + "\n").encode("cp1252"))
    scratch = tmp_path / str(smallest)
    scratch.mkdir()
    with open_engine(scratch) as engine:
        reading = read_file(engine, path, ReadingOptions(), table=table)
    has_rows = reading.table is None or _has_rows(table)
    return reading, not has_rows


def _has_rows(table: Path) -> bool:
    return any(line[0] == ROW for line in duckdb.sql(f"DESCRIBE SELECT * FROM '{table}'").fetchall())


def cells_of(reading: Reading) -> list[tuple[object, ...]]:
    if reading.table is None:
        return []
    names = ", ".join(f'"{column.name}"' for column in reading.columns)
    return duckdb.sql(f"SELECT {names} FROM read_parquet('{reading.table}')").fetchall()


def both_ways(
    tmp_path: Path, lines: list[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[tuple[Reading, bool], tuple[Reading, bool]]:
    return read(tmp_path, lines, monkeypatch, 0), read(tmp_path, lines, monkeypatch, 1 << 40)


def test_a_plain_file_is_read_in_one_pass_and_says_what_it_says_cell_by_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [HEADER, *map(write_line, range(LINES))]
    (swift, in_one_pass), (slow, _) = both_ways(tmp_path, lines, monkeypatch)

    assert in_one_pass
    assert replace(swift, table=None) == replace(slow, table=None)
    assert cells_of(swift) == cells_of(slow)
    assert len(cells_of(swift)) == LINES


@pytest.mark.parametrize(
    "line",
    [
        "01-02-2025;Enhed 1;S1;fejl;1,5;Ja;2025-01",
        "01-02-2025;Enhed 1;S1;..;1,5;Ja;2025-01",
        "01-02-2025;Enhed 1;S1;1.234;1,5;Ja;2025-01",
        "01-02-2025;Enhed 1;S1;1_234;1,5;Ja;2025-01",
        "01-02-2025;Enhed 1;S1;inf;1,5;Ja;2025-01",
        "01-02-25;Enhed 1;S1;1;1,5;Ja;2025-01",
        "2025-02-01;Enhed 1;S1;1;1,5;Ja;2025-01",
        "31-02-2025;Enhed 1;S1;1;1,5;Ja;2025-01",
        "01-02-2025; Enhed 1 ;S1;1;1,5;Ja;2025-01",
        "01-02-2025;Enhed 1 (2);S1;1;1,5;Ja;2025-01",
        "01-02-2025;Enhed 1;S1;1;1,5;Ja;uoplyst",
        "01-02-2025;Enhed 1;S1;1;1,5;Ja – måske;2025-01",
        '01-02-2025;Enhed 1;S1;1;1,5;"Ja;2025-01',
        '01-02-2025;Enhed 1;S1;1;1,5;"Ja\nNej";2025-01',
        "01-02-2025;Enhed 1;S1;1;1,5",
        "01-02-2025;Enhed 1;S1;1;1,5;Ja;2025-01;mere",
        "01-02-2025;Enhed 1;S1;1;1,5;skriv til a@example.dk;2025-01",
        f"01-02-2025;Enhed 1;S1;1;1,5;se {dashed(make_numbers(1)[0])};2025-01",
        ";;;;;;",
        "",
        HEADER,
    ],
)
def test_one_line_out_of_the_ordinary_is_found_wherever_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    lines = [HEADER, *map(write_line, range(LINES))]
    lines[ODD] = line
    (swift, _), (slow, _) = both_ways(tmp_path, lines, monkeypatch)

    assert replace(swift, table=None) == replace(slow, table=None)
    assert cells_of(swift) == cells_of(slow)


def test_a_last_sum_without_a_name_is_left_out_in_a_large_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    total = sum(row % 50 for row in range(LINES))
    lines = [HEADER, *map(write_line, range(LINES)), f";;;{total};;;"]
    (swift, _), (slow, _) = both_ways(tmp_path, lines, monkeypatch)

    assert replace(swift, table=None) == replace(slow, table=None)
    assert swift.data_rows == LINES
