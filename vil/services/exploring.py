"""Look at published numbers: a view in, the series, what it shows and the words for it out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from vil.analysis import Pattern, find_pattern
from vil.model.card import Beside
from vil.model.period import Grain
from vil.model.series import Comparison, DatasetVersion, Lens, MiddleHalf, Series, UnitLevel, View
from vil.narration import Narrative, describe_series, list_events
from vil.narration.evidence import describe_marks
from vil.services.alongside import find_alongside, find_whole
from vil.services.comparing import Units, find_units
from vil.services.lenses import fit_lens
from vil.services.moving import Moving, find_moving
from vil.services.overviewing import MOST_POINTS, Overview, find_overview
from vil.services.revising import read_series
from vil.services.spreading import Spreading, find_spread
from vil.warehouse import list_datasets, list_periods, load_version

WINDOWS: dict[Grain, int] = {
    Grain.DAY: 90,
    Grain.WEEK: 52,
    Grain.MONTH: 24,
    Grain.QUARTER: 12,
    Grain.HALF: 8,
    Grain.YEAR: 10,
    Grain.SCHOOLYEAR: 10,
}
"""How many of the latest periods the short window shows."""
EASILY_READ = 60
"""A series of no more points than this is proposed whole."""


_ALONE = Beside()


Finding = Moving | Units | Overview | Spreading


@dataclass(frozen=True)
class Sight:
    """What a page shows of one view. `finding` is what the view's lens found.

    `compared` are the series drawn behind it, `half` the middle half of lines too many to draw.
    """

    view: View
    version: DatasetVersion
    series: Series
    pattern: Pattern
    compared: tuple[Series, ...]
    narrative: Narrative
    beside: Beside = _ALONE
    finding: Finding | None = None
    half: MiddleHalf | None = None


@lru_cache(maxsize=256)
def look(datasets: Path, view: View, beside: Beside = _ALONE) -> Sight:
    """Read a view and say what it shows, with what its card says `beside` it.

    Versions are immutable, so an answer stays true for as long as the card stays as it is. Raises NotFound when the version,
    indicator or unit does not exist.
    """
    version = load_version(datasets, view.dataset, view.version)
    series = _put_beside(read_series(datasets, view, beside), beside)
    pattern = find_pattern(series)
    compared, half = find_alongside(datasets, view, series, beside)
    finding = _look_through(datasets, view, beside)
    said = finding.narrative if finding else None
    narrative = said or describe_series(series, pattern, compared=compared, comparison=view.comparison, half=half)
    if beside.evidence:
        narrative = replace(narrative, alt_text=f"{narrative.alt_text} {describe_marks(beside.evidence)}")
    return Sight(view, version, series, pattern, compared, narrative, beside, finding, half)


def _put_beside(series: Series, beside: Beside) -> Series:
    """Give a series the events and targets of its card; an event that the recipe has too is there once."""
    known = {(event.start, event.name) for event in series.events}
    added = tuple(event for event in beside.events if (event.start, event.name) not in known)
    shown = replace(series, events=(*series.events, *added), targets=beside.targets)
    return replace(shown, events=list_events(shown))


def _look_through(datasets: Path, view: View, beside: Beside) -> Finding | None:
    match view.lens:
        case Lens.OVERVIEW:
            return find_overview(datasets, view, beside)
        case Lens.MOVERS:
            return find_moving(datasets, view, beside)
        case Lens.UNITS:
            return find_units(datasets, view)
        case Lens.SPREAD:
            return find_spread(datasets, view)
        case Lens.DEVELOPMENT:
            return None


def as_history(view: View, **fields: Any) -> View:
    """Turn a view into the number's own development over time, with further `fields` changed."""
    return replace(view, lens=Lens.DEVELOPMENT, comparison=Comparison.OWN_HISTORY, **fields)


def propose_view(version: DatasetVersion) -> View:
    """Propose where to begin: the first indicator, the first unit, a grain and a window that can be read."""
    grain = propose_grain(version)
    periods = WINDOWS[grain] if count_periods_in(version, grain) > EASILY_READ else None
    return fit_view(
        version,
        View(version.dataset, version.number, _first_indicator(version), _first_unit(version), grain, periods=periods),
    )


def _first_unit(version: DatasetVersion) -> str:
    return next((unit for unit in version.units if unit.level is UnitLevel.UNIT), version.units[0]).name


def _first_indicator(version: DatasetVersion) -> str:
    return version.recipe.indicators[0].id


def propose_grain(version: DatasetVersion) -> Grain:
    """Choose the finest grain whose line is still read point by point."""
    days = (version.last.end - version.first.start).days
    lengths = {Grain.DAY: 1, Grain.WEEK: 7}
    for grain in version.grains:
        if grain is not Grain.DAY and days / lengths.get(grain, 30) <= MOST_POINTS:
            return grain
    return version.grains[-1]


def fit_view(version: DatasetVersion, view: View) -> View:
    """Mend a view so that it can be shown in this version: what is not there is replaced by what is."""
    indicators = {indicator.id: indicator for indicator in version.recipe.indicators}
    indicator = view.indicator if view.indicator in indicators else _first_indicator(version)
    units = [unit.name for unit in version.units]
    unit = view.unit if view.unit in units else _first_unit(version)
    grain = view.grain if view.grain in version.grains else propose_grain(version)
    fitted = fit_lens(version, replace(view, version=version.number, indicator=indicator, unit=unit, grain=grain))
    return replace(fitted, member=_fit_member(version, fitted), comparison=_fit_comparison(version, fitted))


def _fit_member(version: DatasetVersion, view: View) -> str | None:
    members = list_members(version, view.indicator)
    return view.member if view.member in members else (members[0] if members else None)


def list_members(version: DatasetVersion, indicator_id: str) -> tuple[str | None, ...]:
    """List what a view may be narrowed to: None (all together) where that can be said, then each member."""
    if not version.dimensions:
        return ()
    _, members = version.dimensions[0]
    has_all = version.indicator(indicator_id).is_known_together or _has_own_total(version)
    return (None, *members) if has_all else members


def _has_own_total(version: DatasetVersion) -> bool:
    column = version.dimensions[0][0]
    return any(totals.column == column and totals.whole for totals in version.recipe.totals)


def list_comparisons(version: DatasetVersion, view: View) -> tuple[Comparison, ...]:
    """List what the number can be held against in this data set."""
    possible = [Comparison.OWN_HISTORY]
    if version.last.a_year_before() >= version.first and view.grain not in (Grain.YEAR, Grain.SCHOOLYEAR):
        possible.append(Comparison.LAST_YEAR)
        if version.last.a_year_before().a_year_before() >= version.first:
            possible.append(Comparison.EARLIER_YEARS)
    whole = find_whole(version)
    if whole and whole.name != view.unit:
        possible.append(Comparison.WHOLE)
    if sum(unit.level is UnitLevel.UNIT for unit in version.units) > 1:
        possible.append(Comparison.OTHER_UNITS)
    return tuple(possible)


def _fit_comparison(version: DatasetVersion, view: View) -> Comparison:
    return view.comparison if view.comparison in list_comparisons(version, view) else Comparison.OWN_HISTORY


def count_periods_in(version: DatasetVersion, grain: Grain) -> int:
    """Count the periods of a grain between a version's first and last."""
    return len(list_periods(version, grain))


def newest(datasets: Path, view: View) -> View:
    """Move a view to the version of its data set that is in force."""
    return fit_view(load_version(datasets, view.dataset), view)


def list_published(datasets: Path) -> tuple[DatasetVersion, ...]:
    """List the version in force of every data set by title, the organisation's own before the made-up ones."""
    found = list_datasets(datasets)
    return tuple(sorted(found, key=lambda version: (version.recipe.synthetic, version.recipe.title.casefold())))


def find_version(datasets: Path, dataset: str, number: int | None = None) -> DatasetVersion:
    """Find a version of a data set, the one in force when no number is given; NotFound when there is none."""
    return load_version(datasets, dataset, number)


def find_published(datasets: Path, dataset: str) -> DatasetVersion | None:
    """Find the version in force of a data set, None when there is none."""
    return next((version for version in list_datasets(datasets) if version.dataset == dataset), None)
