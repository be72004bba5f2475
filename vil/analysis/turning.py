"""Which two stretches of time a change lies between: what to hold against what, when units are asked whether they follow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from vil.analysis.footprint import Change
from vil.analysis.pattern import Pattern, PatternVerdict
from vil.analysis.usable import usable_values
from vil.model.period import Grain
from vil.model.series import Series

_YEAR = {Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF: 2}
_FEWEST = 3


class TurnKind(StrEnum):
    """What lies between the two stretches."""

    RUN = "run"
    """A run that is too long for chance begins, or has ended."""
    PRACTICE = "practice"
    """Registration was changed."""
    YEAR = "year"
    """Only the calendar: the latest year's periods against the year's before them."""


@dataclass(frozen=True)
class Turn:
    """Two stretches of places in a series, `before` and `after`, both in order."""

    kind: TurnKind
    before: tuple[int, ...]
    after: tuple[int, ...]


def find_turn(series: Series, pattern: Pattern) -> Turn | None:
    """Find the change worth following among the units; None for a calm series, or with under three points on either side.

    A long run is held against what came before it in its phase (after it, where it stands first); else, where registration was
    changed, the last two phases; else, where the number moves in waves, the latest year against the one before.
    """
    turn = _by_run(pattern) or _by_practice(pattern) or _by_year(series, pattern)
    if turn is None:
        return None
    values = usable_values(series)
    sides = [tuple(place for place in side if values[place] is not None) for side in (turn.before, turn.after)]
    return replace(turn, before=sides[0], after=sides[1]) if min(map(len, sides)) >= _FEWEST else None


def _by_run(pattern: Pattern) -> Turn | None:
    run, judged = pattern.run, pattern.judged
    if run is None or judged is None:
        return None
    inside, before = tuple(range(run.start, run.end + 1)), tuple(range(judged.start, run.start))
    if pattern.centre_before is not None:
        return Turn(TurnKind.RUN, before, inside)
    return Turn(TurnKind.RUN, inside, tuple(range(run.end + 1, judged.end + 1)))


def _by_practice(pattern: Pattern) -> Turn | None:
    if not pattern.is_since_break:
        return None
    old, new = pattern.phases[-2:]
    return Turn(TurnKind.PRACTICE, tuple(range(old.start, old.end + 1)), tuple(range(new.start, new.end + 1)))


def _by_year(series: Series, pattern: Pattern) -> Turn | None:
    year = _YEAR.get(series.grain)
    if pattern.verdict is not PatternVerdict.DRIFTING or year is None or pattern.latest is None:
        return None
    after = tuple(range(pattern.latest - year + 1, pattern.latest + 1))
    before = tuple(place - year for place in after)
    return Turn(TurnKind.YEAR, before, after) if before[0] >= 0 else None


def as_relative(change: Change) -> Change | None:
    """Turn a change of an amount into per cent of what it was, so that units of all sizes can be held together; None from 0."""
    if change.before <= 0:
        return None
    return Change(change.unit, 100.0, 100.0 * change.after / change.before, 100.0 * change.error / change.before)
