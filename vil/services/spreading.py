"""Fordeling: how single cases lie, now and a year ago, where the version holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from vil.model.indicator import Aggregation
from vil.model.period import Period
from vil.model.series import CellState, DatasetVersion, Series, View
from vil.model.spread import Bar, Spread
from vil.narration import Narrative
from vil.narration.spread import describe_spread
from vil.warehouse import load_series, load_spread, load_version

_COUNTED = (Aggregation.COUNT, Aggregation.SUM)


@dataclass(frozen=True)
class Spreading:
    """How the cases of a view's number and unit lie, in bars and in words."""

    view: View
    spread: Spread
    narrative: Narrative


def has_spread(version: DatasetVersion, view: View) -> bool:
    """Tell whether the version holds how the cases lie: bars counted when it was published, or a dimension of bands."""
    return view.unit in dict(version.spreads).get(view.indicator, ()) or _has_bands(version, view.indicator)


def _has_bands(version: DatasetVersion, indicator: str) -> bool:
    bands = {one.name for one in version.recipe.bands}
    is_counted = version.indicator(indicator).aggregation in _COUNTED
    return is_counted and any(name in bands and len(members) > 1 for name, members in version.dimensions)


@lru_cache(maxsize=64)
def find_spread(datasets: Path, view: View) -> Spreading | None:
    """Find how the cases lie over the latest year and the one before; None where the version does not hold it."""
    version = load_version(datasets, view.dataset, view.version)
    whole = load_series(datasets, replace(view, periods=None, member=None, grain=version.recipe.grain))
    spread = load_spread(datasets, view)
    if spread is None and _has_bands(version, view.indicator):
        spread = _count_bands(datasets, version, view)
    if spread is None or not spread.bars:
        return None
    return Spreading(view, spread, describe_spread(whole, spread))


def _count_bands(datasets: Path, version: DatasetVersion, view: View) -> Spread:
    """Count the members of a dimension of bands over the two years, lowest band first; one with a hidden cell is not known."""
    edges = {_name_band(one.edges, place): place for one in version.recipe.bands for place in range(len(one.edges))}
    latest = Period.containing(version.last.start, version.recipe.grain)
    now = (latest.a_year_before().shifted(1), latest)
    before = (now[0].a_year_before(), latest.a_year_before())
    members = sorted(version.dimensions[0][1], key=lambda member: (edges.get(member, len(edges)), member))
    bars = []
    for member in members:
        line = load_series(datasets, replace(view, periods=None, member=member, grain=version.recipe.grain))
        bars.append(Bar(None, None, _add_up(line, now), _add_up(line, before), member))
    return Spread(now, before, tuple(bars), is_of_bands=True)


def _name_band(edges: tuple[float, ...], place: int) -> str:
    low = f"{edges[place]:g}"
    return f"{low}+" if place == len(edges) - 1 else f"{low}-{edges[place + 1] - 1:g}"


def _add_up(line: Series, span: tuple[Period, Period]) -> float | None:
    within = [point for point in line.points if span[0] <= point.period <= span[1]]
    if any(point.state is CellState.HIDDEN for point in within) or not within:
        return None
    return sum(point.value or 0.0 for point in within)
