"""Invented CPR numbers of persons born from 2030 on, made on the spot, so that no file of the project holds one."""

from __future__ import annotations

import random
from datetime import date, timedelta

from vil.privacy.identifiers import WEIGHTS


def make_numbers(count: int, *, seed: int = 1, without_check: float = 0.0) -> list[str]:
    """Make different numbers of ten digits; a share of them has no right check digit."""
    chance, found = random.Random(seed), dict[str, None]()
    while len(found) < count:
        born = date(2030, 1, 1) + timedelta(days=chance.randrange(2500))
        start = f"{born:%d%m%y}{chance.choice('4567')}{chance.randrange(100):02d}"
        rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, start, strict=False)) % 11
        last = (11 - rest) % 11
        if last < 10:
            wrong = (last + 1 + chance.randrange(9)) % 10
            found[start + str(wrong if chance.random() < without_check else last)] = None
    return list(found)


def dashed(number: str) -> str:
    """Write a number with its dash."""
    return f"{number[:6]}-{number[6:]}"
