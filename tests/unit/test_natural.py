"""The control chart a series' kind calls for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.unit.builders import DEADLINES, SICKNESS, make_series
from vil.analysis import find_pattern, p_chart, u_chart, xmr_chart
from vil.analysis.natural import ChartKind, find_natural_limits
from vil.model.indicator import Indicator, Measure
from vil.model.series import CellState, Point, Series

PER_THOUSAND = replace(DEADLINES, measure=Measure("pr. 1.000", 1), scale=1000.0)


def counted(tops: list[float | None], lows: list[float | None], indicator: Indicator = DEADLINES) -> Series:
    blank = make_series([1.0] * len(tops), indicator=indicator)
    points = tuple(
        Point(point.period, CellState.MISSING)
        if top is None or low is None
        else Point(point.period, CellState.VALUE, top / low * indicator.scale, top, low)
        for point, top, low in zip(blank.points, tops, lows, strict=True)
    )
    return replace(blank, points=points)


def draws(share: float, size: int, count: int, seed: int = 6) -> list[float | None]:
    return [float(value) for value in np.random.default_rng(seed).binomial(size, share, count)]


def test_a_share_that_varies_as_counting_does_gets_a_p_chart() -> None:
    tops, lows = draws(0.3, 80, 30), [80.0] * 30
    found = find_natural_limits(counted(tops, [*lows]))
    assert found.kind is ChartKind.P
    assert found.chart == p_chart(tops, lows)
    assert found.scale == 100


def test_a_share_that_varies_more_than_counting_gets_wider_limits() -> None:
    tops: list[float | None] = [20.0, 45, 22, 40, 18, 48, 25, 41, 15, 44, 21, 39]
    found = find_natural_limits(counted(tops, [80.0] * 12))
    assert found.kind is ChartKind.P_PRIME
    assert found.chart == p_chart(tops, [80.0] * 12, laney=True)


def test_a_count_per_thousand_gets_a_u_chart() -> None:
    tops = [float(value) for value in np.random.default_rng(2).poisson(12, 24)]
    found = find_natural_limits(counted([*tops], [900.0] * 24, PER_THOUSAND))
    assert found.kind is ChartKind.U
    assert found.chart == u_chart(tops, [900.0] * 24)


def test_a_share_above_the_whole_is_not_called_a_share() -> None:
    assert find_natural_limits(counted([30.0] * 11 + [90.0], [80.0] * 12)).kind is ChartKind.U_PRIME


@pytest.mark.parametrize("tops", [[3.5] * 12, [None] * 12])
def test_parts_that_were_not_counted_make_single_measurements_or_no_limits(tops: list[float | None]) -> None:
    found = find_natural_limits(counted(tops, [80.0] * 12))
    assert found.chart.outside == ()
    assert tops[0] is None or found.kind is ChartKind.XMR


def test_an_average_as_it_stands_gets_single_measurements() -> None:
    series = make_series([5.0, 6.0, 5.5, 6.5, 5.2, 6.1, 5.9, 6.3, 5.4, 6.0, 5.7, 6.2], indicator=SICKNESS)
    found = find_natural_limits(series)
    assert found.kind is ChartKind.XMR
    assert found.chart == xmr_chart(series.values)


def test_a_missing_month_has_no_say_in_the_limits() -> None:
    tops, lows = draws(0.3, 80, 24), [80.0] * 24
    with_gap = find_natural_limits(counted([*tops[:5], None, *tops[6:]], [*lows]))
    assert with_gap.chart.values[5] is None
    assert with_gap.chart.lower[5] is None


def test_a_month_of_few_cases_is_not_called_unusual_for_being_small() -> None:
    lows: list[float | None] = [200.0] * 23 + [6.0]
    tops: list[float | None] = [*draws(0.5, 200, 23), 5.0]
    series = counted(tops, lows)
    assert 23 in xmr_chart(series.values).outside
    assert find_pattern(series).unusual == ()
