"""Members that stand for others: totals, and the levels above the units."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TOTAL = re.compile(
    r"(?:i alt|ialt|total|totalt|totaler|alle|all|samlet|sum|subtotal|delsum|mellemsum|grand total|hovedtotal"
    r"|(?:samlet |hoved)?resultat|samlet (?:sum|total)|gennemsnit|gns\.?|average|hele landet.*|hele \w+"
    r"|all denmark|denmark|danmark|whole country|landsgennemsnit|landstal|.+ i alt|.+,? total|i alt[ ,:(].*|total[ ,:(].*"
    r"|alle (?:enheder|kommuner|centre|afdelinger|skoler|aldre|aldersgrupper|institutioner)|begge køn|mænd og kvinder)",
    re.IGNORECASE,
)
_CODE = re.compile(r"^(?:\d{3,4}|[A-ZÆØÅ]{2,5}) (?=\D)")
"""What stands before a name where a statistics bank gives both."""
_NAMED_TOTAL = re.compile(r"(?:.+ i alt|.+[, ]total)", re.IGNORECASE)
_GROUP = re.compile(
    r"(?:region|landsdel|province|provins|amt) .+|.+ (?:region|amt)|.*\w(?:kommuner|municipalities)|.+ municipalities",
    re.IGNORECASE,
)


def is_total(member: str) -> bool:
    """Tell whether a member stands for everything: "I alt", "Hele landet", "000 All Denmark", "København i alt"."""
    return _TOTAL.fullmatch(_CODE.sub("", member.strip())) is not None


def sums_up_all(member: str) -> bool:
    """Tell whether a member is the total of a whole table, and not of a part that it names ("Nord i alt")."""
    return is_total(member) and _NAMED_TOTAL.fullmatch(member.strip()) is None


def is_group(member: str) -> bool:
    """Tell whether a member names a level above municipalities: "Region Sjælland", "Landsdel Fyn", "Oplandskommuner"."""
    return _GROUP.fullmatch(_CODE.sub("", member.strip())) is not None and not is_total(member)


def find_levels(members: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split off those that stand for everything and those that stand for some.

    Where nothing else is left, the groups are the units themselves; a lone member is no total.
    """
    listed = list(dict.fromkeys(members))
    whole = tuple(member for member in listed if is_total(member))
    groups = tuple(member for member in listed if is_group(member))
    if len(whole) + len(groups) == len(listed):
        groups = ()
    return whole, groups
