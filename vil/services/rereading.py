"""Three other ways to read the same number, of those that the data really allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from vil.analysis.pattern import POINTS_FOR_A_VERDICT
from vil.model.card import Beside
from vil.model.indicator import Indicator
from vil.model.series import CellState, Comparison, DatasetVersion, Lens, Series, Versus, View
from vil.services.exploring import Sight, as_history, list_comparisons, look
from vil.services.lenses import fit_lens, list_lenses
from vil.services.moving import ADDED, DIVIDED

_ALONE = Beside()
AT_MOST = 3
_FEW_VALUES = 3


class Kind(StrEnum):
    """In which way a reading differs from the one it stands beside."""

    SINCE_BREAK = "since_break"
    """Only after the registration changed."""
    PARTED = "parted"
    """What moved it: mix and rate, or part by part."""
    COUNT_FOR_RATE = "count_for_rate"
    """How many, where the first reading was a share; or the reverse."""
    AGAINST_WHOLE = "against_whole"
    """The own line against the whole."""
    LAST_YEAR = "last_year"
    """The same periods a year before."""
    AMONG_UNITS = "among_units"
    """Among the other units, by their size."""
    LONGER = "longer"
    """The whole history, where a window was shown."""
    OWN_HISTORY = "own_history"
    """The own line alone."""


@dataclass(frozen=True)
class Rereading:
    """Another way to read the number, with its own chart and sentence."""

    kind: Kind
    sight: Sight


@lru_cache(maxsize=64)
def find_rereadings(datasets: Path, view: View, beside: Beside = _ALONE) -> tuple[Rereading, ...]:
    """Find up to three other readings of a view that have something to show, the most telling first.

    Raises NotFound when the view cannot be shown.
    """
    sight = look(datasets, view, beside)
    found: list[Rereading] = []
    for kind, other in _propose(sight):
        if other != view and len(found) < AT_MOST:
            reread = look(datasets, other, beside)
            if _says_something(reread):
                found.append(Rereading(kind, reread))
    return tuple(found)


def _propose(sight: Sight) -> Iterable[tuple[Kind, View]]:
    """Propose views in order of how much they can turn a reading round."""
    view, version = sight.view, sight.version
    plain, lenses = as_history(view), list_lenses(version, view)
    if (since := _count_since_break(sight.series)) is not None:
        yield Kind.SINCE_BREAK, replace(plain, periods=since)
    if Lens.MOVERS in lenses and view.lens is not Lens.MOVERS:
        yield Kind.PARTED, fit_lens(version, replace(view, lens=Lens.MOVERS, versus=Versus.LAST_YEAR))
    if (twin := _find_twin(version, version.indicator(view.indicator))) is not None:
        yield Kind.COUNT_FOR_RATE, replace(plain, indicator=twin)
    possible = list_comparisons(version, plain)
    for comparison, kind in ((Comparison.WHOLE, Kind.AGAINST_WHOLE), (Comparison.LAST_YEAR, Kind.LAST_YEAR)):
        if comparison in possible and (view.lens, view.comparison) != (Lens.DEVELOPMENT, comparison):
            yield kind, replace(plain, comparison=comparison)
    if Lens.UNITS in lenses and view.lens is not Lens.UNITS:
        yield Kind.AMONG_UNITS, replace(plain, lens=Lens.UNITS)
    if view.periods is not None:
        yield Kind.LONGER, replace(plain, periods=None)
    yield Kind.OWN_HISTORY, plain


def _count_since_break(series: Series) -> int | None:
    """Count the periods since the latest change of registration; None when there was none, or too few have passed."""
    starts = [event.start for event in series.events if event.breaks_series]
    if not starts:
        return None
    since = sum(point.period.start >= max(starts) for point in series.points)
    return since if POINTS_FOR_A_VERDICT <= since < len(series.points) else None


def _find_twin(version: DatasetVersion, indicator: Indicator) -> str | None:
    """Find the count that belongs to a share, or the share that belongs to a count: they read the same column."""
    for other in version.recipe.indicators:
        share, count = (indicator, other) if indicator.aggregation in DIVIDED else (other, indicator)
        are_kin = share.aggregation in DIVIDED and count.aggregation in ADDED
        if are_kin and count.value and count.value in (share.numerator, share.denominator):
            return other.id
    return None


def _says_something(sight: Sight) -> bool:
    known = [point for point in sight.series.points if point.state is CellState.VALUE]
    return len(known) >= _FEW_VALUES and bool(sight.narrative.sentences)
