"""Do the units move together, does it happen elsewhere, do few persons carry it?"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import SICKNESS, make_series
from vil.analysis import xmr_chart
from vil.analysis.assurance import Assurance, find_assurance
from vil.analysis.footprint import (
    Change,
    ElsewhereAnswer,
    TogetherAnswer,
    find_change,
    find_elsewhere,
    find_togetherness,
    find_top_share,
)
from vil.model.indicator import Direction


def changes(*sizes: float, error: float = 1.0) -> list[Change]:
    return [Change(f"Enhed {place}", 10.0, 10.0 + size, error) for place, size in enumerate(sizes)]


def test_cochrans_q_and_i_squared_are_those_of_the_textbook() -> None:
    found = find_togetherness([Change("a", 0, 1, 1), Change("b", 0, 3, 1), Change("c", 0, 8, 2)])
    assert found is not None
    assert found.pooled == pytest.approx((1 + 3 + 8 / 4) / 2.25)
    mean = (1 + 3 + 2) / 2.25
    q = (1 - mean) ** 2 + (3 - mean) ** 2 + (8 - mean) ** 2 / 4
    assert found.q == pytest.approx(q)
    assert found.i_squared == pytest.approx(1 - 2 / q)
    assert found.chance == pytest.approx(math.exp(-q / 2))  # chi-square with two degrees of freedom


@pytest.mark.parametrize(
    ("sizes", "answer"),
    [
        ((5, 5.5, 4.5, 5.2, 4.8, 5.1), TogetherAnswer.ALL),
        ((0.1, -0.2, 0.3, 0.0, -0.1, 14.0), TogetherAnswer.FEW),
        ((0.4, -0.5, 0.3, -0.2, 0.1, -0.4), TogetherAnswer.CANNOT_TELL),
        ((9, -9, 8, -8, 9, -9), TogetherAnswer.CANNOT_TELL),
    ],
)
def test_units_move_together_or_few_carry_it_or_it_cannot_be_seen(
    sizes: tuple[float, ...], answer: TogetherAnswer
) -> None:
    found = find_togetherness(changes(*sizes))
    assert found is not None
    assert found.answer is answer


def test_two_units_are_too_few_to_speak_of_moving_together() -> None:
    assert find_togetherness(changes(5, 5)) is None


@given(st.lists(st.floats(-50, 50), min_size=3, max_size=12), st.permutations(range(12)))
def test_the_order_of_the_units_never_matters(sizes: list[float], order: list[int]) -> None:
    found = changes(*sizes)
    turned = [found[place] for place in order if place < len(found)]
    assert find_togetherness(found) == find_togetherness(turned)


@pytest.mark.parametrize(
    ("own", "others", "answer"),
    [
        (6.0, (5.5, 6.5, 6.0), ElsewhereAnswer.ALSO_ELSEWHERE),
        (6.0, (0.1, -0.2, 0.1), ElsewhereAnswer.ONLY_HERE),
        (6.0, (-5.0, -6.0, -5.5), ElsewhereAnswer.ONLY_HERE),
        (0.5, (6.0, 5.0, 5.5), ElsewhereAnswer.CANNOT_TELL),
        (12.0, (4.0, 4.1, 3.9), ElsewhereAnswer.CANNOT_TELL),
    ],
)
def test_a_change_is_seen_elsewhere_too_or_only_here_or_it_cannot_be_told(
    own: float, others: tuple[float, ...], answer: ElsewhereAnswer
) -> None:
    found = find_elsewhere(Change("Vi", 10, 10 + own, 1.0), changes(*others))
    assert found is not None
    assert found.answer is answer


def test_without_others_nothing_is_said_of_elsewhere() -> None:
    assert find_elsewhere(Change("Vi", 10, 16, 1.0), []) is None


def test_the_error_of_a_change_follows_the_series_own_swings() -> None:
    chance = np.random.default_rng(7)
    sizes = []
    for _ in range(400):
        series = make_series(chance.normal(10, 2, 24).tolist(), indicator=SICKNESS)
        found = find_change(series, range(12), range(12, 24))
        assert found is not None
        sizes.append(found.size / found.error)
    assert 0.85 < float(np.std(sizes)) < 1.2


def test_two_points_are_too_few_for_a_change() -> None:
    assert find_change(make_series([1, 2, 3, 4]), range(2), range(2, 4)) is None


def test_few_persons_are_never_told_of() -> None:
    assert find_top_share([1.0] * 40, threshold=5) is None
    assert find_top_share([1.0] * 90 + [91.0] * 10, threshold=5) == pytest.approx(910 / 1000)


@pytest.mark.parametrize(
    ("target", "direction", "expected"),
    [
        (100.0, Direction.DOWN, Assurance.RELIABLY_MET),
        (1.0, Direction.DOWN, Assurance.RELIABLY_MISSED),
        (50.0, Direction.DOWN, Assurance.BY_CHANCE),
        (1.0, Direction.UP, Assurance.RELIABLY_MET),
        (100.0, Direction.UP, Assurance.RELIABLY_MISSED),
        (50.0, Direction.NEITHER, None),
        (None, Direction.UP, None),
    ],
)
def test_a_target_is_reliably_met_missed_or_hit_by_chance(
    target: float | None, direction: Direction, expected: Assurance | None
) -> None:
    chart = xmr_chart([50, 52, 49, 51, 48, 50, 53, 49, 51, 50, 48, 52])
    assert find_assurance(chart, target=target, direction=direction) is expected
