"""Cases by their code: those made ready, and new ones by seed."""

from __future__ import annotations

import re

import numpy as np

from vil.model.practice import Case, Difficulty, Truth

_CODE = re.compile(r"(easy|medium|hard)-(\d{1,6})")
_LOT = (
    (Truth.NOISE, 6),
    (Truth.SHIFT, 3),
    (Truth.SEASON, 2),
    (Truth.MIX, 2),
    (Truth.REGISTRATION, 2),
    (Truth.SMALL_NUMBERS, 2),
    (Truth.ONE_UNIT, 2),
    (Truth.EVERYONE, 2),
)
"""How often each truth is drawn: nothing new in eight of 21, as it is the most common in life."""


def make_case(difficulty: Difficulty, seed: int) -> Case:
    """Make a case by seed (0 to 999,999); the same seed gives the same case, and the code does not tell its truth."""
    truths, weights = zip(*_LOT, strict=True)
    shares = np.array(weights) / sum(weights)
    drawn = np.random.default_rng([seed, list(Difficulty).index(difficulty)]).choice(len(truths), p=shares)
    return Case(f"{difficulty.value}-{seed}", truths[int(drawn)], difficulty, seed)


def find_case(code: str) -> Case | None:
    """Find the case that a code made by `make_case` names, None when it names none.

    >>> find_case("easy-7") == make_case(Difficulty.EASY, 7), find_case("x")
    (True, None)
    """
    match = _CODE.fullmatch(code)
    return make_case(Difficulty(match.group(1)), int(match.group(2))) if match else None
