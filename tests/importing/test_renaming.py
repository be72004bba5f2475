"""A header in the file goes by the name the data set knows."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.importing.reading import read_here
from vil.importing import guess_recipe, shape_rows
from vil.model.recipe import ReadingOptions

LINES = ["Mdr.;Afd.;Antal", *(f"2025-{month:02d};{unit};{month}" for month in range(1, 13) for unit in ("Nord", "Syd"))]


def read(folder: Path, *renames: tuple[str, str]):  # type: ignore[no-untyped-def]
    path = folder / "udtræk.csv"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return read_here(path, ReadingOptions(renames=renames), workdir=folder)


def test_renamed_columns_have_their_new_names_everywhere(tmp_path: Path) -> None:
    reading = read(tmp_path, ("Mdr.", "Måned"), ("Afd.", "Afdeling"))

    assert [column.name for column in reading.columns] == ["Måned", "Afdeling", "Antal"]
    assert (reading.period.column, reading.unit, reading.preview[0]) == (
        "Måned",
        "Afdeling",
        ("Måned", "Afdeling", "Antal"),
    )
    recipe = guess_recipe(reading, dataset="prove", title="Prøve")
    assert shape_rows(reading, recipe, tmp_path / "rows.parquet") == 24
    rows = duckdb.connect().execute(f"SELECT * FROM '{reading.table}' LIMIT 2").fetchall()
    assert [row[:3] for row in rows] == [("2025-01", "Nord", 1), ("2025-01", "Syd", 1)]


def test_a_name_that_is_taken_and_a_header_that_is_not_there_are_passed_over(tmp_path: Path) -> None:
    reading = read(tmp_path, ("Afd.", "Antal"), ("Findes ikke", "Noget"), ("Mdr.", ""))

    assert [column.name for column in reading.columns] == ["Mdr.", "Afd.", "Antal"]
