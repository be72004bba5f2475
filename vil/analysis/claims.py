"""Hold a claim against a series: by the run chart, around the series' own middle or around no difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from vil.analysis.pattern import POINTS_FOR_A_VERDICT, Run, Side, find_runs, median_of
from vil.analysis.phases import find_phases, take_phase
from vil.analysis.runs import longest_run_limit
from vil.analysis.usable import usable_values
from vil.model.claim import ClaimVerdict
from vil.model.indicator import Direction
from vil.model.series import CellState, Series


class ClaimReason(StrEnum):
    """Why a claim is judged as it is."""

    LONG_RUN = "long_run"
    """The latest points lie on one side longer than chance makes likely."""
    BOTH_SIDES = "both_sides"
    """They lie now on one side and now on the other."""
    TOO_FEW = "too_few"
    """There are under ten points to judge by."""
    HIDDEN = "hidden"
    """More than a quarter of the cells are hidden, and they are the small ones."""


@dataclass(frozen=True)
class ClaimFinding:
    """The verdict on a claim, why, and the figure: the median distance within the latest run (None without one)."""

    verdict: ClaimVerdict
    reason: ClaimReason
    points: int
    run: Run | None = None
    distance: float | None = None


def check_claim(series: Series, against: Series | None, direction: Direction) -> ClaimFinding:
    """Judge whether a series lies higher or lower than its own middle, or than another series over the same periods.

    `against` is None for the own history. With another series the differences, period by period, are judged around zero.
    SUPPORTED: the latest run lies on the claimed side, goes on to the end, and is longer than round(log2 n) + 3. OPPOSED: the
    same on the other side. Otherwise the numbers cannot decide. The own history begins with the latest change of registration.
    The rule is the run chart's. Source: Anhøj & Olesen 2014.
    """
    values = _take_own(series) if against is None else find_differences(series, against)
    known = [value for value in values if value is not None]
    if _count_hidden(series) * 3 > len(known):
        return ClaimFinding(ClaimVerdict.UNDECIDED, ClaimReason.HIDDEN, len(known))
    if len(known) < POINTS_FOR_A_VERDICT:
        return ClaimFinding(ClaimVerdict.UNDECIDED, ClaimReason.TOO_FEW, len(known))
    centre = (median_of(values) or 0.0) if against is None else 0.0
    run = _find_latest_long_run(values, centre)
    if run is None:
        return ClaimFinding(ClaimVerdict.UNDECIDED, ClaimReason.BOTH_SIDES, len(known))
    claimed = Side.ABOVE if direction is Direction.UP else Side.BELOW
    verdict = ClaimVerdict.SUPPORTED if run.side is claimed else ClaimVerdict.OPPOSED
    distance = (median_of(values[run.start : run.end + 1]) or 0.0) - centre
    return ClaimFinding(verdict, ClaimReason.LONG_RUN, len(known), run, distance)


def _take_own(series: Series) -> tuple[float | None, ...]:
    """Take the values since registration was last changed."""
    values = usable_values(series)
    phases = find_phases(series, values)
    return take_phase(values, phases[-1]) if phases else values


def find_differences(series: Series, against: Series) -> tuple[float | None, ...]:
    """Take another series from this one, period by period; None where either has no usable value."""
    there = dict(zip((point.period for point in against.points), usable_values(against), strict=True))
    return tuple(
        None if value is None or (other := there.get(point.period)) is None else value - other
        for point, value in zip(series.points, usable_values(series), strict=True)
    )


def _count_hidden(series: Series) -> int:
    return sum(point.state is CellState.HIDDEN for point in series.points)


def _find_latest_long_run(values: Sequence[float | None], centre: float) -> Run | None:
    runs = find_runs(values, centre)
    useful = sum(run.length for run in runs)
    if not runs or runs[-1].length <= longest_run_limit(max(1, useful)):
        return None
    return runs[-1]
