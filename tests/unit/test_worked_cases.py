"""Our own worked cases: the same figures reached another way."""

from __future__ import annotations

import pytest

from tests.unit import worked_cases as worked
from tests.unit.test_control import same
from vil.analysis import funnel, p_chart, run_chart, u_chart, xmr_chart


def test_a_run_chart_done_by_hand() -> None:
    """Median 5.5; signs ---++++-+--+ without the point on it: runs of 3, 4, 1, 1, 2, 1; round(log2 12) = 4."""
    values = [2, 5, 4, 6, 9, 7, 8, 1, 6, 3, 5, 7]
    (phase,) = run_chart(values).phases
    assert (phase.centre, phase.n_useful, phase.longest_run, phase.longest_run_limit) == (5.5, 12, 4, 7)
    assert (phase.crossings, phase.crossings_limit, phase.has_signal) == (5, 3, False)


def test_an_individuals_chart_done_by_hand() -> None:
    """Mean 12; ranges 2, 4, 1, 3 and 5 with the mean 3; 2.66 × 3 = 7.98."""
    chart = xmr_chart([10, 12, 16, 15, 12, 7])
    assert chart.centre[0] == 12
    assert (chart.lower[0], chart.upper[0]) == (pytest.approx(4.02), pytest.approx(19.98))


def test_a_proportion_done_by_hand() -> None:
    """30 of 300: p = 0.1; with 100 each 3√(0.1 × 0.9 / 100) = 0.09."""
    chart = p_chart([12, 8, 10], [100, 100, 100])
    assert (chart.centre[0], chart.lower[0], chart.upper[0]) == (0.1, pytest.approx(0.01), pytest.approx(0.19))


def test_a_count_per_exposure_done_by_hand() -> None:
    """36 over 9 exposures: u = 4; with one exposure each 3√4 = 6."""
    chart = u_chart([4.0] * 9, [1.0] * 9)
    assert (chart.centre[0], chart.lower[0], chart.upper[0]) == (4.0, 0.0, 10.0)


@pytest.mark.parametrize("case", range(worked.RUN_CASES))
def test_runs_are_those_of_a_text_of_signs(case: int) -> None:
    values = worked.make_values(case)
    (phase,) = run_chart(values).phases
    expected = worked.find_runs(values)
    if expected is None:
        assert (phase.n_useful, phase.longest_run, phase.has_signal) == (0, None, False)
        return
    assert same(phase.centre, expected.centre)
    assert (phase.n_useful, phase.longest_run, phase.crossings) == (
        expected.useful,
        expected.longest,
        expected.crossings,
    )
    assert (phase.longest_run_limit, phase.crossings_limit) == (expected.longest_limit, expected.crossings_limit)
    is_signal = expected.longest > expected.longest_limit or expected.crossings < expected.crossings_limit
    assert phase.has_signal is is_signal


@pytest.mark.parametrize("case", range(worked.XMR_CASES))
def test_natural_limits_are_those_of_fractions(case: int) -> None:
    values = worked.make_values(case + 100)
    for screened in (True, False):
        chart, expected = xmr_chart(values, screened=screened), worked.find_natural(values, screened=screened)
        if expected is None:
            assert set(chart.lower) == {None}
            continue
        for found, figure in zip((chart.centre, chart.lower, chart.upper), expected, strict=True):
            assert all(same(one, figure) for one in found)
        outside = [
            place for place, value in enumerate(values) if value is not None and not expected[1] <= value <= expected[2]
        ]
        assert chart.outside == tuple(outside)


@pytest.mark.parametrize("case", range(worked.RATE_CASES))
def test_limits_of_rates_are_those_of_each_point_alone(case: int) -> None:
    numerator, denominator = worked.make_counts(case)
    for is_share, draw in ((True, p_chart), (False, u_chart)):
        for laney in (False, True):
            chart = draw(numerator, denominator, laney=laney)
            centre, limits = worked.find_rate_limits(numerator, denominator, is_share=is_share, laney=laney)
            assert same(chart.centre[0], centre)
            for low, high, expected in zip(chart.lower, chart.upper, limits, strict=True):
                assert same(low, expected[0] if expected else None)
                assert same(high, expected[1] if expected else None)


@pytest.mark.parametrize("case", range(worked.FUNNEL_CASES))
def test_a_funnel_is_that_of_the_addition_theorem(case: int) -> None:
    numerator, denominator = worked.make_units(case)
    found = funnel(numerator, denominator)
    target, phi, tau2 = worked.find_overdispersion(numerator, denominator)
    for mine, theirs in ((found.target, target), (found.phi, phi), (found.tau2, tau2)):
        assert same(mine, theirs, 1e-7)
    between = tau2 if phi > 1 else 0.0
    for place, size in enumerate(denominator):
        low, high = worked.find_share_limits(target, size, between, 1.959964)
        assert same(found.lower95[place], low, 1e-7)
        assert same(found.upper95[place], high, 1e-7)


@pytest.mark.parametrize("expected", [4.0, 9.0, 25.0, 60.0])
def test_exact_poisson_limits_are_those_found_by_bisection(expected: float) -> None:
    found = funnel([expected, expected], [expected, expected], kind="ratio", adjusted=False)
    low, high = worked.find_poisson_limits(expected, 0.025)
    assert same(found.lower95[0], low / expected, 1e-7)
    assert same(found.upper95[0], high / expected, 1e-7)
