"""What may be said about one series: calm, higher, lower, drifting, or too little to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from vil.analysis.natural import find_natural_limits
from vil.analysis.phases import find_phases, take_phase
from vil.analysis.runs import RunPhase, find_sides, longest_run_limit, run_chart
from vil.analysis.season import find_following, find_season, find_two_levels
from vil.analysis.usable import find_provisional_places, usable_values
from vil.model.series import CellState, Point, Series

POINTS_FOR_A_VERDICT = 10
POINTS_FOR_A_FIRM_VERDICT = 12


class PatternVerdict(StrEnum):
    """What a series shows."""

    EMPTY = "empty"
    """No value at all."""
    TOO_FEW = "too_few"
    """Under 10 points: no verdict."""
    PRELIMINARY = "preliminary"
    """10 or 11 points: whatever is seen is provisional."""
    CONSTANT = "constant"
    """Every point is the same."""
    MOSTLY_HIDDEN = "mostly_hidden"
    """More than a quarter of the cells are hidden. They are the small ones, so what is left gives a false picture."""
    TIED = "tied"
    """More than half of the points lie exactly on the centre, so the rules cannot be used."""
    CALM = "calm"
    """It varies as it usually does."""
    HIGHER = "higher"
    """A run above the centre is longer than chance makes likely."""
    LOWER = "lower"
    """A run below the centre is longer than chance makes likely."""
    DRIFTING = "drifting"
    """Too few crossings of the centre, no single run too long: it moves in long waves."""


class Side(StrEnum):
    """On which side of the centre."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True)
class Run:
    """Points in a row on one side of the centre.

    `start` and `end` are the indices of its first and last point; `length` counts its useful points. `is_ongoing`
    says that no useful point comes after it, `is_unbroken` that no index between start and end is missing, hidden,
    partial, provisional or on the centre.
    """

    start: int
    end: int
    length: int
    side: Side
    is_ongoing: bool
    is_unbroken: bool


@dataclass(frozen=True)
class Pattern:
    """What may be said about one series, as plain values.

    `centre` is the median of the points used (with a value, neither partial nor provisional). `run` is the run a HIGHER
    or LOWER verdict rests on, else None; `centre_before`, `centre_within` and `centre_after` are the medians of the points
    before it, in it and after it (None when there are none). `unusual` are the points outside the natural limits (screened;
    see `find_natural_limits`), only given when the series is CALM. `first` and `latest` are the indices of the first and last
    usable point. `missing`, `hidden`, `partial` and `provisional` hold indices. `has_season` says that the same months
    (quarters, weekdays) are high or low again and again, `is_following` that each measurement follows the one before;
    both make long runs easier to come by. `phases` are the stretches of one registration practice, each with its own median;
    the verdict, `points`, `centre` and everything found by them belong to the last of them, `judged`.
    """

    verdict: PatternVerdict
    points: int
    centre: float | None
    judged: RunPhase | None
    run: Run | None
    latest: int | None
    first: int | None = None
    centre_before: float | None = None
    centre_within: float | None = None
    centre_after: float | None = None
    unusual: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    hidden: tuple[int, ...] = ()
    partial: tuple[int, ...] = ()
    provisional: tuple[int, ...] = ()
    has_season: bool = False
    is_following: bool = False
    phases: tuple[RunPhase, ...] = ()

    @property
    def is_since_break(self) -> bool:
        """Whether it speaks only of the time since registration was changed."""
        return len(self.phases) > 1

    @property
    def has_signal(self) -> bool:
        """Whether the series shows more than its usual variation."""
        return self.verdict in {PatternVerdict.HIGHER, PatternVerdict.LOWER, PatternVerdict.DRIFTING}


def find_pattern(series: Series) -> Pattern:
    """Judge a series by the Anhøj rules with its own median as centre; where registration changed, what came since.

    Missing, hidden, partial and provisional points are left out of every rule. Under 10 points there is no verdict, at 10 and 11
    it is preliminary. Of several runs that are too long the latest counts; it gives HIGHER or LOWER. When more than
    half of the points lie exactly on the centre (rare events: mostly zeros) the rules say nothing, see TIED.

    Source: Anhøj & Olesen 2014; Anhøj & Wentzel-Larsen 2018.
    """
    everything = usable_values(series)
    phases = find_phases(series, everything)
    judged = phases[-1] if phases else None
    values = take_phase(everything, judged) if judged else everything
    used = [index for index, value in enumerate(values) if value is not None]
    run = _find_long_run(values, judged) if judged else None
    hidden = _indices(series.points, CellState.HIDDEN)
    concealed = sum(judged is not None and judged.start <= index <= judged.end for index in hidden)
    verdict = _verdict(values, used, judged, run, hidden=concealed)
    shown = run if verdict in {PatternVerdict.HIGHER, PatternVerdict.LOWER} else None
    return Pattern(
        verdict,
        len(used),
        judged.centre if judged else None,
        judged,
        shown,
        latest=used[-1] if used else None,
        first=next((index for index, value in enumerate(everything) if value is not None), None),
        centre_before=median_of(values[: shown.start]) if shown else None,
        centre_within=median_of(values[shown.start : shown.end + 1]) if shown else None,
        centre_after=median_of(values[shown.end + 1 :]) if shown else None,
        unusual=_find_unusual(series, used) if verdict is PatternVerdict.CALM else (),
        missing=_indices(series.points, CellState.MISSING),
        hidden=hidden,
        partial=tuple(index for index, point in enumerate(series.points) if point.is_partial),
        provisional=find_provisional_places(series),
        has_season=find_season([point.period for point in series.points], _level_out(everything, phases)),
        is_following=find_following(values, _levels(values, judged, shown)),
        phases=phases,
    )


def _level_out(values: Sequence[float | None], phases: Sequence[RunPhase]) -> tuple[float | None, ...]:
    """Take each phase's own middle off, so that a new practice is not taken for a season."""
    middles = {place: phase.centre for phase in phases for place in range(phase.start, phase.end + 1)}
    return tuple(None if value is None else value - (middles.get(place) or 0.0) for place, value in enumerate(values))


def _find_unusual(series: Series, used: Sequence[int]) -> tuple[int, ...]:
    """Find the points outside the natural limits; of very skewed values, more than a tenth outside, only the latest."""
    beyond: set[int] = set()
    for screened in (True, False):
        beyond = set(find_natural_limits(series, screened=screened).chart.outside)
        outside = tuple(index for index in used if index in beyond)
        if len(outside) <= max(2, len(used) // 10):
            return outside
    return tuple(index for index in used[-1:] if index in beyond)


def _levels(values: Sequence[float | None], judged: RunPhase | None, run: Run | None) -> tuple[float | None, ...]:
    if run is None or judged is None:
        return (judged.centre if judged else None,) * len(values)
    if run.is_ongoing:
        return find_two_levels(values)
    parts = (values[: run.start], values[run.start : run.end + 1], values[run.end + 1 :])
    return tuple(middle for part, middle in ((part, median_of(part)) for part in parts) for _ in part)


def median_of(values: Sequence[float | None]) -> float | None:
    """Find the median of the values that are there, None when none is."""
    judged = run_chart(values)
    return judged.phases[0].centre if judged.phases else None


def find_runs(values: Sequence[float | None], centre: float) -> tuple[Run, ...]:
    """List the runs of a series in order, one for each stretch of useful points on the same side of the centre."""
    sides = find_sides(values, centre)
    stretches = [list(stretch) for _, stretch in groupby(sides, key=lambda side: side[1])]
    last = sides[-1][0] if sides else -1
    return tuple(_as_run(stretch, last) for stretch in stretches)


def _as_run(stretch: list[tuple[int, bool]], last: int) -> Run:
    start, end = stretch[0][0], stretch[-1][0]
    side = Side.ABOVE if stretch[0][1] else Side.BELOW
    is_unbroken = end - start + 1 == len(stretch)
    return Run(start, end, len(stretch), side, is_ongoing=end == last, is_unbroken=is_unbroken)


def find_lasting_shift(values: Sequence[float | None]) -> Run | None:
    """Find a run that is too long for chance and goes on to the end; None when there is none, or under 12 points."""
    if sum(value is not None for value in values) < POINTS_FOR_A_FIRM_VERDICT:
        return None
    run = _find_long_run(values, run_chart(values).phases[0])
    return run if run and run.is_ongoing else None


def _find_long_run(values: Sequence[float | None], judged: RunPhase) -> Run | None:
    if judged.centre is None or not judged.n_useful:
        return None
    limit = longest_run_limit(judged.n_useful)
    too_long = [run for run in find_runs(values, judged.centre) if run.length > limit]
    return too_long[-1] if too_long else None


def _verdict(
    values: Sequence[float | None], used: list[int], judged: RunPhase | None, run: Run | None, *, hidden: int
) -> PatternVerdict:
    if judged is None:
        return PatternVerdict.EMPTY
    if hidden * 3 > len(used):
        return PatternVerdict.MOSTLY_HIDDEN
    if len(used) < POINTS_FOR_A_VERDICT:
        return PatternVerdict.TOO_FEW
    if len({values[index] for index in used}) == 1:
        return PatternVerdict.CONSTANT
    if judged.n_useful * 2 < len(used):
        return PatternVerdict.TIED
    if len(used) < POINTS_FOR_A_FIRM_VERDICT:
        return PatternVerdict.PRELIMINARY
    if not judged.has_signal:
        return PatternVerdict.CALM
    if run is None:
        return PatternVerdict.DRIFTING
    return PatternVerdict.HIGHER if run.side is Side.ABOVE else PatternVerdict.LOWER


def _indices(points: Sequence[Point], state: CellState) -> tuple[int, ...]:
    return tuple(index for index, point in enumerate(points) if point.state is state)
