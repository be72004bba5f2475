"""Rows for publication: right, or refused with every fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.importing.reading import read_here
from vil.errors import RecipeInvalid
from vil.importing import guess_recipe, shape_rows
from vil.model.indicator import Aggregation, Disclosure, Indicator
from vil.model.period import Grain
from vil.model.reading import Reading
from vil.model.recipe import Recipe, Totals


def read_text(text: str, tmp_path: Path) -> Reading:
    path = tmp_path / "udtræk.csv"
    path.write_text(text, encoding="utf-8")
    reading = read_here(path, workdir=tmp_path)
    assert reading.refused is None
    return reading


def load_rows(path: Path) -> list[tuple[object, ...]]:
    return duckdb.sql(f"SELECT * FROM read_parquet('{path}') ORDER BY ALL").fetchall()


LONG = "måned;center;køn;antal;timer\n2025-01;Nord;M;5;1,5\n2025-01;Nord;K;7;2,5\n2025-02;Nord;M;6;\n2025-02;Nord;K;8;3,5\n"


def test_long_rows_keep_unit_member_and_every_column_that_is_named(tmp_path: Path) -> None:
    reading = read_text(LONG, tmp_path)
    recipe = guess_recipe(reading, dataset="prove", title="Prøve")

    count = shape_rows(reading, recipe, tmp_path / "rows.parquet")

    assert count == 4
    assert load_rows(tmp_path / "rows.parquet")[0] == (date(2025, 1, 1), "Nord", "unit", "K", 7.0, 2.5)


def test_every_fault_is_told_at_once_with_the_nearest_name(tmp_path: Path) -> None:
    reading = read_text(LONG, tmp_path)
    recipe = Recipe(
        "prove",
        "Prøve",
        (
            Indicator("a", "Antal", value="antl"),
            Indicator("b", "Køn", value="køn"),
            Indicator("c", "Rate", Aggregation.RATE),
        ),
        Grain.MONTH,
        period="måne",
        unit="center",
    )

    with pytest.raises(RecipeInvalid) as raised:
        shape_rows(reading, recipe, tmp_path / "rows.parquet")

    told = "\n".join(raised.value.problems)
    for part in (
        "»antl«. Mente du »antal«?",
        "»måne«. Mente du »måned«?",
        "»køn« er ikke tal",
        "mangler tæller",
        "mangler nævner",
    ):
        assert part in told
    assert not (tmp_path / "rows.parquet").exists()


def test_rows_that_share_a_cell_are_never_added_in_silence(tmp_path: Path) -> None:
    reading = read_text(LONG, tmp_path)
    recipe = replace(guess_recipe(reading, dataset="prove", title="Prøve"), dimensions=())

    with pytest.raises(RecipeInvalid) as raised:
        shape_rows(reading, recipe, tmp_path / "rows.parquet")

    assert raised.value.problems[:2] == (
        "Nord, januar 2025 står 2 gange (række 2 og 3).",
        "Nord, februar 2025 står 2 gange (række 4 og 5).",
    )


def test_rows_of_persons_may_share_a_cell(tmp_path: Path) -> None:
    reading = read_text(LONG, tmp_path)
    recipe = Recipe(
        "prove",
        "Prøve",
        (Indicator("a", "Antal", value="antal"),),
        Grain.MONTH,
        "måned",
        disclosure=Disclosure.PERSON_ROWS,
    )

    assert shape_rows(reading, recipe, tmp_path / "rows.parquet") == 4


def test_periods_of_another_length_are_refused_with_their_rows(tmp_path: Path) -> None:
    reading = read_text("tid;antal\n2024;9\n2025K1;5\n2025K2;6\n2025K3;6\n", tmp_path)
    recipe = guess_recipe(reading, dataset="prove", title="Prøve")

    assert "mixed_grains" in {doubt.code for doubt in reading.warnings}
    with pytest.raises(RecipeInvalid) as raised:
        shape_rows(reading, recipe, tmp_path / "rows.parquet")

    assert raised.value.problems == (
        "Række 2, kolonne »tid«: »2024« er et år og ikke et kvartal. Behold kun én slags perioder.",
    )


def test_periods_that_cannot_be_read_and_those_absent_are_each_named_with_their_row(tmp_path: Path) -> None:
    reading = read_text("tid;antal\n2025K1;5\nukendt;6\n;6\nukendt;7\n2025K2;6\n", tmp_path)
    recipe = replace(
        guess_recipe(reading, dataset="prove", title="Prøve"), period="tid", grain=Grain.QUARTER, unit=None
    )

    with pytest.raises(RecipeInvalid) as raised:
        shape_rows(reading, recipe, tmp_path / "rows.parquet")

    assert raised.value.problems == (
        "Række 3, kolonne »tid«: »ukendt« er ikke et kvartal. Ret cellen i kilden, eller slet rækken.",
        "Række 4, kolonne »tid«: Cellen er tom. Skriv perioden i kilden, eller slet rækken.",
        "Række 5, kolonne »tid«: »ukendt« er ikke et kvartal. Ret cellen i kilden, eller slet rækken.",
    )


def test_a_filter_that_leaves_nothing_names_what_there_is(tmp_path: Path) -> None:
    reading = read_text(LONG, tmp_path)
    recipe = replace(guess_recipe(reading, dataset="prove", title="Prøve"), dimensions=(), filters=(("køn", "Mand"),))

    with pytest.raises(RecipeInvalid, match=r"Ingen rækker har »Mand« i kolonnen »køn«\. Vælg en af »K«, »M«"):
        shape_rows(reading, recipe, tmp_path / "rows.parquet")


def test_part_totals_of_a_dimension_are_left_out(tmp_path: Path) -> None:
    reading = read_text("tid;alder;antal\n2025K1;I alt;9\n2025K1;Børn;4\n2025K1;0-5 år;1\n2025K1;6-17 år;3\n", tmp_path)
    recipe = Recipe(
        "prove",
        "Prøve",
        (Indicator("a", "Antal", value="antal"),),
        Grain.QUARTER,
        "tid",
        dimensions=("alder",),
        totals=(Totals("alder", ("I alt",), ("Børn",)),),
    )

    assert shape_rows(reading, recipe, tmp_path / "rows.parquet") == 3
    assert [row[3] for row in load_rows(tmp_path / "rows.parquet")] == ["", "0-5 år", "6-17 år"]


def test_no_name_in_an_extract_clashes_with_ours(tmp_path: Path) -> None:
    reading = read_text('slot;cell_1;"label";"væ""rdi"\n2025-01;Nord;a;5\n2025-02;Nord;a;6\n', tmp_path)
    recipe = Recipe("prove", "Prøve", (Indicator("a", "A", value='væ"rdi'),), Grain.MONTH, "slot", unit="cell_1")

    assert shape_rows(reading, recipe, tmp_path / "rows.parquet") == 2


def test_a_unit_that_is_not_stated_is_kept_and_named(tmp_path: Path) -> None:
    reading = read_text("måned;center;antal\n2025-01;Nord;5\n2025-01;;7\n2025-01;Syd;5\n", tmp_path)
    recipe = Recipe("prove", "Prøve", (Indicator("a", "A", value="antal"),), Grain.MONTH, "måned", unit="center")

    shape_rows(reading, recipe, tmp_path / "rows.parquet")

    assert {row[1] for row in load_rows(tmp_path / "rows.parquet")} == {"Nord", "Syd", "Ikke oplyst"}


def test_days_are_cut_to_months_only_where_nothing_is_added(tmp_path: Path) -> None:
    reading = read_text("dato;antal\n15-01-2025;5\n15-02-2025;6\n16-03-2025;6\n", tmp_path)
    recipe = Recipe("prove", "Prøve", (Indicator("a", "A", value="antal"),), Grain.MONTH, "dato")

    shape_rows(reading, recipe, tmp_path / "rows.parquet")

    assert [row[0] for row in load_rows(tmp_path / "rows.parquet")] == [date(2025, month, 1) for month in (1, 2, 3)]
