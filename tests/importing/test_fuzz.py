"""A sample of the files that nobody meant; `benchmarks/fuzz.py` reads a thousand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.fuzzing import find_breaches, list_sources, make_files
from vil.importing import read_extract

DATA = Path(__file__).parents[1] / "data"
SAMPLE = list(make_files(list_sources(DATA, DATA / "nowhere"), 60, seed=7, share_of_workbooks=0.05))


@pytest.mark.parametrize(("name", "content"), SAMPLE, ids=[name for name, _ in SAMPLE])
def test_no_file_crashes_the_reader_and_no_row_goes_without_a_word(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert find_breaches(path, tmp_path) == []


def test_every_line_is_read_or_told_why_not(tmp_path: Path) -> None:
    path = tmp_path / "regnskab.csv"
    above, below = "Besøg 2026;\n;\nDato;Antal;Note\n", "I alt;6;\n\nKilde: egne tal;;\n"
    rows = '01-03-2026;1;"to\nlinjer"\n\n02-03-2026;2;\n03-03-2026;3\n'
    path.write_text(above + rows + below, encoding="utf-8")

    reading = read_extract(path, workdir=tmp_path)

    assert reading.data_rows == 3
    assert dict(reading.left_out) == {"title": 1, "blank": 3, "header": 1, "inside": 1, "summary": 1, "footer": 1}
    assert ("short_rows", (8,)) in [(doubt.code, doubt.rows) for doubt in reading.warnings]


def test_a_second_table_is_counted_among_the_rows_left_out(tmp_path: Path) -> None:
    path = tmp_path / "to.csv"
    path.write_text("Dato;Antal\n2026-01-01;1\n2026-01-02;2\n\nDato;Antal\n2026-01-03;3\n", encoding="utf-8")

    reading = read_extract(path, workdir=tmp_path)

    assert (reading.data_rows, dict(reading.left_out)) == (2, {"header": 1, "blank": 1, "second_table": 2})
