"""What chance alone may give: how many rare things, and how often a sign."""

from __future__ import annotations

import math
from itertools import pairwise

_RISK = 0.05
_FALSE_ALARMS = ((12, 0.012), (24, 0.029), (36, 0.041), (60, 0.040))
"""How often a series of so many points shows a sign by chance alone, measured on noise (the Anhøj rules)."""


def is_more_than_chance(found: int, expected: float) -> bool:
    """Tell whether so many rare, independent events would come by chance in fewer than one case in twenty (Poisson).

    >>> is_more_than_chance(2, 0.9), is_more_than_chance(4, 0.9)
    (False, True)
    """
    if found <= 0:
        return False
    fewer = math.fsum(
        math.exp(-expected + k * math.log(expected) - math.lgamma(k + 1)) if expected else float(k == 0)
        for k in range(found)
    )
    return 1 - fewer < _RISK


def find_false_alarm_rate(points: int) -> float:
    """Find how often a series of so many points shows a sign by chance alone; 0 under 12, where nothing is said.

    >>> find_false_alarm_rate(18)
    0.0205
    """
    if points < _FALSE_ALARMS[0][0]:
        return 0.0
    for (few, low), (many, high) in pairwise(_FALSE_ALARMS):
        if points <= many:
            return low + (high - low) * (points - few) / (many - few)
    return _FALSE_ALARMS[-1][1]
