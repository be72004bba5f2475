"""Season, and measurements that follow one another."""

from __future__ import annotations

import math
import random
from datetime import date

import pytest

from tests.unit.builders import make_series
from tests.unit.reading_ease import find_lix
from vil.analysis import Pattern, find_outcome, find_pattern
from vil.model.indicator import Direction
from vil.model.period import Grain
from vil.model.round import Expectation
from vil.narration import describe_outcome, describe_series


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


def test_a_season_is_told_first_and_with_what_to_do_about_it() -> None:
    series = make_series(wave(4, random.Random(1)), first=date(2021, 1, 1))
    narrative = describe_series(series, find_pattern(series))
    assert narrative.headline == "Sygefraværet i Vest bevæger sig i lange bølger"
    assert narrative.sentences == (
        "Tallet følger årets gang: de samme måneder er høje eller lave år efter år.",
        "Så er det ventet, at tallene bliver længe på samme side af midten.",
        "Lige mange tal ligger over og under midten.",
        "Hold det også op imod samme måned året før.",
    )
    assert find_lix(" ".join(narrative.sentences)) <= 40


@pytest.mark.parametrize(
    ("lowered", "said"),
    [
        (10, "Årets gang kan give så lang en række."),
        (18, "Rækken varer et år eller mere, så det er ikke årets gang alene."),
    ],
)
def test_a_long_run_in_a_season_is_not_called_seldom(lowered: int, said: str) -> None:
    values = wave(5, random.Random(1))
    values = [value - 6 * (month >= 60 - lowered) for month, value in enumerate(values)]
    series = make_series(values, first=date(2021, 1, 1))
    pattern = find_pattern(series)
    assert pattern.has_season
    assert pattern.run is not None
    narrative = describe_series(series, pattern)
    assert narrative.spoken.startswith("Tallet følger årets gang")
    assert narrative.sentences[1].endswith(f" ligger alle under midten. {said}")
    assert "sjældent" not in " ".join(narrative.sentences)


def test_new_numbers_in_a_season_are_not_called_seldom() -> None:
    series = make_series(
        [value - 6 * (month >= 48) for month, value in enumerate(wave(5, random.Random(1)))], first=date(2021, 1, 1)
    )
    expectation = Expectation(Direction.DOWN)
    outcome = find_outcome(series, starts_on=date(2025, 1, 1), expectation=expectation)
    narrative = describe_outcome(outcome, series, expectation)
    assert narrative.spoken == "Tallet følger årets gang: de samme måneder er høje eller lave år efter år."
    assert narrative.sentences[1] == (
        "De seneste 12 måneder ligger alle under midten fra før. "
        "Rækken varer et år eller mere, så det er ikke årets gang alene. "
        "Om det er jeres handling, kan tallene ikke vise alene."
    )
    assert "sjældent" not in " ".join(narrative.sentences)
    contrary = Expectation(Direction.UP)
    outcome = find_outcome(series, starts_on=date(2025, 1, 1), expectation=contrary)
    assert describe_outcome(outcome, series, contrary).spoken == narrative.spoken
