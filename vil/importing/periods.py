"""Read periods in every form they are written in: codes, names, dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from itertools import pairwise

from vil.model.period import Grain, Period

_MONTH_NAMES = {
    1: ("januar", "january", "jan"),
    2: ("februar", "february", "feb"),
    3: ("marts", "march", "mar"),
    4: ("april", "apr"),
    5: ("maj", "may"),
    6: ("juni", "june", "jun"),
    7: ("juli", "july", "jul"),
    8: ("august", "aug"),
    9: ("september", "sept", "sep"),
    10: ("oktober", "october", "okt", "oct"),
    11: ("november", "nov"),
    12: ("december", "dec"),
}
_MONTH_NUMBERS = {name: number for number, names in _MONTH_NAMES.items() for name in names}
_MONTH = "(?P<name>" + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>(?:1[6-9]|2[01])\d\d)"
_SHORT_YEAR = r"(?P<year>(?:1[6-9]|2[01])\d\d|'?\d\d)"
_TIME = r"(?:[t ]\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:z|[+-]\d{2}:?\d{2})?)?"
_QUARTER_WORD = r"(?:kvartal|kvt|kv|quarter|qtr)\.?"
_HALF_WORD = r"(?:halvår|halvaar|halvt år|half)\.?"
_GAP = r"[\s,.\-/_]*"

_PATTERNS: tuple[tuple[str, Grain], ...] = (
    (rf"(?:år |year )?{_YEAR}", Grain.YEAR),
    (rf"{_YEAR}(?P<mark>[-/.])(?P<part>\d\d?)(?P=mark)(?P<day>\d\d?){_TIME}", Grain.DAY),
    (rf"(?P<day>\d\d?)(?P<mark>[-/.])(?P<part>\d\d?)(?P=mark){_SHORT_YEAR}{_TIME}", Grain.DAY),
    (rf"{_YEAR}(?P<part>\d\d)(?P<day>\d\d)", Grain.DAY),
    (rf"(?:d\. ?)?(?P<day>\d\d?)\.? ?-?{_MONTH}[ ,-]*{_SHORT_YEAR}{_TIME}", Grain.DAY),
    (rf"{_YEAR}[ -]?m(?P<part>\d\d?)", Grain.MONTH),
    (rf"{_YEAR}[-/. ]?(?P<part>0[1-9]|1[0-2])", Grain.MONTH),
    (rf"(?P<part>0?[1-9]|1[0-2])[-/. ]{_YEAR}", Grain.MONTH),
    (rf"{_MONTH}{_GAP}{_SHORT_YEAR}", Grain.MONTH),
    (rf"{_YEAR}{_GAP}{_MONTH}", Grain.MONTH),
    (rf"{_YEAR}{_GAP}[kq](?P<part>0?[1-4])", Grain.QUARTER),
    (rf"[kq](?P<part>[1-4]){_GAP}{_YEAR}", Grain.QUARTER),
    (r"[kq](?P<part>[1-4]) ?[-/'] ?(?P<year>\d\d)", Grain.QUARTER),
    (rf"(?P<part>[1-4])\.? ?{_QUARTER_WORD}{_GAP}{_SHORT_YEAR}", Grain.QUARTER),
    (rf"{_QUARTER_WORD} ?(?P<part>[1-4]){_GAP}{_SHORT_YEAR}", Grain.QUARTER),
    (rf"{_YEAR}{_GAP}(?P<part>[1-4])\.? ?{_QUARTER_WORD}", Grain.QUARTER),
    (rf"{_YEAR}qmat0?(?P<part>[1-4])", Grain.QUARTER),
    (rf"{_YEAR}{_GAP}h(?:a)?(?P<part>[12])", Grain.HALF),
    (rf"h(?P<part>[12]){_GAP}{_YEAR}", Grain.HALF),
    (rf"(?P<part>[12])\.? ?{_HALF_WORD}{_GAP}{_SHORT_YEAR}", Grain.HALF),
    (rf"{_YEAR}{_GAP}(?P<part>[12])\.? ?{_HALF_WORD}", Grain.HALF),
    (rf"{_YEAR}{_GAP}(?:[uw]|uge|week) ?(?P<part>\d\d?)", Grain.WEEK),
    (rf"(?:uge|week|u|w)\.? ?(?P<part>\d\d?){_GAP}{_YEAR}", Grain.WEEK),
    (rf"(?:skoleåret|skoleår)? ?{_YEAR} ?[/-] ?(?P<next>\d{{4}}|\d\d)", Grain.SCHOOLYEAR),
)
_FORMS = tuple((re.compile(pattern), grain) for pattern, grain in _PATTERNS)
_MONTH_ALONE = re.compile(rf"(?:(?P<number>\d\d?)[ .\-–]*)?{_MONTH}")
_MAY_BE_PERIOD = re.compile(r"\d\d")
LONGEST = 40


@lru_cache(maxsize=20_000)
def parse_period(text: str) -> Period | None:
    """Read a period however it is written; None when the text names none.

    Days come before months in Danish dates, and two-digit years lie between 1950 and 2049.

    >>> parse_period("1. kvt. 2026").code
    '2026-Q1'
    >>> parse_period("2020-U53").code
    '2020-W53'
    """
    if len(text) > LONGEST or not _MAY_BE_PERIOD.search(text):
        return None
    words = text.replace("–", "-").lower().split()
    tidy = words[0] if len(words) == 2 and words[0] == words[1] else " ".join(words)
    for form, grain in _FORMS:
        if (match := form.fullmatch(tidy)) and (period := _built(grain, match)):
            return period
    return None


def _built(grain: Grain, match: re.Match[str]) -> Period | None:
    found = match.groupdict()
    year = _full_year(found["year"])
    if grain is Grain.SCHOOLYEAR:
        follows = int(found["next"]) == (year + 1) % (10_000 if len(found["next"]) == 4 else 100)
        return Period(date(year, 8, 1), grain) if follows else None
    part = _MONTH_NUMBERS[found["name"]] if found.get("name") else int(found.get("part") or 1)
    try:
        return _BUILDERS[grain](year, part, int(found.get("day") or 1))
    except ValueError:
        return None


def _full_year(text: str) -> int:
    year = int(text.lstrip("'"))
    if year >= 100:
        return year
    return year + (1900 if year >= 50 else 2000)


_BUILDERS: dict[Grain, Callable[[int, int, int], Period]] = {
    Grain.DAY: lambda year, part, day: Period(date(year, part, day), Grain.DAY),
    Grain.WEEK: lambda year, part, _: Period(date.fromisocalendar(year, part, 1), Grain.WEEK),
    Grain.MONTH: lambda year, part, _: Period(date(year, part, 1), Grain.MONTH),
    Grain.QUARTER: lambda year, part, _: Period(date(year, part * 3 - 2, 1), Grain.QUARTER),
    Grain.HALF: lambda year, part, _: Period(date(year, part * 6 - 5, 1), Grain.HALF),
    Grain.YEAR: lambda year, _, __: Period(date(year, 1, 1), Grain.YEAR),
}


def month_number(text: str) -> int | None:
    """Read the name of a month, alone or with its number before it; None when it is none, or when the two disagree.

    >>> month_number("Marts"), month_number("03 marts"), month_number("4 - marts")
    (3, 3, None)
    """
    match = _MONTH_ALONE.fullmatch(text.strip().lower())
    if not match:
        return None
    number = _MONTH_NUMBERS[match["name"]]
    return number if match["number"] in (None, str(number), f"{number:02}") else None


def parse_header(header: str) -> Period | None:
    """Read the period of a column header, alone or marked ("2026*", "2026 (foreløbig)", "2026¹", "2026 1)")."""
    return parse_period(header) or parse_period(re.sub(r"\s*(\([^)]*\)|\*+|[¹²³⁴⁵⁶⁷⁸⁹†‡]+|\s\d\))$", "", header))


def find_grain(days: Iterable[date]) -> Grain:
    """Find how long the periods are that a column of dates stands for.

    First days of months stand for months, of quarters for quarters, and so on; one and the same weekday stands for weeks.
    At least three different dates are needed to say anything but days.
    """
    distinct = sorted(set(days))
    if len(distinct) < 3:
        return Grain.DAY
    if all(day.day == 1 for day in distinct):
        return _grain_of_months({day.month for day in distinct})
    gaps = [(after - before).days for before, after in pairwise(distinct)]
    return Grain.WEEK if all(gap % 7 == 0 for gap in gaps) else Grain.DAY


def _grain_of_months(months: set[int]) -> Grain:
    if months == {1}:
        return Grain.YEAR
    if months == {8}:
        return Grain.SCHOOLYEAR
    if months <= {1, 7}:
        return Grain.HALF
    return Grain.QUARTER if months <= {1, 4, 7, 10} else Grain.MONTH
