"""Where registration changed, each phase has its own middle and verdict, and nothing is judged across the change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.builders import CALM, DEADLINES, make_series
from vil.analysis import PatternVerdict, find_outcome, find_pattern
from vil.analysis.claims import ClaimReason, check_claim
from vil.analysis.natural import find_natural_limits
from vil.analysis.phases import find_phase_starts, is_same_practice
from vil.model.claim import ClaimVerdict
from vil.model.indicator import Direction
from vil.model.period import Grain, Period
from vil.model.recipe import Event
from vil.model.round import Expectation, Verdict
from vil.model.series import Point, Series

LOWER = [value - 3 for value in CALM]
NEW = Event(date(2025, 5, 1), "Ny praksis", breaks_series=True)


def with_event(event: Event, cells: list[float] | None = None) -> Series:
    return make_series(cells or [*CALM, *LOWER], events=(event,))


def test_a_new_practice_is_no_shift() -> None:
    assert find_pattern(make_series([*CALM, *LOWER])).verdict is PatternVerdict.LOWER
    pattern = find_pattern(with_event(NEW))
    assert pattern.verdict is PatternVerdict.CALM
    assert [(phase.start, phase.end) for phase in pattern.phases] == [(0, 11), (12, 23)]
    assert [phase.centre for phase in pattern.phases] == pytest.approx([7.05, 4.05])
    assert (pattern.points, pattern.centre) == (12, pytest.approx(4.05))


def test_a_shift_since_the_new_practice_is_still_seen() -> None:
    pattern = find_pattern(with_event(NEW, [*CALM, *CALM, *(value + 3 for value in CALM)]))
    assert pattern.verdict is PatternVerdict.HIGHER
    assert pattern.run is not None
    assert pattern.run.start == 24


def test_a_new_practice_a_short_while_ago_leaves_too_few_to_judge() -> None:
    assert find_pattern(with_event(replace(NEW, start=date(2026, 1, 1)))).verdict is PatternVerdict.TOO_FEW


@pytest.mark.parametrize(
    ("event", "starts"),
    [
        (NEW, (12,)),
        (replace(NEW, start=date(2025, 5, 20)), (12,)),
        (replace(NEW, breaks_series=False), ()),
        (replace(NEW, unit="Vest"), (12,)),
        (replace(NEW, unit="Nord"), ()),
        (replace(NEW, indicator="frister"), ()),
        (replace(NEW, start=date(2020, 1, 1)), ()),
        (replace(NEW, start=date(2030, 1, 1)), ()),
        (replace(NEW, start=date(2024, 5, 1)), ()),
    ],
)
def test_a_phase_begins_with_the_period_of_the_change_where_it_concerns_the_number(
    event: Event, starts: tuple[int, ...]
) -> None:
    assert find_phase_starts(with_event(event)) == starts


def test_a_phase_without_a_value_is_not_judged() -> None:
    pattern = find_pattern(make_series([*CALM, None, None], events=(NEW,)))
    assert not pattern.is_since_break
    assert (pattern.verdict, pattern.points) == (PatternVerdict.CALM, 12)


def test_each_phase_has_its_own_natural_limits() -> None:
    xmr = find_natural_limits(with_event(NEW)).chart
    assert xmr.centre[0] == pytest.approx(sum(CALM) / 12)
    assert xmr.centre[-1] == pytest.approx(sum(LOWER) / 12)
    cells = [*[80.0, 82.0] * 6, *[90.0, 92.0] * 6]
    series = make_series(cells, indicator=DEADLINES, events=(NEW,))
    counted = replace(series, points=tuple(_count(point) for point in series.points))
    assert find_natural_limits(counted).kind == "p"
    assert find_natural_limits(replace(counted, events=())).kind == "p_prime"


def _count(point: Point) -> Point:
    return replace(point, numerator=(point.value or 0.0) * 5, denominator=500.0)


def test_a_claim_about_the_own_history_is_held_against_the_same_practice() -> None:
    assert check_claim(make_series([*CALM, *LOWER]), None, Direction.DOWN).verdict is ClaimVerdict.SUPPORTED
    found = check_claim(with_event(NEW), None, Direction.DOWN)
    assert (found.verdict, found.reason) == (ClaimVerdict.UNDECIDED, ClaimReason.BOTH_SIDES)


def test_an_action_is_not_judged_across_a_new_practice() -> None:
    hoped = Expectation(Direction.DOWN)
    assert (
        find_outcome(make_series([*CALM, *LOWER]), starts_on=NEW.start, expectation=hoped).verdict is Verdict.AS_HOPED
    )
    found = find_outcome(with_event(NEW), starts_on=NEW.start, expectation=hoped)
    assert (found.verdict, found.points_before) == (Verdict.NO_DATA, 0)
    before = find_outcome(with_event(NEW), starts_on=date(2025, 1, 1), expectation=hoped)
    assert (before.points_before, before.points_after) == (8, 4)


def test_two_periods_measure_alike_where_no_change_lies_between() -> None:
    series = with_event(NEW)
    months = [Period(date(2025, month, 1), Grain.MONTH) for month in (4, 5, 6)]
    assert not is_same_practice(series, months[0], months[2])
    assert is_same_practice(series, months[1], months[2])
    assert is_same_practice(series, months[0], months[0].a_year_before())
