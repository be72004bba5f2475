"""Columns that part the rows further are added up, or said to be left out: nothing falls away in silence."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.importing.reading import read_here
from vil.importing import guess_recipe, shape_rows
from vil.importing.shaping import examine_rows
from vil.model.recipe import Recipe, Totals
from vil.services.arranging import rearrange

LINES = [
    f"{year};{place};{sex};{age};{kind};{count}"
    for year in range(2015, 2025)
    for place in ("Aarhus", "Odense", "Vejle")
    for sex in ("Mænd", "Kvinder")
    for age in ("0-17 år", "18-66 år")
    for kind, count in (("Bil", 11), ("Cykel", 7))
]


def read(folder: Path, lines: list[str], unit: str = "Antal uheld") -> tuple[Recipe, Path]:
    path = folder / "uheld.csv"
    path.write_text(f"År;Kommune;Køn;Alder;Transport;{unit}\n" + "\n".join(lines), encoding="utf-8")
    reading = read_here(path, workdir=folder)
    recipe = guess_recipe(reading, dataset="uheld", title="Uheld")
    target = folder / "rows.parquet"
    shape_rows(reading, recipe, target)
    return recipe, target


def test_counts_are_added_up_over_what_they_are_not_divided_by(tmp_path: Path) -> None:
    recipe, rows = read(tmp_path, LINES)
    assert recipe.filters == ()
    assert {*recipe.dimensions, *recipe.added_over} == {"Køn", "Alder", "Transport"}
    total = duckdb.connect().execute(f"SELECT sum(\"Antal uheld\") FROM '{rows}'").fetchall()
    assert total == [(10 * 3 * 2 * 2 * 18,)]


def test_a_doubled_row_is_still_found_among_those_that_are_added_up(tmp_path: Path) -> None:
    path = tmp_path / "uheld.csv"
    path.write_text("År;Kommune;Køn;Alder;Transport;Antal\n" + "\n".join([*LINES, LINES[0]]), encoding="utf-8")
    reading = read_here(path, workdir=tmp_path)
    examined = examine_rows(reading, guess_recipe(reading, dataset="u", title="U"), tmp_path / "rows.parquet")
    assert examined.duplicates.count == 1


def test_a_percentage_is_held_at_one_member_and_the_recipe_says_so(tmp_path: Path) -> None:
    recipe, _ = read(tmp_path, LINES, unit="Andel, pct.")
    assert len(recipe.filters) == 2
    assert recipe.added_over == ()
    assert sum("holdt fast" in note for note in recipe.notes) == 2


def test_a_division_that_is_given_up_is_added_up_or_held_at_its_total() -> None:
    before = Recipe("a", "A", (), "year", unit="Kommune", dimensions=("Køn",), added_over=("Alder",))  # type: ignore[arg-type]
    after = rearrange(
        before, Recipe("a", "A", (), "year", unit="Kommune", dimensions=("Alder",), added_over=("Alder",))
    )  # type: ignore[arg-type]
    assert (after.dimensions, after.added_over, after.filters) == (("Alder",), ("Køn",), ())
    with_total = Recipe("a", "A", (), "year", dimensions=("Køn",), totals=(Totals("Køn", ("I alt",)),))  # type: ignore[arg-type]
    held = rearrange(with_total, Recipe("a", "A", (), "year"))  # type: ignore[arg-type]
    assert held.filters == (("Køn", "I alt"),)
