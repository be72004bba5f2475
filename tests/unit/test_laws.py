"""Laws the statistics keep: mirrors, shifts and scales, order, and parts that are the whole to the last bit."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.builders import SICKNESS, make_series
from vil.analysis import (
    Pattern,
    PatternVerdict,
    Side,
    contributions,
    find_outcome,
    find_pattern,
    funnel,
    p_chart,
    rate_decomposition,
    run_chart,
    u_chart,
    xmr_chart,
)
from vil.analysis.assurance import Assurance, find_assurance
from vil.analysis.claims import check_claim
from vil.analysis.footprint import Change, find_elsewhere, find_togetherness
from vil.analysis.power import find_smallest_change, find_time_to_see
from vil.model.claim import ClaimVerdict
from vil.model.indicator import Direction
from vil.model.round import Expectation

WHOLE = st.integers(-40, 40).map(float)
CELLS = st.lists(st.none() | WHOLE, min_size=1, max_size=50)
FULL = st.lists(WHOLE, min_size=12, max_size=50)
POWERS = st.sampled_from([0.25, 0.5, 2.0, 8.0])
START = date(2025, 9, 1)
MIRRORED = {PatternVerdict.HIGHER: PatternVerdict.LOWER, PatternVerdict.LOWER: PatternVerdict.HIGHER}
OTHER_SIDE = {Side.ABOVE: Side.BELOW, Side.BELOW: Side.ABOVE, None: None}
OTHER_WAY = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}
OPPOSED = {ClaimVerdict.SUPPORTED: ClaimVerdict.OPPOSED, ClaimVerdict.OPPOSED: ClaimVerdict.SUPPORTED}
GROUPS = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.tuples(st.integers(0, 60).map(float), st.integers(60, 900).map(float)),
    min_size=1,
    max_size=8,
)


def mirror(values: list[float | None]) -> list[float | None]:
    return [None if value is None else -value for value in values]


def judge(values: list[float | None]) -> Pattern:
    return find_pattern(make_series(values, indicator=replace(SICKNESS, direction=Direction.NEITHER)))


@settings(deadline=None)
@given(CELLS)
def test_a_mirrored_series_mirrors_its_verdict(values: list[float | None]) -> None:
    straight, turned = judge(values), judge(mirror(values))
    assert turned.verdict is MIRRORED.get(straight.verdict, straight.verdict)
    assert (turned.points, turned.unusual) == (straight.points, straight.unusual)
    assert (turned.has_season, turned.is_following) == (straight.has_season, straight.is_following)
    if straight.run is not None and turned.run is not None:
        assert replace(turned.run, side=OTHER_SIDE[turned.run.side] or Side.ABOVE) == straight.run


@settings(deadline=None)
@given(FULL)
def test_mirrored_limits_are_mirrored(values: list[float]) -> None:
    straight, turned = xmr_chart(values), xmr_chart([-value for value in values])
    assert turned.outside == straight.outside
    assert turned.lower == tuple(None if high is None else -high for high in straight.upper)


@settings(deadline=None)
@given(FULL, st.sampled_from([Direction.UP, Direction.DOWN]))
def test_a_mirrored_claim_and_a_mirrored_outcome_mirror_theirs(values: list[float], way: Direction) -> None:
    straight, turned = make_series(values), make_series([-value for value in values])
    assert check_claim(straight, None, way).verdict is check_claim(turned, None, OTHER_WAY[way]).verdict
    opposite = check_claim(straight, None, OTHER_WAY[way]).verdict
    assert check_claim(straight, None, way).verdict is OPPOSED.get(opposite, opposite)
    one = find_outcome(straight, starts_on=START, expectation=Expectation(way))
    other = find_outcome(turned, starts_on=START, expectation=Expectation(OTHER_WAY[way]))
    assert (one.verdict, one.side) == (other.verdict, OTHER_SIDE[other.side])


@settings(deadline=None)
@given(FULL, WHOLE)
def test_a_mirrored_target_is_relied_on_as_much(values: list[float], target: float) -> None:
    chart, turned = xmr_chart(values), xmr_chart([-value for value in values])
    found = find_assurance(chart, target=target, direction=Direction.UP)
    assert found is find_assurance(turned, target=-target, direction=Direction.DOWN)
    assert found in {None, *Assurance}


def test_a_mirrored_change_takes_as_long_to_see() -> None:
    values = [float(value) for value in random.Random(3).choices(range(-20, 21), k=24)]
    rise, fall = find_time_to_see(values, 20.0), find_time_to_see([-value for value in values], -20.0)
    assert rise is not None
    assert fall is not None
    assert rise.periods == fall.periods
    smallest = find_smallest_change(values, 12, is_rise=True)
    assert smallest == find_smallest_change([-value for value in values], 12, is_rise=False)


@settings(deadline=None)
@given(CELLS, st.integers(-1000, 1000), POWERS)
def test_a_shift_and_a_scale_leave_every_signal(values: list[float | None], shift: int, scale: float) -> None:
    moved = [None if value is None else value * scale + shift for value in values]
    (one,), (other,) = run_chart(values).phases, run_chart(moved).phases
    assert replace(other, centre=one.centre) == one
    straight, turned = judge(values), judge(moved)
    assert (turned.verdict, turned.run, turned.has_season) == (straight.verdict, straight.run, straight.has_season)
    assert (turned.first, turned.latest, turned.points) == (straight.first, straight.latest, straight.points)


@settings(deadline=None)
@given(FULL, POWERS)
def test_a_scale_leaves_what_is_outside_the_limits(values: list[float], scale: float) -> None:
    assert xmr_chart([value * scale for value in values]).outside == xmr_chart(values).outside


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 400)), min_size=3, max_size=30), st.integers(2, 6))
def test_u_limits_in_another_exposure_leave_what_is_outside(cells: list[tuple[int, int]], factor: int) -> None:
    tops, sizes = [float(top) for top, _ in cells], [float(size) for _, size in cells]
    per_less = u_chart(tops, [size * 2**factor for size in sizes])
    assert per_less.outside == u_chart(tops, sizes).outside
    assert len(p_chart(tops, sizes).outside) <= len(cells)


@settings(deadline=None)
@given(GROUPS, GROUPS, st.randoms())
def test_the_order_of_rows_never_matters(
    before: dict[str, tuple[float, float]], after: dict[str, tuple[float, float]], chance: random.Random
) -> None:
    turned = [_shuffled(side, chance) for side in (before, after)]
    one, other = rate_decomposition(before, after), rate_decomposition(*turned)
    assert (one.before, one.after, one.change, one.mix, one.rate) == (
        other.before,
        other.after,
        other.change,
        other.mix,
        other.rate,
    )
    assert {name: (mix, rate) for name, mix, rate in one.groups} == {
        name: (mix, rate) for name, mix, rate in other.groups
    }
    amounts = [{name: top for name, (top, _) in side.items()} for side in (before, after, *turned)]
    assert contributions(amounts[0], amounts[1]) == contributions(amounts[2], amounts[3])


def _shuffled(side: dict[str, tuple[float, float]], chance: random.Random) -> dict[str, tuple[float, float]]:
    names = list(side)
    chance.shuffle(names)
    return {name: side[name] for name in names}


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(60, 900)), min_size=3, max_size=12), st.randoms())
def test_the_order_of_units_never_matters(cells: list[tuple[int, int]], chance: random.Random) -> None:
    if not any(top for top, _ in cells):
        return
    order = chance.sample(range(len(cells)), len(cells))
    found = funnel(*([float(cell[part]) for cell in cells] for part in (0, 1)))
    turned = funnel(*([float(cells[place][part]) for place in order] for part in (0, 1)))
    assert (turned.target, turned.phi, turned.tau2) == (found.target, found.phi, found.tau2)
    assert turned.lower998 == tuple(found.lower998[place] for place in order)
    assert {order[place] for place in turned.outside95} == set(found.outside95)
    changes = [Change(str(place), 10.0, 10.0 + top, 1.0 + size) for place, (top, size) in enumerate(cells)]
    shuffled = [changes[place] for place in order]
    assert find_togetherness(changes) == find_togetherness(shuffled)
    assert find_elsewhere(changes[0], changes[1:]) == find_elsewhere(changes[0], changes[:0:-1])


@settings(deadline=None)
@given(GROUPS, GROUPS)
def test_the_parts_are_the_whole_to_the_last_bit(
    before: dict[str, tuple[float, float]], after: dict[str, tuple[float, float]]
) -> None:
    parts = rate_decomposition(before, after)
    assert parts.mix + parts.rate == parts.change
    assert math.fsum(mix for _, mix, _ in parts.groups) == parts.mix
    assert math.fsum(rate for _, _, rate in parts.groups) == parts.rate
    assert parts.change == pytest.approx(parts.after - parts.before, abs=1e-12)
    added = contributions(
        {name: top for name, (top, _) in before.items()}, {name: top for name, (top, _) in after.items()}
    )
    assert math.fsum(size for *_, size in added.units) == added.change == added.after - added.before
