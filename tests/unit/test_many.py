"""Judging many series at once gives what judging them one by one gives."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vil.analysis import run_chart, xmr_chart
from vil.analysis.many import as_table, find_medians, find_seasons, judge_many
from vil.analysis.season import find_season
from vil.model.period import Grain, Period

cells = st.one_of(st.none(), st.integers(-3, 3).map(float), st.floats(-1e6, 1e6, allow_subnormal=False))
tables = st.integers(1, 30).flatmap(
    lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=8)
)


def near(found: float, expected: float | None) -> bool:
    return math.isnan(found) if expected is None else found == pytest.approx(expected, rel=1e-9, abs=1e-9)


@settings(max_examples=150, deadline=None)
@given(tables)
def test_many_series_at_once_get_the_run_chart_each_gets_alone(rows: list[list[float | None]]) -> None:
    found = judge_many(as_table(rows))
    for place, row in enumerate(rows):
        phase = run_chart(row).phases[0]
        assert near(found.centre[place], phase.centre)
        assert found.useful[place] == phase.n_useful
        assert found.longest_run[place] == (phase.longest_run or 0)
        assert found.crossings[place] == (phase.crossings or 0)
        assert found.has_signal[place] == phase.has_signal


@settings(max_examples=150, deadline=None)
@given(tables)
def test_many_series_at_once_get_the_limits_each_gets_alone(rows: list[list[float | None]]) -> None:
    found = judge_many(as_table(rows))
    for place, row in enumerate(rows):
        chart = xmr_chart(row)
        assert near(found.lower[place], chart.lower[0])
        assert near(found.upper[place], chart.upper[0])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([Grain.MONTH, Grain.QUARTER, Grain.DAY, Grain.WEEK]), st.booleans())
def test_many_series_at_once_get_the_season_each_gets_alone(seed: int, grain: Grain, is_seasonal: bool) -> None:
    chance = np.random.default_rng(seed)
    first = Period.parse(
        {Grain.MONTH: "2020-01", Grain.QUARTER: "2008-Q1", Grain.WEEK: "2020-W01"}.get(grain, "2024-01-01")
    )
    periods = [first.shifted(step) for step in range(60)]
    wave = 4 * np.sin(np.arange(60) * 2 * math.pi / 12) if is_seasonal else np.zeros(60)
    table = np.round(chance.normal(50, 2, (6, 60)) + wave, 0)
    table[chance.random(table.shape) < 0.1] = np.nan
    rows = [[None if math.isnan(value) else value for value in row] for row in table.tolist()]
    assert find_seasons(periods, table).tolist() == [find_season(periods, row) for row in rows]


def test_a_row_without_values_has_no_centre_no_limits_and_no_signal() -> None:
    found = judge_many(as_table([[None] * 12, [1.0] * 12]))
    assert math.isnan(found.centre[0])
    assert np.isnan(found.lower).all()
    assert not found.has_signal.any()
    assert found.points.tolist() == [0, 12]


def test_a_median_of_an_even_number_of_values_lies_between_the_two_in_the_middle() -> None:
    assert find_medians(as_table([[4.0, None, 1.0, 2.0, 9.0]])).tolist() == [3.0]
