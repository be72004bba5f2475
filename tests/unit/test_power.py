"""What can be seen, and how soon."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.unit.builders import make_series
from vil.analysis import find_outcome
from vil.analysis.power import _known, _Rule, find_smallest_change, find_time_to_see
from vil.model.indicator import Direction
from vil.model.round import Expectation, Verdict


def calm(count: int = 24, seed: int = 4) -> list[float | None]:
    return [float(value) for value in np.random.default_rng(seed).normal(50, 5, count).round(1)]


def test_a_larger_change_is_seen_sooner() -> None:
    small, large = find_time_to_see(calm(), 5.0), find_time_to_see(calm(), 15.0)
    assert small is not None
    assert large is not None
    assert large.periods is not None
    assert small.periods is None or large.periods < small.periods


def test_a_change_that_dwarfs_the_noise_is_seen_as_soon_as_the_rule_allows() -> None:
    found = find_time_to_see(calm(24), 500.0)
    assert found is not None
    assert found.periods == 9  # 24 + 9 useful points allow a run of 8
    assert found.chances[7] == 0.0
    assert found.chances[8] == 1.0


def test_no_change_at_all_is_never_seen() -> None:
    found = find_time_to_see(calm(), 0.0)
    assert found is not None
    assert found.periods is None


def test_under_ten_points_nothing_is_promised() -> None:
    assert find_time_to_see(calm(9), 5.0) is None
    assert find_smallest_change(calm(9), 12, is_rise=True) is None


def test_the_smallest_change_is_seen_with_the_stated_probability_and_one_a_little_smaller_is_not() -> None:
    size = find_smallest_change(calm(), 12, is_rise=False)
    assert size is not None
    just, less = find_time_to_see(calm(), -size, most=12), find_time_to_see(calm(), -size * 0.98, most=12)
    assert just is not None
    assert less is not None
    assert just.chances[-1] >= 0.8
    assert less.chances[-1] < 0.8


def test_a_change_that_a_year_can_show_is_not_said_to_take_longer() -> None:
    yearly = [4.5, 4.6, 4.3, 4.2, 4.0, 3.9, 4.0, 4.1, 4.0, 4.2, 4.3, 4.4] * 5
    size = find_smallest_change(yearly, 12, is_rise=False)
    assert size is not None
    seen = find_time_to_see(yearly, -1.08 * size)
    assert seen is not None
    assert any(chance < 0.8 for chance in seen.chances[12:]), "the chance goes up and down as the rule's limits grow"
    assert seen.periods is not None
    assert seen.periods <= 12


def test_a_constant_baseline_promises_nothing() -> None:
    assert find_smallest_change([4.0] * 24, 12, is_rise=True) is None


@pytest.mark.parametrize("change", [-9.0, 4.0, 8.0])
def test_the_imagined_futures_are_judged_by_the_rule_that_will_judge_the_real_one(change: float) -> None:
    before = calm(14, seed=8)
    chance = np.random.default_rng(3)
    wanted = Direction.UP if change > 0 else Direction.DOWN
    centre = float(np.median(_known(before)))
    for _ in range(60):
        after = (chance.normal(50, 5, 16) + change).round(1)
        series = make_series([*before, *after.tolist()])
        starts_on: date = series.points[len(before)].period.start
        outcome = find_outcome(series, starts_on=starts_on, expectation=Expectation(direction=wanted, baseline=centre))
        sides = np.sign(after - centre).astype(np.int64)[None, :]
        seen = _Rule.of(_known(before), centre).sees(sides, 1 if change > 0 else -1)
        assert bool(seen[0]) == (outcome.verdict is Verdict.AS_HOPED)
