"""The year so far, the earlier years, and counts per exposure: held against each other like for like."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest

from tests.unit.builders import CASES, DEADLINES, SICKNESS, Cell, make_series
from tests.unit.reading_ease import find_lix
from tests.unit.test_narration_series import check_manners, tell, whole_text
from vil.analysis import find_pattern
from vil.analysis.funnels import funnel_limits, rate_funnel
from vil.analysis.so_far import find_so_far
from vil.charts import LIGHT, draw_series
from vil.model.indicator import Indicator
from vil.model.recipe import Event
from vil.model.series import Comparison, Series
from vil.services.alongside import lay_years, shift_a_year

START = date(2024, 1, 1)


def over_years(cells: list[Cell], indicator: Indicator = CASES, **options: object) -> Series:
    return make_series(cells, indicator=indicator, first=START, **options)  # type: ignore[arg-type]


def so_far(series: Series) -> tuple[float, float, int, int] | None:
    found = find_so_far(series, shift_a_year(series, series))
    return (found.now, found.then, found.periods, found.left_out) if found else None


def test_the_year_so_far_is_cut_to_the_months_both_years_have() -> None:
    first = [float(month) for month in range(1, 13)]
    assert so_far(over_years([*first, 10.0, 20.0, 30.0])) == (60.0, 6.0, 3, 0)
    assert so_far(over_years([1.0, None, *first[2:], 10.0, 20.0, 30.0])) == (40.0, 4.0, 2, 1)
    assert so_far(over_years([*first, 10.0, 20.0, 30.0], partial=[14])) == (30.0, 3.0, 2, 0)
    assert so_far(over_years([*first, 10.0])) is None
    assert so_far(over_years([*first, 10.0, 20.0], SICKNESS)) is None


def test_a_rate_so_far_is_made_of_its_parts() -> None:
    series = over_years([50.0] * 14, DEADLINES)
    parts = [(40.0, 50.0), (10.0, 100.0), *[(1.0, 2.0)] * 10, (30.0, 60.0), (90.0, 100.0)]
    points = tuple(
        replace(point, numerator=top, denominator=low) for point, (top, low) in zip(series.points, parts, strict=True)
    )
    assert so_far(replace(series, points=points)) == (pytest.approx(75.0), pytest.approx(100 / 3), 2, 0)


def test_months_registered_in_another_way_are_not_among_those_so_far() -> None:
    event = Event(date(2024, 3, 1), "Ny praksis", breaks_series=True)
    series = over_years([1.0] * 17, events=(event,))
    assert so_far(series) == (3.0, 3.0, 3, 2)


def test_the_year_so_far_is_told_with_how_sure_it_is() -> None:
    cells: list[Cell] = [40, 42, 44, 41, 43, 40, 42, 44, 41, 43, 40, 42, 50, 40, None, 46]
    series = over_years(cells)
    told = tell(series, compared=shift_a_year(series, series), comparison=Comparison.LAST_YEAR)
    assert (
        "2025 indtil nu: 136 mod 123 i de samme 3 måneder året før. Nu er tallet 13 højere. "
        "Det kan være tilfældigt. 1 måned er ikke med."
    ) in told.sentences
    check_manners(told)
    assert find_lix(whole_text(told)) <= 40


@pytest.mark.parametrize(("latest", "lies"), [(90.0, "over det"), (10.0, "under det"), (43.0, "inden for det")])
def test_the_same_month_of_the_earlier_years_is_told_as_a_span(latest: float, lies: str) -> None:
    years: list[Cell] = [40, 42, 44, 41, 43, 40, 42, 44, 41, 43, 40, 42]
    series = over_years([*years, *[value + 4 for value in (40, 42, 44, 41, 43, 40, 42, 44, 41, 43, 40, 42)], latest])
    earlier = lay_years(series, series)
    assert [year.points[-1].value for year in earlier] == [44.0, 40.0]
    told = tell(series, compared=earlier, comparison=Comparison.EARLIER_YEARS)
    assert "Samme måned i de 2 år før: fra 40 til 44." in told.sentences
    assert f"Det nye tal ligger {lies}." in told.sentences
    assert find_lix(whole_text(told)) <= 40
    check_manners(told)


def test_without_an_earlier_year_it_is_said() -> None:
    series = over_years([40.0, 42.0, 44.0])
    assert lay_years(series, series) == ()
    told = tell(series, compared=(), comparison=Comparison.EARLIER_YEARS)
    assert "Der er ikke tal for samme måned i tidligere år." in told.sentences


def test_the_earlier_years_are_named_at_their_ends_and_never_called_other_units() -> None:
    series = over_years([float(40 + place % 7) for place in range(60)])
    for years, named in ((2, True), (4, False)):
        drawn = draw_series(series, find_pattern(series), palette=LIGHT, compared=lay_years(series, series)[:years])
        text = str(drawn.spec)
        assert ("år før" in text) is named
        assert ("gråt: årene før" in text) is not named
        assert "de andre" not in text


def poisson_at_most(count: int, mean: float) -> float:
    return math.fsum(math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) for k in range(count + 1))


def test_counts_per_exposure_have_exact_poisson_limits_on_the_scale_of_the_rate() -> None:
    """The limits are means with tail probability 0.025: found again by summing Poisson probabilities term by term."""
    found = rate_funnel([12, 20, 30, 8], [1000, 2000, 3000, 1000])
    assert found.target == pytest.approx(70 / 7000)
    assert found.ratio == pytest.approx((0.012, 0.01, 0.01, 0.008))
    assert found.is_per_exposure
    assert not found.outside95
    expected = 20.0
    low, high = (limit * 2000 for limit in (found.lower95[1] or 0.0, found.upper95[1] or 0.0))
    assert 1 - poisson_at_most(int(expected) - 1, low) == pytest.approx(0.025, abs=1e-9)
    assert poisson_at_most(int(expected), high) == pytest.approx(0.025, abs=1e-9)


def test_the_curves_of_a_rate_meet_its_units() -> None:
    found = rate_funnel([12, 20, 30, 8], [1000, 2000, 3000, 1000])
    for place, size in enumerate([1000, 2000, 3000]):
        (low, high), (lowest, highest) = funnel_limits(found, size)
        assert (low, high) == (pytest.approx(found.lower95[place]), pytest.approx(found.upper95[place]))
        assert (lowest, highest) == (pytest.approx(found.lower998[place]), pytest.approx(found.upper998[place]))
    assert funnel_limits(found, 0.5)[1][1] > 0


def test_a_unit_far_from_the_common_rate_lies_outside_and_a_tiny_one_is_too_small() -> None:
    found = rate_funnel([*[100, 104, 96] * 5, 200, 1], [*[1000] * 16, 20])
    assert found.outside998 == (15,)
    assert found.too_small == (16,)


@pytest.mark.parametrize(("top", "low"), [([0, 0, 0], [10, 10, 10]), ([1], [None])])
def test_nothing_counted_gives_no_funnel(top: list[float], low: list[float | None]) -> None:
    with pytest.raises(ValueError, match="exposure"):
        rate_funnel(top, low)
