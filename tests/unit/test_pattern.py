"""What may be said about a series."""

from __future__ import annotations

import random

import pytest

from tests.unit.builders import CALM, HIDDEN, Cell, make_series, sketch_series
from vil.analysis import PatternVerdict, Side, find_pattern

RISING = [5.0] * 12 + [9.0] * 9


@pytest.mark.parametrize(
    ("cells", "verdict"),
    [
        ([None, HIDDEN, None], PatternVerdict.EMPTY),
        (list(CALM[:6]), PatternVerdict.TOO_FEW),
        (list(CALM[:9]), PatternVerdict.TOO_FEW),
        (list(CALM[:10]), PatternVerdict.PRELIMINARY),
        (list(CALM[:11]), PatternVerdict.PRELIMINARY),
        (list(CALM), PatternVerdict.CALM),
        ([4.0] * 14, PatternVerdict.CONSTANT),
        ([0.0] * 30 + [1.0, 2.0] * 5, PatternVerdict.TIED),
        ([0.0, HIDDEN, 6.0] * 6, PatternVerdict.MOSTLY_HIDDEN),
        ([*CALM, *(value - 3 for value in CALM[:9])], PatternVerdict.LOWER),
        ([*CALM, *(value + 3 for value in CALM[:9])], PatternVerdict.HIGHER),
        ([1.0, 1.1, 1.2, 1.1, 1.2, 9.0, 9.1, 9.2, 9.1, 9.2] * 3, PatternVerdict.DRIFTING),
    ],
)
def test_the_verdict_follows_the_rules(cells: list[Cell], verdict: PatternVerdict) -> None:
    assert find_pattern(make_series(cells)).verdict is verdict


def test_the_sketch_is_seen_as_eleven_months_below() -> None:
    pattern = find_pattern(sketch_series())
    assert pattern.verdict is PatternVerdict.LOWER
    assert pattern.run is not None
    assert (pattern.run.start, pattern.run.end, pattern.run.length) == (20, 30, 11)
    assert pattern.run.side is Side.BELOW
    assert pattern.run.is_ongoing
    assert pattern.run.is_unbroken
    assert pattern.centre_before == pytest.approx(7.2)
    assert pattern.missing == (12,)


def test_hidden_and_missing_points_do_not_break_a_run() -> None:
    cells = [*CALM, *(value - 3 for value in CALM[:5]), HIDDEN, None, *(value - 3 for value in CALM[5:9])]
    pattern = find_pattern(make_series(cells))
    assert pattern.verdict is PatternVerdict.LOWER
    assert pattern.run is not None
    assert pattern.run.length == 9
    assert not pattern.run.is_unbroken
    assert (pattern.hidden, pattern.missing) == ((17,), (18,))


def test_a_partial_point_has_no_say() -> None:
    whole = find_pattern(make_series(list(CALM)))
    with_partial = find_pattern(make_series([*CALM, 0.1], partial=[12]))
    assert with_partial.centre == whole.centre
    assert with_partial.latest == 11
    assert with_partial.partial == (12,)
    assert with_partial.points == 12


def test_a_run_that_has_ended_is_not_called_ongoing() -> None:
    cells = [*CALM, *(value - 3 for value in CALM[:9]), *CALM]
    pattern = find_pattern(make_series(cells))
    assert pattern.run is not None
    assert not pattern.run.is_ongoing


def test_of_two_long_runs_the_latest_counts() -> None:
    pattern = find_pattern(make_series([9.0, 9.1] * 6 + [2.0, 2.1] * 6))
    assert pattern.verdict is PatternVerdict.LOWER


def test_eleven_points_give_no_amber_run_even_when_all_lie_on_one_side() -> None:
    pattern = find_pattern(make_series([1.0] * 5 + [9.0, 9.1, 9.2, 9.3, 9.4, 9.5]))
    assert pattern.verdict is PatternVerdict.PRELIMINARY
    assert pattern.run is None


def test_pure_noise_seldom_gives_a_signal() -> None:
    noise = random.Random(7)
    verdicts = [find_pattern(make_series([noise.gauss(10, 2) for _ in range(24)])) for _ in range(1000)]
    share = sum(pattern.has_signal for pattern in verdicts) / 1000
    assert 0.01 < share < 0.05


def test_one_point_far_away_is_unusual_only_when_the_rest_is_calm() -> None:
    assert find_pattern(make_series([*CALM, 19.0, *CALM])).unusual == (12,)
    assert find_pattern(make_series([*CALM, 19.0, *(value - 3 for value in CALM)])).unusual == ()


def test_very_skewed_values_do_not_make_most_points_unusual() -> None:
    skewed = [20, 7, 3, 2, 9, 40, 90, 60, 160, 44, 67, 90, 30, 99, 70, 140, 50, 70, 66, 240, 30, 400, 2100, 7800, 1106]
    pattern = find_pattern(make_series([float(value) for value in skewed]))
    assert len(pattern.unusual) <= 2


def test_a_latest_point_far_out_is_told_also_where_many_lie_outside() -> None:
    epidemic = [2, 1, 4, 7, 3, 9, 5, 6, 2, 8, 30, 1, 40, 1047, 526, 624]
    pattern = find_pattern(make_series([float(value) for value in epidemic]))
    assert pattern.verdict is PatternVerdict.CALM
    assert pattern.unusual == (15,)
