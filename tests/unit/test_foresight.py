"""When new numbers can show a hoped-for change at the earliest, said so that it can be planned by."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from tests.unit.builders import CALM, DEADLINES, make_series
from tests.unit.reading_ease import find_lix
from tests.unit.test_narration_series import NEVER
from tests.unit.test_season import wave
from vil.analysis import find_pattern
from vil.analysis.foresight import Foresight, find_foresight
from vil.analysis.power import find_smallest_change, find_time_to_see
from vil.model.indicator import Direction
from vil.model.period import Grain, Period
from vil.model.revision import Provisional
from vil.model.round import Expectation
from vil.model.series import Series
from vil.narration.foresight import CALMER, describe_foresight

STEADY = make_series([*CALM, *CALM])
START = date(2026, 5, 1)
BY = date(2027, 4, 30)
EARLIEST = "tidligst ses efter cirka 9 måneder. I 8 af 10 tilfælde er det med tallet for januar 2027."
TAIL = "Vælg et tegn, der kan mærkes før, og hold øje med begge dele."


def foresee(series: Series, **hoped: object) -> tuple[Foresight, tuple[str, ...]]:
    expectation = Expectation(**hoped)  # type: ignore[arg-type]
    found = find_foresight(series, expectation, START)
    return found, describe_foresight(found, series, find_pattern(series), expectation)


@pytest.mark.parametrize(
    ("series", "hoped", "said"),
    [
        (
            STEADY,
            {"target": 2.9},
            (f"Med jeres udsving kan et fald på 4,2 dage {EARLIEST}",),
        ),
        (
            make_series([90.0 + value for value in [*CALM, *CALM]], indicator=DEADLINES),
            {"target": 99.0, "by": date(2026, 12, 31)},
            (
                f"Med jeres udsving kan en stigning på 2,0 procentpoint {EARLIEST}",
                "Det er senere end 31. december 2026, som I har sat.",
                "Inden 31. december 2026 kommer der for få nye tal til at se en ændring.",
            ),
        ),
        (
            STEADY,
            {"target": 6.85, "by": BY},
            (
                "Med jeres udsving kan et fald på 0,2 dage ikke ses på 36 måneder.",
                "Inden 30. april 2027 kan tallene vise et fald på mindst 0,9 dage.",
                TAIL,
            ),
        ),
        (
            STEADY,
            {"target": 6.85},
            (
                "Med jeres udsving kan et fald på 0,2 dage ikke ses på 36 måneder.",
                "Efter 12 måneder kan tallene med jeres udsving vise et fald på mindst 0,9 dage.",
                TAIL,
            ),
        ),
        (
            STEADY,
            {"direction": Direction.UP, "by": BY},
            ("Inden 30. april 2027 kan tallene vise en stigning på mindst 0,9 dage.", "Det gælder i 8 af 10 tilfælde."),
        ),
        (
            make_series(list(CALM[:6])),
            {"target": 5.0},
            ("Der er for få målinger fra før til at sige, hvornår en ændring kan ses. Der skal mindst 10 til.",),
        ),
        (STEADY, {"target": 7.04}, ("Buddet ligger på midten fra før, så der er ikke en ændring at se efter.",)),
        (replace(STEADY, indicator=replace(STEADY.indicator, direction=Direction.NEITHER)), {}, ()),
        (make_series([4.0] * 24), {"direction": Direction.UP}, ()),
    ],
)
def test_the_whole_text_of_each_situation(series: Series, hoped: dict[str, object], said: tuple[str, ...]) -> None:
    _, told = foresee(series, **hoped)
    assert told == said
    whole = " ".join(told)
    assert not told or find_lix(whole) <= 40
    assert not [word for word in NEVER if word in whole.lower()]


def test_the_figures_are_those_of_the_simulation() -> None:
    found, _ = foresee(STEADY, target=5.5)
    seen = find_time_to_see([*CALM, *CALM], 5.5 - 7.05)
    assert seen is not None
    assert found.periods == seen.periods
    assert found.seen_in == Period(START, Grain.MONTH).shifted((seen.periods or 0) - 1)
    late, _ = foresee(STEADY, target=6.85, by=BY)
    assert (late.until, late.within) == (12, 12)
    assert late.smallest == find_smallest_change([*CALM, *CALM], 12, is_rise=False)


def test_provisional_months_are_waited_for_and_no_part_of_the_baseline() -> None:
    newest = Provisional(Period(date(2026, 4, 1), Grain.MONTH), 1.3, 1.2, 1.4)
    found, told = foresee(replace(STEADY, provisional=(newest,)), target=3.0)
    assert (found.points, found.waits) == (23, 1)
    assert told[-1] == "De nyeste tal bliver rettet, så læg 1 måned til, før de ligger fast."


def test_a_season_is_said_to_take_longer() -> None:
    _, told = foresee(make_series(wave(4, random.Random(1))), target=0.0)
    assert told[-1] == "Tallet følger årets gang, så det kan tage længere."


def test_a_start_inside_a_period_counts_from_the_next() -> None:
    found = find_foresight(STEADY, Expectation(target=3.0), date(2026, 5, 12))
    assert found.seen_in == Period(date(2026, 6, 1), Grain.MONTH).shifted((found.periods or 0) - 1)


def test_the_advice_is_only_given_where_the_change_drowns() -> None:
    assert CALMER not in foresee(STEADY, target=3.0)[1]
