"""Cells that are built on too few persons are hidden in the cube itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.builders import (
    COUNT,
    MEAN,
    RATE,
    WEIGHTED,
    months,
    publish_rows,
    read,
    recipe,
    write_cases,
    write_rows,
)
from vil.errors import RecipeInvalid
from vil.model.indicator import EVERY_ROW, Aggregation, Behind, Disclosure, Indicator, Measure
from vil.model.period import Grain, Period
from vil.model.series import CellState, DatasetVersion, UnitLevel
from vil.privacy import find_unknown

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
    assert "hvor mange personer der står bag »Gennemsnit«" in version.warnings[-1]
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


def case(unit: str, key: str | None, *, month: int = 1, value: float = 10.0, kind: str = "a") -> dict[str, object]:
    return {"period_start": date(2024, month, 1), "unit": unit, "borger": key, "dage": value, "type": kind}


EVERY_KIND = (
    Indicator("sager", "Sager", Aggregation.COUNT),
    Indicator("borgere", "Borgere", Aggregation.DISTINCT, key="borger"),
    Indicator("median", "Median", Aggregation.MEDIAN, value="dage"),
    Indicator("snit", "Snit", Aggregation.MEAN, value="dage", weight=EVERY_ROW),
    Indicator("dage", "Dage", value="dage"),
    Indicator("stand", "Stand", Aggregation.STOCK, value="dage"),
    Indicator("andel", "Andel", Aggregation.SHARE, only=(("type", "a"),)),
    Indicator("rate", "Rate", Aggregation.RATE, numerator="dage", denominator="dage"),
    Indicator("formel", "Formel", Aggregation.FORMULA, formula="dage / sager"),
)


def publish_cases(
    folder: Path, cases: list[dict[str, object]], *indicators: Indicator, **fields: object
) -> DatasetVersion:
    how = recipe(*indicators, disclosure=Disclosure.PERSON_ROWS, person_key="borger")
    return publish_rows(folder, write_cases(folder / "rows.parquet", cases), replace(how, **fields))  # type: ignore[arg-type]


def test_many_rows_of_few_persons_are_hidden_whatever_is_asked_of_them(tmp_path: Path) -> None:
    cases = [case("A", str(number % 4), month=month) for number in range(40) for month in (1, 2)]
    cases += [case("B", str(number), month=month) for number in range(20) for month in (1, 2)]
    cases += [case("C", f"c{number}", month=month) for number in range(6) for month in (1, 2)]
    version = publish_cases(tmp_path, cases, *EVERY_KIND)
    for indicator in EVERY_KIND:
        for grain in version.grains:
            for point in read(tmp_path, version, "A", indicator=indicator.id, grain=grain).points:
                found = (point.state, point.value, point.numerator, point.denominator)
                assert found == (CellState.HIDDEN, None, None, None), indicator.id
            if indicator.id not in ("andel", "rate"):
                assert read(tmp_path, version, "B", indicator=indicator.id, grain=grain).values[0] is not None


def test_persons_are_told_apart_over_time_and_not_added(tmp_path: Path) -> None:
    cases = [case("A", str(number), month=month) for number in range(4) for month in range(1, 13)]
    version = publish_cases(tmp_path, cases, *EVERY_KIND)
    assert read(tmp_path, version, "A", indicator="sager", grain=Grain.YEAR).points[0].state is CellState.HIDDEN
    newcomers = [
        case("A", str(18 * month + who), month=month) for month in range(1, 13) for who in range(1 + month % 2)
    ]
    tmp_path = tmp_path / "newcomers"
    tmp_path.mkdir()
    version = publish_cases(tmp_path, newcomers, *EVERY_KIND)
    assert {point.state for point in read(tmp_path, version, "A", indicator="dage").points} == {CellState.HIDDEN}
    assert read(tmp_path, version, "A", indicator="dage", grain=Grain.YEAR).values == (180.0,)


def test_rows_without_a_key_are_of_nobody_known_and_are_hidden(tmp_path: Path) -> None:
    version = publish_cases(tmp_path, [case("A", None) for _ in range(50)], *EVERY_KIND)
    for indicator in ("sager", "dage", "median", "snit", "andel", "formel"):
        assert read(tmp_path, version, "A", indicator=indicator).points[0].state is not CellState.VALUE


def test_rows_that_add_nothing_hide_nobody_behind_them(tmp_path: Path) -> None:
    cases = [case("A", str(number), value=0.0 if number > 2 else 5000.0) for number in range(30)]
    version = publish_cases(tmp_path, cases, *EVERY_KIND)
    assert read(tmp_path, version, "A", indicator="dage").points[0].state is CellState.HIDDEN
    assert read(tmp_path, version, "A", indicator="sager").values == (30.0,)


@pytest.mark.parametrize(
    ("of_kind", "state"), [(0, "value"), (3, "hidden"), (10, "value"), (18, "hidden"), (20, "value")]
)
def test_a_share_is_hidden_when_few_persons_are_in_it_or_outside_it(tmp_path: Path, of_kind: int, state: str) -> None:
    share = next(one for one in EVERY_KIND if one.id == "andel")
    cases = [case("A", str(number), kind="a" if number < of_kind else "b") for number in range(20) for _ in range(3)]
    assert read(tmp_path, publish_cases(tmp_path, cases, share), "A").points[0].state == state
    assert read(tmp_path, publish_cases(tmp_path, cases[::3], share, person_key=None), "A").points[0].state == state


def test_a_median_of_few_rows_is_hidden_without_anything_being_said_of_persons(tmp_path: Path) -> None:
    median = next(one for one in EVERY_KIND if one.id == "median")
    cases = [case("A", "x", value=float(number)) for number in range(4)] + [case("B", "x") for _ in range(5)]
    version = publish_cases(tmp_path, cases, median, person_key=None)
    assert read(tmp_path, version, "A").points[0].state is CellState.HIDDEN
    assert read(tmp_path, version, "B").values == (10.0,)


def test_a_formula_over_a_hidden_cell_is_hidden_and_a_small_difference_is_too(tmp_path: Path) -> None:
    boys = Indicator("a", "A", Aggregation.COUNT, only=(("type", "a"),))
    rest = Indicator("rest", "Resten", Aggregation.FORMULA, formula="sager - a")
    again = Indicator("igen", "Igen", Aggregation.FORMULA, formula="a * 2")
    cases = [case("A", str(number), kind="a" if number < 18 else "b") for number in range(20)]
    cases += [case("B", str(number), kind="a" if number < 2 else "b") for number in range(20)]
    cases += [case("C", str(number), kind="a" if number < 10 else "b") for number in range(20)]
    version = publish_cases(tmp_path, cases, EVERY_KIND[0], boys, rest, again)
    states = {
        (unit, one): read(tmp_path, version, unit, indicator=one).points[0].state.value
        for unit in "AB"
        for one in ("sager", "a", "rest", "igen")
    }
    assert states == {
        ("A", "sager"): "value", ("A", "a"): "hidden", ("A", "rest"): "hidden", ("A", "igen"): "hidden",
        ("B", "sager"): "value", ("B", "a"): "hidden", ("B", "rest"): "hidden", ("B", "igen"): "hidden",
    }  # fmt: skip
    assert version.warnings == ()
    apart = Indicator("forskel", "Forskellen", Aggregation.FORMULA, formula="sager - borgere")
    told = publish_cases(tmp_path, cases, *EVERY_KIND[:2], apart).warnings
    assert "»Forskellen« trækker antal fra hinanden" in told[-1]


PEOPLE = st.lists(
    st.tuples(st.integers(1, 12), st.sampled_from("ABC"), st.integers(0, 9), st.sampled_from("ab"), st.integers(0, 3)),
    min_size=1,
    max_size=60,
)


@settings(max_examples=12, deadline=None)
@given(PEOPLE)
def test_no_cell_of_any_grain_shows_a_figure_of_fewer_persons_than_the_threshold(
    people: list[tuple[int, str, int, str, int]],
) -> None:
    cases = [
        {**case(unit, str(who), month=month, value=float(value), kind=kind), "member": kind}
        for month, unit, who, kind, value in people
    ]
    cases = [{**one, "level_1": "AB" if one["unit"] in ("A", "B") else "Alene"} for one in cases]
    with TemporaryDirectory() as name:
        folder = Path(name)
        version = publish_cases(folder, cases, *EVERY_KIND, dimensions=("type",), unit_levels=("område",))
        names = {unit.name: unit for unit in version.units}
        with duckdb.connect(str(folder / "datasets" / "prøve" / "1" / "cube.duckdb"), read_only=True) as cube:
            shown = cube.execute(
                "SELECT DISTINCT grain, period_start, unit, member FROM cells "
                "WHERE (value IS NOT NULL AND value <> 0) OR numerator <> 0 OR denominator <> 0"
            ).fetchall()
        for grain, start, unit, member in shown:
            period = Period.containing(start, Grain(grain))
            behind = {
                one["borger"]
                for one in cases
                if period.start <= one["period_start"] <= period.end  # type: ignore[operator]
                and member in (None, one["member"])
                and (names[unit].level is UnitLevel.WHOLE or unit in (one["unit"], one["level_1"]))
            }
            assert len(behind) >= 5


@pytest.mark.parametrize(
    "amount",
    [
        Indicator("kr", "Udgifter", value="antal"),
        Indicator("d", "Fravær", measure=Measure("dage"), value="antal"),
        Indicator("s", "Fravær", value="sygedage"),
        Indicator("r", "Fravær", Aggregation.RATE, numerator="antal", denominator="mulige dage"),
    ],
)
def test_kroner_and_days_about_persons_are_published_when_it_is_known_who_is_behind_them(
    tmp_path: Path, amount: Indicator
) -> None:
    columns = ["antal", "sygedage", "mulige dage", "personer"]
    rows = write_rows(tmp_path / "rows.parquet", columns, [(JANUARY, "A", "unit", None, 31.0, 31.0, 400.0, 1.0)])

    def state_of(one: Indicator, disclosure: Disclosure = Disclosure.PERSONS) -> CellState:
        version = publish_rows(tmp_path, rows, recipe(one, disclosure=disclosure))
        return read(tmp_path, version, "A").points[0].state

    with pytest.raises(RecipeInvalid, match="tæller ikke personer"):
        state_of(amount)
    assert state_of(replace(amount, behind=Behind.SAFE)) is CellState.VALUE
    assert state_of(replace(amount, behind=Behind.PERSONS)) is CellState.VALUE
    assert state_of(replace(amount, persons="personer")) is CellState.HIDDEN
    assert state_of(amount, Disclosure.OPEN) is CellState.VALUE


def test_a_count_of_persons_over_so_many_days_is_a_count_of_persons() -> None:
    names = ("Syge over 30 dage", "Vurderet inden 24 timer", "Sager", "Dagpengemodtagere", "Timelønnede")
    assert (
        find_unknown(recipe(*(Indicator("a", name, value=name) for name in names), disclosure=Disclosure.PERSONS)) == ()
    )
