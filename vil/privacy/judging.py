"""Whether numbers in a column are CPR numbers or only look so: the share of days and of check digits, tested binomially."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from vil.privacy.identifiers import find_runs, has_day, passes_modulus_11, read_number

DAY_OF_TEN = 365.25 / 10_000
"""The share of random ten digits that begin with a day."""
DAY_OF_NINE = 0.12
"""The share of random nine digits (the zero of day 1 to 9 lost) that do: twelve of a hundred months have every such day."""
CHECK_DIGIT = 1 / 11
ALPHA_DAY = 1e-4
ALPHA_CHECK = 1e-3
_TWICE, _THRICE = 2.0, 3.0
_ENOUGH_TO_JUDGE = 20
_SINGLE_ALPHA = 0.01


@dataclass(frozen=True)
class Shares:
    """How many different values of a column are written as a CPR number.

    `nine` and `ten` by their digits, `dated` of them hold a day, and `passing` of those pass modulus 11. Different values,
    because one value over and over tells no more than once.
    """

    nine: int = 0
    ten: int = 0
    dated: int = 0
    passing: int = 0

    @property
    def written(self) -> int:
        """How many are written so at all."""
        return self.nine + self.ten


def count_shares(values: Iterable[str]) -> Shares:
    """Count over different values."""
    nine = ten = dated = passing = 0
    for value in values:
        number = read_number(value)
        if number is None:
            continue
        is_nine = sum(sign.isdigit() for sign in value) == 9
        nine, ten = nine + is_nine, ten + (not is_nine)
        is_dated = has_day(number)
        dated += is_dated
        passing += is_dated and passes_modulus_11(number)
    return Shares(nine, ten, dated, passing)


def are_persons(shares: Shares, *, is_named: bool = False) -> bool:
    """Tell whether numbers are CPR numbers.

    They are when two shares are larger than chance, by the exact binomial tail: those that hold a day (by chance 3.65 % of random
    ten digits, 12 % of nine) at least twice as large, and so large by chance less than once in 10,000 times; of those the ones
    that pass modulus 11 (by chance 1 in 11) at least three times as large, and so large less than once in 1,000 times. A column
    named so needs only that half of its numbers hold a day.

    Error rates that follow: random numbers are taken for CPR less than once in 10⁷ columns; numbers that begin with a day but are
    something else (DDMMYYHHMM, case numbers YYMMDDNNNN, P-numbers, seconds since 1970) less than once in 1,000. Fewer than three
    different values in a column not named so cannot be told from chance and are judged as single ones (`find_singles`). With a
    hundred or more a column is missed only where four of five lack a check digit (CPR-kontoret names 1 January alone).
    `benchmarks/identifiers.py` measures both.
    """
    if not shares.written:
        return False
    if is_named:
        return shares.dated * 2 >= shares.written
    by_chance = (DAY_OF_NINE * shares.nine + DAY_OF_TEN * shares.ten) / shares.written
    has_days = _is_beyond(shares.dated, shares.written, by_chance, times=_TWICE, alpha=ALPHA_DAY)
    return has_days and _is_beyond(shares.passing, shares.dated, CHECK_DIGIT, times=_THRICE, alpha=ALPHA_CHECK)


def _is_beyond(hits: int, trials: int, chance: float, *, times: float, alpha: float) -> bool:
    return hits >= times * chance * trials and binomial_tail(hits, trials, chance) < alpha


def binomial_tail(hits: int, trials: int, chance: float) -> float:
    """Find the probability of at least so many hits; summed from `hits` upwards until the terms are nothing.

    >>> round(binomial_tail(4, 4, 1 / 11) * 11**4, 9), binomial_tail(0, 9, 0.1)
    (1.0, 1.0)
    """
    if hits <= 0:
        return 1.0
    log_term = math.lgamma(trials + 1) - math.lgamma(hits + 1) - math.lgamma(trials - hits + 1)
    log_term += hits * math.log(chance) + (trials - hits) * math.log1p(-chance)
    term = total = math.exp(log_term)
    for more in range(hits + 1, trials + 1):
        term *= (trials - more + 1) / more * chance / (1 - chance)
        total += term
        if term < total * 1e-12 and more > chance * trials:
            break
    return min(total, 1.0)


def hold_persons(shares: Shares) -> bool:
    """Tell whether some numbers in a column of other things are CPR numbers: more hold a day and a check digit than by chance.

    As in `find_singles`, numbers that begin with a day and pass no oftener than by chance are something else.
    """
    if not shares.passing:
        return False
    by_chance = (DAY_OF_NINE * shares.nine + DAY_OF_TEN * shares.ten) / shares.written * CHECK_DIGIT
    is_likely = binomial_tail(shares.passing, shares.written, by_chance) < _SINGLE_ALPHA
    return is_likely and (shares.dated < 3 or binomial_tail(shares.passing, shares.dated, CHECK_DIGIT) < _SINGLE_ALPHA)


@dataclass(frozen=True)
class Singles:
    """Which single numbers in a column of text are taken for CPR numbers: those with a dash, and those without."""

    dashed: bool
    bare: bool


def find_singles(texts: Iterable[str]) -> Singles:
    """Judge the numbers inside different texts.

    With a dash, a day is enough, unless twenty or more have check digits no oftener than by chance (then they are case numbers).
    Ten digits in a row must pass modulus 11 more often than random ten digits would (once in 300), and so must those with a day.
    """
    dashed, bare, days = [], [], 0
    for number, has_dash in {run for text in texts for run in find_runs(text)}:
        is_day = has_day(number)
        if has_dash and is_day:
            dashed.append(passes_modulus_11(number))
        elif not has_dash:
            days += is_day
            bare.append(is_day and passes_modulus_11(number))
    is_other = len(dashed) >= _ENOUGH_TO_JUDGE and sum(dashed) < _TWICE * CHECK_DIGIT * len(dashed)
    is_likely = binomial_tail(sum(bare), len(bare), DAY_OF_TEN * CHECK_DIGIT) < _SINGLE_ALPHA
    is_structure = days >= 3 and binomial_tail(sum(bare), days, CHECK_DIGIT) >= _SINGLE_ALPHA
    return Singles(bool(dashed) and not is_other, is_likely and not is_structure)
