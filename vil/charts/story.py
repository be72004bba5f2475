"""What one chart shows, decided before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vil.analysis import (
    Pattern,
    PatternVerdict,
    Run,
    TargetLevel,
    find_outcome,
    find_target_levels,
    list_targets,
)
from vil.analysis.quartiles import find_middle_half
from vil.analysis.runs import RunPhase
from vil.analysis.usable import usable_values
from vil.charts.axes import PeriodTick, ValueAxis, find_period_ticks, find_value_axis
from vil.charts.ours import NOTHING, Ours, list_guessed
from vil.model.period import Period, span
from vil.model.recipe import Event
from vil.model.round import Expectation
from vil.model.series import MiddleHalf, Series

POINTS_FOR_A_CENTRE = 10
LINES_AT_MOST = 8
_ROOM_FOR_OTHERS = 1.6


@dataclass(frozen=True)
class Story:
    """Everything the layers need. Places on the horizontal axis are days from `origin`, the first day of the first period.

    `centre` is the line to draw (None when there are too few points), `centre_from` the place it begins at, and
    `is_frozen` whether it is the middle from before an action; `phase_centres` are the phases with a middle of
    their own, where registration was changed; `run` is the run that is lit up; `end` is the last place on
    the axis, later than the last point when an expectation reaches further.
    """

    series: Series
    pattern: Pattern
    compared: tuple[Series, ...]
    expectation: Expectation | None
    starts_on: date | None
    origin: date
    end: int
    step: float
    axis: ValueAxis
    ticks: tuple[PeriodTick, ...]
    centre: float | None
    centre_from: float | None
    is_frozen: bool
    run: Run | None
    events: tuple[Event, ...]
    is_clipped: bool
    targets: tuple[TargetLevel, ...] = ()
    phase_centres: tuple[RunPhase, ...] = ()
    ours: Ours = NOTHING
    half: MiddleHalf | None = None

    def place(self, day: date) -> int:
        """Find a day's place on the horizontal axis."""
        return (day - self.origin).days

    def place_of(self, index: int) -> int:
        """Find a point's place on the horizontal axis."""
        return self.place(self.series.points[index].period.start)

    @property
    def ends_with_latest(self) -> bool:
        """Whether the latest whole point is the last place on the axis, so that its figure can stand beside it."""
        return self.pattern.latest is not None and self.place_of(self.pattern.latest) == self.end

    @property
    def margin(self) -> float:
        """Room before the first and after the last place, in days."""
        share = 0.06 if len(self.series.points) <= 12 else 0.02
        return max(min(self.step / 2, self.end * share), 0.5)


def find_story(
    series: Series,
    pattern: Pattern,
    compared: Sequence[Series],
    expectation: Expectation | None,
    starts_on: date | None,
    ours: Ours = NOTHING,
    half: MiddleHalf | None = None,
) -> Story:
    """Decide what a chart shows; the series must have at least one point.

    Of more than eight lines to hold it against only the middle half is shown: `half`, where it is known already.
    """
    if len(compared) > LINES_AT_MOST:
        half = find_middle_half(compared, series)
    origin = series.points[0].period.start
    last = _reach(series, expectation, starts_on)
    end = (last.start - origin).days
    centre, first, run = _find_centre(series, pattern, expectation, starts_on)
    targets = _find_targets(series, last, expectation, starts_on)
    guessed = [point.value for point in list_guessed(series, ours.guess)]
    hoped = (expectation.target if expectation else None, *(level.target.value for level in targets))
    others = [line.values for line in compared] if half is None else [half.low, half.high]
    values, is_clipped = _find_values(series, others, (centre, *hoped, *guessed))
    return Story(
        series,
        pattern,
        tuple(compared),
        expectation,
        starts_on,
        origin,
        end,
        (last.end - last.start).days + 1,
        find_value_axis(values, is_percentage=series.indicator.measure.is_percentage),
        find_period_ticks(span(series.points[0].period, last), origin),
        centre,
        None if first is None else (series.points[first].period.start - origin).days,
        starts_on is not None,
        run,
        _find_events(series, origin, last.end),
        is_clipped,
        targets,
        _find_phase_centres(series, pattern) if starts_on is None and centre is not None else (),
        ours,
        half,
    )


def _find_phase_centres(series: Series, pattern: Pattern) -> tuple[RunPhase, ...]:
    """Choose the phases of registration whose middle is drawn: none where there is but one, and of none with under ten points."""
    if not pattern.is_since_break:
        return ()
    values = usable_values(series)
    return tuple(
        phase
        for phase in pattern.phases
        if sum(value is not None for value in values[phase.start : phase.end + 1]) >= POINTS_FOR_A_CENTRE
    )


def _find_targets(
    series: Series, last: Period, expectation: Expectation | None, starts_on: date | None
) -> tuple[TargetLevel, ...]:
    """Find the targets to draw: none beside what a team expects of its own action."""
    if starts_on is not None or (expectation is not None and expectation.target is not None):
        return ()
    return find_target_levels(list_targets(series), series.points[0].period.start, last.end)


def _reach(series: Series, expectation: Expectation | None, starts_on: date | None) -> Period:
    last = series.points[-1].period
    if expectation is None or expectation.target is None:
        return last
    latest = last.start + timedelta(days=1500)
    if expectation.by is not None:
        return max(last, Period.containing(min(expectation.by, latest), last.grain))
    begin = Period.containing(min(starts_on or last.start, latest), last.grain)
    return max(last, begin.shifted(max(2, len(series.points) // 8)))


def _find_centre(
    series: Series, pattern: Pattern, expectation: Expectation | None, starts_on: date | None
) -> tuple[float | None, int | None, Run | None]:
    if starts_on is None:
        is_drawn = pattern.points >= POINTS_FOR_A_CENTRE and pattern.verdict is not PatternVerdict.MOSTLY_HIDDEN
        return (pattern.centre if is_drawn else None), None, pattern.run
    outcome = find_outcome(series, starts_on=starts_on, expectation=expectation or Expectation())
    return outcome.baseline, outcome.first_before, outcome.run


def _find_values(
    series: Series, lines: Sequence[Sequence[float | None]], further: Sequence[float | None]
) -> tuple[list[float], bool]:
    own = [value for value in (*series.values, *further) if value is not None]
    others = [value for line in lines for value in line if value is not None]
    if not series.indicator.is_amount or not own:
        return own + others, False
    ceiling = max(own) * _ROOM_FOR_OTHERS
    return own + [value for value in others if value <= ceiling], any(value > ceiling for value in others)


def _find_events(series: Series, first: date, last: date) -> tuple[Event, ...]:
    about = [
        event
        for event in series.events
        if first <= event.start <= last
        and event.indicator in (None, series.indicator.id)
        and event.unit in (None, series.unit.name)
    ]
    return tuple(sorted(about, key=lambda event: event.start))
