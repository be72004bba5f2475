"""A few CPR numbers among other things in a column are told from chance by their days and check digits."""

from __future__ import annotations

import pytest

from tests.importing.persons_example import make_numbers
from vil.privacy.judging import Shares, count_shares, hold_persons


@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_a_few_numbers_without_a_dash_are_found(count: int) -> None:
    numbers = make_numbers(count, seed=count)
    assert hold_persons(count_shares(numbers))
    without_zeros = count_shares([str(int(number)) for number in numbers])
    assert hold_persons(without_zeros) or count == 1  # one of nine digits is so by chance once in a hundred times


@pytest.mark.parametrize(
    "shares", [Shares(), Shares(ten=1), Shares(ten=600, dated=22, passing=2), Shares(ten=40, dated=40, passing=4)]
)
def test_what_passes_no_oftener_than_by_chance_is_something_else(shares: Shares) -> None:
    assert not hold_persons(shares)
