"""Learn how much recent numbers usually still change, from the versions there have been of a data set."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vil.model.card import Beside
from vil.model.indicator import Aggregation, Indicator
from vil.model.period import Period
from vil.model.revision import Provisional, RevisionHabit
from vil.model.series import DatasetVersion, MiddleHalf, Series, View
from vil.services.differing import is_counted_alike
from vil.services.judging import lowest_units
from vil.settings import Settings
from vil.warehouse import list_periods, load_all_units, load_series, load_values, load_version, version_numbers

if TYPE_CHECKING:
    import duckdb

    from vil.warehouse.grids import Grid

_VERSIONS, _PERIODS = 13, 36
"""How many versions, and how many of the latest periods of each, are learnt from."""
_ALONE = Beside()
_ADDED = frozenset({Aggregation.SUM, Aggregation.STOCK, Aggregation.COUNT, Aggregation.DISTINCT})
_RATIOS = frozenset({Aggregation.RATE, Aggregation.SHARE, Aggregation.MEAN})


def read_series(datasets: Path, view: View, beside: Beside = _ALONE) -> Series:
    """Read the series of a view, ready to be judged: with its provisional periods and the changes of registration on cards.

    Raises NotFound as `load_series`.
    """
    version = load_version(datasets, view.dataset, view.version)
    provisional = provisional_in(datasets, version, view.indicator)
    return _make_ready(load_series(datasets, view), view, beside, provisional)


def read_all_units(
    datasets: Path, view: View, beside: Beside = _ALONE, *, names: Collection[str] | None = None
) -> tuple[Series, ...]:
    """Read every unit's series of a view in the same way, or those of the named units. Raises NotFound as `load_all_units`."""
    version = load_version(datasets, view.dataset, view.version)
    provisional = provisional_in(datasets, version, view.indicator)
    return tuple(_make_ready(series, view, beside, provisional) for series in load_all_units(datasets, view, names))


def read_middle_half(datasets: Path, view: View) -> MiddleHalf:
    """Read between what half of the other units lie at each period of a view, over the values that rules may use."""
    from vil.analysis.quartiles import halve

    version = load_version(datasets, view.dataset, view.version)
    values = load_values(datasets, view, without=view.unit)
    periods = list_periods(version, view.grain, view.periods)
    for one in provisional_in(datasets, version, view.indicator):
        starts, ends = one.period.start, one.period.end
        values[:, [period.start <= ends and starts <= period.end for period in periods]] = float("nan")
    return halve(values)


def _make_ready(series: Series, view: View, beside: Beside, provisional: tuple[Provisional, ...]) -> Series:
    known = {(event.start, event.name) for event in series.events}
    added = tuple(
        event
        for dataset, event in beside.practices
        if dataset == view.dataset
        and event.indicator in (None, view.indicator)
        and event.unit in (None, series.unit.name)
        and (event.start, event.name) not in known
    )
    return replace(series, provisional=provisional, events=(*series.events, *added))


def find_provisional(settings: Settings, version: DatasetVersion, indicator: str) -> tuple[Provisional, ...]:
    """Find the recent periods whose numbers are expected to change by more than one per cent, oldest first.

    Empty when none is, and when that is not known yet (see `learn_habit`).
    """
    return provisional_in(settings.datasets, version, indicator)


def provisional_in(datasets: Path, version: DatasetVersion, indicator: str) -> tuple[Provisional, ...]:
    """Find the same in a folder of data sets."""
    return _place_ages(learn_habit(datasets, version, indicator), version)


def provisional_while_built(
    datasets: Path, version: DatasetVersion, indicator: str, cells: duckdb.DuckDBPyConnection
) -> tuple[Provisional, ...]:
    """Find the same for a version that is still being built, with its `cells` open: every published version is earlier."""
    earlier = _choose_alike(datasets, version, indicator, version_numbers(datasets, version.dataset))
    if not earlier:
        return ()
    one = version.indicator(indicator)
    grids = [*(_read_recent(datasets, each, one) for each in earlier), _read_latest(cells, version, one)]
    return _place_ages(_learn(grids, one), version)


def _place_ages(habit: RevisionHabit, version: DatasetVersion) -> tuple[Provisional, ...]:
    from vil.analysis.revisions import find_provisional_ages

    found = (
        Provisional(version.last.shifted(-age.age), age.growth, age.low, age.high)
        for age in find_provisional_ages(habit.ages)
    )
    return tuple(sorted((one for one in found if one.period >= version.first), key=lambda one: one.period))


@lru_cache(maxsize=256)
def learn_habit(datasets: Path, version: DatasetVersion, indicator: str) -> RevisionHabit:
    """Learn how an indicator's numbers have changed up to and with this version, over the units that were there all along.

    At least three periods must have been published at an age and again one version later. Versions that count in another way are
    passed over. Versions are immutable, and later ones are not looked at, so an answer stays true.
    """
    numbers = [number for number in version_numbers(datasets, version.dataset) if number < version.number]
    earlier = _choose_alike(datasets, version, indicator, numbers)
    if not earlier:
        return RevisionHabit(indicator, 1)
    one = version.indicator(indicator)
    return _learn([_read_recent(datasets, each, one) for each in (*earlier, version)], one)


def _learn(grids: list[Grid], indicator: Indicator) -> RevisionHabit:
    from vil.analysis.revisions import find_step, learn_growth

    histories = _find_histories(grids, indicator)
    step = find_step(histories)
    return RevisionHabit(indicator.id, len(grids), step, learn_growth(histories, step=step))


def _choose_alike(
    datasets: Path, version: DatasetVersion, indicator: str, numbers: Sequence[int]
) -> list[DatasetVersion]:
    """Choose those of the earlier versions that count an indicator as this one does."""
    earlier = [load_version(datasets, version.dataset, number) for number in numbers[1 - _VERSIONS :]]
    ids = [{one.id for one in each.recipe.indicators} for each in earlier]
    return [
        each
        for each, known in zip(earlier, ids, strict=True)
        if indicator in known and is_counted_alike(each, version, indicator)
    ]


def _find_histories(grids: list[Grid], indicator: Indicator) -> list[list[tuple[int, float]]]:
    """Put together each period's number in every version that has it, over the lines with a number in all of those."""
    periods = sorted({period for grid in grids for period in grid.periods})
    return [_history_of(period, grids, indicator) for period in periods]


def _read_recent(datasets: Path, version: DatasetVersion, indicator: Indicator) -> Grid:
    from vil.warehouse.grids import open_cells

    with open_cells(datasets, version) as cells:
        return _read_latest(cells, version, indicator)


def _read_latest(cells: duckdb.DuckDBPyConnection, version: DatasetVersion, indicator: Indicator) -> Grid:
    from vil.warehouse.grids import has_members_together, read_grid

    by_member = bool(version.dimensions) and not has_members_together(cells, version, indicator.id)
    units = lowest_units(version)
    return read_grid(cells, version, indicator.id, units=units, by_member=by_member, latest=_PERIODS)


def _history_of(period: Period, grids: list[Grid], indicator: Indicator) -> list[tuple[int, float]]:
    import numpy as np

    holding = [grid for grid in grids if grid.periods[0] <= period <= grid.periods[-1]]
    columns = [grid.periods.index(period) for grid in holding]
    known = [
        {line for place, line in enumerate(grid.lines) if grid.states[place, column] == 1}
        for grid, column in zip(holding, columns, strict=True)
    ]
    shared = set.intersection(*known) if known else set()
    if len(holding) < 2 or not shared:
        return []
    history: dict[int, float] = {}
    first: Any = None
    for grid, column in zip(holding, columns, strict=True):
        places = [place for place, line in enumerate(grid.lines) if line in shared]
        figures = [part[places, column] for part in (grid.values, grid.numerator, grid.denominator)]
        first = figures if first is None else first
        number = _put_together(indicator, figures, first)
        if np.isfinite(number):
            history[len(grid.periods) - 1 - column] = number  # the same age twice: the later version stands
    return sorted(history.items())


def _put_together(indicator: Indicator, figures: Sequence[Any], first: Sequence[Any]) -> float:
    """Put the lines of one period together: the sum, the ratio of the sums, or the median of each line's ratio to the first."""
    import numpy as np

    values, numerator, denominator = figures
    if indicator.aggregation in _ADDED:
        return float(values.sum())
    if indicator.aggregation in _RATIOS and not np.isnan(denominator).any():
        return float(numerator.sum() / denominator.sum()) if denominator.sum() else float("nan")
    usable = first[0] != 0
    return float(np.median(values[usable] / first[0][usable])) if usable.any() else float("nan")
