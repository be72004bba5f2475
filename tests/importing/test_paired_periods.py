"""A year and a month, quarter or week in columns of their own are one period together."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.importing.reading import read_here
from vil.commands.check import describe_as_json
from vil.errors import RecipeInvalid
from vil.importing import guess_recipe, shape_rows
from vil.model.period import Grain
from vil.model.reading import Reading

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


def read_text(text: str, folder: Path) -> Reading:
    path = folder / "udtraek.csv"
    path.write_text(text, encoding="utf-8")
    return read_here(path, workdir=folder)


def two_years(parts: list[str], header: str) -> str:
    rows = [f"{unit};{year};{part};4" for unit in ("Odense", "Nyborg") for year in (2025, 2026) for part in parts]
    return "\n".join([header, *rows, ""])


@pytest.mark.parametrize(
    ("header", "parts", "grain", "first", "last"),
    [
        ("kommune;År;Måned;antal", [str(month) for month in range(1, 13)], Grain.MONTH, "2025-01", "2026-12"),
        ("kommune;År;Måned;antal", list(MONTHS), Grain.MONTH, "2025-01", "2026-12"),
        ("kommune;Year;Month;count", ["Jan", "Feb", "03 Mar"], Grain.MONTH, "2025-01", "2026-03"),
        ("kommune;År;Kvartal;antal", ["1. kvartal", "2. kvartal", "3", "K4"], Grain.QUARTER, "2025-Q1", "2026-Q4"),
        ("kommune;Year;Quarter;count", ["Q1", "Q2"], Grain.QUARTER, "2025-Q1", "2026-Q2"),
        ("kommune;År;Uge;antal", ["1", "2", "52"], Grain.WEEK, "2025-W01", "2026-W52"),
        ("kommune;År;Ugenr.;antal", ["Uge 9", "Uge 10"], Grain.WEEK, "2025-W09", "2026-W10"),
    ],
)
def test_a_year_and_its_part_become_one_column_of_periods(
    header: str, parts: list[str], grain: Grain, first: str, last: str, tmp_path: Path
) -> None:
    reading = read_text(two_years(parts, header), tmp_path)

    assert reading.period is not None
    assert (reading.period.column, reading.period.grain) == ("Periode", grain)
    assert (reading.period.first, reading.period.last) == (first, last)
    assert describe_as_json(reading)["period"] == {"column": "Periode", "grain": grain, "first": first, "last": last}
    assert [column.name for column in reading.columns] == [*header.split(";"), "Periode"]
    year, part = header.split(";")[1:3]
    told = next(doubt.message for doubt in reading.warnings if doubt.code == "paired_period")
    assert f"»{year}«" in told
    assert f"»{part}«" in told


def test_the_two_columns_are_no_unit_dimension_or_number_and_the_rows_are_placed_by_the_pair(tmp_path: Path) -> None:
    reading = read_text(two_years(list(MONTHS), "afdeling;År;Måned;Antal sager"), tmp_path)

    recipe = guess_recipe(reading, dataset="sager", title="Sager")
    assert (recipe.period, recipe.grain, recipe.unit, recipe.dimensions) == ("Periode", Grain.MONTH, "afdeling", ())
    assert [one.value for one in recipe.indicators] == ["Antal sager"]
    assert shape_rows(reading, recipe, tmp_path / "rows.parquet") == 48
    starts = f"SELECT min(period_start)::VARCHAR, max(period_start)::VARCHAR FROM '{tmp_path / 'rows.parquet'}'"
    assert duckdb.sql(starts).fetchall() == [("2025-01-01", "2026-12-01")]


def test_a_month_that_does_not_exist_is_told_with_row_and_value(tmp_path: Path) -> None:
    text = two_years([str(month) for month in range(1, 13)], "afdeling;År;Måned;antal") + "Odense;2026;13;5\n"
    reading = read_text(text, tmp_path)

    assert reading.period is not None
    assert reading.period.last == "2026-12"
    recipe = guess_recipe(reading, dataset="sager", title="Sager")
    with pytest.raises(RecipeInvalid) as refused:
        shape_rows(reading, recipe, tmp_path / "rows.parquet")
    [told] = refused.value.problems
    assert "»Periode«" in told
    assert "2026 13" in told
    assert "50" in told


def test_a_row_without_its_month_has_no_period(tmp_path: Path) -> None:
    text = two_years([str(month) for month in range(1, 13)], "afdeling;År;Måned;antal") + "Odense;2026;..;5\n"
    reading = read_text(text, tmp_path)

    assert {column.name: column.missing for column in reading.columns}["Periode"] == 1


def test_typed_tables_are_put_together_too(tmp_path: Path) -> None:
    path = tmp_path / "udtraek.parquet"
    months = "SELECT 'Odense' AS afdeling, 2026 AS aar, unnest(range(1, 13)) AS maaned, 7.5 AS pris"
    duckdb.sql(f"COPY ({months}) TO '{path}' (FORMAT parquet)")
    reading = read_here(path, workdir=tmp_path)

    assert reading.period is not None
    assert (reading.period.column, reading.period.first, reading.period.last) == ("Periode", "2026-01", "2026-12")
    assert guess_recipe(reading, dataset="pris", title="Pris").indicators[0].value == "pris"


def test_a_column_called_periode_keeps_its_name_and_the_new_one_gets_another(tmp_path: Path) -> None:
    text = "periode;år;måned;antal\nfør;2025;1;5\nfør;2025;2;6\nefter;2026;1;7\n"
    reading = read_text(text, tmp_path)

    assert reading.period is not None
    assert reading.period.column == "Periode (2)"


@pytest.mark.parametrize(
    "text",
    [
        "kommune;dato;år;måned;antal\nOdense;2025-01-01;2025;1;5\nOdense;2025-02-01;2025;2;6\nNyborg;2026-01-01;2026;1;7\n",
        "kommune;måned;år;antal\nOdense;2025-01;2025;5\nOdense;2025-02;2025;6\nNyborg;2026-01;2026;7\n",
    ],
)
def test_a_table_that_has_its_period_already_stays_as_it_is(text: str, tmp_path: Path) -> None:
    reading = read_text(text, tmp_path)

    assert ";".join(column.name for column in reading.columns) == text.splitlines()[0]
    assert reading.period is not None
    assert reading.period.parts == ()


def test_parts_that_most_cells_do_not_fit_are_only_told(tmp_path: Path) -> None:
    reading = read_text(
        "kommune;år;måned;antal\nOdense;2025;14;5\nOdense;2025;hele året;6\nNyborg;2026;1;7\n", tmp_path
    )

    assert reading.period is not None
    assert reading.period.column == "år"
    assert "»måned«" in next(doubt.message for doubt in reading.warnings if doubt.code == "part_of_year")
