"""How a number was judged is told on request: the rule with its figures, the limits with their reason, and chance."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.unit.builders import CALM, CASES, DEADLINES, HIDDEN, SICKNESS, Cell, make_series, sketch_series
from tests.unit.reading_ease import find_lix
from tests.unit.test_season import wave
from vil.analysis import find_pattern
from vil.glossary import explain_words_in
from vil.model.indicator import Indicator, Measure
from vil.model.series import Series
from vil.narration.method import OFTENER, ONLY_WHEN_CALM, RULE, TIED, WAITING, describe_method


def tell(series: Series) -> tuple[str, ...]:
    return describe_method(series, find_pattern(series))


def counted(cells: list[float], indicator: Indicator, size: float) -> Series:
    series = make_series(cells, indicator=indicator)
    points = tuple(
        replace(point, numerator=round(cell / indicator.scale * size), denominator=size)
        for point, cell in zip(series.points, cells, strict=True)
    )
    return replace(series, points=points)


PER_CITIZEN = replace(DEADLINES, measure=Measure("pr. 1.000", 1), scale=1000)


def test_a_run_chart_tells_its_two_rules_with_their_figures() -> None:
    assert tell(sketch_series())[:3] == (
        RULE,
        "Den længste række er 11 målinger, og op til 8 kan være tilfældigt.",
        "Tallet skifter side 9 gange, og ned til 10 gange kan være tilfældigt.",
    )


@pytest.mark.parametrize(
    ("series", "limits", "why"),
    [
        (
            make_series([*CALM, *CALM]),
            "De naturlige grænser går fra 4,7 til 9,5 dage i april 2026.",
            "enkeltmålinger (XmR), for tallet har ikke en optalt tæller og nævner.",
        ),
        (
            counted([90.0, 91.0, 89.0, 90.5] * 6, DEADLINES, 500),
            "De naturlige grænser går fra 86,1 til 94,1 % i april 2026.",
            "p-diagram, for tallet er en andel af et kendt antal. Det svinger ikke mere, end antallet alene giver.",
        ),
        (
            counted([90.0, 81.0, 95.0, 86.5] * 6, DEADLINES, 500),
            "",
            "p′-diagram, for tallet er en andel af et kendt antal. Det svinger mere, end antallet alene giver.",
        ),
        (
            counted([2000.0, 2100.0, 1900.0, 2050.0] * 6, PER_CITIZEN, 500),
            "",
            "u-diagram, for tallet er et antal i forhold til en kendt størrelse.",
        ),
        (
            counted([2000.0, 3100.0, 1200.0, 2050.0] * 6, PER_CITIZEN, 500),
            "",
            "u′-diagram, for tallet er et antal i forhold til en kendt størrelse.",
        ),
    ],
)
def test_the_limits_are_those_the_kind_calls_for_and_say_why(series: Series, limits: str, why: str) -> None:
    told = tell(series)
    assert limits in " ".join(told)
    assert why in " ".join(told)
    assert told[-1] == "Ved ren tilfældighed viser omkring 3 af 100 så lange kurver et tegn."


def test_limits_of_a_number_that_never_is_negative_do_not_go_below_zero() -> None:
    told = tell(make_series([0.0, 5.0, 1.0, 6.0] * 6, indicator=CASES))
    assert any(said.startswith("De naturlige grænser går fra 0 til ") for said in told)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([*CALM[:5]], (WAITING,)),
        ([None] * 5, (WAITING,)),
        ([4.0] * 14, ()),
        ([0.0, HIDDEN, 6.0] * 6, ()),
    ],
)
def test_what_is_not_judged_is_not_explained_away(cells: list[Cell], told: tuple[str, ...]) -> None:
    assert tell(make_series(cells)) == told


def test_where_the_rule_cannot_be_used_it_is_said() -> None:
    assert tell(make_series([0.0] * 30 + [1.0, 2.0] * 5, indicator=SICKNESS))[0] == TIED


def test_it_is_easy_to_read_and_every_strange_word_is_explained_once() -> None:
    for series in (sketch_series(), counted([90.0, 91.0, 89.0, 90.5] * 6, DEADLINES, 500)):
        told = " ".join(tell(series))
        assert find_lix(told) <= 40
        explained = explain_words_in(told) or ""
        assert explained.count("**Seriediagram**") == 1
        assert explained.count("**Naturlige grænser**") == told.count("De naturlige grænser går")


def test_limits_of_single_points_are_left_out_where_the_curve_moves_and_chance_is_said_to_be_oftener() -> None:
    assert ONLY_WHEN_CALM in tell(sketch_series())
    seasonal = make_series(wave(4, random.Random(1)))
    assert tell(seasonal)[-1] == OFTENER
    assert OFTENER not in tell(make_series([*CALM, *CALM]))
