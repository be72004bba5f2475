"""A number that is nothing but nines, far from all the others, is pointed out, and can be said to stand for a missing one."""

from __future__ import annotations

from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.importing.reading import read_here
from vil.model.reading import Reading
from vil.model.recipe import ReadingOptions

ROWS = [(f"2026-{1 + i % 6:02d}", "ABC"[i % 3], 99999 if i in (17, 88) else 5 + i * 7 % 60) for i in range(200)]


@pytest.fixture(scope="module")
def extracts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same rows as text, as a workbook and as Parquet."""
    folder = tmp_path_factory.mktemp("odd")
    paths = {kind: folder / f"sager.{kind}" for kind in ("csv", "xlsx", "parquet")}
    lines = [("Maaned", "Enhed", "Ventedage"), *ROWS]
    paths["csv"].write_text("\n".join(";".join(map(str, line)) for line in lines), encoding="utf-8")
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    book.save(paths["xlsx"])
    duckdb.execute(f"COPY (FROM read_csv('{paths['csv']}')) TO '{paths['parquet']}'")
    return paths


def told(reading: Reading) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.message, one.rows) for one in reading.warnings if one.code == "odd_value"]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_it_is_pointed_out_with_its_rows_and_is_missing_when_it_is_said_to_be(
    extracts: dict[str, Path], tmp_path: Path, kind: str
) -> None:
    reading = read_here(extracts[kind], workdir=tmp_path)
    (message, rows) = told(reading)[0]
    assert message.startswith("Kolonnen »Ventedage« har 2 celler med 99.999, langt fra alle andre (højst 64).")
    assert rows == ((18, 89) if kind == "parquet" else (19, 90))

    again = read_here(extracts[kind], ReadingOptions(missing=("99999",)), workdir=tmp_path)
    column = again.columns[2]
    assert (told(again), column.type, column.missing, column.numbers) == ([], "number", 2, 198)
    assert column.sum == sum(row[2] for row in ROWS if row[2] < 99999)


@pytest.mark.parametrize(
    ("numbers", "is_odd"),
    [
        ((1, 2, 999), True),
        ((1, 2, -99), False),
        ((1, 2, -999), True),
        ((250, 999, 400), False),
        ((99999, 99998, 3), False),
        ((1, 2, 99998), False),
        ((9999, 9999, 9999), False),
        ((0.5, 2.25, 9999.99), True),
    ],
)
def test_only_nines_far_from_the_others_are_odd(tmp_path: Path, numbers: tuple[float, ...], is_odd: bool) -> None:
    lines = [
        "Maaned;Tal",
        *(f"2026-{place:02d};{str(number).replace('.', ',')}" for place, number in enumerate(numbers, 1)),
    ]
    (tmp_path / "tal.csv").write_text("\n".join(lines), encoding="utf-8")
    assert bool(told(read_here(tmp_path / "tal.csv", workdir=tmp_path))) == is_odd
