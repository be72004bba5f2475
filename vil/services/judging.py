"""Look a version over: everything an analyst would want to know of its numbers, found in its published cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from vil.model.indicator import Aggregation, Indicator
from vil.model.period import Period
from vil.model.quality import (
    Absence,
    Frozen,
    Gap,
    Impossibility,
    Impossible,
    IndicatorQuality,
    Outlier,
    Part,
    QualityReport,
    ReadingFacts,
    Shift,
)
from vil.model.series import DatasetVersion, UnitLevel

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from vil.analysis.levels import LevelChange
    from vil.analysis.scales import Scaled
    from vil.warehouse.grids import Grid

MOST_LISTED = 50
_COUNTED = frozenset({Aggregation.SUM, Aggregation.STOCK, Aggregation.COUNT, Aggregation.DISTINCT})
_SHARES = frozenset({Aggregation.RATE, Aggregation.SHARE})
_LISTS = ("gaps", "stopped", "began", "outliers", "shifts", "frozen", "impossible")
_FEW = 0.1
Found = TypeVar("Found")


def judge_version(
    version: DatasetVersion,
    connection: duckdb.DuckDBPyConnection,
    facts: ReadingFacts | None = None,
    *,
    datasets: Path | None = None,
) -> QualityReport:
    """Look over the finished cells of a version; what is hidden in them is in no part of the answer but its count.

    Units of the lowest level are judged, all members of a dimension together where that can be said. Recent numbers that the
    versions before it in `datasets` say still change are left out where numbers are held against each other.
    """
    import numpy as np

    from vil.warehouse.grids import read_grid

    units = lowest_units(version)
    found = _Findings()
    qualities, periods = [], set[Period]()
    for indicator in version.recipe.indicators:
        grid = read_grid(
            connection, version, indicator.id, units=units, by_member=_is_by_member(connection, version, indicator)
        )
        place = _Place(indicator, grid, _count_provisional(datasets, version, indicator, connection))
        qualities.append(_judge_indicator(connection, version, place, found))
        periods |= {grid.periods[column] for column in np.nonzero((grid.states > 0).any(axis=0))[0]}
    found.shifts += _judge_shares(connection, version, {one.indicator: one.provisional for one in qualities})
    covered = [period for period in _covered(version) if period not in periods]
    report = QualityReport(
        rows=version.rows,
        units=len(units),
        periods=len(periods),
        reading=facts or ReadingFacts(),
        indicators=tuple(qualities),
        empty_periods=tuple(covered[:MOST_LISTED]),
        unjudged=found.unjudged,
        own_groups=_list_unknown_groups(version) if any(one.hidden + one.group_hidden for one in qualities) else (),
    )
    return _listed(report, found)


def _list_unknown_groups(version: DatasetVersion) -> tuple[str, ...]:
    """Name the sums of the extract itself that hold nobody knows which units."""
    from vil.warehouse.naming import list_own_groups, match_own_groups

    known = match_own_groups(version.units)
    return tuple(unit.name for unit in list_own_groups(version.units) if unit.name not in known)


def lowest_units(version: DatasetVersion) -> tuple[str, ...]:
    """Name the units that are not put together from others; all of them where there is no such."""
    lowest = tuple(unit.name for unit in version.units if unit.level is UnitLevel.UNIT)
    return lowest or tuple(unit.name for unit in version.units)


def _is_by_member(connection: duckdb.DuckDBPyConnection, version: DatasetVersion, indicator: Indicator) -> bool:
    from vil.warehouse.grids import has_members_together

    return bool(version.dimensions) and not has_members_together(connection, version, indicator.id)


def _count_provisional(
    datasets: Path | None, version: DatasetVersion, indicator: Indicator, connection: duckdb.DuckDBPyConnection
) -> int:
    """Count the newest periods whose numbers later versions usually still change."""
    from vil.services.revising import provisional_while_built

    if datasets is None:
        return 0
    return len(provisional_while_built(datasets, version, indicator.id, connection))


def _covered(version: DatasetVersion) -> tuple[Period, ...]:
    from vil.model.period import span

    return span(version.first, version.last)


class _Findings:
    """What has been found so far, list by list."""

    def __init__(self) -> None:
        self.gaps: list[Gap] = []
        self.stopped: list[Absence] = []
        self.began: list[Absence] = []
        self.outliers: list[Outlier] = []
        self.shifts: list[Shift] = []
        self.frozen: list[Frozen] = []
        self.impossible: list[Impossible] = []
        self.unjudged = 0


def _listed(report: QualityReport, found: _Findings) -> QualityReport:
    """Put the lists into a report, the most notable first, cut to length."""
    orders: dict[str, Any] = {
        "gaps": lambda gap: -gap.periods,
        "stopped": lambda absence: absence.period,
        "began": lambda absence: absence.period,
        "outliers": lambda outlier: -abs(outlier.distance),
        "shifts": lambda shift: (shift.unit is not None, -shift.period.start.toordinal()),
        "frozen": lambda frozen: -frozen.periods,
        "impossible": lambda impossible: -impossible.period.start.toordinal(),
    }
    lists: dict[str, Any] = {name: tuple(sorted(getattr(found, name), key=orders[name])) for name in _LISTS}
    left_out = tuple((name, len(items) - MOST_LISTED) for name, items in lists.items() if len(items) > MOST_LISTED)
    return replace(report, left_out=left_out, **{name: items[:MOST_LISTED] for name, items in lists.items()})


@dataclass(frozen=True)
class _Place:
    """How an indicator's grid is turned into findings."""

    indicator: Indicator
    grid: Grid
    provisional: int = 0
    """How many of the newest periods are provisional."""

    def settled(self, amounts: Any) -> Any:
        """Blank what may not be held against other numbers: periods that are only partly there, and provisional ones."""
        import numpy as np

        is_settled = np.arange(len(self.grid.periods)) < len(self.grid.periods) - self.provisional
        return np.where(self.grid.is_partial | ~is_settled, np.nan, amounts)

    def at(self, line: int) -> dict[str, Any]:
        unit, member = self.grid.lines[line]
        return {"indicator": self.indicator.id, "unit": unit, "member": member}


def _judge_indicator(
    connection: duckdb.DuckDBPyConnection, version: DatasetVersion, place: _Place, found: _Findings
) -> IndicatorQuality:
    from vil.warehouse.grids import HIDDEN, VALUE, count_group_cells

    indicator, grid = place.indicator, place.grid
    hidden, values = int((grid.states == HIDDEN).sum()), int((grid.states == VALUE).sum())
    group_cells, group_hidden = (
        count_group_cells(connection, version, indicator.id, units=lowest_units(version))
        if version.dimensions
        else (0, 0)
    )
    found.unjudged += grid.left_out
    found.impossible += _find_impossible(place)
    _judge_presence(place, found)
    judged, outliers, expected, season_units = _judge_values(place, found)
    if _has_own_denominator(version, indicator):
        _judge_denominators(place, found)
    return IndicatorQuality(
        indicator.id,
        cells=grid.states.size,
        values=values,
        missing=grid.states.size - values - hidden,
        hidden=hidden,
        group_cells=group_cells,
        group_hidden=group_hidden,
        judged=judged,
        outliers=outliers,
        expected=round(expected, 2),
        season_units=season_units,
        provisional=place.provisional,
    )


def _judge_presence(place: _Place, found: _Findings) -> None:
    from vil.analysis.stretches import find_frozen, find_presence

    grid = place.grid
    presence = find_presence(grid.states > 0)
    last = len(grid.periods) - 1
    found.gaps += [
        Gap(**place.at(gap.line), first=grid.periods[gap.start], last=grid.periods[gap.end], periods=gap.length)
        for gap in presence.gaps
    ]
    found.stopped += [
        Absence(**place.at(line), period=grid.periods[column], periods=last - column)
        for line, column in presence.stopped
    ]
    found.began += [
        Absence(**place.at(line), period=grid.periods[column], periods=column) for line, column in presence.began
    ]
    found.frozen += [
        Frozen(
            **place.at(stretch.line),
            first=grid.periods[stretch.start],
            last=grid.periods[stretch.end],
            periods=stretch.length,
            value=float(grid.values[stretch.line, stretch.start]),
        )
        for stretch in find_frozen(grid.values)
    ]


def _judge_values(place: _Place, found: _Findings) -> tuple[int, int, float, int]:
    """Find outliers and shifts; count the judged, those that stood out, those chance would give, and units with a season."""
    import numpy as np

    from vil.analysis.outliers import find_outliers
    from vil.analysis.scales import scale_values, without_season

    grid, nothing = place.grid, np.full_like(place.grid.values, np.nan)
    values = place.settled(grid.values)
    parts = (grid.numerator, grid.denominator) if place.indicator.aggregation in _SHARES else (nothing, nothing)
    scaled = without_season(scale_values(values, *parts), grid.periods)
    times = place.indicator.scale if scaled.kind == "share" else 1.0
    outliers = find_outliers(scaled)
    found.outliers += _as_outliers(place, outliers, values, times=times, part=Part.VALUE)
    found.shifts += _as_shifts(place, scaled, values, Part.VALUE)
    return outliers.judged, len(outliers.lines), outliers.expected, scaled.season_lines


def _judge_denominators(place: _Place, found: _Findings) -> None:
    """Find jumps in what a rate is counted out of."""
    import numpy as np

    from vil.analysis.outliers import find_outliers
    from vil.analysis.scales import scale_values, without_season

    grid, nothing = place.grid, np.full_like(place.grid.values, np.nan)
    values = place.settled(grid.denominator)
    scaled = without_season(scale_values(values, nothing, nothing), grid.periods)
    found.outliers += _as_outliers(place, find_outliers(scaled), values, times=1.0, part=Part.DENOMINATOR)
    found.shifts += _as_shifts(place, scaled, values, Part.DENOMINATOR)


def _has_own_denominator(version: DatasetVersion, indicator: Indicator) -> bool:
    """Tell whether an indicator is counted out of something that is not an indicator of its own."""
    own = {other.value for other in version.recipe.indicators if other.aggregation in _COUNTED}
    return indicator.aggregation in _SHARES and indicator.denominator is not None and indicator.denominator not in own


def _as_outliers(place: _Place, outliers: Any, values: Any, *, times: float, part: Part) -> Iterator[Outlier]:
    places = zip(outliers.lines, outliers.columns, outliers.distances, outliers.usual, strict=True)
    for line, column, distance, usual in places:
        yield Outlier(
            **place.at(line),
            period=place.grid.periods[column],
            value=float(values[line, column]),
            usual=usual * times,
            distance=round(distance, 1),
            part=part,
        )


def _as_shifts(place: _Place, scaled: Scaled, values: Any, part: Part) -> Iterator[Shift]:
    from vil.analysis.levels import find_level_changes, levels_around

    for lines in _lines_by_member(place.grid):
        here = replace(place, grid=replace(place.grid, lines=tuple(place.grid.lines[line] for line in lines)))
        for change in find_level_changes(scaled.only(lines)):
            chosen = values[lines] if change.line is None else values[[lines[change.line]]]
            before, after = levels_around(chosen, change.column)
            yield _as_shift(here, change, before, after, part)


def _lines_by_member(grid: Grid) -> list[list[int]]:
    """Divide lines by member: only the same member of different units can change together."""
    lines: dict[str | None, list[int]] = {}
    for line, (_, member) in enumerate(grid.lines):
        lines.setdefault(member, []).append(line)
    return list(lines.values())


def _as_shift(place: _Place, change: LevelChange, before: float, after: float, part: Part) -> Shift:
    unit, member = place.grid.lines[change.line] if change.line is not None else (None, place.grid.lines[0][1])
    period = place.grid.periods[change.column]
    return Shift(place.indicator.id, unit, member, period, before, after, change.lines, change.judged, part)


def _judge_shares(
    connection: duckdb.DuckDBPyConnection, version: DatasetVersion, provisional: Mapping[str, int]
) -> Iterable[Shift]:
    """Find groups of the dimension whose share of the whole changed abruptly and for good; the largest of each period is told."""
    import numpy as np

    from vil.analysis.levels import find_level_changes, levels_around
    from vil.analysis.scales import scale_values, without_season
    from vil.warehouse.grids import read_grid

    whole = next((unit.name for unit in version.units if unit.level is UnitLevel.WHOLE), None)
    indicator = _counted_indicator(version)
    if not version.dimensions or whole is None or indicator is None:
        return ()
    grid = read_grid(connection, version, indicator.id, units=(whole,), by_member=True)
    place, told = _Place(indicator, grid, provisional[indicator.id]), dict[Period, Shift]()
    amounts = grid.denominator if indicator.aggregation in _SHARES else grid.values
    together = np.broadcast_to(amounts.sum(axis=0), amounts.shape)
    shares = place.settled(amounts / np.where(together > 0, together, np.nan))
    scaled = without_season(scale_values(shares, amounts, together), grid.periods)
    for change in find_level_changes(scaled):
        lines = [change.line] if change.line is not None else list(range(len(grid.lines)))
        for line in lines:
            before, after = levels_around(shares[[line]], change.column)
            shift = _as_shift(place, replace(change, line=line), before, after, Part.SHARE)
            rival = told.get(shift.period)
            if rival is None or abs(after - before) > abs(rival.after - rival.before):
                told[shift.period] = shift
    return told.values()


def _counted_indicator(version: DatasetVersion) -> Indicator | None:
    """Choose the indicator whose groups add up to a whole: a count before what a rate is counted out of."""
    additive = [one for one in version.recipe.indicators if one.aggregation in _COUNTED and one.is_additive]
    rates = [one for one in version.recipe.indicators if one.aggregation in _SHARES]
    return next(iter([*additive, *rates]), None)


def _find_impossible(place: _Place) -> Iterator[Impossible]:
    """Name numbers outside what is possible, unless they are so many that they must mean something else (an index, a growth)."""
    measure = place.indicator.measure
    if measure.is_percentage:
        yield from _name_few(place, place.grid.values > 100, Impossibility.OVER_HUNDRED)
        yield from _name_few(place, place.grid.values < 0, Impossibility.NEGATIVE_PERCENT)
    elif place.indicator.aggregation in _COUNTED and measure.name in ("", "antal"):
        yield from _name_few(place, place.grid.values < 0, Impossibility.NEGATIVE_COUNT)


def _name_few(place: _Place, is_wrong: Any, why: Impossibility) -> Iterator[Impossible]:
    lines, columns = is_wrong.nonzero()
    if len(lines) > _FEW * (place.grid.states > 0).sum():
        return
    for line, column in zip(lines.tolist(), columns.tolist(), strict=True):
        value = float(place.grid.values[line, column])
        yield Impossible(**place.at(line), period=place.grid.periods[column], value=value, why=why)
