"""Outliers, changes of level, holes and frozen stretches in many series at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from vil.analysis.levels import find_level_changes, levels_around
from vil.analysis.outliers import RISK, find_outliers
from vil.analysis.scales import Kind, Scaled, scale_values, without_season
from vil.analysis.stretches import Stretch, find_frozen, find_presence
from vil.analysis.windows import Lines, medians_before, medians_from, medians_of, quantiles_of, spreads_of
from vil.model.period import Grain, Period, span

NAN = float("nan")
MONTHS = span(Period.parse("2022-01"), Period.parse("2026-10"))
numbers = st.floats(-1e6, 1e6, width=32) | st.just(NAN)


def scaled(values: Lines) -> Scaled:
    nothing = np.full_like(values, NAN)
    return scale_values(values, nothing, nothing)


def calm(lines: int, columns: int = 58, *, level: float = 50.0, spread: float = 2.0, seed: int = 5) -> Lines:
    return np.random.default_rng(seed).normal(level, spread, (lines, columns))


@given(arrays.arrays(np.float64, (3, 9), elements=numbers))
def test_medians_are_those_of_the_numbers_that_are_there(values: Lines) -> None:
    for line, found in zip(values, medians_of(values), strict=True):
        known = line[~np.isnan(line)]
        assert (np.isnan(found) and not known.size) or found == pytest.approx(np.median(known), rel=1e-9, abs=1e-9)


def test_windows_look_back_and_ahead_and_need_enough_numbers() -> None:
    values = np.array([[1.0, 2.0, 3.0, NAN, 5.0, 6.0]])
    assert medians_before(values, 3, at_least=2)[0].tolist() == pytest.approx([NAN, NAN, 1.5, 2, 2.5, 4], nan_ok=True)
    assert medians_from(values, 3, at_least=2)[0].tolist() == pytest.approx([2, 2.5, 4, 5.5, 5.5, NAN], nan_ok=True)
    assert quantiles_of(values, 0.9)[0] == 6


def test_a_spread_is_not_moved_by_a_wild_value_or_a_change_of_level() -> None:
    values = calm(1, 200)
    wild, stepped = values.copy(), values.copy()
    wild[0, 50], stepped[0, 100:] = 900, stepped[0, 100:] + 40
    for changed in (values, wild, stepped):
        assert spreads_of(changed)[0] == pytest.approx(2, abs=0.4)


def test_the_scale_follows_what_the_numbers_are() -> None:
    top, bottom = np.array([[8.0, 9.0]]), np.array([[10.0, 10.0]])
    assert scale_values(100 * top / bottom, top, bottom).kind is Kind.SHARE
    assert scaled(np.array([[0.0, 3.0, 12.0]])).kind is Kind.COUNT
    assert scaled(np.array([[0.5, 3.0, -12.0]])).kind is Kind.AS_IS
    assert scaled(np.array([[7.25, 3.5]])).least.tolist() == [[0.01, 0.01]]


@pytest.mark.parametrize("place", [3, 30, 57])
def test_a_spike_is_found_wherever_it_stands_with_what_was_usual_there(place: int) -> None:
    values = calm(4)
    values[2, place] += 25
    found = find_outliers(scaled(values))
    assert (found.lines, found.columns) == ((2,), (place,))
    assert found.distances[0] > 5
    assert found.usual[0] == pytest.approx(50, abs=3)


def test_the_same_number_stands_out_in_a_small_unit_and_not_in_one_that_swings() -> None:
    values = np.concatenate([calm(1, spread=1.0), calm(1, spread=10.0, seed=6)])
    values[:, 20] = 62
    assert find_outliers(scaled(values)).lines == (0,)


def test_a_change_of_level_and_a_drift_are_no_outliers() -> None:
    stepped, drifting = calm(1), calm(1, seed=7)
    stepped[0, 30:] += 20
    drifting[0] += np.arange(58)
    assert find_outliers(scaled(np.concatenate([stepped, drifting]))).lines == ()


def test_small_counts_are_held_against_what_chance_gives_alone() -> None:
    values = np.zeros((1, 58))
    values[0, [10, 30]] = [1, 3]
    assert find_outliers(scaled(values)).lines == ()
    values[0, 45] = 40
    assert find_outliers(scaled(values)).columns == (45,)


def test_a_high_month_that_comes_back_every_year_is_no_outlier() -> None:
    values = calm(1)
    values[0, ::12] += 30
    assert len(find_outliers(scaled(values)).lines) > 1
    seasonless = without_season(scaled(values), MONTHS)
    assert seasonless.season_lines == 1
    assert find_outliers(seasonless).lines == ()
    values[0, 7] += 30
    found = find_outliers(without_season(scaled(values), MONTHS))
    assert found.columns == (7,)


def test_under_twelve_numbers_nothing_is_judged() -> None:
    values = calm(2, 11)
    values[0, 5] = 900
    assert (find_outliers(scaled(values)).judged, find_outliers(scaled(values)).lines) == (0, ())


def test_how_many_would_stand_out_by_chance_is_told_and_true_within_limits() -> None:
    found = find_outliers(scaled(calm(500, seed=3)))
    assert found.expected == pytest.approx(500 * 58 * RISK)
    assert len(found.lines) < 2 * found.expected


def test_a_change_in_one_line_is_found_where_it_begins() -> None:
    values = calm(5)
    values[3, 36:] += 12
    (change,) = find_level_changes(scaled(values))
    assert (change.line, change.column, change.is_higher) == (3, 36, True)
    before, after = levels_around(values[[3]], 36)
    assert (before, after) == (pytest.approx(50, abs=2), pytest.approx(62, abs=2))


def test_a_change_in_all_lines_at_once_is_one_change_though_none_is_large() -> None:
    values = calm(8)
    values[:, 38:] -= 3.5
    (change,) = find_level_changes(scaled(values))
    assert (change.line, change.judged, change.is_higher) == (None, 8, False)
    assert abs(change.column - 38) <= 1
    assert change.lines >= 6


def test_a_drift_and_what_does_not_last_are_no_changes_of_level() -> None:
    drifting = calm(6) + np.arange(58) * 0.8
    passing = calm(6)
    passing[:, 20:28] += 12
    assert find_level_changes(scaled(drifting)) == ()
    assert find_level_changes(scaled(passing)) == ()


def test_holes_ends_and_beginnings_are_told_apart() -> None:
    is_there = np.ones((4, 10), dtype=bool)
    is_there[:, 4] = False
    is_there[1, 2:4] = False
    is_there[2, 8:] = False
    is_there[3, :3] = False
    found = find_presence(is_there)
    assert (found.empty, found.gaps) == ((4,), (Stretch(1, 2, 3),))
    assert (found.stopped, found.began) == (((2, 7),), ((3, 3),))


def test_a_stretch_of_equal_numbers_is_frozen_only_where_the_line_otherwise_moves() -> None:
    values = np.round(calm(4))
    values[0, 10:18] = 51
    values[1, 40:] = 0
    values[2] = 3
    values[3] = 0
    values[3, ::9] = 2
    assert find_frozen(values) == (Stretch(0, 10, 17), Stretch(1, 40, 57), Stretch(2, 0, 57))


@given(arrays.arrays(np.float64, st.tuples(st.integers(0, 4), st.integers(1, 30)), elements=numbers))
def test_no_numbers_break_the_judgement_and_what_is_found_is_there(values: Lines) -> None:
    periods = span(Period.parse("2024-01"), Period.parse("2024-01").shifted(values.shape[1] - 1))
    judged = without_season(scaled(values), periods)
    found = find_outliers(judged)
    assert all(not np.isnan(values[place]) for place in zip(found.lines, found.columns, strict=True))
    for change in find_level_changes(judged):
        assert 0 < change.column < values.shape[1]
    for stretch in find_frozen(values):
        assert len(set(values[stretch.line, stretch.start : stretch.end + 1])) == 1
    find_presence(~np.isnan(values))


def test_days_have_the_week_as_season() -> None:
    days = span(Period.parse("2025-01-06"), Period.parse("2025-06-01"))
    values = calm(1, len(days))
    values[0, 5::7] -= 40
    assert days[0].grain is Grain.DAY
    assert without_season(scaled(values), days).season_lines == 1
