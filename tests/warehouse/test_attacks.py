"""What somebody with everything in hand may not read: each test is an attack that once worked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.warehouse.builders import RATE, WEIGHTED, months, publish_rows, read, recipe, write_cases, write_rows
from vil.model.indicator import Aggregation, Disclosure, Indicator
from vil.model.period import Grain
from vil.model.recipe import Recipe
from vil.model.series import CellState

DAYS = Indicator("dage", "Dage", value="dage")
OPEN_CASES = Indicator("stand", "Stand", Aggregation.STOCK, value="dage")


def case(key: str, *, month: int = 1, **fields: object) -> dict[str, object]:
    return {"period_start": date(2024, month, 1), "borger": key, "dage": 10.0, "type": "a", **fields}


def rows_of_persons(*indicators: Indicator, person_key: str | None = "borger", **fields: object) -> Recipe:
    how = recipe(*indicators, disclosure=Disclosure.PERSON_ROWS, person_key=person_key)
    return replace(how, **fields)  # type: ignore[arg-type]


def test_a_level_of_few_persons_is_hidden_at_every_grain_however_many_came_before(tmp_path: Path) -> None:
    cases = [case(str(number)) for number in range(20)] + [case("sidste", month=3, dage=17.0)]
    rows = write_cases(tmp_path / "rows.parquet", cases)
    version = publish_rows(tmp_path, rows, rows_of_persons(OPEN_CASES))
    for grain in version.grains:
        assert 17.0 not in read(tmp_path, version, "A", grain=grain).values
    assert read(tmp_path, version, "A", grain=Grain.YEAR).points[0].state is CellState.HIDDEN


def test_a_level_of_many_persons_is_shown_at_every_grain(tmp_path: Path) -> None:
    cases = [case(str(number), month=month) for number in range(20) for month in (1, 3)]
    rows = write_cases(tmp_path / "rows.parquet", cases)
    version = publish_rows(tmp_path, rows, rows_of_persons(OPEN_CASES))
    assert read(tmp_path, version, "A", grain=Grain.QUARTER).values == (200.0,)


def test_rows_that_weigh_nothing_hide_nobody_behind_them(tmp_path: Path) -> None:
    weighted = Indicator("snit", "Snit", Aggregation.MEAN, value="dage", weight="vægt")
    cases = [case(str(number), vægt=0.0) for number in range(20)] + [case("en", dage=340.0, vægt=1.0)]
    version = publish_rows(tmp_path, write_cases(tmp_path / "rows.parquet", cases), rows_of_persons(weighted))
    assert read(tmp_path, version, "A").points[0].state is CellState.HIDDEN


@pytest.mark.parametrize("indicator", [DAYS, OPEN_CASES, replace(RATE, numerator="dage", denominator="mulige")])
def test_amounts_in_rows_of_persons_are_judged_by_the_rows_and_not_by_themselves(
    tmp_path: Path, indicator: Indicator
) -> None:
    few = [case(str(number), dage=50.0, mulige=220.0) for number in range(4)]
    enough = [case(str(number), dage=50.0, mulige=220.0) for number in range(5)]
    enough += [case(str(number), dage=0.0, mulige=220.0) for number in range(6)]
    for cases, state in ((few, CellState.HIDDEN), (enough, CellState.VALUE)):
        rows = write_cases(tmp_path / "rows.parquet", cases)
        version = publish_rows(tmp_path, rows, rows_of_persons(indicator, person_key=None))
        assert read(tmp_path, version, "A").points[0].state is state


@pytest.mark.parametrize(
    ("formula", "scale"),
    [
        ("sager - a", 100.0),
        ("sager - a", 0.01),
        ("(sager - a) / sager", 100.0),
        ("100 * (sager - a)", 1.0),
        ("sager - a + 100", 1.0),
        ("-a + sager", 1.0),
        ("2 * sager - 2 * a", 1.0),
        ("(1 - a / sager) * 100", 1.0),
        ("rest * 10", 1.0),
    ],
)
def test_a_formula_does_not_tell_a_small_difference_however_it_is_written(
    tmp_path: Path, formula: str, scale: float
) -> None:
    cases = [case(str(number), type="a" if number < 18 else "b") for number in range(20)]
    everything = Indicator("sager", "Sager", Aggregation.COUNT)
    part = Indicator("a", "A", Aggregation.COUNT, only=(("type", "a"),))
    rest = Indicator("rest", "Rest", Aggregation.FORMULA, formula="sager - a")
    asked = Indicator("x", "X", Aggregation.FORMULA, formula=formula, scale=scale)
    rows = write_cases(tmp_path / "rows.parquet", cases)
    version = publish_rows(tmp_path, rows, rows_of_persons(everything, part, rest, asked))
    assert read(tmp_path, version, "A", indicator="sager").values == (20.0,)
    assert read(tmp_path, version, "A", indicator="x").points[0].state is CellState.HIDDEN


def test_the_same_few_who_weigh_month_after_month_stay_few(tmp_path: Path) -> None:
    rows = write_rows(
        tmp_path / "rows.parquet", ["snit", "antal"], [(month, "A", "unit", None, 3.5, 2) for month in months(12)]
    )
    version = publish_rows(tmp_path, rows, recipe(WEIGHTED, disclosure=Disclosure.PERSONS))
    assert read(tmp_path, version, "A", grain=Grain.YEAR).points[0].state is CellState.HIDDEN
