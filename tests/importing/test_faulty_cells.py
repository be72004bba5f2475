"""Faulty cells and doubled rows are named one by one: sheet, row, column, value, and what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.importing.reading import read_here
from vil.errors import RecipeInvalid
from vil.importing import guess_recipe, shape_rows
from vil.importing.describe import describe_reading
from vil.importing.export import write_rows
from vil.model.indicator import Aggregation, Disclosure, Indicator
from vil.model.period import Grain
from vil.model.reading import ColumnType, Doubt, Reading
from vil.model.recipe import Recipe

MONTHS = [f"{2005 + place // 12}-{place % 12 + 1:02d}" for place in range(240)]
DAYS = [f"{1 + place % 28:02d}-{1 + place // 28:02d}-2025" for place in range(60)]


def read_lines(tmp_path: Path, *lines: str) -> Reading:
    path = tmp_path / "udtræk.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    reading = read_here(path, workdir=tmp_path)
    assert reading.refused is None
    return reading


def find_doubt(reading: Reading, code: str) -> Doubt:
    (found,) = [doubt for doubt in reading.warnings if doubt.code == code]
    return found


def refuse(reading: Reading, tmp_path: Path, recipe: Recipe | None = None) -> tuple[str, ...]:
    with pytest.raises(RecipeInvalid) as raised:
        shape_rows(reading, recipe or guess_recipe(reading, dataset="prove", title="Prøve"), tmp_path / "rows.parquet")
    assert not (tmp_path / "rows.parquet").exists()
    return raised.value.problems


def months_with(*faulty: str, good: int = 60) -> list[str]:
    return ["måned;antal", *(f"{month};{place}" for place, month in enumerate([*MONTHS[:good], *faulty]))]


def test_one_faulty_month_among_many_leaves_a_column_of_months_and_is_named(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, *months_with("2025-13", *MONTHS[60:80]))

    assert reading.columns[0].type is ColumnType.PERIOD
    assert reading.period is not None
    assert (reading.period.column, reading.period.grain) == ("måned", Grain.MONTH)
    assert (reading.period.first, reading.period.last) == ("2005-01", "2011-08")
    doubt = find_doubt(reading, "faulty_periods")
    assert doubt.rows == (62,)
    assert doubt.message == (
        "Kolonnen »måned« er læst som måneder, men 1 celle er ikke en måned: »2025-13«. Ret den i kilden, før der udgives."
    )
    assert guess_recipe(reading, dataset="prove", title="Prøve").period == "måned"
    assert refuse(reading, tmp_path) == (
        "Række 62, kolonne »måned«: »2025-13« er ikke en måned. Ret cellen i kilden, eller slet rækken.",
    )


def test_several_faulty_months_are_counted_in_the_plural_and_each_is_refused(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, *months_with("2025-13", "ukendt", "2025"))

    doubt = find_doubt(reading, "faulty_periods")
    assert doubt.rows == (62, 63, 64)
    assert doubt.message == (
        "Kolonnen »måned« er læst som måneder, men 3 celler er ikke måneder: »2025-13«, »ukendt«, »2025«. "
        "Ret dem i kilden, før der udgives."
    )
    assert refuse(reading, tmp_path)[1:] == (
        "Række 63, kolonne »måned«: »ukendt« er ikke en måned. Ret cellen i kilden, eller slet rækken.",
        "Række 64, kolonne »måned«: »2025« er et år og ikke en måned. Behold kun én slags perioder.",
    )


def test_a_faulty_date_is_kept_as_it_is_written_and_the_others_stay_dates(tmp_path: Path) -> None:
    lines = ["dato;antal", *(f"{day};5" for day in DAYS), "31-02-2025;7", ";3"]
    reading = read_lines(tmp_path, *lines)

    assert reading.columns[0].type is ColumnType.DATE
    assert reading.period is not None
    assert (reading.period.grain, reading.period.first, reading.period.last) == (Grain.DAY, "2025-01-01", "2025-03-04")
    assert find_doubt(reading, "faulty_periods").message == (
        "Kolonnen »dato« er læst som datoer, men 1 celle er ikke en dato: »31-02-2025«. Ret den i kilden, før der udgives."
    )
    assert refuse(reading, tmp_path) == (
        "Række 62, kolonne »dato«: »31-02-2025« er ikke en dato. Ret cellen i kilden, eller slet rækken.",
        "Række 63, kolonne »dato«: Cellen er tom. Skriv perioden i kilden, eller slet rækken.",
    )
    write_rows(reading, tmp_path / "rows.csv")
    written = (tmp_path / "rows.csv").read_text(encoding="utf-8").splitlines()
    assert (written[1], written[61]) == ("2025-01-01,5", "31-02-2025,7")


def test_rows_are_those_of_the_file_with_titles_and_blank_lines_above_and_the_sheet_is_named(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Sager"
    for row in (["Sager pr. måned"], [], ["måned", "center", "antal"]):
        sheet.append(row)
    for place, month in enumerate(MONTHS[:30]):
        sheet.append([month, "Nord", place])
    sheet.append([])
    sheet.append(["2025-13", "Nord", 4])
    sheet.append([MONTHS[0], "Nord", 9])
    workbook.save(tmp_path / "ark.xlsx")

    reading = read_here(tmp_path / "ark.xlsx", workdir=tmp_path)

    assert find_doubt(reading, "faulty_periods").rows == (35,)
    assert refuse(reading, tmp_path)[:2] == (
        "Ark »Sager«, række 35, kolonne »måned«: »2025-13« er ikke en måned. Ret cellen i kilden, eller slet rækken.",
        "Nord, januar 2005 står 2 gange (ark »Sager«, række 4 og 36).",
    )


def test_fifty_faulty_cells_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    faulty = [f"x{place}" for place in range(53)]
    lines = [
        "uge;antal",
        *(f"2024-U{1 + place % 52:02d};{place}" for place in range(1100)),
        *(f"{x};1" for x in faulty),
    ]
    reading = read_lines(tmp_path, *lines)

    recipe = replace(guess_recipe(reading, dataset="prove", title="Prøve"), disclosure=Disclosure.PERSON_ROWS)
    told = refuse(reading, tmp_path, recipe)

    assert len(told) == 51
    assert told[49] == "Række 1151, kolonne »uge«: »x49« er ikke en uge. Ret cellen i kilden, eller slet rækken."
    assert told[50] == "3 celler til kan ikke læses. Ret dem på samme måde."


@pytest.mark.parametrize(
    "lines",
    [
        ["sted;antal", *(f"Hus {place};5" for place in range(40)), "2024;5", "2025;6"],
        ["titel;antal", "ukendt;6", "andet;7", *(f"{month};5" for month in MONTHS[:18])],
        ["post;antal", *(f"{1900 + place};5" for place in range(60)), "20255;5"],
        ["beløb pr. år;antal", *(f"{1600 + place * 9};5" for place in range(60)), "20255;5"],
    ],
)
def test_a_few_texts_that_look_like_periods_make_no_period(lines: list[str], tmp_path: Path) -> None:
    reading = read_lines(tmp_path, *lines)

    assert reading.columns[0].type not in (ColumnType.DATE, ColumnType.PERIOD)
    assert reading.period is None


def test_a_row_at_the_bottom_with_a_faulty_period_is_no_sum_but_a_true_sum_still_is(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, *months_with("2025-13"), "I alt;99")

    assert find_doubt(reading, "summary_rows").rows == (63,)
    assert find_doubt(reading, "faulty_periods").rows == (62,)


def test_a_wrong_year_among_years_is_named(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, "år;antal", *(f"{1980 + place};5" for place in range(40)), "20255;6")

    assert refuse(reading, tmp_path) == (
        "Række 42, kolonne »år«: »20255« er ikke et år. Ret cellen i kilden, eller slet rækken.",
    )


DOUBLED = ["måned;center;antal", "2025-01;Nord;1", "2025-01;Syd;2", "2025-02;Nord;3", "2025-02;Syd;4", "2025-02;Syd;4"]


WAYS_OUT = (
    "Det samme må kun stå én gang i hver periode. Slet de dobbelte rækker i kilden, vælg den kolonne, der skiller rækkerne ad, "
    "som opdeling, eller vælg »Personrækker«, men kun hvis hver række er en sag eller en person."
)


def test_doubled_rows_are_named_with_the_three_ways_out(tmp_path: Path) -> None:
    assert refuse(read_lines(tmp_path, *DOUBLED), tmp_path) == (
        "Syd, februar 2025 står 2 gange (række 5 og 6).",
        WAYS_OUT,
    )


def test_doubled_averages_are_never_offered_to_be_added(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, *DOUBLED)
    indicator = Indicator("a", "A", Aggregation.MEAN, value="antal")
    recipe = Recipe("prove", "Prøve", (indicator,), Grain.MONTH, "måned", unit="center")

    assert refuse(reading, tmp_path, recipe)[-1] == (
        "Det samme må kun stå én gang i hver periode. Slet de dobbelte rækker i kilden, eller vælg den kolonne, der skiller "
        "rækkerne ad, som opdeling. »Personrækker« hjælper ikke her, for gennemsnit kan ikke lægges sammen."
    )


def test_twenty_doubled_rows_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    lines = ["måned;center;køn;antal"]
    lines += [f"{month};Nord;K;5" for month in MONTHS[:23] for _ in range(9 if month == "2005-01" else 2)]
    reading = read_lines(tmp_path, *lines, "2005-01;Nord;M;5")

    told = refuse(reading, tmp_path)

    assert len(told) == 22
    assert told[0] == "Nord, K, januar 2005 står 9 gange (række 2, 3, 4, 5, 6, 7 og 3 til)."
    assert told[20] == "3 til står også flere gange."


def test_faulty_periods_faulty_numbers_missing_columns_and_doubled_rows_come_in_one_refusal(tmp_path: Path) -> None:
    lines = ["måned;center;antal", *(f"{month};Nord;{place},5" for place, month in enumerate(MONTHS[:40]))]
    reading = read_lines(tmp_path, *lines, "2025-13;Nord;5", "2025-01;Nord;12x", "2025-02;Nord;5", "2025-02;Nord;6")
    recipe = Recipe("prove", "Prøve", (Indicator("a", "A", value="antal"),), Grain.MONTH, "måned", unit="center")

    told = refuse(reading, tmp_path, recipe)
    missing = refuse(reading, tmp_path, replace(recipe, unit="centre"))

    cells = (
        "Række 42, kolonne »måned«: »2025-13« er ikke en måned. Ret cellen i kilden, eller slet rækken.",
        "Række 43, kolonne »antal«: »12x« er ikke et tal. Ret cellen i kilden, eller lad den stå tom.",
    )
    assert told[:3] == (*cells, "Nord, februar 2025 står 2 gange (række 44 og 45).")
    assert missing == ("Udtrækket har ingen kolonne »centre«. Mente du »center«?", *cells)


def test_a_faulty_number_is_named_and_makes_its_column_neither_unit_nor_dimension(tmp_path: Path) -> None:
    lines = ["måned;center;antal", *(f"{month};{c};{place}" for place, month in enumerate(MONTHS[:30]) for c in "AB")]
    reading = read_lines(tmp_path, *lines, "2025-01;A;1o", "2025-01;B;..")

    assert reading.columns[2].type is ColumnType.TEXT
    assert reading.nearly_numbers == ("antal",)
    doubt = find_doubt(reading, "faulty_numbers")
    assert doubt.rows == (62,)
    assert doubt.message == (
        "Kolonnen »antal« er læst som tekst, fordi 1 celle ikke er et tal: »1o«. "
        "Ret den i kilden, så bliver kolonnen læst som tal."
    )
    recipe = guess_recipe(reading, dataset="prove", title="Prøve")
    assert (recipe.unit, recipe.dimensions) == ("center", ())
    assert refuse(reading, tmp_path) == (
        "Opskriften har ingen indikator. Vælg mindst én kolonne med tal.",
        "Række 62, kolonne »antal«: »1o« er ikke et tal. Ret cellen i kilden, eller lad den stå tom.",
    )


def test_ages_with_one_text_among_them_are_still_a_dimension(tmp_path: Path) -> None:
    ages = [*(str(age) for age in range(30, 60)), "60+"]
    lines = ["måned;alder;antal", *(f"{month};{age};5" for month in MONTHS[:3] for age in ages)]
    reading = read_lines(tmp_path, *lines)

    recipe = guess_recipe(reading, dataset="prove", title="Prøve")

    assert reading.nearly_numbers == ()
    assert "alder" in (recipe.unit, *recipe.dimensions)
    assert shape_rows(reading, recipe, tmp_path / "rows.parquet") == 93


def test_every_column_with_a_faulty_number_is_told_of(tmp_path: Path) -> None:
    names = ["a", "b", "c", "d", "e"]
    lines = [";".join(["måned", *names]), *(";".join([month, *"12345"]) for month in MONTHS[:30])]
    reading = read_lines(tmp_path, *lines, "2025-01;1x;2x;3x;4x;5x")

    told = [doubt.message for doubt in reading.warnings if doubt.code == "faulty_numbers"]

    assert [f"»{place}x«" in message for place, message in enumerate(told, 1)] == [True] * 5


def test_faults_in_a_table_that_is_typed_already_are_numbered_from_one(tmp_path: Path) -> None:
    values = ", ".join(f"('{month}', 5)" for month in [*MONTHS[:30], "2025-13", MONTHS[0]])
    duckdb.sql(f"COPY (SELECT * FROM (VALUES {values}) t(måned, antal)) TO '{tmp_path / 'x.parquet'}' (FORMAT parquet)")

    reading = read_here(tmp_path / "x.parquet", workdir=tmp_path)

    assert find_doubt(reading, "faulty_periods").rows == (31,)
    assert refuse(reading, tmp_path)[:2] == (
        "Række 31, kolonne »måned«: »2025-13« er ikke en måned. Ret cellen i kilden, eller slet rækken.",
        "Alle, januar 2005 står 2 gange (række 1 og 32).",
    )


def test_totals_are_said_to_be_sums_and_rows_are_counted_in_good_danish(tmp_path: Path) -> None:
    reading = read_lines(tmp_path, "måned;civilstand;antal", "2025-01;I alt;..", "2025-01;Gift;3", "2025-01;Ugift;2;9")

    said = describe_reading(reading)

    assert find_doubt(reading, "totals").message == (
        "Rækkerne »I alt« i kolonnen »civilstand« er summer af andre rækker. "
        "De holdes for sig og lægges ikke sammen med resten."
    )
    assert "Tegnet »..« er læst som manglende tal." in said
    assert "1 række har flere celler end kolonnenavne. De ekstra celler er ikke læst. (række 4)" in said
