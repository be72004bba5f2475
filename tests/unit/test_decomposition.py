"""What moved the number: parts that sum to the change."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vil.analysis import contributions, rate_decomposition
from vil.analysis.decomposition import against_the_whole

UNITS = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(-1e9, 1e9), max_size=8)
CELLS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.tuples(st.integers(0, 50).map(float), st.integers(50, 500).map(float)),
    min_size=1,
    max_size=6,
)


@given(UNITS, UNITS)
def test_contributions_sum_to_the_change_to_the_last_bit(before: dict[str, float], after: dict[str, float]) -> None:
    parts = contributions(before, after)
    assert math.fsum(unit[3] for unit in parts.units) == parts.change
    assert parts.change == pytest.approx(parts.after - parts.before, abs=1e-5)


def test_the_largest_contribution_comes_first_and_newcomers_are_named() -> None:
    parts = contributions({"Nord": 10.0, "Syd": 5.0}, {"Nord": 8.0, "Vest": 7.0})
    assert parts.units == (("Vest", 0.0, 7.0, 7.0), ("Syd", 5.0, 0.0, -5.0), ("Nord", 10.0, 8.0, -2.0))
    assert (parts.came, parts.went, parts.change) == (("Vest",), ("Syd",), 0.0)


@given(CELLS, CELLS)
def test_mix_and_rate_sum_to_the_change(
    before: dict[str, tuple[float, float]], after: dict[str, tuple[float, float]]
) -> None:
    parts = rate_decomposition(before, after)
    assert parts.mix + parts.rate == parts.change
    assert parts.change == pytest.approx(parts.after - parts.before, abs=1e-12)
    assert math.fsum(group[1] for group in parts.groups) == parts.mix


def test_a_rate_that_moved_only_with_the_mix_is_all_mix() -> None:
    before = {"unge": (10.0, 100.0), "voksne": (90.0, 300.0)}
    after = {"unge": (30.0, 300.0), "voksne": (30.0, 100.0)}
    parts = rate_decomposition(before, after)
    assert parts.rate == pytest.approx(0.0, abs=1e-15)
    assert parts.mix == pytest.approx(parts.after - parts.before)


def test_a_rate_that_moved_with_the_same_mix_is_all_rate() -> None:
    parts = rate_decomposition({"a": (10.0, 100.0)}, {"a": (20.0, 100.0)})
    assert (parts.mix, parts.rate) == (0.0, pytest.approx(0.1))


def test_a_group_that_came_moves_the_mix_alone() -> None:
    parts = rate_decomposition({"a": (10.0, 100.0)}, {"a": (10.0, 100.0), "b": (50.0, 100.0)})
    assert {name: rate for name, _, rate in parts.groups} == {"a": 0.0, "b": 0.0}
    assert parts.mix == pytest.approx(0.2)


def test_a_period_without_a_denominator_is_refused() -> None:
    with pytest.raises(ValueError, match="denominator"):
        rate_decomposition({"a": (0.0, 0.0)}, {"a": (1.0, 2.0)})


def test_a_group_that_only_grew_moves_nothing_when_its_rate_is_that_of_the_whole() -> None:
    before = {"Nord": (50.0, 100.0), "Syd": (50.0, 100.0)}
    after = {"Nord": (50.0, 100.0), "Syd": (150.0, 300.0)}
    assert [mix for _, mix, _ in against_the_whole(before, after).groups] == pytest.approx([0.0, 0.0], abs=1e-15)


def test_holding_the_mix_against_the_whole_leaves_the_sums_as_they_were() -> None:
    before, after = {"Nord": (80.0, 100.0), "Syd": (20.0, 100.0)}, {"Nord": (16.0, 20.0), "Syd": (40.0, 180.0)}
    plain, held = rate_decomposition(before, after), against_the_whole(before, after)
    assert (held.mix, held.rate, held.change) == (plain.mix, plain.rate, plain.change)
    assert sum(mix for _, mix, _ in held.groups) == pytest.approx(plain.mix, abs=1e-12)
