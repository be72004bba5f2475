"""Extracts with one row for each case or person: groups above the unit, bands, keys, and what makes a row count."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.importing.reading import read_here
from vil.errors import RecipeInvalid
from vil.importing import shape_rows
from vil.importing.shaped_columns import band_names
from vil.model.indicator import EVERY_ROW, Aggregation, Disclosure, Indicator
from vil.model.period import Grain
from vil.model.reading import Reading
from vil.model.recipe import Bands, Recipe, Totals

CASES = """\
dato;område;center;team;borger;alder;ventedage;til tiden
03-01-2025;Nord;Center 1;Team 1;b-17;17;4;ja
04-01-2025;Nord;Center 1;Team 1;b-18;18;9;nej
04-01-2025;Nord;Center 1;Team 1;b-18;18;2;nej
09-02-2025;Syd;Center 1;Team 1;b-70;70,5;3;ja
10-02-2025;Syd;;Stab;b-71;;1;ja
"""
RECIPE = Recipe(
    "sager",
    "Sager",
    (
        Indicator("sager", "Sager", Aggregation.COUNT),
        Indicator("borgere", "Borgere", Aggregation.DISTINCT, key="borger"),
        Indicator("til_tiden", "Til tiden", Aggregation.SHARE, only=(("til tiden", "ja"),)),
        Indicator("ventedage", "Ventedage", Aggregation.MEAN, value="ventedage", weight=EVERY_ROW),
    ),
    Grain.MONTH,
    period="dato",
    unit="team",
    unit_levels=("område", "center"),
    dimensions=("Alder",),
    bands=(Bands("Alder", "alder", (0.0, 18.0, 67.0)),),
    person_key="borger",
    disclosure=Disclosure.OPEN,
)


def read_text(text: str, tmp_path: Path) -> Reading:
    path = tmp_path / "udtræk.csv"
    path.write_text(text, encoding="utf-8")
    return read_here(path, workdir=tmp_path)


def test_a_row_keeps_its_groups_its_band_its_key_and_what_it_says(tmp_path: Path) -> None:
    assert shape_rows(read_text(CASES, tmp_path), RECIPE, tmp_path / "rows.parquet") == 5
    rows = duckdb.sql(f"SELECT * FROM '{tmp_path / 'rows.parquet'}' ORDER BY borger, ventedage")
    assert rows.columns == [
        "period_start", "unit", "unit_level", "member", "level_1", "level_2", "ventedage", "borger", "til tiden",
    ]  # fmt: skip
    assert [row[3:] for row in rows.fetchall()] == [
        ("0-17", "Nord", "Center 1", 4.0, "b-17", "ja"),
        ("18-66", "Nord", "Center 1", 2.0, "b-18", "nej"),
        ("18-66", "Nord", "Center 1", 9.0, "b-18", "nej"),
        ("67+", "Syd", "Center 1", 3.0, "b-70", "ja"),
        ("Ikke oplyst", "Syd", None, 1.0, "b-71", "ja"),
    ]


@pytest.mark.parametrize(
    ("edges", "names"),
    [
        ((0.0, 18.0, 67.0), ("0-17", "18-66", "67+")),
        ((0.0, 1.0), ("0", "1+")),
        ((0.0, 0.5, 2.0), ("0-under 0.5", "0.5-under 2", "2+")),
        ((65.0,), ("65+",)),
    ],
)
def test_bands_are_named_by_what_lies_in_them(edges: tuple[float, ...], names: tuple[str, ...]) -> None:
    assert band_names(Bands("Alder", "alder", edges)) == names


def test_totals_of_a_group_are_left_out_and_the_total_of_all_is_the_whole(tmp_path: Path) -> None:
    text = (
        "måned;område;team;antal\n2025-01;Nord;Team 1;4\n2025-01;Nord;Team 2;5\n2025-01;Nord;I alt;9\n"
        "2025-01;Syd;Team 1;2\n2025-01;Syd;I alt;2\n2025-01;I alt;I alt;11\n"
    )
    recipe = Recipe(
        "hold", "Hold", (Indicator("antal", "Antal", value="antal"),), Grain.MONTH, period="måned", unit="team",
        unit_levels=("område",), totals=(Totals("team", ("I alt",)),),
    )  # fmt: skip
    assert shape_rows(read_text(text, tmp_path), recipe, tmp_path / "rows.parquet") == 4
    rows = duckdb.sql(f"SELECT unit, unit_level, antal FROM '{tmp_path / 'rows.parquet'}' ORDER BY ALL").fetchall()
    assert rows == [("I alt", "whole", 11.0), ("Team 1", "unit", 2.0), ("Team 1", "unit", 4.0), ("Team 2", "unit", 5.0)]


def test_every_column_that_is_missing_is_told_at_once_whatever_it_is_for(tmp_path: Path) -> None:
    recipe = replace(
        RECIPE,
        indicators=(
            Indicator("a", "A", Aggregation.DISTINCT, key="borgr"),
            Indicator("b", "B", Aggregation.SHARE),
            Indicator("c", "C", Aggregation.COUNT, only=(("til tide", "ja"),)),
            Indicator("d", "D", Aggregation.FORMULA),
        ),
        unit_levels=("omrade", "center"),
        bands=(Bands("Alder", "aldr", (0.0, 18.0)),),
        person_key="cpr",
    )
    with pytest.raises(RecipeInvalid) as raised:
        shape_rows(read_text(CASES, tmp_path), recipe, tmp_path / "rows.parquet")
    told = "\n".join(raised.value.problems)
    for part in (
        "»borgr«",
        "»til tide«",
        "»omrade«",
        "»aldr«",
        "»cpr«",
        "»B« mangler den kolonne",
        "»D« mangler sin formel",
    ):
        assert part in told


def test_what_cannot_go_together_is_refused(tmp_path: Path) -> None:
    text = "team;2025-01;2025-02\nA;1;2\nB;3;4\n"
    recipe = replace(
        RECIPE, period=None, period_columns=("2025-01", "2025-02"), unit=None, dimensions=("Alder",),
        bands=(Bands("Alder", "team", (18.0, 0.0)),),
    )  # fmt: skip
    with pytest.raises(RecipeInvalid) as raised:
        shape_rows(read_text(text, tmp_path), recipe, tmp_path / "rows.parquet")
    told = "\n".join(raised.value.problems)
    for part in ("ingen kolonne med enheder", "»Sager« kan ikke regnes ud", "ikke i stigende orden"):
        assert part in told


def test_ages_that_are_no_numbers_are_told_with_their_row(tmp_path: Path) -> None:
    text = (
        CASES
        + "".join(f"11-02-2025;Syd;;Stab;b-{n};{n};1;ja\n" for n in range(20, 60))
        + "12-02-2025;Syd;;Stab;b;ti;1;ja\n"
    )
    with pytest.raises(RecipeInvalid, match="Række 47, kolonne »alder«: »ti« er ikke et tal"):
        shape_rows(read_text(text, tmp_path), RECIPE, tmp_path / "rows.parquet")
