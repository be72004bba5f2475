"""How many rare things chance alone may give."""

from __future__ import annotations

import math

_RISK = 0.05


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
