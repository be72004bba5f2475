"""Months that stand as headers without a year: the file says which, or a person must."""

from __future__ import annotations

from dataclasses import replace

from vil.importing import period_messages as messages
from vil.importing.columns import is_period_name
from vil.importing.fixed_period import propose_fixed_period
from vil.importing.layout import Layout
from vil.importing.periods import month_number, parse_header
from vil.model.period import Grain
from vil.model.reading import Doubt

_FEWEST = 3


def name_months(layout: Layout, file: str, doubts: list[Doubt]) -> Layout:
    """Add the year to headers that are months alone ("jan"), where the file's name or a title says one year; else tell of them.

    They are at least three, each later than the one before. What is written in the file stays as it is in `written_names`.
    """
    months = {place: number for place, name in enumerate(layout.names) if (number := month_number(name))}
    numbers = list(months.values())
    if len(months) < _FEWEST or numbers != sorted(set(numbers)):
        return layout
    first, last = (layout.names[place] for place in (min(months), max(months)))
    others = [name for place, name in enumerate(layout.names) if place not in months]
    stated = propose_fixed_period(file, layout.titles)
    has_own = any(is_period_name(name) or parse_header(name) for name in others)
    if has_own or stated is None or stated.grain is not Grain.YEAR:
        doubts.append(messages.months_without_year(first, last))
        return layout
    names = tuple(f"{name} {stated.code}" if place in months else name for place, name in enumerate(layout.names))
    if len({name.casefold() for name in names}) < len(names):
        return layout
    doubts.append(messages.months_of_year(first, last, stated.code))
    return replace(layout, names=names)
