"""Danish numbers, dates and periods, from one place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from babel.dates import get_day_names, get_month_names
from babel.numbers import format_decimal

from vil.model.indicator import Measure
from vil.model.period import Grain, Period

_LOCALE = "da_DK"
MINUS = "−"
NO_BREAK = "\u00a0"
_DIGITS = 1e15
"""A number of fewer digits than this has each of them exactly, and is written without asking Babel, in an eighth of the time."""
_DANISH = str.maketrans({",": ".", ".": ",", "-": MINUS})


def format_number(value: float, decimals: int = 0) -> str:
    """Write a number the Danish way.

    >>> format_number(1234.5, 1)
    '1.234,5'
    """
    rounded = round(value, decimals) + 0.0
    if abs(rounded) * 10**decimals < _DIGITS:
        return f"{rounded:,.{decimals}f}".translate(_DANISH)
    text = format_decimal(rounded, format=f"#,##0.{'0' * decimals}" if decimals else "#,##0", locale=_LOCALE)
    return text.replace("-", MINUS)


def parse_number(text: str) -> float | None:
    """Read a number as a person writes it: a comma is the decimal mark, and so is a point that cannot be for thousands.

    >>> parse_number("6,5"), parse_number("6.5"), parse_number("1.234,5"), parse_number("1.234")
    (6.5, 6.5, 1234.5, 1234.0)

    None for an empty text. Raises ValueError when it is not a number.
    """
    written = re.sub(r"[\s%]", "", text).replace(MINUS, "-")
    if not written:
        return None
    if "," in written or re.fullmatch(r"-?\d{1,3}(\.\d{3})+", written):
        written = written.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d*)?|-?\.\d+", written):
        raise ValueError(f"not a number: {text!r}")
    return float(written)


def write_number(value: float) -> str:
    """Write a number as it would be typed: decimal comma, no separators, no more digits than it has."""
    return f"{value:.10g}".replace(".", ",")


def format_value(value: float, measure: Measure) -> str:
    """Write a figure with its måleenhed.

    >>> format_value(12.34, Measure("pct.", 1))
    '12,3 %'
    """
    number = format_number(value, measure.decimals)
    if measure.is_percentage:
        return f"{number} %"
    return f"{number} {measure.name}".strip()


def find_shown_gap(after: float, before: float, measure: Measure) -> float:
    """Find the change between two figures as they are shown, so that a reader who subtracts them agrees.

    >>> round(12.04 - 12.36, 1), find_shown_gap(12.04, 12.36, Measure("pct.", 1))
    (-0.3, -0.4)
    """
    return round(round(after, measure.decimals) - round(before, measure.decimals), measure.decimals)


def format_difference(value: float, measure: Measure) -> str:
    """Write the size of a change, without its sign; percentages in percentage points."""
    number = format_number(abs(value), measure.decimals)
    return f"{number} procentpoint" if measure.is_percentage else f"{number} {measure.name}".strip()


@lru_cache(maxsize=1)
def _month_names() -> Mapping[int, str]:
    return dict(get_month_names("wide", locale=_LOCALE))


def format_date(day: date | datetime) -> str:
    """Write a date: 12. maj 2026."""
    return f"{day.day}. {_month_names()[day.month]} {day.year}"


def format_weekday(day: date) -> str:
    """Write a date with its weekday: onsdag 13. januar 2027."""
    return f"{_day_names()[day.weekday()]} {format_date(day)}"


@lru_cache(maxsize=1)
def _day_names() -> Mapping[int, str]:
    return dict(get_day_names("wide", locale=_LOCALE))


def format_period(period: Period) -> str:
    """Write a period as it is read aloud: marts 2026, 2. kvartal 2026, uge 9 2026, skoleåret 2025/26."""
    year = period.start.year
    match period.grain:
        case Grain.DAY:
            return format_date(period.start)
        case Grain.WEEK:
            iso = period.start.isocalendar()
            return f"uge {iso.week} {iso.year}"
        case Grain.MONTH:
            return f"{_month_names()[period.start.month]} {year}"
        case Grain.QUARTER:
            return f"{(period.start.month + 2) // 3}. kvartal {year}"
        case Grain.HALF:
            return f"{(period.start.month + 5) // 6}. halvår {year}"
        case Grain.YEAR:
            return str(year)
        case Grain.SCHOOLYEAR:
            return f"skoleåret {year}/{(year + 1) % 100:02d}"


def format_when(period: Period) -> str:
    """Write when something was: i marts 2026, i uge 9 2026, den 5. november 2021.

    >>> format_when(Period.containing(date(2021, 11, 5), Grain.DAY))
    'den 5. november 2021'
    """
    return f"{'den' if period.grain is Grain.DAY else 'i'} {format_period(period)}"


_GRAIN_NAMES = {
    Grain.DAY: ("dag", "dage"),
    Grain.WEEK: ("uge", "uger"),
    Grain.MONTH: ("måned", "måneder"),
    Grain.QUARTER: ("kvartal", "kvartaler"),
    Grain.HALF: ("halvår", "halvår"),
    Grain.YEAR: ("år", "år"),
    Grain.SCHOOLYEAR: ("skoleår", "skoleår"),
}


def name_grain(grain: Grain, count: int = 1) -> str:
    """Name a grain in the singular or plural: måned, måneder."""
    return _GRAIN_NAMES[grain][0 if count == 1 else 1]


def count_periods(count: int, grain: Grain) -> str:
    """Write how many periods: 1 måned, 11 måneder."""
    return f"{format_number(count)} {name_grain(grain, count)}"


def format_middle(value: float, measure: Measure) -> str:
    """Write a median with its måleenhed; of whole numbers it may lie halfway between two, and is then given one decimal.

    >>> format_middle(3.5, Measure())
    '3,5'
    """
    is_halfway = measure.decimals == 0 and abs(value) < 100 and value != round(value)
    return format_value(value, Measure(measure.name, 1) if is_halfway else measure)


_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def format_period_short(period: Period) -> str:
    """Write a period as it stands on an axis: 3. mar 26, uge 9 26, mar 26, 2. kvt. 26, 1. halvår 26, 2026, 2025/26."""
    start, year = period.start, f"{period.start.year % 100:02d}"
    match period.grain:
        case Grain.DAY:
            return f"{start.day}. {_SHORT_MONTHS[start.month - 1]} {year}"
        case Grain.WEEK:
            iso = start.isocalendar()
            return f"uge {iso.week} {iso.year % 100:02d}"
        case Grain.MONTH:
            return f"{_SHORT_MONTHS[start.month - 1]} {year}"
        case Grain.QUARTER:
            return f"{(start.month + 2) // 3}. kvt. {year}"
        case Grain.HALF:
            return f"{(start.month + 5) // 6}. halvår {year}"
        case Grain.YEAR:
            return str(start.year)
        case Grain.SCHOOLYEAR:
            return f"{start.year}/{(start.year + 1) % 100:02d}"


def format_date_short(day: date) -> str:
    """Write a date where there is little room: 1. jan. 2026.

    >>> format_date_short(date(2026, 5, 12))
    '12. maj 2026'
    """
    month = _SHORT_MONTHS[day.month - 1]
    return f"{day.day}. {month}{'' if month == 'maj' else '.'} {day.year}"


def format_day_near(day: date, today: date) -> str:
    """Write a day among others that are near, without the year it shares with today, to stand on one line.

    >>> format_day_near(date(2026, 5, 12), date(2026, 1, 2)).replace(NO_BREAK, " ")
    '12. maj'
    """
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day}. {_month_names()[day.month]}{year}".replace(" ", NO_BREAK)


def count_units(count: int) -> str:
    """Write how many units: 1 enhed, 12 enheder."""
    return f"{format_number(count)} {'enhed' if count == 1 else 'enheder'}"
