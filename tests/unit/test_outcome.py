"""What new points say of an expectation."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from tests.unit.builders import CALM, DEADLINES, HIDDEN, Cell, make_series
from vil.analysis import Outcome, Side, find_baseline, find_outcome
from vil.model.indicator import Direction
from vil.model.period import Grain
from vil.model.round import Expectation, Verdict

BEFORE = [*CALM, *CALM]
START = date(2026, 5, 1)
LOWER = Expectation(Direction.DOWN, target=5.5, by=date(2026, 12, 31))


def judge(after: list[Cell], expectation: Expectation = LOWER, starts_on: date = START) -> Outcome:
    return find_outcome(make_series([*BEFORE, *after]), starts_on=starts_on, expectation=expectation)


@pytest.mark.parametrize(
    ("after", "expectation", "verdict"),
    [
        ([], LOWER, Verdict.NO_DATA),
        ([None, HIDDEN], LOWER, Verdict.NO_DATA),
        ([5.0] * 5, LOWER, Verdict.TOO_EARLY),
        ([5.0, 5.2, 4.8] * 3, LOWER, Verdict.AS_HOPED),
        ([5.0, 5.2, 4.8] * 3, Expectation(Direction.DOWN), Verdict.AS_HOPED),
        ([6.1, 6.3, 6.0] * 3, LOWER, Verdict.ON_THE_WAY),
        (list(CALM), LOWER, Verdict.NOT_SEEN),
        ([9.0, 9.2, 9.4] * 3, LOWER, Verdict.OPPOSITE),
    ],
)
def test_the_verdict_follows_the_rule(after: list[Cell], expectation: Expectation, verdict: Verdict) -> None:
    assert judge(after, expectation).verdict is verdict


def test_too_early_says_how_many_points_are_needed() -> None:
    outcome = judge([5.0] * 5)
    assert outcome.points_needed == 4
    assert judge([5.0] * 9).points_needed == 0


def test_the_baseline_stays_where_it_was_when_new_points_come() -> None:
    few, many = judge([5.0] * 5), judge([5.0] * 30)
    assert few.baseline == many.baseline == pytest.approx(7.05)


def test_a_sealed_baseline_is_used_as_it_was_sealed() -> None:
    outcome = judge([5.0] * 9, replace(LOWER, baseline=4.0))
    assert outcome.baseline == 4.0
    assert outcome.verdict is Verdict.OPPOSITE


def test_the_period_an_action_starts_in_the_middle_of_is_neither_before_nor_after() -> None:
    outcome = judge([5.0] * 9, starts_on=date(2026, 5, 12))
    assert (outcome.points_before, outcome.points_after) == (24, 8)


def test_a_run_that_began_before_the_start_is_not_counted_for_the_action() -> None:
    cells = [*CALM, *(value - 2 for value in CALM), 5.0, 5.1]
    outcome = find_outcome(make_series(cells), starts_on=START, expectation=LOWER)
    assert outcome.run is None


def test_partial_points_are_not_new_points() -> None:
    series = make_series([*BEFORE, *[5.0] * 9], partial=[32])
    assert find_outcome(series, starts_on=START, expectation=LOWER).points_after == 8


def test_without_a_hoped_side_a_signal_is_told_but_not_judged() -> None:
    indicator = replace(DEADLINES, direction=Direction.NEITHER)
    series = make_series([*BEFORE, *[5.0] * 9], indicator=indicator)
    outcome = find_outcome(series, starts_on=START, expectation=Expectation())
    assert (outcome.verdict, outcome.side, outcome.hoped) == (Verdict.NOT_SEEN, Side.BELOW, None)


def test_the_target_tells_the_hoped_side_when_no_direction_was_chosen() -> None:
    assert judge([5.0] * 9, Expectation(target=5.0)).hoped is Side.BELOW
    assert judge([5.0] * 9, Expectation(target=9.0)).hoped is Side.ABOVE


def test_six_school_years_are_too_few_and_give_the_plain_difference() -> None:
    series = make_series(
        [5.8, 6.0, 5.9, 6.4, 7.1, 6.9], indicator=DEADLINES, grain=Grain.SCHOOLYEAR, first=date(2016, 8, 1)
    )
    outcome = find_outcome(series, starts_on=date(2020, 8, 1), expectation=Expectation(Direction.UP))
    assert outcome.verdict is Verdict.TOO_EARLY
    assert outcome.points_needed >= 4
    assert outcome.change == pytest.approx(7.0 - 5.95)


def test_the_deadline_has_passed_when_a_new_point_covers_it() -> None:
    assert judge([5.0] * 8).is_due
    assert not judge([5.0] * 7).is_due


def test_nothing_before_and_no_sealed_baseline_gives_no_verdict() -> None:
    series = make_series([5.0] * 12, first=date(2026, 5, 1))
    outcome = find_outcome(series, starts_on=START, expectation=LOWER)
    assert outcome.verdict is Verdict.NO_DATA


def test_an_action_that_did_nothing_is_seldom_praised() -> None:
    noise = random.Random(11)
    praised = 0
    for _ in range(500):
        series = make_series([noise.gauss(7, 1) for _ in range(36)])
        praised += find_outcome(series, starts_on=START, expectation=Expectation(Direction.DOWN)).side is Side.BELOW
    assert praised / 500 < 0.05


def test_many_points_on_the_hoped_side_with_single_exceptions_are_a_signal_without_a_run() -> None:
    before = [7.1, 7.3, 6.4, 6.2, 6.6, 7.9, 7.4, 7.8, 6.8, 6.9, 6.3, 7.2, 7.7, 7.0, 6.5, 6.7, 7.5, 7.6, 6.1, 6.9]
    after = [5.0, 5.2, 4.8, 5.1, 5.0, 8.0, 4.9] * 4
    outcome = find_outcome(make_series([*before, *after], first=date(2024, 9, 1)), starts_on=START, expectation=LOWER)
    assert (outcome.verdict, outcome.side, outcome.run) == (Verdict.AS_HOPED, Side.BELOW, None)


def test_the_baseline_is_the_level_since_the_last_lasting_shift() -> None:
    low, high = [5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6], [9, 8, 9, 8, 9, 8, 9, 8, 9, 8, 9]
    series = make_series([*low, *high, 3, 3, 3])
    started = series.points[len(low) + len(high)].period.start
    assert find_baseline(series, started) == 9
    assert find_baseline(series, series.points[len(low)].period.start) == 5.5
    assert find_outcome(series, starts_on=started, expectation=LOWER).first_before == len(low)
