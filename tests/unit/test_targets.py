"""Which target holds when, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import CALM, CASES, DEADLINES, SICKNESS, make_series
from tests.unit.reading_ease import find_lix
from vil.analysis import find_pattern, find_target, find_target_levels, list_targets
from vil.model.card import Target
from vil.model.indicator import Direction, Indicator
from vil.model.period import Grain
from vil.model.series import Series, UnitLevel
from vil.narration import describe_series

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
FIVE = Target(5.0, date(2025, 1, 1), set_by="Chefgruppen")
LOWER = Target(4.5, date(2026, 1, 1))


def steps(*targets: Target) -> list[tuple[str, str, float]]:
    return [
        (level.first.isoformat(), level.last.isoformat(), level.target.value)
        for level in find_target_levels(targets, FIRST, LAST)
    ]


def test_a_later_target_takes_over_from_the_day_it_begins() -> None:
    assert steps(FIVE, LOWER) == [("2025-01-01", "2025-12-31", 5.0), ("2026-01-01", "2026-12-31", 4.5)]


def test_a_target_that_has_ended_leaves_a_gap_or_what_held_before() -> None:
    brief = Target(6.0, date(2025, 6, 1), date(2025, 6, 30))
    assert steps(brief) == [("2025-06-01", "2025-06-30", 6.0)]
    assert [value for *_, value in steps(FIVE, brief)] == [5.0, 6.0, 5.0]


def test_of_two_from_the_same_day_the_one_set_last_holds() -> None:
    assert steps(FIVE, replace(FIVE, value=4.0))[0][2] == 4.0


def test_a_units_own_target_comes_before_one_for_all() -> None:
    own = Target(3.0, date(2024, 6, 1), unit="Vest")
    assert find_target((own, FIVE, LOWER), date(2026, 5, 1)) == own


@given(
    st.lists(
        st.builds(
            Target,
            st.floats(0, 10),
            st.dates(date(2023, 1, 1), date(2027, 12, 31)),
            st.none() | st.dates(date(2023, 1, 1), date(2027, 12, 31)),
            st.sampled_from([None, "Vest"]),
        ),
        max_size=6,
    ),
    st.dates(FIRST, LAST),
)
def test_the_steps_say_for_every_day_what_holds_on_it(targets: list[Target], day: date) -> None:
    levels = find_target_levels(targets, FIRST, LAST)
    here = [level.target for level in levels if level.first <= day <= level.last]
    held = find_target(targets, day)
    assert here == ([] if held is None else [held])
    for before, after in pairwise(levels):
        assert before.last + timedelta(days=1) <= after.first


def shown(indicator: Indicator, target: Target, **options: object) -> Series:
    return replace(make_series(list(CALM) * 2, indicator=indicator, **options), targets=(target,))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("series", "counts"),
    [
        (shown(SICKNESS, FIVE), True),
        (shown(SICKNESS, FIVE, unit="Hele området", level=UnitLevel.WHOLE), True),
        (shown(CASES, FIVE, unit="Vest"), True),
        (shown(CASES, FIVE, unit="I alt", level=UnitLevel.WHOLE), False),
        (shown(CASES, replace(FIVE, unit="I alt"), unit="I alt", level=UnitLevel.WHOLE), True),
        (shown(SICKNESS, replace(FIVE, unit="Syd"), unit="Vest"), False),
        (shown(CASES, replace(FIVE, grain=Grain.QUARTER), unit="Vest"), False),
        (replace(shown(SICKNESS, FIVE), member="Korttid"), False),
        (shown(SICKNESS, replace(FIVE, is_withdrawn=True)), False),
    ],
)
def test_a_number_is_held_only_against_a_target_meant_for_it(series: Series, counts: bool) -> None:
    assert bool(list_targets(series)) is counts


def said(target: Target, *, indicator: Indicator = SICKNESS) -> str:
    series = shown(indicator, target)
    return " ".join(describe_series(series, find_pattern(series)).notes)


def test_the_latest_figure_is_held_against_the_target_without_blame() -> None:
    told = said(Target(6.5, FIRST), indicator=replace(SICKNESS, direction=Direction.DOWN))
    assert "Måltallet er højst 6,5 dage, og det seneste tal ligger 0,5 dage over." in told
    for word in ("desværre", "kun", "ikke nået", "for højt", "fordi"):
        assert word not in told


def test_percentages_are_held_against_the_target_in_percentage_points() -> None:
    told = said(Target(90.0, FIRST), indicator=replace(DEADLINES, direction=Direction.UP))
    assert "Måltallet er mindst 90,0 %, og det seneste tal ligger 83,0 procentpoint under." in told


def test_a_figure_on_the_target_is_said_to_be_on_it() -> None:
    assert "det seneste tal ligger lige på." in said(Target(7.02, FIRST))


def test_nothing_is_said_of_a_target_that_does_not_hold_yet() -> None:
    assert "Måltallet" not in said(Target(5.0, date(2030, 1, 1)))


@pytest.mark.parametrize(
    ("target", "said_of_it"),
    [
        (11.0, "Bliver tallet ved med at svinge, som det plejer, når det måltallet hver gang."),
        (7.0, "Udsvinget når ud på begge sider af måltallet. Nogle gange når tallet det, andre gange ikke."),
        (4.0, "Bliver tallet ved med at svinge, som det plejer, når det ikke måltallet."),
    ],
)
def test_a_calm_number_says_whether_its_target_can_be_relied_on(target: float, said_of_it: str) -> None:
    told = said(Target(target, FIRST))
    assert said_of_it in told
    assert find_lix(told) <= 40


def test_a_count_per_exposure_is_held_against_its_target_on_the_scale_it_is_shown_on() -> None:
    cells = [82.0, 84.0, 83.0, 85.0, 81.0, 84.5] * 4
    series = shown(DEADLINES, Target(60.0, FIRST))
    points = tuple(
        replace(point, value=cell, numerator=cell * 10, denominator=1000.0)
        for point, cell in zip(series.points, cells, strict=True)
    )
    told = " ".join(describe_series(replaced := replace(series, points=points), find_pattern(replaced)).notes)
    assert "når det måltallet hver gang." in told


def test_nothing_is_promised_of_a_number_that_moves_or_has_no_direction() -> None:
    moved = replace(make_series([*CALM, *(value + 3 for value in CALM)]), targets=(Target(20.0, FIRST),))
    neither = shown(replace(SICKNESS, direction=Direction.NEITHER), Target(20.0, FIRST))
    for series in (moved, neither):
        told = " ".join(describe_series(series, find_pattern(series)).notes)
        assert "Måltallet er" in told
        assert "hver gang" not in told
