"""Cells that are built on too few persons are hidden in the cube itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.builders import COUNT, MEAN, RATE, WEIGHTED, months, publish_rows, read, recipe, write_rows
from vil.errors import RecipeInvalid
from vil.model.indicator import Disclosure, Indicator
from vil.model.period import Grain
from vil.model.series import CellState

JANUARY = date(2024, 1, 1)


def state_of(
    folder: Path, indicator: Indicator, columns: list[str], figures: list[float | None], threshold: int = 5
) -> str:
    rows = write_rows(folder / "rows.parquet", columns, [(JANUARY, "A", "unit", None, *figures)])
    version = publish_rows(folder, rows, recipe(indicator, disclosure=Disclosure.PERSONS, threshold=threshold))
    return read(folder, version, "A").points[0].state


@pytest.mark.parametrize(
    ("count", "threshold", "state"),
    [
        (0, 5, "value"),
        (1, 5, "hidden"),
        (4, 5, "hidden"),
        (5, 5, "value"),
        (4, 3, "value"),
        (2, 3, "hidden"),
        (None, 5, "missing"),
    ],
)
def test_a_count_under_the_threshold_is_hidden_and_zero_is_shown(
    tmp_path: Path, count: float | None, threshold: int, state: str
) -> None:
    assert state_of(tmp_path, COUNT, ["antal"], [count], threshold) == state


@pytest.mark.parametrize(
    ("numerator", "denominator", "state"),
    [
        (10, 20, "value"),
        (3, 20, "hidden"),
        (17, 20, "hidden"),
        (0, 20, "value"),
        (20, 20, "value"),
        (0, 4, "hidden"),
        (4, 4, "hidden"),
        (0, 0, "missing"),
        (None, 20, "missing"),
        (25, 20, "value"),
    ],
)
def test_a_rate_is_hidden_when_those_in_or_those_not_in_are_too_few(
    tmp_path: Path, numerator: float | None, denominator: float, state: str
) -> None:
    assert state_of(tmp_path, RATE, ["taeller", "naevner"], [numerator, denominator]) == state


@pytest.mark.parametrize(("persons", "state"), [(4, "hidden"), (5, "value"), (0, "value"), (None, "hidden")])
def test_a_named_column_of_persons_decides_alone_and_an_unknown_number_hides(
    tmp_path: Path, persons: float | None, state: str
) -> None:
    indicator = replace(RATE, persons="personer")
    assert state_of(tmp_path, indicator, ["taeller", "naevner", "personer"], [2, 20, persons]) == state


@pytest.mark.parametrize(("weight", "state"), [(4, "hidden"), (5, "value")])
def test_a_weighted_mean_is_hidden_by_its_weight(tmp_path: Path, weight: float, state: str) -> None:
    assert state_of(tmp_path, WEIGHTED, ["snit", "antal"], [3.5, weight]) == state


def test_a_mean_without_persons_is_shown_and_the_version_says_so(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rows.parquet", ["snit"], [(JANUARY, "A", "unit", None, 2.0)])
    version = publish_rows(tmp_path, rows, recipe(MEAN, disclosure=Disclosure.PERSONS))
    assert read(tmp_path, version, "A").values == (2.0,)
    assert "uden antal personer" in version.warnings[-1]
    assert publish_rows(tmp_path, rows, recipe(MEAN)).warnings == ()


def test_open_statistics_hide_nothing(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rows.parquet", ["antal"], [(JANUARY, "A", "unit", None, 1.0)])
    assert read(tmp_path, publish_rows(tmp_path, rows, recipe()), "A").values == (1.0,)


def test_a_hidden_cell_holds_no_figure_anywhere_in_the_file(tmp_path: Path) -> None:
    secret = 3.140625
    rows = write_rows(
        tmp_path / "rows.parquet",
        ["antal", "taeller", "naevner"],
        [(month, unit, "unit", None, secret, secret, 40.0) for month in months(14) for unit in ("A", "B")],
    )
    version = publish_rows(tmp_path, rows, recipe(COUNT, RATE, disclosure=Disclosure.PERSONS, threshold=5))
    folder = tmp_path / "datasets" / "prøve" / str(version.number)
    with duckdb.connect(str(folder / "cube.duckdb"), read_only=True) as cube:
        tables = cube.execute("SELECT table_name FROM information_schema.tables").fetchall()
        hidden = cube.execute(
            "SELECT DISTINCT value, numerator, denominator FROM cells WHERE state = 'hidden'"
        ).fetchall()
        leaks = cube.execute(f"SELECT count(*) FROM cells WHERE {secret} IN (value, numerator, denominator)").fetchall()
    assert tables == [("cells",)]
    assert hidden == [(None, None, None)]
    assert leaks == [(0,)]
    assert sorted(path.name for path in folder.iterdir()) == ["cube.duckdb", "manifest.json"]
    import struct

    assert struct.pack("<d", secret) not in (folder / "cube.duckdb").read_bytes()


def test_a_sum_of_hidden_months_is_shown_when_it_is_large_enough(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rows.parquet", ["antal"], [(month, "A", "unit", None, 2.0) for month in months(12)])
    version = publish_rows(tmp_path, rows, recipe(disclosure=Disclosure.PERSONS))
    assert {point.state for point in read(tmp_path, version, "A").points} == {CellState.HIDDEN}
    assert read(tmp_path, version, "A", grain=Grain.QUARTER).values == (6.0,) * 4


def test_the_same_few_persons_month_after_month_stay_few(tmp_path: Path) -> None:
    indicator = replace(RATE, persons="personer")
    rows = write_rows(
        tmp_path / "rows.parquet",
        ["taeller", "naevner", "personer"],
        [(month, "A", "unit", None, 10, 40, 3) for month in months(12)],
    )
    version = publish_rows(tmp_path, rows, recipe(indicator, disclosure=Disclosure.PERSONS))
    assert read(tmp_path, version, "A", grain=Grain.YEAR).points[0].state is CellState.HIDDEN
    rows_of_persons = publish_rows(tmp_path, rows, recipe(indicator, disclosure=Disclosure.PERSON_ROWS))
    assert read(tmp_path, rows_of_persons, "A", grain=Grain.YEAR).points[0].state is CellState.VALUE


@pytest.mark.parametrize("threshold", [2, 0, -5])
def test_a_threshold_below_three_is_refused(tmp_path: Path, threshold: int) -> None:
    rows = write_rows(tmp_path / "rows.parquet", ["antal"], [(JANUARY, "A", "unit", None, 1.0)])
    with pytest.raises(RecipeInvalid, match="3 eller højere"):
        publish_rows(tmp_path, rows, recipe(threshold=threshold))
