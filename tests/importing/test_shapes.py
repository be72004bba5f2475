"""Every shape an extract comes in, on small files made for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.importing.reading import read_here
from vil.importing import guess_recipe, shape_rows
from vil.importing.engine import quoted
from vil.model.indicator import Aggregation
from vil.model.period import Grain
from vil.model.reading import ColumnType, Reading, Shape
from vil.model.recipe import ReadingOptions, Totals

EXTRACTS = Path(__file__).parent.parent / "data" / "extracts"


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Reading]:
    def read_one(name: str, **options: str) -> Reading:
        reading = read_here(EXTRACTS / name, ReadingOptions(**options), workdir=tmp_path)
        assert reading.refused is None
        return reading

    return read_one


def load_table(reading: Reading) -> list[tuple[object, ...]]:
    columns = ", ".join(quoted(column.name) for column in reading.columns)
    return duckdb.sql(f"SELECT {columns} FROM read_parquet('{reading.table}')").fetchall()


def shape(reading: Reading, tmp_path: Path) -> list[tuple[object, ...]]:
    recipe = guess_recipe(reading, dataset="prove", title="Prøve")
    shape_rows(reading, recipe, tmp_path / "rows.parquet")
    return duckdb.sql(f"SELECT * FROM read_parquet('{tmp_path / 'rows.parquet'}') ORDER BY ALL").fetchall()


def test_a_cp1252_file_with_decimal_commas_keeps_its_letters_and_codes(read: Callable[..., Reading]) -> None:
    reading = read("lang_cp1252.csv")

    assert (reading.encoding, reading.delimiter, reading.quote, reading.decimal) == ("cp1252", ";", '"', ",")
    assert [column.type for column in reading.columns] == ["code", "text", "period", "number", "number"]
    assert load_table(reading)[0] == ("011", "Børnehuset Æblet", "2025-01", 4.5, 20.0)
    assert reading.unit == "Afdeling"


def test_months_as_columns_under_titles_are_found_and_melted(read: Callable[..., Reading], tmp_path: Path) -> None:
    reading = read("maaneder_i_kolonner.xlsx")

    assert reading.shape is Shape.WIDE
    assert (reading.header_rows, reading.first_data_row, reading.data_rows) == ((4,), 5, 6)
    assert reading.fill_down == ("Distrikt",)
    assert reading.missing_markers == ("..",)
    assert reading.aggregates == ("I alt",)
    assert reading.period is not None
    assert (reading.period.grain, reading.period.first, reading.period.last) == (Grain.MONTH, "2025-01", "2025-03")
    rows = shape(reading, tmp_path)
    assert len(rows) == 18
    assert next(row[1:] for row in rows if row[1] == "I alt") == ("I alt", "whole", "Børn", 32.0)
    assert sum(row[4] is None for row in rows) == 1


def test_ages_with_one_text_among_them_stay_text(read: Callable[..., Reading]) -> None:
    reading = read("blandet_alder.xlsx")

    assert reading.columns[1].type is ColumnType.TEXT
    assert {row[1] for row in load_table(reading)} == {"65", "66", "67+"}
    assert "mixed_column" in {doubt.code for doubt in reading.warnings}


def test_units_as_columns_become_units_and_their_total_the_whole(read: Callable[..., Reading], tmp_path: Path) -> None:
    reading = read("enheder_i_kolonner.csv")

    assert (reading.encoding, reading.bom) == ("utf-8-sig", True)
    assert reading.unit is None
    assert reading.unit_columns == ("Roskilde", "Køge", "Greve")
    recipe = guess_recipe(reading, dataset="prove", title="Prøve")
    assert recipe.totals == (Totals("", ("I alt",)),)
    assert [row[1:3] for row in shape(reading, tmp_path)][:4] == [
        ("Greve", "unit"),
        ("I alt", "whole"),
        ("Køge", "unit"),
        ("Roskilde", "unit"),
    ]


def test_summary_rows_at_the_bottom_are_no_data(read: Callable[..., Reading]) -> None:
    reading = read("bund_med_i_alt.csv")

    assert reading.data_rows == 3
    assert [column.sum for column in reading.columns[1:]] == [1_000_000, 24.5, 1_006_839]
    assert [doubt.rows for doubt in reading.warnings if doubt.code == "summary_rows"] == [(5, 6)]
    assert (reading.decimal, reading.thousands) == (",", ".")


def test_a_point_before_three_digits_is_never_guessed_in_silence(read: Callable[..., Reading]) -> None:
    reading = read("tvetydig.csv")

    assert reading.columns[1].sum == 5708 + 3123
    doubts = [doubt.message for doubt in reading.warnings if doubt.code == "two_readings"]
    assert "»5.708« er 5.708, »3.123« er 3.123" in doubts[0]
    assert "»5.708« er 5,708, »3.123« er 3,123" in doubts[0]


def test_the_analyst_decides_what_a_point_means(read: Callable[..., Reading]) -> None:
    reading = read("tvetydig.csv", decimal=".")

    assert reading.columns[1].sum == pytest.approx(5.708 + 3.123)
    assert reading.questions == ()
    assert "two_readings" not in {doubt.code for doubt in reading.warnings}


def test_school_years_are_periods_and_shares_are_not_added(read: Callable[..., Reading]) -> None:
    reading = read("skoleaar.csv")

    assert reading.period is not None
    assert (reading.period.grain, reading.period.first) == (Grain.SCHOOLYEAR, "2022/2023")
    assert reading.columns[3].sum == pytest.approx(2 * (3.798601398601398 + 3.81085 + 3.5))
    recipe = guess_recipe(reading, dataset="prove", title="Prøve")
    assert [indicator.aggregation for indicator in recipe.indicators] == [Aggregation.MEAN, Aggregation.MEAN]
    assert recipe.indicators[0].measure.name == "pct."


def test_levels_and_totals_are_kept_apart(read: Callable[..., Reading], tmp_path: Path) -> None:
    reading = read("niveauer.csv")

    recipe = guess_recipe(reading, dataset="prove", title="Prøve")

    assert recipe.unit == "OMRÅDE"
    assert recipe.dimensions == ("CIVILSTAND",)
    assert recipe.totals == (
        Totals("OMRÅDE", ("Hele landet",), ("Region Sjælland",)),
        Totals("CIVILSTAND", ("I alt",)),
    )
    rows = shape(reading, tmp_path)
    assert {row[1]: row[2] for row in rows} == {
        "Greve": "unit",
        "Hele landet": "whole",
        "Køge": "unit",
        "Region Sjælland": "group",
    }
    assert {row[3] for row in rows} == {"", "Ugift", "Gift"}


def test_the_blocks_of_a_report_become_a_column(read: Callable[..., Reading]) -> None:
    reading = read("rapport.csv")

    assert reading.shape is Shape.REPORT
    assert (reading.first_data_row, reading.data_rows) == (6, 4)
    assert load_table(reading)[1] == ("Greve Kommune", "253", 20.0, None, "Udgifter pr. indbygger")
    assert reading.missing_markers == ("M",)


def test_two_header_rows_are_joined(read: Callable[..., Reading]) -> None:
    reading = read("to_hoveder.xlsx")

    assert reading.header_rows == (1, 2)
    assert [column.name for column in reading.columns] == [
        "Center",
        "2024 Antal",
        "2024 Pct.",
        "2025 Antal",
        "2025 Pct.",
    ]


def test_columns_without_a_header_are_numbered(read: Callable[..., Reading]) -> None:
    reading = read("uden_hoved.csv")

    assert reading.header_rows == ()
    assert [column.name for column in reading.columns] == ["(col 1)", "(col 2)", "(col 3)"]
    assert "no_header" in {doubt.code for doubt in reading.warnings}


def test_utf16_with_tabs_is_read(read: Callable[..., Reading]) -> None:
    reading = read("utf16.tsv")

    assert (reading.encoding, reading.delimiter) == ("utf-16", "\t")
    assert reading.period is not None
    assert reading.period.grain is Grain.WEEK


def test_a_parquet_file_is_believed_and_its_texts_of_digits_are_codes(read: Callable[..., Reading]) -> None:
    reading = read("typer.parquet")

    assert [column.type for column in reading.columns] == ["date", "text", "code", "number", "number"]
    assert reading.columns[4].sum == 217.5


def test_the_largest_table_of_a_database_is_read_unless_another_is_named(tmp_path: Path) -> None:
    path = tmp_path / "base.duckdb"
    with duckdb.connect(path) as engine:
        engine.execute("CREATE TABLE andre AS SELECT 1 AS x")
        engine.execute("CREATE TABLE sager AS SELECT '2025-0' || (1 + i % 3) AS maaned, i AS antal FROM range(6) t(i)")

    largest = read_here(path, workdir=tmp_path / "work")
    named = read_here(path, ReadingOptions(table="andre"), workdir=tmp_path / "work")

    assert (largest.sheet, largest.data_rows) == ("sager", 6)
    assert (named.sheet, named.data_rows) == ("andre", 1)


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    reading = read_here(EXTRACTS / "maaneder_i_kolonner.xlsx", ReadingOptions(sheet="Underretning"), workdir=tmp_path)

    assert reading.refused is not None
    assert reading.refused.code == "no_such_sheet"
    assert "Mente du »Underretninger«?" in reading.refused.message


def test_a_level_at_a_point_of_time_is_proposed_as_a_stock(tmp_path: Path) -> None:
    path = tmp_path / "folketal.csv"
    path.write_text(
        "kvartal;kommune;folketal;fødte\n2025K1;Aarhus;373388;900\n2025K2;Aarhus;374100;950\n", encoding="utf-8"
    )
    recipe = guess_recipe(read_here(path, workdir=tmp_path), dataset="folk", title="Folk")
    assert [one.aggregation for one in recipe.indicators] == [Aggregation.STOCK, Aggregation.SUM]


def test_a_level_that_says_what_it_counts_is_a_stock_and_never_an_average(tmp_path: Path) -> None:
    path = tmp_path / "befolkning.csv"
    path.write_text(
        "Befolkning 1. januar\nEnhed: personer\n\når;kommune;antal\n2024;Aarhus;373388\n2024;Odense;210803\n",
        encoding="utf-8",
    )
    recipe = guess_recipe(read_here(path, workdir=tmp_path), dataset="folk", title="Folk")
    assert [(one.aggregation, one.measure.name) for one in recipe.indicators] == [(Aggregation.STOCK, "personer")]
