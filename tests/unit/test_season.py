"""Season, and measurements that follow one another."""

from __future__ import annotations

import math
import random
from datetime import date

from tests.unit.builders import make_series
from vil.analysis import Pattern, find_pattern
from vil.model.period import Grain
from vil.narration import describe_series


def see(values: list[float], grain: Grain = Grain.MONTH) -> Pattern:
    return find_pattern(make_series(values, grain=grain, first=date(2021, 1, 1)))


def wave(years: int, noise: random.Random) -> list[float]:
    return [10 + 2 * math.cos(month * math.pi / 6) + noise.gauss(0, 0.5) for month in range(12 * years)]


def test_the_same_months_high_every_year_is_a_season() -> None:
    assert see(wave(4, random.Random(1))).has_season


def test_two_years_are_too_few_to_tell_a_season() -> None:
    assert not see(wave(2, random.Random(1))).has_season


def test_noise_is_seldom_taken_for_a_season_or_for_following() -> None:
    noise = random.Random(5)
    patterns = [see([noise.gauss(10, 2) for _ in range(48)]) for _ in range(400)]
    assert sum(pattern.has_season for pattern in patterns) / 400 < 0.03
    assert sum(pattern.is_following for pattern in patterns) / 400 < 0.03


def test_a_shift_is_neither_a_season_nor_following() -> None:
    noise = random.Random(6)
    patterns = [see([noise.gauss(10 if month < 30 else 14, 1) for month in range(48)]) for _ in range(200)]
    assert all(pattern.has_signal for pattern in patterns)
    assert sum(pattern.has_season for pattern in patterns) / 200 < 0.05
    assert sum(pattern.is_following for pattern in patterns) / 200 < 0.05


def test_measurements_that_follow_one_another_are_found() -> None:
    noise = random.Random(7)
    values = [10.0]
    for _ in range(59):
        values.append(10 + 0.8 * (values[-1] - 10) + noise.gauss(0, 1))
    assert see(values).is_following


def test_weekdays_that_differ_are_a_season_of_days() -> None:
    noise = random.Random(8)
    values = [float(20 + 10 * (day % 7 in (1, 2)) + noise.randint(-3, 3)) for day in range(84)]
    assert see(values, Grain.DAY).has_season


def test_a_season_is_told_with_what_to_do_about_it() -> None:
    series = make_series(wave(4, random.Random(1)), first=date(2021, 1, 1))
    narrative = describe_series(series, find_pattern(series))
    assert narrative.sentences[1] == "Bølgerne følger årets gang, så noget af det er ventet."
    assert narrative.sentences[2] == "Hold det også op imod samme måned året før."
