"""What the workbench's own rules find in a case, and how often they find it in courses made alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from vil.analysis import Pattern, RateDecomposition, find_pattern, rate_decomposition
from vil.analysis.many import Flags, find_seasons, judge_many
from vil.model.period import span
from vil.model.practice import Difficulty, Truth
from vil.practice.lines import FIRST_MONTH, PracticeLines, part_by_year
from vil.practice.simulating import MONTHS, YEAR, Course, Numbers, simulate

COURSES = 1_000
_PLANS = 20
_MOST = 0.75
_SAME_WAY = 5
_PERIODS = span(FIRST_MONTH, FIRST_MONTH.shifted(MONTHS - 1))


@dataclass(frozen=True)
class Facit:
    """What was true of a case and what could be found: `was_found` in this very course, `rate` in courses made alike (0 to 1).

    `signal_rate` is how often the line alone is called something new in courses made alike. `by_group` and `by_unit` part the
    change from the first year to the last.
    """

    truth: Truth
    pattern: Pattern
    was_found: bool
    rate: float
    signal_rate: float
    by_group: RateDecomposition
    by_unit: RateDecomposition


def find_facit(lines: PracticeLines) -> Facit:
    """Find what the rules say of a case, and how sure one could be."""
    case = lines.case
    course = simulate(case.truth, case.difficulty, case.seed)
    return Facit(
        case.truth,
        find_pattern(lines.shown),
        bool(find_truth(course)[0]),
        find_rate(case.truth, case.difficulty),
        _find_rates(case.truth, case.difficulty, COURSES, 1)[1],
        rate_decomposition(*part_by_year(lines.groups)),
        rate_decomposition(*part_by_year(lines.units)),
    )


def find_rate(truth: Truth, difficulty: Difficulty, *, courses: int = COURSES, seed: int = 1) -> float:
    """Find how often the rules find a truth of this difficulty, 0 to 1; for truths with nothing new, how often they say so.

    By simulation: `courses` seeded courses over 20 different levels, sizes and beginnings.
    """
    return _find_rates(truth, difficulty, courses, seed)[0]


@lru_cache(maxsize=64)
def _find_rates(truth: Truth, difficulty: Difficulty, courses: int, seed: int) -> tuple[float, float]:
    found, signals = [], []
    for plan in range(_PLANS):
        course = simulate(truth, difficulty, 1_000_000 * seed + plan, courses=courses // _PLANS)
        found.append(find_truth(course))
        signals.append(has_signal(course))
    return float(np.concatenate(found).mean()), float(np.concatenate(signals).mean())


def has_signal(course: Course) -> Flags:
    """Tell for each course whether the run chart calls its shown line something new."""
    return judge_many(_shown_values(course)).has_signal


def find_truth(course: Course) -> Flags:
    """Tell for each course whether the rules find what was put in; where nothing was, whether they stay calm.

    Season: the same months again and again. Mix: a signal, and three quarters of what moved lie in the mix. One unit: that unit
    has a signal and moved most. Everyone: a signal, and five of six units moved its way.
    """
    match course.truth:
        case Truth.NOISE | Truth.SMALL_NUMBERS:
            return ~has_signal(course)
        case Truth.SEASON:
            return find_seasons(_PERIODS, _shown_values(course))
        case Truth.MIX:
            return has_signal(course) & _lies_in_mix(course)
        case Truth.ONE_UNIT:
            return _is_carried(course)
        case Truth.EVERYONE:
            return has_signal(course) & _moves_together(course)
        case _:
            return has_signal(course)


def _shown_values(course: Course) -> Numbers:
    top, low = course.shown
    values: Numbers = top / low * 100
    return values


def _lies_in_mix(course: Course) -> Flags:
    unit = course.numerator[:, 0], course.denominator[:, 0]
    years = [[part[:, :, places].sum(axis=2) for part in unit] for places in (slice(None, YEAR), slice(-YEAR, None))]
    (top_b, low_b), (top_a, low_a) = years
    rate_b, rate_a = top_b / low_b, top_a / low_a
    share_b, share_a = low_b / low_b.sum(axis=1, keepdims=True), low_a / low_a.sum(axis=1, keepdims=True)
    mix = np.abs(((share_a - share_b) * (rate_a + rate_b) / 2).sum(axis=1))
    rate = np.abs(((rate_a - rate_b) * (share_a + share_b) / 2).sum(axis=1))
    return np.asarray(mix >= _MOST * (mix + rate), bool)


def _unit_moves(course: Course) -> Numbers:
    """Find how every unit's rate moved from the first year to the last, course × unit."""
    top, low = course.by_unit
    years = (slice(YEAR), slice(-YEAR, None))
    before, after = (top[:, :, where].sum(axis=2) / low[:, :, where].sum(axis=2) for where in years)
    moves: Numbers = after - before
    return moves


def _is_carried(course: Course) -> Flags:
    top, low = course.by_unit
    has_own_signal = judge_many(top[:, course.unit] / low[:, course.unit]).has_signal
    moved_most = np.abs(_unit_moves(course)).argmax(axis=1) == course.unit
    return np.asarray(has_own_signal & moved_most, bool)


def _moves_together(course: Course) -> Flags:
    moves = _unit_moves(course)
    same = np.maximum((moves > 0).sum(axis=1), (moves < 0).sum(axis=1))
    return np.asarray(same >= _SAME_WAY, bool)
