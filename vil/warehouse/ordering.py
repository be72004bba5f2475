"""Names in Danish order."""

from __future__ import annotations

import re


def danish_order(name: str) -> tuple[tuple[int, int | str], ...]:
    """Order names the Danish way: æ, ø, å last, aa as å, and numbers by their size (Team 2 before Team 10).

    >>> sorted(["Team 10", "Aabenraa", "Ålykke", "Team 2", "Ærø"], key=danish_order)
    ['Team 2', 'Team 10', 'Ærø', 'Aabenraa', 'Ålykke']
    """
    folded = name.casefold().replace("aa", "å").translate(str.maketrans("æøå", "{|}"))
    return (
        *((0, int(part)) if part.isdecimal() else (1, part) for part in re.split(r"(\d+)", folded) if part),
        (2, name),
    )
