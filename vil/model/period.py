"""Calendar periods at seven grains, and the codes they are known by."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Grain(StrEnum):
    """How long one period is, finest first."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SCHOOLYEAR = "schoolyear"


_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6, Grain.YEAR: 12, Grain.SCHOOLYEAR: 12}
_COARSER = {
    Grain.DAY: (Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR),
    Grain.WEEK: (),
    Grain.MONTH: (Grain.QUARTER, Grain.YEAR),
    Grain.QUARTER: (Grain.YEAR,),
    Grain.HALF: (Grain.YEAR,),
    Grain.YEAR: (),
    Grain.SCHOOLYEAR: (),
}
_FORMS = {
    Grain.DAY: re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
    Grain.WEEK: re.compile(r"(\d{4})-W(\d{2})"),
    Grain.MONTH: re.compile(r"(\d{4})-(\d{2})"),
    Grain.QUARTER: re.compile(r"(\d{4})-Q([1-4])"),
    Grain.HALF: re.compile(r"(\d{4})-H([12])"),
    Grain.YEAR: re.compile(r"(\d{4})"),
    Grain.SCHOOLYEAR: re.compile(r"(\d{4})/(\d{4})"),
}


def coarser_grains(grain: Grain) -> tuple[Grain, ...]:
    """Name the grains that whole periods of `grain` fit into, finest first.

    Weeks fit into nothing longer: a week may lie in two months and in two years.
    """
    return _COARSER[grain]


@dataclass(frozen=True, order=True)
class Period:
    """One period: its first day and its grain. Build it with `containing` or `parse`."""

    start: date
    grain: Grain

    @classmethod
    def containing(cls, day: date, grain: Grain) -> Period:
        """Find the period of the given grain that `day` lies in (weeks are ISO, school years begin 1 August)."""
        if grain is Grain.DAY:
            return cls(day, grain)
        if grain is Grain.WEEK:
            return cls(day - timedelta(days=day.weekday()), grain)
        if grain is Grain.SCHOOLYEAR:
            return cls(date(day.year if day.month >= 8 else day.year - 1, 8, 1), grain)
        step = _MONTHS[grain]
        return cls(date(day.year, (day.month - 1) // step * step + 1, 1), grain)

    @classmethod
    def parse(cls, code: str) -> Period:
        """Read a code back.

        >>> Period.parse("2026-Q2").start
        datetime.date(2026, 4, 1)

        Raises ValueError when the code names no period.
        """
        for grain, form in _FORMS.items():
            if match := form.fullmatch(code):
                return cls._from_numbers(grain, *(int(part) for part in match.groups()))
        raise ValueError(f"not a period code: {code!r}")

    @classmethod
    def _from_numbers(cls, grain: Grain, year: int, part: int = 1, day: int = 1) -> Period:
        if grain is Grain.WEEK:
            return cls(date.fromisocalendar(year, part, 1), grain)
        if grain is Grain.SCHOOLYEAR:
            if part != year + 1:
                raise ValueError(f"not a school year: {year}/{part}")
            return cls(date(year, 8, 1), grain)
        month = part if grain in (Grain.DAY, Grain.MONTH) else (part - 1) * _MONTHS[grain] + 1
        return cls(date(year, month, day), grain)

    @property
    def code(self) -> str:
        """The language-neutral code: 2026-03-01, 2026-W09, 2026-03, 2026-Q1, 2026-H1, 2026 or 2026/2027."""
        year, month = self.start.year, self.start.month
        match self.grain:
            case Grain.DAY:
                return self.start.isoformat()
            case Grain.WEEK:
                iso = self.start.isocalendar()
                return f"{iso.year}-W{iso.week:02d}"
            case Grain.MONTH:
                return f"{year}-{month:02d}"
            case Grain.QUARTER:
                return f"{year}-Q{(month + 2) // 3}"
            case Grain.HALF:
                return f"{year}-H{(month + 5) // 6}"
            case Grain.YEAR:
                return str(year)
            case Grain.SCHOOLYEAR:
                return f"{year}/{year + 1}"

    @property
    def end(self) -> date:
        """The last day of the period."""
        if self.grain is Grain.DAY:
            return self.start
        if self.grain is Grain.WEEK:
            return self.start + timedelta(days=6)
        return _add_months(self.start, _MONTHS[self.grain]) - timedelta(days=1)

    def shifted(self, steps: int) -> Period:
        """Find the period `steps` later (earlier when negative), of the same grain."""
        if self.grain in (Grain.DAY, Grain.WEEK):
            return Period(self.start + timedelta(days=steps * (7 if self.grain is Grain.WEEK else 1)), self.grain)
        return Period(_add_months(self.start, steps * _MONTHS[self.grain]), self.grain)

    def a_year_before(self) -> Period:
        """Find the same period one year earlier (52 weeks for weeks, the same date for days, 28 for 29 February)."""
        if self.grain is Grain.WEEK:
            return self.shifted(-52)
        return Period(_add_months(self.start, -12), self.grain)


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def span(first: Period, last: Period) -> tuple[Period, ...]:
    """List every period from first to last, both included; empty when last lies before first."""
    if first.grain is not last.grain:
        raise ValueError(f"a span needs one grain, not {first.grain} and {last.grain}")
    periods, period = [], first
    while period <= last:
        periods.append(period)
        period = period.shifted(1)
    return tuple(periods)
