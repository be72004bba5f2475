"""Hold the units against each other as a funnel: only what their size does not explain, and never a league table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import fsum
from pathlib import Path

from vil.analysis import Funnel, funnel
from vil.analysis.funnels import rate_funnel
from vil.analysis.usable import usable_values
from vil.model.period import Grain, Period
from vil.model.series import CellState, Series, View
from vil.narration import Narrative, describe_funnel
from vil.services.moving import DIVIDED
from vil.services.revising import read_all_units, read_series
from vil.warehouse import load_version

_SPAN = {Grain.DAY: 28, Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF: 2}
"""How many of the latest periods are put together, so that units are large enough to be compared."""


@dataclass(frozen=True)
class Units:
    """Every unit's numerator and denominator over a span, and the funnel around them.

    `names`, `numerators` and `denominators` have the same order, that of the funnel's tuples. `left_out` names the units
    that are hidden or missing in the span, `gaps` those that have numbers for only some of its `periods`. `funnel` is None
    where the indicator has no parts, or fewer than three units have them.
    """

    view: View
    span: tuple[Period, Period] | None
    names: tuple[str, ...]
    numerators: tuple[float, ...]
    denominators: tuple[float, ...]
    left_out: tuple[str, ...]
    funnel: Funnel | None
    narrative: Narrative
    gaps: tuple[str, ...] = ()
    periods: int = 0


@lru_cache(maxsize=128)
def find_units(datasets: Path, view: View) -> Units:
    """Hold all units of the lowest level against each other over the latest year of periods; the reader's own is `view.unit`.

    Raises NotFound when the view cannot be shown.
    """
    version = load_version(datasets, view.dataset, view.version)
    indicator = version.indicator(view.indicator)
    shown = read_series(datasets, replace(view, periods=None))
    found = Units(view, None, (), (), (), (), None, Narrative("", (), ""))
    if indicator.aggregation in DIVIDED:
        most = _SPAN.get(view.grain, 1) + 1 + len(shown.provisional)
        found = _compare(found, read_all_units(datasets, replace(view, periods=most)))
    gaps, periods = found.gaps, found.periods
    narrative = describe_funnel(
        shown, found.span, found.names, found.funnel, left_out=found.left_out, gaps=gaps, periods=periods
    )
    return replace(found, narrative=narrative)


def _compare(found: Units, lines: tuple[Series, ...]) -> Units:
    span = _latest_span(lines)
    cells = {line.unit.name: _put_together(line, span) for line in lines}
    known = {name: cell for name, cell in cells.items() if cell is not None}
    names = tuple(known)
    numerators, denominators = (tuple(cell[place] for cell in known.values()) for place in (0, 1))
    return replace(
        found,
        span=(span[0], span[-1]) if span else None,
        names=names,
        numerators=numerators,
        denominators=denominators,
        left_out=tuple(name for name in cells if name not in known),
        gaps=tuple(line.unit.name for line in lines if line.unit.name in known and _has_gaps(line, span)),
        periods=len(span),
        funnel=_find_funnel(numerators, denominators) if len(names) > 2 else None,
    )


def _find_funnel(numerators: tuple[float, ...], denominators: tuple[float, ...]) -> Funnel | None:
    """Choose the funnel: of proportions where the numerator is part of the denominator, of rates where things are counted."""
    if fsum(numerators) <= 0 or min(numerators) < 0:
        return None
    if all(top <= low for top, low in zip(numerators, denominators, strict=True)):
        return funnel(numerators, denominators)
    return rate_funnel(numerators, denominators) if all(top.is_integer() for top in numerators) else None


def _has_gaps(line: Series, span: tuple[Period, ...]) -> bool:
    there = {point.period for point in line.points if point.state is not CellState.MISSING}
    return not there.issuperset(span)


def _latest_span(lines: tuple[Series, ...]) -> tuple[Period, ...]:
    """Choose the latest periods that more than half of the units have settled and in full, a year of them at most."""
    if not lines:
        return ()
    usable = [usable_values(line) for line in lines]
    full = [
        place
        for place in range(len(lines[0].points))
        if sum(_is_there(line, values, place) for line, values in zip(lines, usable, strict=True)) * 2 > len(lines)
    ]
    periods = [point.period for point in lines[0].points]
    most = _SPAN.get(lines[0].grain, 1)
    return tuple(periods[max(0, full[-1] - most + 1) : full[-1] + 1]) if full else ()


def _is_there(line: Series, values: tuple[float | None, ...], place: int) -> bool:
    return values[place] is not None and line.points[place].denominator is not None


def _put_together(line: Series, span: tuple[Period, ...]) -> tuple[float, float] | None:
    points = [point for point in line.points if point.period in set(span) and point.state is not CellState.MISSING]
    parts = [(point.numerator, point.denominator) for point in points if point.state is CellState.VALUE]
    if not parts or len(parts) < len(points) or any(top is None or low is None for top, low in parts):
        return None
    top, low = (fsum(part[place] or 0.0 for part in parts) for place in (0, 1))
    return (top, low) if low > 0 else None
