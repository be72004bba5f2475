"""A reader who subtracts the figures in a sentence gets the difference that the sentence gives."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import SICKNESS, make_series
from vil.analysis import find_pattern, rate_decomposition
from vil.analysis.guesses import Gap
from vil.formats import parse_number
from vil.model.card import Target
from vil.model.indicator import Measure
from vil.model.period import Period
from vil.model.series import Comparison
from vil.narration import describe_series
from vil.narration.guess import _say_size, say_gap
from vil.narration.moving import describe_moving

MONTHS = (Period.parse("2025-10"), Period.parse("2026-10"))
figures = st.floats(0.5, 400, allow_nan=False)
measures = st.sampled_from([Measure("pct.", 1), Measure("dage", 1), Measure("", 0), Measure("point", 2)])


def numbers_in(text: str) -> list[float]:
    """List the figures of a text, years and dates left out."""
    plain = re.sub(r"\d+\. \w+ \d{4}|\b(?:i|juli|oktober|december|januar) \d{4}|\b20\d\d\b", "", text)
    return [parse_number(one) or 0.0 for one in re.findall(r"−?\d[\d.]*(?:,\d+)?", plain)]


def check(difference: float, after: float, before: float) -> None:
    assert difference == pytest.approx(abs(after - before), abs=1e-9)


@given(figures, figures, measures)
def test_against_the_year_before_and_between_two_measurements(now: float, then: float, measure: Measure) -> None:
    indicator = replace(SICKNESS, measure=measure)
    series = make_series([then, *[None] * 11, now], indicator=indicator, first=date(2025, 10, 1))
    told = describe_series(series, find_pattern(series), comparison=Comparison.LAST_YEAR).sentences
    change = next(said for said in told if said.startswith("Fra "))
    against = next(said for said in told if said.startswith("Samme måned"))
    if "uændret" in change:
        assert "det samme" in against
        return
    size, before, after = numbers_in(change.split("lader", 1)[0])[:3]
    check(size, after, before)
    check(numbers_in(against)[-1], after, numbers_in(against)[0])


@given(figures, figures, measures)
def test_against_a_target(now: float, wished: float, measure: Measure) -> None:
    indicator = replace(SICKNESS, measure=measure)
    series = make_series([now] * 3, indicator=indicator, first=date(2026, 1, 1))
    series = replace(series, targets=(Target(wished, date(2025, 1, 1)),))
    told = describe_series(series, find_pattern(series)).sentences
    latest = numbers_in(next(said for said in told if "er tallet uændret" in said))[0]
    target, *gap = numbers_in(next(said for said in told if "åltallet" in said))
    check(gap[0] if gap else 0.0, latest, target)


@given(figures, figures, measures)
def test_a_guess_against_what_came(guessed: float, actual: float, measure: Measure) -> None:
    indicator, gap = replace(SICKNESS, measure=measure), Gap(MONTHS[1], guessed, actual, None)
    both, size = numbers_in(say_gap(gap, indicator)), numbers_in(_say_size(gap, indicator))
    check(size[0] if size else 0.0, *both[:2])


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(50, 90)), min_size=4, max_size=4))
def test_what_moved_a_rate_adds_up_to_the_change(cells: list[tuple[int, int]]) -> None:
    before, after = (
        {name: (float(top), float(low)) for name, (top, low) in zip("AB", part, strict=True)}
        for part in (cells[:2], cells[2:])
    )
    divided = rate_decomposition(before, after)
    indicator = replace(SICKNESS, measure=Measure("pct.", 1), scale=100.0)
    series = make_series([1.0, 2.0], indicator=indicator, first=date(2026, 9, 1))
    spans = ((MONTHS[0], MONTHS[0]), (MONTHS[1], MONTHS[1]))
    told = describe_moving(series, find_pattern(series), spans, added=None, divided=divided)
    old, new = numbers_in(told.headline)
    change = numbers_in(told.sentences[0])
    check(change[0] if change else 0.0, new, old)
    parts = [numbers_in(said)[0] for said in told.sentences if said.startswith(("+", "−", "0")) and " ligger i" in said]
    if len(parts) == 2:
        assert sum(parts) == pytest.approx(new - old, abs=1e-9)
