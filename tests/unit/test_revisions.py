"""What a number becomes after it was first published, and the one sentence about it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import CALM, CASES, DEADLINES, make_series
from tests.unit.reading_ease import find_lix
from vil.analysis import find_pattern
from vil.analysis.revisions import find_provisional_ages, find_step, learn_growth
from vil.model.period import Grain, Period
from vil.model.revision import Provisional
from vil.model.series import Series
from vil.narration import describe_series


def delayed(
    shares: tuple[float, ...], *, versions: int, step: int = 1, periods: int = 24
) -> list[list[tuple[int, float]]]:
    """Histories of periods of 1,000 cases each, of which `shares[age]` are registered at each age, all of them later."""
    lasts = [periods - 1 - step * back for back in reversed(range(versions))]
    share = dict(enumerate(shares))
    return [
        [(last - period, 1000 * share.get(last - period, 1.0)) for last in lasts if last >= period]
        for period in range(periods)
    ]


@pytest.mark.parametrize("versions", [4, 6, 12])
def test_a_fixed_delay_is_learnt_exactly_however_few_versions_have_settled(versions: int) -> None:
    ages = learn_growth(delayed((0.8, 0.95, 0.99), versions=versions), step=1)
    assert [age.age for age in ages][:3] == [0, 1, 2]
    assert ages[0].growth == pytest.approx(1 / 0.8)
    assert ages[1].growth == pytest.approx(1 / 0.95)
    assert ages[0].low < ages[0].high + 1e-9
    assert [age.age for age in find_provisional_ages(ages)] == [0, 1, 2]


def test_under_three_periods_seen_one_version_later_nothing_is_known() -> None:
    assert learn_growth(delayed((0.8,), versions=3), step=1) == ()
    assert learn_growth(delayed((0.8,), versions=4), step=1) != ()


def test_versions_every_third_month_are_learnt_at_their_own_step() -> None:
    histories = delayed((0.7, 0.8, 0.9, 0.98), versions=5, step=3, periods=36)
    assert find_step(histories) == 3
    ages = learn_growth(histories, step=3)
    assert [round(age.growth, 6) for age in ages[:3]] == [round(1 / share, 6) for share in (0.7, 0.8, 0.9)]


def test_numbers_that_never_change_are_never_provisional() -> None:
    ages = learn_growth(delayed((), versions=6), step=1)
    assert ages
    assert {(age.growth, age.low, age.high) for age in ages} == {(1.0, 1.0, 1.0)}
    assert find_provisional_ages(ages) == ()


def test_numbers_that_shrink_are_provisional_too() -> None:
    (newest,) = find_provisional_ages(learn_growth(delayed((1.1,), versions=6), step=1))
    assert newest.growth == pytest.approx(1 / 1.1)


@given(st.lists(st.lists(st.tuples(st.integers(0, 30), st.floats(0, 1e9)), max_size=6), max_size=12), st.integers(1, 4))
def test_no_history_breaks_the_learning(histories: list[list[tuple[int, float]]], step: int) -> None:
    ordered = [sorted(history) for history in histories]
    for age in learn_growth(ordered, step=step):
        assert age.growth > 0
        assert age.low <= age.high
        assert age.seen >= 3
    assert find_step(ordered) >= 1


LEFT_OUT = "og tæller ikke med"


def provisional(series: Series, *growths: float) -> Series:
    """Make the last months of a series provisional, oldest first."""
    last = Period.containing(series.points[-1].period.end, Grain.MONTH)
    found = tuple(
        Provisional(last.shifted(index + 1 - len(growths)), growth, growth, growth)
        for index, growth in enumerate(growths)
    )
    return replace(series, provisional=found)


@pytest.mark.parametrize(
    ("series", "sentence"),
    [
        (
            provisional(make_series(list(CALM), indicator=CASES), 1.12),
            f"Tallet for april 2025 er foreløbigt {LEFT_OUT}: det plejer at stige omkring 12 % i senere udgaver.",
        ),
        (
            provisional(make_series(list(CALM), indicator=CASES), 0.99, 0.95),
            f"De seneste 2 måneder er foreløbige {LEFT_OUT}: tallet for april 2025 plejer at falde omkring 5 % i senere udgaver.",
        ),
        (
            provisional(make_series([90.0, 80.0] * 6, indicator=DEADLINES), 1.05),
            f"Tallet for april 2025 er foreløbigt {LEFT_OUT}: det plejer at stige omkring 4,0 procentpoint i senere udgaver.",
        ),
        (
            provisional(make_series(list(CALM), grain=Grain.QUARTER), 1.05),
            f"Tallet for 1. kvartal 2027 er foreløbigt {LEFT_OUT}: det plejer at blive rettet i senere udgaver.",
        ),
    ],
)
def test_provisional_numbers_are_told_in_one_sentence(series: Series, sentence: str) -> None:
    told = describe_series(series, find_pattern(series)).sentences
    assert sentence in told
    assert find_lix(" ".join(told)) <= 40


def test_nothing_is_told_where_nothing_is_provisional_or_known() -> None:
    series = make_series(list(CALM))
    assert not any("foreløbig" in text for text in describe_series(series, find_pattern(series)).sentences)
