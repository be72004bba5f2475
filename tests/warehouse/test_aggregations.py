"""Each indicator is put together over units, members and time as its own kind allows, and never otherwise."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from itertools import groupby
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.builders import months, publish_rows, read, recipe, write_cases
from vil.errors import RecipeInvalid
from vil.model.indicator import EVERY_ROW, Aggregation, Indicator
from vil.model.period import Grain, Period
from vil.model.series import CellState, Point, UnitLevel
from vil.services.datasets import query_cells
from vil.settings import Settings

JANUARY, FEBRUARY, MARCH = months(3)
CASES = Indicator("sager", "Sager", Aggregation.COUNT)
PERSONS = Indicator("personer", "Personer", Aggregation.DISTINCT, key="borger")
MEDIAN = Indicator("median", "Median", Aggregation.MEDIAN, value="dage")
STOCK = Indicator("aabne", "Åbne sager", Aggregation.STOCK, value="aabne")
SHARE = Indicator("andel", "Til tiden", Aggregation.SHARE, only=(("til_tiden", "ja"),), scale=100.0)
WHOLE = "Alle enheder"


def test_rows_are_counted_and_only_those_that_are_as_they_must_be(tmp_path: Path) -> None:
    late = Indicator("sene", "Sene", Aggregation.COUNT, only=(("til_tiden", "nej"), ("type", "akut")))
    cases = [
        {"period_start": JANUARY, "unit": "A", "til_tiden": "nej", "type": "akut"},
        {"period_start": JANUARY, "unit": "A", "til_tiden": "nej", "type": "plan"},
        {"period_start": JANUARY, "unit": "B", "til_tiden": "ja", "type": "akut"},
        {"period_start": FEBRUARY, "unit": "B", "til_tiden": None, "type": "akut"},
    ]
    version = publish_rows(tmp_path, write_cases(tmp_path / "r", cases), recipe(CASES, late))
    assert read(tmp_path, version, "A").values == (2.0, None)
    assert read(tmp_path, version, WHOLE).values == (3.0, 1.0)
    assert read(tmp_path, version, WHOLE, indicator="sene").values == (1.0, 0.0)
    assert read(tmp_path, version, "B", indicator="sene").values == (0.0, 0.0)


def test_persons_are_counted_once_in_every_cell_however_large(tmp_path: Path) -> None:
    seen = [(JANUARY, "A", "x", "1"), (JANUARY, "A", "y", "1"), (JANUARY, "B", "x", "1"), (FEBRUARY, "A", "x", "2"),
            (FEBRUARY, "A", "x", "1"), (FEBRUARY, "B", "y", None)]  # fmt: skip
    cases = [{"period_start": when, "unit": unit, "member": member, "borger": key} for when, unit, member, key in seen]
    version = publish_rows(tmp_path, write_cases(tmp_path / "r", cases), recipe(PERSONS, dimensions=("Type",)))
    assert read(tmp_path, version, "A").values == (1.0, 2.0)
    assert read(tmp_path, version, "A", member="y").values == (1.0, None)
    assert read(tmp_path, version, WHOLE).values == (1.0, 2.0)
    assert read(tmp_path, version, "B").values == (1.0, 0.0)
    assert read(tmp_path, version, WHOLE, grain=Grain.YEAR).values == (2.0,)
    assert read(tmp_path, version, WHOLE, grain=Grain.YEAR, member="x").values == (2.0,)


def test_a_median_is_the_middle_row_of_each_cell_and_is_never_put_together(tmp_path: Path) -> None:
    days = {("A", JANUARY): [1, 2, 30], ("A", FEBRUARY): [7], ("B", JANUARY): [10, 20]}
    cases = [
        {"period_start": when, "unit": unit, "dage": float(value)}
        for (unit, when), values in days.items()
        for value in values
    ]
    version = publish_rows(tmp_path, write_cases(tmp_path / "r", cases), recipe(MEDIAN))
    assert read(tmp_path, version, "A").values == (2.0, 7.0)
    assert read(tmp_path, version, WHOLE).values == (10.0, 7.0)
    assert read(tmp_path, version, WHOLE, grain=Grain.YEAR).values == (median([1, 2, 30, 7, 10, 20]),)


def test_a_stock_is_added_over_units_and_the_latest_number_stands_over_time(tmp_path: Path) -> None:
    figures = {"A": (10.0, 12.0, None), "B": (1.0, 2.0, 3.0)}
    cases = [
        {"period_start": month, "unit": unit, "aabne": value}
        for unit, values in figures.items()
        for month, value in zip(months(3), values, strict=True)
    ]
    version = publish_rows(tmp_path, write_cases(tmp_path / "r", cases), recipe(STOCK))
    quarter = {unit: read(tmp_path, version, unit, grain=Grain.QUARTER).points[0] for unit in ("A", "B", WHOLE)}
    assert [(point.value, point.is_partial) for point in quarter.values()] == [(12.0, True), (3.0, False), (3.0, True)]
    assert read(tmp_path, version, WHOLE).values == (11.0, 14.0, 3.0)
    assert read(tmp_path, version, "B", grain=Grain.YEAR).points[0].is_partial


def test_a_share_is_rows_that_are_so_out_of_all_rows_over_units_and_time(tmp_path: Path) -> None:
    said = [("A", JANUARY, "ja"), ("A", JANUARY, "nej"), ("A", JANUARY, None), ("B", JANUARY, "ja"), ("B", MARCH, "ja")]
    cases = [{"period_start": when, "unit": unit, "til_tiden": answer} for unit, when, answer in said]
    version = publish_rows(tmp_path, write_cases(tmp_path / "r", cases), recipe(SHARE))
    point = read(tmp_path, version, WHOLE, grain=Grain.QUARTER).points[0]
    assert (point.numerator, point.denominator, point.value) == (3.0, 5.0, 3 / 5 * 100)
    assert point.is_partial, "no row at all in February"


def test_a_mean_of_rows_weighs_each_row_one(tmp_path: Path) -> None:
    mean = Indicator("snit", "Snit", Aggregation.MEAN, value="dage", weight=EVERY_ROW, only=(("type", "akut"),))
    rows = [("A", 2.0, "akut"), ("A", 4.0, "akut"), ("B", 12.0, "akut"), ("B", 1000.0, "plan"), ("B", None, "akut")]
    cases = [{"period_start": JANUARY, "unit": unit, "dage": days, "type": kind} for unit, days, kind in rows]
    version = publish_rows(tmp_path, write_cases(tmp_path / "r", cases), recipe(mean))
    point = read(tmp_path, version, WHOLE).points[0]
    assert (point.numerator, point.denominator, point.value) == (18.0, 3.0, 6.0)


def _formula(text: str, **fields: Any) -> Indicator:
    return Indicator("f", "Formlen", Aggregation.FORMULA, formula=text, **fields)


A, B = Indicator("a", "A", value="a"), Indicator("b-2 x", "B", value="b")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a / b-2 x", 2.5),
        ("-(a + 2 * b-2 x) / 4", -4.5),
        ("a - b-2 x - 1.5", 4.5),
        ("a / (b-2 x - 4)", None),
        ("a * 1e14 * 1e14", 1e29),
    ],
)
def test_a_formula_is_plain_arithmetic_and_dividing_by_nothing_is_missing(
    tmp_path: Path, text: str, value: float | None
) -> None:
    rows = write_cases(tmp_path / "r", [{"period_start": JANUARY, "a": 10.0, "b": 4.0}])
    version = publish_rows(tmp_path, rows, recipe(A, B, _formula(text)))
    assert read(tmp_path, version, "A", indicator="f").values == (value,)


def test_a_formula_is_calculated_from_cells_put_together_and_may_build_on_another(tmp_path: Path) -> None:
    per = Indicator("pr", "Pr. sag", Aggregation.FORMULA, formula="a / b-2 x", scale=10.0)
    rows = [(unit, month, 10.0, 4.0 if unit == "A" else None) for unit in "AB" for month in months(2)]
    cases = [{"period_start": month, "unit": unit, "a": a, "b": b} for unit, month, a, b in rows]
    version = publish_rows(tmp_path, write_cases(tmp_path / "r", cases), recipe(_formula("pr + 1"), per, A, B))
    assert read(tmp_path, version, "A", indicator="pr").values == (25.0, 25.0)
    assert read(tmp_path, version, WHOLE, indicator="f", grain=Grain.YEAR).values == (40 / 8 * 10 + 1,)
    assert read(tmp_path, version, "B", indicator="f").points[0].state is CellState.MISSING


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nævner ingen indikator"),
        ("1 + 2", "nævner ingen indikator"),
        ("a +", "kan ikke læses"),
        ("a ** a", "kan ikke læses"),
        ("a, 5", "kan ikke læses"),
        ("__import__('os').system('x')", "kan ikke læses|ikke er en indikator"),
        ("a if a else a", "kan ikke læses"),
        ("aa / a", "Mente du »a«"),
        ("f + a", "ender i sig selv"),
        ("a" + "+a" * 5000, "for lang"),
    ],
)
def test_a_formula_that_cannot_be_calculated_is_refused_with_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    rows = write_cases(tmp_path / "r", [{"period_start": JANUARY, "a": 10.0}])
    with pytest.raises(RecipeInvalid, match=said):
        publish_rows(tmp_path, rows, recipe(A, _formula(text)))


HIERARCHY = [
    ("Nord", "Center 1", "Team 1", 1.0), ("Nord", "Center 1", "Team 2", 2.0), ("Nord", "Center 2", "Team 1", 4.0),
    ("Syd", "Center 1", "Team 1", 8.0), ("Syd", None, "Stab", 16.0),
]  # fmt: skip


def _in_hierarchy(**more: Any) -> list[dict[str, Any]]:
    return [
        {"period_start": JANUARY, "level_1": top, "level_2": center, "unit": team, "antal": value, **more}
        for top, center, team, value in HIERARCHY
    ]


def test_groups_are_added_from_the_lowest_units_and_names_tell_where_two_are_alike(tmp_path: Path) -> None:
    how = recipe(unit_levels=("Område", "Center"))
    version = publish_rows(tmp_path, write_cases(tmp_path / "r", _in_hierarchy()), how)
    found = {
        unit.name: (unit.level, unit.parent, read(tmp_path, version, unit.name).values[0]) for unit in version.units
    }
    assert found == {
        WHOLE: (UnitLevel.WHOLE, None, 31.0),
        "Nord": (UnitLevel.GROUP, None, 7.0),
        "Syd": (UnitLevel.GROUP, None, 24.0),
        "Center 1 (Nord)": (UnitLevel.GROUP, "Nord", 3.0),
        "Center 2": (UnitLevel.GROUP, "Nord", 4.0),
        "Center 1 (Syd)": (UnitLevel.GROUP, "Syd", 8.0),
        "Team 1 (Center 1, Nord)": (UnitLevel.UNIT, "Center 1 (Nord)", 1.0),
        "Team 2": (UnitLevel.UNIT, "Center 1 (Nord)", 2.0),
        "Team 1 (Center 2)": (UnitLevel.UNIT, "Center 2", 4.0),
        "Team 1 (Center 1, Syd)": (UnitLevel.UNIT, "Center 1 (Syd)", 8.0),
        "Stab": (UnitLevel.UNIT, "Syd", 16.0),
    }


def test_the_extracts_own_total_stands_above_the_groups_and_is_never_added_to_them(tmp_path: Path) -> None:
    own = {"period_start": JANUARY, "unit": "I alt", "unit_level": "whole", "antal": 40.0}
    how = recipe(unit_levels=("Område", "Center"))
    version = publish_rows(tmp_path, write_cases(tmp_path / "r", [*_in_hierarchy(), own]), how)
    assert [unit.name for unit in version.units if unit.level is UnitLevel.WHOLE] == ["I alt"]
    assert read(tmp_path, version, "I alt").values == (40.0,)
    assert read(tmp_path, version, "Nord").values == (7.0,)


def test_persons_are_counted_anew_for_groups_too(tmp_path: Path) -> None:
    cases = _in_hierarchy(borger="1") + _in_hierarchy(borger="2")[:1]
    version = publish_rows(tmp_path, write_cases(tmp_path / "r", cases), recipe(PERSONS, unit_levels=("Område", "C")))
    assert read(tmp_path, version, "Nord").values == (2.0,)
    assert read(tmp_path, version, "Syd").values == (1.0,)
    assert read(tmp_path, version, WHOLE).values == (2.0,)


ROWS = st.lists(
    st.tuples(
        st.integers(0, 14), st.sampled_from("ABC"), st.sampled_from("xy"), st.sampled_from("12345"),
        st.decimals(0, 9999, places=2).map(float),
    ),
    min_size=2,
    max_size=40,
)  # fmt: skip
ALL = (
    CASES, PERSONS, Indicator("aabne", "Åbne", Aggregation.STOCK, value="dage"), MEDIAN,
    Indicator("sum", "Sum", value="dage"), Indicator("snit", "Snit", Aggregation.MEAN, value="dage", weight=EVERY_ROW),
    Indicator("hos", "Andel", Aggregation.SHARE, only=(("borger", "1"),)), _formula("sum / sager"),
)  # fmt: skip


def _cases(rows: list[tuple[int, str, str, str, float]]) -> list[dict[str, Any]]:
    calendar = months(15)
    return [
        {"period_start": calendar[month], "unit": unit, "member": member, "borger": key, "dage": days}
        for month, unit, member, key, days in rows
    ]


def _year_points(folder: Path, version: Any, unit: str, indicator: str, member: str | None = None) -> tuple[Point, ...]:
    return read(folder, version, unit, indicator=indicator, grain=Grain.YEAR, member=member).points


@settings(max_examples=8, deadline=None)
@given(ROWS, st.integers())
def test_the_order_of_rows_never_matters_whatever_is_asked(rows: list[Any], seed: int) -> None:
    shuffled = random.Random(seed).sample(rows, len(rows))
    with TemporaryDirectory() as name:
        folder = Path(name)
        how = recipe(*ALL, dimensions=("Type",))
        prints = [
            publish_rows(folder, write_cases(folder / str(place), _cases(order)), how).fingerprint
            for place, order in enumerate((rows, shuffled))
        ]
        assert prints[0] == prints[1]


@settings(max_examples=12, deadline=None)
@given(ROWS)
def test_every_year_is_what_the_rows_of_the_year_say(rows: list[Any]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        version = publish_rows(folder, write_cases(folder / "r", _cases(rows)), recipe(*ALL, dimensions=("Type",)))
        whole = version.units[0].name
        for member in (None, *version.dimensions[0][1]):
            chosen = sorted(row for row in rows if member in (None, row[2]))
            for year, group in groupby(chosen, key=lambda row: row[0] // 12):
                here = list(group)
                found = {
                    one.id: next(
                        point.value
                        for point in _year_points(folder, version, whole, one.id, member)
                        if point.period.start.year == 2024 + year
                    )
                    for one in ALL
                }
                total = sum(Fraction(str(row[4])) for row in here)
                last = max(row[0] for row in here)
                assert found["sager"] == len(here)
                assert found["personer"] == len({row[3] for row in here}) <= len(here)
                assert found["sum"] == float(total)
                assert found["snit"] == float(total) / len(here)
                assert found["f"] == float(total) / len(here)
                assert found["median"] == pytest.approx(median(row[4] for row in here), rel=1e-12)
                assert found["aabne"] == float(sum(Fraction(str(row[4])) for row in here if row[0] == last))
                assert found["hos"] == sum(row[3] == "1" for row in here) / len(here)


@settings(max_examples=8, deadline=None)
@given(ROWS)
def test_groups_sum_to_the_whole_bit_for_bit_and_a_year_of_stock_is_its_last_month(rows: list[Any]) -> None:
    cases = [{**case, "level_1": "AB" if case["unit"] in "AB" else "C", "member": None} for case in _cases(rows)]
    with TemporaryDirectory() as name:
        folder = Path(name)
        how = recipe(*ALL, unit_levels=("Område",))
        version = publish_rows(folder, write_cases(folder / "r", cases), how)
        groups = [unit.name for unit in version.units if unit.level is UnitLevel.GROUP]
        whole = version.units[0].name
        if version.units[0].level is not UnitLevel.WHOLE:
            return
        for indicator in ("sum", "sager"):
            points = read(folder, version, whole, indicator=indicator).points
            parts = [read(folder, version, group, indicator=indicator).points for group in groups]
            for place, point in enumerate(points):
                known = [Fraction(str(part[place].value)) for part in parts if part[place].value is not None]
                assert point.value == (float(sum(known)) if known else None)
        for point in _year_points(folder, version, whole, "aabne"):
            months_of = read(folder, version, whole, indicator="aabne").points
            known = [
                one.value
                for one in months_of
                if one.period.start.year == point.period.start.year and one.value is not None
            ]
            assert point.value == (known[-1] if known else None)


def test_a_month_without_rows_is_partial_only_where_the_whole_extract_lacks_it(tmp_path: Path) -> None:
    cases = [{"period_start": month, "unit": unit} for month in (JANUARY, MARCH) for unit in "AB"]
    version = publish_rows(tmp_path, write_cases(tmp_path / "r", cases), recipe(CASES))
    assert read(tmp_path, version, "A", grain=Grain.QUARTER).points[0].is_partial
    cases += [{"period_start": FEBRUARY, "unit": "B"}]
    version = publish_rows(tmp_path, write_cases(tmp_path / "r", cases), recipe(CASES))
    point = read(tmp_path, version, "A", grain=Grain.QUARTER).points[0]
    assert (point.value, point.is_partial) == (2.0, False)
    assert date(2024, 2, 1) == FEBRUARY


def test_a_month_in_which_nothing_was_counted_is_none_and_not_missing(tmp_path: Path) -> None:
    seen = [("A", JANUARY), ("A", MARCH), ("B", JANUARY), ("B", FEBRUARY), ("C", FEBRUARY)]
    cases = [{"period_start": when, "unit": unit, "borger": "1"} for unit, when in seen]
    version = publish_rows(tmp_path, write_cases(tmp_path / "r", cases), recipe(CASES, PERSONS))
    for indicator in ("sager", "personer"):
        assert read(tmp_path, version, "A", indicator=indicator).values == (1.0, 0.0, 1.0)
        assert read(tmp_path, version, "B", indicator=indicator).values == (1.0, 1.0, None)
        assert read(tmp_path, version, "C", indicator=indicator).values == (None, 1.0, None)


def test_a_question_over_time_adds_what_can_be_added_and_finds_the_rest_in_longer_periods(tmp_path: Path) -> None:
    rows = [(month, key, 10.0 + place) for place, month in enumerate(months(12)) for key in "12"]
    cases = [{"period_start": month, "borger": key, "dage": days, "aabne": days} for month, key, days in rows]
    indicators = (CASES, PERSONS, MEDIAN, STOCK, _formula("sager / personer"))
    publish_rows(tmp_path, write_cases(tmp_path / "r", cases), recipe(*indicators))

    def ask(indicator: str, **span: Any) -> float | None:
        answer = query_cells(Settings(data_dir=tmp_path), "prøve", indicator=indicator, by=(), **span)
        return answer.cells[0].point.value

    assert {one.id: ask(one.id) for one in indicators} == {
        "sager": 24.0, "personer": 2.0, "median": 15.5, "aabne": 42.0, "f": 12.0,
    }  # fmt: skip
    quarter = {"first": Period.parse("2024-04"), "last": Period.parse("2024-06")}
    assert {one.id: ask(one.id, **quarter) for one in indicators} == {
        "sager": 6.0, "personer": 2.0, "median": 14.0, "aabne": 30.0, "f": 3.0,
    }  # fmt: skip
    odd = {"first": Period.parse("2024-04"), "last": Period.parse("2024-07")}
    assert {one.id: ask(one.id, **odd) for one in indicators} == {
        "sager": 8.0, "personer": None, "median": None, "aabne": 32.0, "f": None,
    }  # fmt: skip
