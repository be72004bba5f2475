"""A bid is questioned before it is sealed, and numbers are read as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vil.formats import parse_number, write_number
from vil.model.indicator import Direction, Indicator, Measure
from vil.model.round import Expectation
from vil.narration.bid import question_expectation

SHARE = Indicator("fravaer", "Sygefravær", measure=Measure("pct.", 1))
DAYS = Indicator("ventetid", "Ventetid", measure=Measure("dage", 0))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6,5", 6.5),
        ("6.5", 6.5),
        ("1.234", 1234),
        ("1.234,5", 1234.5),
        (" 12 % ", 12),
        ("−3,5", -3.5),
        ("", None),
        ("7", 7),
    ],
)
def test_a_number_is_read_with_comma_or_point(text: str, number: float | None) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["seks", "6,5,5", "1.2.3", "--1", "6 til 7"])
def test_what_is_not_a_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(text)


@given(st.decimals(-1_000_000, 1_000_000, places=3))
def test_a_number_that_was_written_reads_back(number: object) -> None:
    assert parse_number(write_number(float(str(number)))) == float(str(number))


def bid(target: float, direction: Direction, baseline: float | None = 8.1) -> Expectation:
    return Expectation(direction=direction, target=target, baseline=baseline)


def test_a_share_over_a_hundred_is_no_share() -> None:
    assert question_expectation(bid(145, Direction.UP), SHARE) == ("145,0 % er ikke en mulig procent. Ret tallet.",)


def test_a_fall_to_a_higher_level_is_questioned() -> None:
    assert question_expectation(bid(65, Direction.DOWN), SHARE) == (
        "I håber, tallet falder, men 65,0 % ligger ikke under midten før, 8,1 %. Ret tallet eller vejen.",
    )


@pytest.mark.parametrize(
    "expectation",
    [bid(6.5, Direction.DOWN), bid(9, Direction.UP), bid(9, Direction.NEITHER), bid(9, Direction.DOWN, None)],
)
def test_a_bid_that_can_be_meant_is_not_questioned(expectation: Expectation) -> None:
    assert question_expectation(expectation, SHARE) == ()


def test_an_amount_may_be_over_a_hundred() -> None:
    assert question_expectation(bid(140, Direction.UP, 90), DAYS) == ()
