"""The cube puts cells together from numerators and denominators, never from ratios."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.builders import COUNT, MEAN, RATE, WEIGHTED, months, publish_rows, read, recipe, write_rows
from vil.errors import ColumnMissing, NotFound, RecipeInvalid
from vil.model.indicator import Aggregation, Indicator
from vil.model.period import Grain
from vil.model.recipe import Event
from vil.model.series import CellState, UnitLevel, View
from vil.warehouse import load_all_units, load_series

WHOLE = "Alle enheder"


def test_rates_are_put_together_from_their_parts_over_units_and_time(tmp_path: Path) -> None:
    figures = {"A": (10, 100), "B": (30, 50)}
    rows = [(month, unit, "unit", None, *figures[unit]) for month in months(3) for unit in "AB"]
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["taeller", "naevner"], rows), recipe(RATE))
    month = read(tmp_path, version, WHOLE).points[0]
    assert (month.numerator, month.denominator, month.value) == (40.0, 150.0, 40 / 150 * 100)
    quarter = read(tmp_path, version, WHOLE, grain=Grain.QUARTER).points[0]
    assert (quarter.numerator, quarter.denominator) == (120.0, 450.0)
    assert version.units[0].name == WHOLE
    assert version.units[0].level is UnitLevel.WHOLE


def test_a_mean_without_weight_is_never_put_together_across_units_but_plainly_over_time(tmp_path: Path) -> None:
    rows = [
        (month, unit, "unit", None, value) for unit in "AB" for month, value in zip(months(3), (1, 2, 6), strict=True)
    ]
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["snit"], rows), recipe(MEAN))
    assert [unit.name for unit in version.units] == ["A", "B"]
    assert read(tmp_path, version, "A", grain=Grain.QUARTER).values == (3.0,)


def test_a_weighted_mean_is_put_together_by_its_weight(tmp_path: Path) -> None:
    rows = [(date(2024, 1, 1), "A", "unit", None, 2.0, 10), (date(2024, 1, 1), "B", "unit", None, 5.0, 20)]
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["snit", "antal"], rows), recipe(WEIGHTED))
    assert read(tmp_path, version, WHOLE).values == (4.0,)


def test_the_extracts_own_whole_stands_and_is_never_added_to_its_parts(tmp_path: Path) -> None:
    rows = [
        (date(2024, 1, 1), unit, level, None, value)
        for unit, level, value in (("A", "unit", 3), ("B", "unit", 4), ("I alt", "whole", 9))
    ]
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["antal"], rows), recipe())
    assert [unit.name for unit in version.units] == ["I alt", "A", "B"]
    assert read(tmp_path, version, "I alt").values == (9.0,)


def test_groups_of_units_are_kept_apart_from_the_computed_whole(tmp_path: Path) -> None:
    rows = [
        (date(2024, 1, 1), unit, level, None, value)
        for unit, level, value in (("A", "unit", 3), ("B", "unit", 4), ("Øst", "group", 7))
    ]
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["antal"], rows), recipe())
    assert read(tmp_path, version, WHOLE).values == (7.0,)


def test_members_are_added_up_unless_one_is_missing_and_the_extract_has_its_own_total(tmp_path: Path) -> None:
    january, february, march, april = months(4)
    rows = [
        (january, "A", "unit", "x", 3), (january, "A", "unit", "y", 4), (january, "A", "unit", "", 8),
        (february, "A", "unit", "x", 3), (february, "A", "unit", "y", None), (february, "A", "unit", "", 8),
        (march, "A", "unit", "x", 3), (march, "A", "unit", "y", None),
        (april, "A", "unit", "", 5),
    ]  # fmt: skip
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["antal"], rows), recipe(dimensions=("Type",)))
    together = read(tmp_path, version, "A")
    assert together.values == (7.0, 8.0, 3.0, 5.0)
    assert [point.is_partial for point in together.points] == [False, False, True, False]
    assert read(tmp_path, version, "A", member="y").values == (4.0, None, None, None)
    assert version.dimensions == (("Type", ("x", "y")),)


def test_means_over_members_take_the_extracts_own_total_or_stay_absent(tmp_path: Path) -> None:
    january = date(2024, 1, 1)
    rows = [
        (january, "A", "unit", "x", 1),
        (january, "A", "unit", "y", 2),
        (january, "A", "unit", "", 1.2),
        (january, "B", "unit", "x", 5),
    ]
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["snit"], rows), recipe(MEAN, dimensions=("Type",)))
    assert read(tmp_path, version, "A").values == (1.2,)
    assert read(tmp_path, version, "B").values == (None,)


def test_coarser_periods_are_partial_where_a_finer_one_is_missing_or_the_extract_ends(tmp_path: Path) -> None:
    rows = [(month, "A", "unit", None, 1) for month in months(11, date(2024, 2, 1)) if month != date(2024, 8, 1)]
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["antal"], rows), recipe())
    quarters = read(tmp_path, version, "A", grain=Grain.QUARTER).points
    assert [point.is_partial for point in quarters] == [True, False, True, False]
    assert read(tmp_path, version, "A").points[6].state is CellState.MISSING
    assert read(tmp_path, version, "A", grain=Grain.YEAR).points[0].is_partial


def test_days_without_rows_do_not_make_a_month_partial_but_missing_numbers_do(tmp_path: Path) -> None:
    days = [date(2024, 1, 1) + timedelta(days=step) for step in range(0, 120, 2)]
    rows = [(day, "A", "unit", None, None if day == date(2024, 2, 2) else 1) for day in days]
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["antal"], rows), recipe(grain=Grain.DAY))
    assert version.grains == (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR)
    found = read(tmp_path, version, "A", grain=Grain.MONTH).points
    assert [point.is_partial for point in found] == [False, True, False, True]
    weeks = read(tmp_path, version, "A", grain=Grain.WEEK).points
    assert weeks[0].period.code == "2024-W01"
    assert sum(point.value or 0 for point in weeks) == 59


def test_the_whole_is_partial_where_a_unit_lacks_a_number_but_not_before_the_unit_began(tmp_path: Path) -> None:
    figures = {"A": (3, 3, 3, 3), "B": (None, 4, None, 4)}
    rows = [(month, unit, "unit", None, figures[unit][place]) for place, month in enumerate(months(4)) for unit in "AB"]
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["antal"], rows), recipe())
    points = read(tmp_path, version, WHOLE).points
    assert [(point.value, point.is_partial) for point in points] == [(3, False), (7, False), (3, True), (7, False)]


def test_a_series_has_no_holes_and_a_view_may_ask_for_the_latest_periods(tmp_path: Path) -> None:
    rows = [(month, "A", "unit", None, 1) for month in months(14)[::3]]
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["antal"], rows), recipe())
    assert len(read(tmp_path, version, "A").points) == 13
    latest = read(tmp_path, version, "A", periods=4)
    assert [point.period.code for point in latest.points] == ["2024-10", "2024-11", "2024-12", "2025-01"]


def test_events_follow_the_unit_and_indicator_they_belong_to(tmp_path: Path) -> None:
    rows = [(month, unit, "unit", None, 1) for month in months(12) for unit in "AB"]
    events = (
        Event(date(2024, 3, 5), "alle"),
        Event(date(2024, 4, 1), "kun A", unit="A"),
        Event(date(2024, 5, 1), "andet tal", indicator="x"),
        Event(date(2030, 1, 1), "senere"),
    )
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["antal"], rows), recipe(events=events))
    assert [event.name for event in read(tmp_path, version, "A").events] == ["alle", "kun A"]
    assert [event.name for event in read(tmp_path, version, "B").events] == ["alle"]


def test_units_come_in_danish_order_with_numbers_by_size(tmp_path: Path) -> None:
    names = ["Team 10", "Åby", "Aalborg", "Team 2", "Ærø", "Øst"]
    rows = [(date(2024, 1, 1), name, "unit", None, 1) for name in names]
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["antal"], rows), recipe())
    found = load_all_units(tmp_path / "datasets", View("prøve", version.number, "antal", WHOLE, Grain.MONTH))
    assert [series.unit.name for series in found] == ["Team 2", "Team 10", "Ærø", "Øst", "Åby", "Aalborg"]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"dataset": "andet"}, "Datasættet »andet«"),
        ({"version": 7}, "Udgaven »7«"),
        ({"indicator": "x"}, "Indikatoren »x«"),
        ({"unit": "Z"}, "Enheden »Z«"),
        ({"grain": Grain.DAY}, "Inddelingen »day«"),
        ({"member": "m"}, "Gruppen »m«"),
    ],
)
def test_a_name_that_is_not_there_is_said_with_those_that_are(
    tmp_path: Path, change: dict[str, object], text: str
) -> None:
    rows = write_rows(tmp_path / "r", ["antal"], [(date(2024, 1, 1), "A", "unit", None, 1)])
    publish_rows(tmp_path, rows, recipe())
    asked = {"dataset": "prøve", "version": 1, "indicator": "antal", "unit": "A", "grain": Grain.MONTH, **change}
    with pytest.raises(NotFound, match=text):
        load_series(tmp_path / "datasets", View(**asked))  # type: ignore[arg-type]


def test_every_fault_of_a_recipe_is_said_at_once(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "r", ["antal"], [(date(2024, 1, 1), "A", "unit", None, 1)])
    faulty = recipe(
        Indicator("a", "A", Aggregation.RATE), Indicator("a", "B", value="antl"), threshold=1, dimensions=("x", "y")
    )
    with pytest.raises(RecipeInvalid) as caught:
        publish_rows(tmp_path, rows, faulty)
    assert len(caught.value.problems) == 5
    with pytest.raises(ColumnMissing, match="Mente du »antal«"):
        publish_rows(tmp_path, rows, recipe(Indicator("a", "A", value="antl")))
    assert not (tmp_path / "datasets").exists()


def test_odd_names_are_names_and_never_sql(tmp_path: Path) -> None:
    odd = """x"; DROP TABLE cells; --'"""
    rows = write_rows(tmp_path / "r", [odd], [(date(2024, 1, 1), f"{odd}æ", "unit", odd, 1)])
    version = publish_rows(tmp_path, rows, recipe(Indicator(odd, odd, value=odd), dimensions=("d",)))
    assert read(tmp_path, version, f"{odd}æ", member=odd).values == (1.0,)


@pytest.mark.parametrize("name", ["../ud", "a/b", "", ".skjult", "x" * 200, "a\0b"])
def test_a_data_sets_name_must_be_able_to_name_a_folder(tmp_path: Path, name: str) -> None:
    rows = write_rows(tmp_path / "r", ["antal"], [(date(2024, 1, 1), "A", "unit", None, 1)])
    from dataclasses import replace

    with pytest.raises(RecipeInvalid, match="navnet på et datasæt"):
        publish_rows(tmp_path, rows, replace(recipe(), dataset=name))


@pytest.mark.parametrize("figure", [1e300, -1e40])
def test_numbers_too_large_to_be_added_exactly_are_refused(tmp_path: Path, figure: float) -> None:
    rows = write_rows(tmp_path / "r", ["antal"], [(date(2024, 1, 1), unit, "unit", None, figure) for unit in "AB"])
    with pytest.raises(RecipeInvalid, match="for store"):
        publish_rows(tmp_path, rows, recipe())


def test_numbers_that_are_not_finite_are_missing(tmp_path: Path) -> None:
    figures = [float("nan"), float("inf"), 2.0]
    rows = [(month, "A", "unit", None, value) for month, value in zip(months(3), figures, strict=True)]
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["antal"], rows), recipe())
    assert read(tmp_path, version, "A").values == (None, None, 2.0)


@pytest.mark.parametrize("late", [0.12345, float("inf"), float("nan")])
def test_a_late_number_unlike_the_first_fifty_thousand_is_added_up_exactly(tmp_path: Path, late: float) -> None:
    figures = [1.0] * 50_000 + [late]
    rows = [(date(2024, 1, 1), unit, "unit", None, figure) for unit in "AB" for figure in figures]
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["antal"], rows), recipe())
    assert read(tmp_path, version, "A").values == (50_000.12345 if late < 1 else 50_000.0,)


@pytest.mark.parametrize("rows", [[], [(None, "A", "unit", None, 1)], [(date(2024, 1, 1), None, "unit", None, 1)]])
def test_rows_that_say_nothing_are_refused(tmp_path: Path, rows: list[tuple[object, ...]]) -> None:
    with pytest.raises(RecipeInvalid):
        publish_rows(tmp_path, write_rows(tmp_path / "r", ["antal"], rows), recipe())


CELLS = st.lists(
    st.tuples(
        st.integers(0, 14), st.sampled_from("ABC"), st.sampled_from("xy"), st.decimals(0, 9999, places=2).map(float)
    ),
    min_size=4,
    max_size=40,
    unique_by=lambda cell: cell[:3],
)


@settings(max_examples=15, deadline=None)
@given(CELLS)
def test_units_and_members_and_months_add_up_to_the_whole_exactly(cells: list[tuple[int, str, str, float]]) -> None:
    rows = [(months(15)[month], unit, "unit", member, value) for month, unit, member, value in cells]
    with TemporaryDirectory() as name:
        folder = Path(name)
        version = publish_rows(folder, write_rows(folder / "r", ["antal"], rows), recipe(dimensions=("Type",)))
        whole = version.units[0].name
        total = sum(Fraction(str(value)) for *_, value in cells)
        for grain in version.grains:
            points = read(folder, version, whole, grain=grain).points
            assert sum(Fraction(str(point.value or 0)) for point in points) == total


@settings(max_examples=10, deadline=None)
@given(CELLS, st.integers())
def test_row_order_never_matters(cells: list[tuple[int, str, str, float]], seed: int) -> None:
    rows = [(months(15)[month], unit, "unit", member, value) for month, unit, member, value in cells] * 2
    shuffled = random.Random(seed).sample(rows, len(rows))
    with TemporaryDirectory() as name:
        folder = Path(name)
        how = recipe(COUNT, Indicator("snit", "Snit", Aggregation.MEAN, value="antal"), dimensions=("Type",))
        one = publish_rows(folder, write_rows(folder / "a", ["antal"], rows), how)
        other = publish_rows(folder, write_rows(folder / "b", ["antal"], shuffled), how)
        assert (one.number, other.number) == (1, 2)
        assert one.fingerprint == other.fingerprint
