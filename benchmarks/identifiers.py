"""How often numbers that are no CPR numbers are taken for such, and how often CPR numbers are missed: simulated columns, no file.

    python benchmarks/identifiers.py [COLUMNS]

Every figure is the share of simulated columns (2,000 unless said otherwise), for columns of 3 to 10,000 different values.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta

from vil.privacy.identifiers import WEIGHTS
from vil.privacy.judging import are_persons, count_shares

SIZES = (3, 4, 6, 10, 30, 100, 1000, 10_000)
MOST_VALUES = 2_000_000
Maker = Callable[[random.Random, int], str]


def cpr(without_check: float, is_number: bool = False) -> Maker:
    """Make CPR numbers, a share of them without a right check digit, perhaps as numbers without leading zeros."""

    def make(chance: random.Random, _at: int) -> str:
        while True:
            born = date(1930, 1, 1) + timedelta(days=chance.randrange(34_000))
            start = f"{born:%d%m%y}{chance.choice('0123' if born.year < 2000 else '4567')}{chance.randrange(100):02d}"
            last = -sum(weight * int(digit) for weight, digit in zip(WEIGHTS, start, strict=False)) % 11
            if last < 10:
                number = start + str(chance.randrange(10) if chance.random() < without_check else last)
                return str(int(number)) if is_number else number

    return make


def moment(chance: random.Random) -> datetime:
    """Find a minute of the last ten years."""
    return datetime(2016, 1, 1) + timedelta(minutes=chance.randrange(10 * 525_600))


OTHERS: dict[str, Maker] = {
    "ten random digits": lambda chance, _: f"{chance.randrange(10**10):010d}",
    "nine random digits": lambda chance, _: str(chance.randrange(10**8, 10**9)),
    "amounts in øre": lambda chance, _: str(int(10 ** chance.uniform(8, 10))),
    "moments DDMMYYHHMM": lambda chance, _: f"{moment(chance):%d%m%y%H%M}",
    "moments YYMMDDHHMM": lambda chance, _: f"{moment(chance):%y%m%d%H%M}",
    "moments YYYYMMDDHH": lambda chance, _: f"{moment(chance):%Y%m%d%H}",
    "whole hours DDMMYYHH00": lambda chance, _: f"{moment(chance):%d%m%y%H}00",
    "seconds since 1970": lambda chance, _: str(1_700_000_000 + chance.randrange(13_000_000)),
    "case numbers YYMMDD-NNNN": lambda chance, at: f"{moment(chance):%y%m%d}-{at % 10_000:04d}",
    "case numbers DDMMYYNNNN": lambda chance, at: f"{moment(chance):%d%m%y}{at % 10_000:04d}",
    "P-numbers": lambda chance, _: str(1_003_000_000 + chance.randrange(27_000_000)),
    "running numbers 0101700001": lambda _, at: f"{101_700_000 + at:010d}",
    "CVR numbers": lambda chance, _: str(chance.randrange(10_000_000, 45_000_000)),
    "telephones +45": lambda chance, _: f"45{chance.randrange(20_000_000, 99_999_999)}",
    "EAN numbers": lambda chance, _: f"579800{chance.randrange(10**7):07d}",
}
PERSONS: dict[str, Maker] = {
    "all with a check digit": cpr(0),
    "as numbers, zeros lost": cpr(0, is_number=True),
    "10 % without": cpr(0.1),
    "30 % without": cpr(0.3),
    "60 % without": cpr(0.6),
}


def share_taken(make: Maker, size: int, columns: int, *, seed: int = 1) -> tuple[float, int]:
    """Find the share of simulated columns that are taken for CPR numbers, and how many were simulated."""
    chance = random.Random(seed)
    columns = max(20, min(columns, MOST_VALUES // 10 // size))
    taken = 0
    for _ in range(columns):
        first = chance.randrange(10_000)
        taken += are_persons(count_shares({make(chance, first + at) for at in range(size)}))
    return taken / columns, columns


def main() -> None:
    """Print the shares."""
    columns = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    for title, makers in (
        ("Taken for CPR numbers, though they are not", OTHERS),
        ("Found, as they should be", PERSONS),
    ):
        print(f"\n{title}\n{'different values':28}" + "".join(f"{size:>10,}" for size in SIZES))
        for name, make in makers.items():
            print(f"{name:28}" + "".join(f"{share_taken(make, size, columns)[0]:>10.2%}" for size in SIZES), flush=True)


if __name__ == "__main__":
    main()
