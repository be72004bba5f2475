"""What in our numbers is worth wondering about? Every curve judged, the clearest signs first, chance said aloud."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import fsum
from pathlib import Path

from vil.analysis import Pattern, PatternVerdict, find_pattern
from vil.analysis.chance import find_false_alarm_rate
from vil.model.card import Beside
from vil.model.period import Grain
from vil.model.series import DatasetVersion, Series, Unit, UnitLevel, View
from vil.narration import Narrative, describe_overview
from vil.services.revising import read_all_units, read_series
from vil.warehouse import list_datasets, list_periods, load_version

_ALONE = Beside()
MOST_LIFTED = 5
MOST_POINTS = 400
"""A curve of more points than this is not read but seen: a coarser grain is proposed, and shown in the overview."""
MOST_CURVES = 240
"""Beyond this only the indicator shown is looked over."""
_ORDER = (
    {PatternVerdict.HIGHER, PatternVerdict.LOWER, PatternVerdict.DRIFTING},
    {PatternVerdict.CALM, PatternVerdict.CONSTANT, PatternVerdict.TIED},
    {PatternVerdict.PRELIMINARY},
)


@dataclass(frozen=True)
class Curve:
    """One series with what it shows. `view` opens it; `hangs_on_provisional` says that only unsettled numbers give a sign."""

    view: View
    series: Series
    pattern: Pattern
    hangs_on_provisional: bool = False

    @property
    def only_follows_year(self) -> bool:
        """Whether all there is to see are the long waves of the season."""
        return self.pattern.verdict is PatternVerdict.DRIFTING and self.pattern.has_season


@dataclass(frozen=True)
class Overview:
    """Every curve in sight, those with a sign first, by how clear it is and never by whether it is good.

    `lifted` are at most five. `expected` is how many of the curves would show a sign if nothing but chance were at work.
    """

    view: View
    curves: tuple[Curve, ...]
    lifted: tuple[Curve, ...]
    expected: float
    narrative: Narrative

    @property
    def shown(self) -> tuple[Curve, ...]:
        """The curves that are drawn: those lifted, else the first."""
        return self.lifted or self.curves[:1]


@lru_cache(maxsize=32)
def find_overview(datasets: Path, view: View, beside: Beside = _ALONE) -> Overview:
    """Look over the curves around a view: of a unit, all its numbers in every data set; of the whole, every unit's.

    Raises NotFound when the view cannot be shown.
    """
    version = load_version(datasets, view.dataset, view.version)
    chosen, view = view, replace(view, grain=find_readable_grain(version, view.grain))
    unit = next(unit for unit in version.units if unit.name == view.unit)
    look_over = _of_unit if unit.level is not UnitLevel.WHOLE else _of_all
    found = look_over(datasets, version, view, beside)
    curves = tuple(sorted((curve for curve in found if curve.pattern.points), key=_clearness))
    signs = [curve for curve in curves if curve.pattern.has_signal]
    expected = fsum(find_false_alarm_rate(curve.pattern.points) for curve in curves)
    narrative = describe_overview(
        [curve.pattern.verdict for curve in curves],
        expected,
        of_unit=unit if unit.level is not UnitLevel.WHOLE else None,
        hanging=sum(curve.hangs_on_provisional for curve in curves),
        grain=None if view.grain is chosen.grain else view.grain,
    )
    return Overview(chosen, curves, tuple(signs[:MOST_LIFTED]), expected, narrative)


def find_readable_grain(version: DatasetVersion, grain: Grain) -> Grain:
    """Find the grain nearest the one wished for, and no finer, whose curves have no more points than a small chart can show."""
    coarser = version.grains[version.grains.index(grain) :] if grain in version.grains else version.grains
    for one in coarser:
        if len(list_periods(version, one)) <= MOST_POINTS:
            return one
    return version.grains[-1]


def _of_unit(datasets: Path, version: DatasetVersion, view: View, beside: Beside) -> Iterable[Curve]:
    """Take every number of a unit, in its own data set first and then in the others that have a unit of its name."""
    others = [other for other in list_datasets(datasets) if other.dataset != version.dataset]
    for place in (version, *others):
        if any(unit.name == view.unit for unit in place.units):
            grain = view.grain if view.grain in place.grains else place.grains[0]
            for indicator in place.recipe.indicators:
                wanted = View(place.dataset, place.number, indicator.id, view.unit, grain)
                yield _judge(wanted, read_series(datasets, wanted, beside))


def _of_all(datasets: Path, version: DatasetVersion, view: View, beside: Beside) -> Iterable[Curve]:
    """Take every unit's numbers in a data set; of many only those of the indicator shown."""
    indicators = [indicator.id for indicator in version.recipe.indicators]
    lowest: Sequence[Unit] = [unit for unit in version.units if unit.level is UnitLevel.UNIT]
    if len(indicators) * (len(lowest) + 1) > MOST_CURVES:
        indicators = [view.indicator]
    for indicator in indicators:
        whole = View(view.dataset, view.version, indicator, view.unit, view.grain)
        yield _judge(whole, read_series(datasets, whole, beside))
        for series in read_all_units(datasets, whole, beside)[:MOST_CURVES]:
            yield _judge(replace(whole, unit=series.unit.name), series)


def _judge(view: View, series: Series) -> Curve:
    pattern = find_pattern(series)
    return Curve(view, series, pattern, _hangs_on_provisional(series, pattern))


def _hangs_on_provisional(series: Series, pattern: Pattern) -> bool:
    if not pattern.provisional or pattern.has_signal:
        return False
    as_settled = find_pattern(replace(series, provisional=()))
    return as_settled.has_signal or any(place in pattern.provisional for place in as_settled.unusual)


def _clearness(curve: Curve) -> tuple[int, bool, float, str, str]:
    """Order by verdict, waves of the season last, then by how far beyond chance the longest run goes, then by name."""
    pattern = curve.pattern
    rank = next((place for place, kinds in enumerate(_ORDER) if pattern.verdict in kinds), len(_ORDER))
    judged = pattern.judged
    beyond = 0.0
    if judged and judged.longest_run is not None and judged.crossings is not None:
        too_long = judged.longest_run - (judged.longest_run_limit or 0)
        too_few = (judged.crossings_limit or 0) - judged.crossings
        beyond = float(max(too_long, too_few))
    return (
        rank,
        curve.only_follows_year,
        -beyond if rank == 0 else 0.0,
        curve.series.unit.name,
        curve.series.indicator.name,
    )
