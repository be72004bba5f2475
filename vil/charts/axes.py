"""Axes that do not mislead: where the values begin, and which periods are named."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vil.formats import format_number, format_period_short
from vil.model.period import Grain, Period

_TICKS_AT_MOST = 11
_READABLE_SHARE = 0.15
_WHOLE = 100.0


@dataclass(frozen=True)
class ValueAxis:
    """The vertical axis: where it begins and ends, and the values that are named.

    `starts_at_zero` is said in words when false.
    """

    low: float
    high: float
    ticks: tuple[float, ...]
    starts_at_zero: bool

    def label(self, value: float) -> str:
        """Write a tick, with as many decimals as the step needs: 1.200, 0,5 or 1,5 mio."""
        is_large = max(abs(self.low), abs(self.high)) >= 2_000_000
        step = (self.ticks[1] - self.ticks[0]) / (1e6 if is_large else 1)
        decimals = max(0, -math.floor(math.log10(step) + 1e-9))
        if is_large and value:
            return f"{format_number(value / 1e6, decimals)} mio."
        return format_number(value, decimals)


def find_value_axis(values: Sequence[float], *, is_percentage: bool = False) -> ValueAxis:
    """Choose the vertical axis of some values; that of percentages goes no higher than 100 when they do not.

    It begins at zero, unless the values then would fill less than 15 % of the height (30 % for means), where nothing
    can be read.
    """
    if not values:
        return ValueAxis(0.0, 1.0, (0.0, 1.0), starts_at_zero=True)
    low, high = min(values), max(values)
    largest = max(abs(low), abs(high))
    is_flat = low * high > 0 and 0 < high - low < _READABLE_SHARE * largest
    if not is_flat:
        low, high = min(low, 0.0), max(high, 0.0)
    axis = _with_ticks(low, high, starts_at_zero=not is_flat)
    if not is_percentage or high > _WHOLE or _WHOLE not in axis.ticks:
        return axis
    ticks = tuple(tick for tick in axis.ticks if tick <= _WHOLE)
    return replace(axis, high=ticks[-1], ticks=ticks)


def _with_ticks(low: float, high: float, *, starts_at_zero: bool) -> ValueAxis:
    span = (high - low) or abs(high) or 1.0
    step = _nice_step(span / 4.5)
    margin = 0.0 if starts_at_zero else span * 0.15
    first = math.floor((low - margin) / step + 1e-9) if low - margin < 0 or not starts_at_zero else 0
    last = math.ceil((high + (span * 0.03 if high > 0 else 0)) / step - 1e-9)
    last = max(last, first + 1)
    ticks = tuple(round(index * step, 10) for index in range(first, last + 1))
    return ValueAxis(ticks[0], ticks[-1], ticks, starts_at_zero=starts_at_zero or ticks[0] == 0)


def _nice_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    steps = (1, 2, 2.5, 5, 10) if power >= 10 else (1, 2, 5, 10)
    return next(nice * power for nice in steps if nice * power >= rough - 1e-12)


@dataclass(frozen=True)
class PeriodTick:
    """A named place on the horizontal axis: days from the first period, and one or two lines of text."""

    at: int
    lines: tuple[str, ...]


def find_period_ticks(periods: Sequence[Period], origin: date) -> tuple[PeriodTick, ...]:
    """Choose which periods are named on the horizontal axis, at most eleven, at places that mean something.

    Months are named at quarters or Januaries, days at the first of months or on Mondays; weeks and days carry their
    year below.
    """
    return tuple(PeriodTick((period.start - origin).days, _lines(period)) for period in _choose(periods))


def _choose(periods: Sequence[Period]) -> list[Period]:
    for keep in _RULES.get(periods[0].grain, ()):
        chosen = [period for period in periods if keep(period)]
        if 2 <= len(chosen) <= _TICKS_AT_MOST:
            return chosen
    stride = max(1, math.ceil(len(periods) / _TICKS_AT_MOST))
    last = len(periods) - 1
    return [period for index, period in enumerate(periods) if (last - index) % stride == 0]


_Rule = Callable[[Period], bool]


def _in_months(*months: int, every: int = 1) -> _Rule:
    return lambda period: period.start.month in months and period.start.year % every == 0


def _first_days(rule: _Rule) -> _Rule:
    return lambda period: period.start.day == 1 and rule(period)


def _in_weeks(every: int) -> _Rule:
    return lambda period: (week := period.start.isocalendar().week) % every == 1 % every and (every < 13 or week < 53)


def _is_monday(period: Period) -> bool:
    return period.start.weekday() == 0


_MONTH_RULES = (
    _in_months(*range(1, 13)),
    _in_months(1, 4, 7, 10),
    _in_months(1, 7),
    _in_months(1),
    _in_months(1, every=2),
    _in_months(1, every=5),
)
_RULES: dict[Grain, tuple[_Rule, ...]] = {
    Grain.DAY: (_is_monday, *(_first_days(rule) for rule in _MONTH_RULES)),
    Grain.WEEK: tuple(_in_weeks(every) for every in (1, 2, 4, 13, 26)),
    Grain.MONTH: _MONTH_RULES,
    Grain.QUARTER: _MONTH_RULES,
    Grain.HALF: _MONTH_RULES,
}


def _lines(period: Period) -> tuple[str, ...]:
    if period.grain not in (Grain.DAY, Grain.WEEK):
        return (format_period_short(period),)
    year = period.start.isocalendar().year if period.grain is Grain.WEEK else period.start.year
    return (format_period_short(period).rsplit(" ", 1)[0], str(year))
