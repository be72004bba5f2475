"""Personal identification numbers (CPR): how they are written, which can exist, and how they are hidden.

The rules are those of CPR-kontoret ("Personnummeret i CPR" and "Personnumre uden kontrolciffer", cpr.dk): DDMMYY and a running
number of four digits; digit 7 and the year give the century; until 1 October 2007 every number passed a weighted sum modulus 11
(weights 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), and since then some do not, all of them so far of persons born on a 1 January.
"""

from __future__ import annotations

import re

MASK = "••••••-••••"
"""What is shown in place of a number; not even the day of birth is left."""

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_DASH = "(?: ?[-‐‑–−] ?| )"
_BLANKS = "['=\"\u00a0\\s]*"
WHOLE = rf"^{_BLANKS}[0-9]{{1,2}}[ ./-]?[0-9]{{2}}[ ./-]?[0-9]{{2}}{_DASH}?[0-9]{{4}}{_BLANKS}$"
"""A cell that is written as a number and nothing else; one digit less where a leading zero was lost."""
LOOSE = "[0-9][ ./-]?[0-9]{2}[ ./-]?[0-9]{2} ?[-‐‑–−]? ?[0-9]{4}"
"""What every such number holds; cheap, and true of much else."""
_MONTH_YEAR = "[./-]?(?:0[1-9]|1[0-2])[./-]?[0-9]{2}"
WITHIN_DASHED = rf"(?:0?[1-9]|[12][0-9]|3[01]){_MONTH_YEAR}{_DASH}[0-9]{{4}}"
WITHIN_BARE = rf"(?:0[1-9]|[12][0-9]|3[01]){_MONTH_YEAR}[0-9]{{4}}"
BEFORE, AFTER = "^|[^0-9A-Za-z.,]|[^0-9][.,]|cpr|CPR|nr", "[^0-9A-Za-z]|$"
"""What may stand on either side of a number in a text, so that it is not a part of a longer number or code."""
DAY_EXISTS = (
    "^(?:(?:(?:0[1-9]|[12][0-9]|3[01])(?:0[13578]|1[02])|(?:0[1-9]|[12][0-9]|30)(?:0[469]|11)|(?:0[1-9]|1[0-9]|2[0-8])02)[0-9]{6}"
    "|2902(?:0[48]|[2468][048]|[13579][26])[0-9]{4}|290200[4-9][0-9]{3})$"
)
"""True of ten digits whose first six are a day; 29 February 1900 (year 00, digit 7 from 0 to 3) never was."""

_whole, _exists = re.compile(WHOLE), re.compile(DAY_EXISTS)
_START = "(?<![0-9A-Za-z])(?<![0-9][.,])|(?<=cpr)|(?<=CPR)|(?<=nr)"
_within = re.compile(rf"(?:{_START})({WITHIN_DASHED}|{WITHIN_BARE})(?![0-9A-Za-z])")
_runs = re.compile(
    rf"(?:{_START})([0-9]{{10}}|[0-9]{{1,2}}[./-]?[0-9]{{2}}[./-]?[0-9]{{2}}{_DASH}[0-9]{{4}})(?![0-9A-Za-z])"
)
_NAMED = re.compile(r"cpr|person-?\s?n(?:umme)?r|personidentifik|civil registration", re.IGNORECASE)


def read_number(cell: str) -> str | None:
    """Read a cell that is written as a CPR number as ten digits, the lost zero put back; None when it is not written so.

    >>> read_number("10180-1234"), read_number("0101801234"), read_number("01 01 80 1234"), read_number("12345678")
    ('0101801234', '0101801234', '0101801234', None)
    """
    return _digits(cell) if _whole.match(cell) else None


def has_day(number: str) -> bool:
    """Tell whether the first six of ten digits are a day that has been or will be, by the century of the seventh.

    >>> has_day("2902001234"), has_day("2902004234"), has_day("3104801234")
    (False, True, False)
    """
    return _exists.match(number) is not None


def passes_modulus_11(number: str) -> bool:
    """Tell whether ten digits have a right check digit (one in eleven has by chance).

    >>> passes_modulus_11("0707614285"), passes_modulus_11("0707614286")
    (True, False)
    """
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=True)) % 11 == 0


def is_named_as_one(header: str) -> bool:
    """Tell whether a column's name says that it holds CPR numbers."""
    return _NAMED.search(header) is not None


def find_runs(text: str) -> list[tuple[str, bool]]:
    """Find everything in a text that is ten digits as a CPR number may be written, and whether it has a dash or a blank in it."""
    found = (match.group(1) for match in _runs.finditer(text))
    return [(_digits(run), not run.isdigit()) for run in found]


def mask(text: str) -> str:
    """Hide every CPR number in a text.

    With a dash a day that exists is enough; ten digits in a row must pass modulus 11 as well, so that other numbers stand.

    >>> mask("Ring til 070761-4285 i morgen, sag 0707614285 og 0707614286")
    'Ring til ••••••-•••• i morgen, sag ••••••-•••• og 0707614286'
    """
    return _within.sub(lambda match: MASK if _is_likely(match.group(1)) else match.group(0), text)


def _is_likely(run: str) -> bool:
    number = _digits(run)
    return has_day(number) and (not run.isdigit() or passes_modulus_11(number))


def _digits(run: str) -> str:
    return re.sub("[^0-9]", "", run).zfill(10)
