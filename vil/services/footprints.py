"""The data's own footprint of what a team wonders about: do the units move together, and does it happen elsewhere too?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from vil.analysis.footprint import Change, Elsewhere, Togetherness, find_change, find_elsewhere, find_togetherness
from vil.analysis.hallmarks import Fit, find_fit
from vil.analysis.turning import Turn, TurnKind, as_relative, find_turn
from vil.model.card import Beside
from vil.model.indicator import Measure
from vil.model.period import Period
from vil.model.round import Explanation
from vil.model.series import Series, Unit, UnitLevel, View
from vil.services.exploring import Sight, as_history, look
from vil.services.revising import read_all_units

_ALONE = Beside()


@dataclass(frozen=True)
class Footprint:
    """What the units did when the number turned. `turn` is None where there is no change to follow, and so nothing else.

    `spans` are the first and last period before and after. `changes` are those of the lowest units that have figures on both
    sides, in per cent of what they were where `is_relative`; `own` is that of the unit looked at, `names` those it consists of.
    """

    sight: Sight
    turn: Turn | None
    spans: tuple[tuple[Period, Period], tuple[Period, Period]] | None = None
    changes: tuple[Change, ...] = ()
    own: Change | None = None
    names: frozenset[str] = frozenset()
    is_relative: bool = False
    together: Togetherness | None = None
    elsewhere: Elsewhere | None = None

    @property
    def crosses_practice(self) -> bool:
        """Whether registration was changed between the two stretches."""
        return self.turn is not None and self.turn.kind is TurnKind.PRACTICE


@lru_cache(maxsize=128)
def find_footprint(datasets: Path, view: View, beside: Beside = _ALONE) -> Footprint:
    """Follow the change that is seen in a view among the lowest units; raises NotFound when the view cannot be shown.

    Units move together or not: those the unit looked at consists of, or all where it stands alone. Elsewhere are all the others.
    """
    sight = look(datasets, as_history(view), beside)
    turn = find_turn(sight.series, sight.pattern)
    if turn is None:
        return Footprint(sight, None)
    lines = read_all_units(datasets, sight.view, beside)
    is_relative = sight.series.indicator.is_amount
    changes = {line.unit.name: change for line in lines if (change := _follow(line, turn, is_relative=is_relative))}
    names = frozenset(_list_inside(sight.series.unit, [line.unit for line in lines]))
    inside = [change for name, change in changes.items() if name in names]
    outside = [change for name, change in changes.items() if name not in names]
    own = _follow(sight.series, turn, is_relative=is_relative)
    return Footprint(
        sight,
        turn,
        spans=_name_spans(sight.series, turn),
        changes=tuple(changes.values()),
        own=own,
        names=names,
        is_relative=is_relative,
        together=find_togetherness(inside if len(names) > 1 else list(changes.values())),
        elsewhere=find_elsewhere(own, outside) if own and outside else None,
    )


def fit_explanation(found: Footprint, explanation: Explanation) -> Fit | None:
    """Tell whether what an explanation would leave is seen; None until somebody has said what that is."""
    return find_fit(explanation.hallmark, found.together, found.elsewhere) if explanation.hallmark else None


def follow_since(datasets: Path, sight: Sight, day: date) -> tuple[Elsewhere | None, Measure | None]:
    """Hold the change since a day against that of the units outside the one looked at; the measure is None for per cent."""
    indicator, points = sight.series.indicator, sight.series.points
    before = tuple(place for place, point in enumerate(points) if point.period.end < day)
    after = tuple(place for place, point in enumerate(points) if point.period.start >= day)
    turn = Turn(TurnKind.RUN, before, after)
    lines = read_all_units(datasets, sight.view, sight.beside)
    inside = set(_list_inside(sight.series.unit, [line.unit for line in lines]))
    followed = [_follow(line, turn, is_relative=indicator.is_amount) for line in lines if line.unit.name not in inside]
    others = [change for change in followed if change is not None]
    own = _follow(sight.series, turn, is_relative=indicator.is_amount)
    measure = None if indicator.is_amount else indicator.measure
    return (find_elsewhere(own, others) if own and others else None), measure


def _follow(series: Series, turn: Turn, *, is_relative: bool) -> Change | None:
    change = find_change(series, turn.before, turn.after)
    return as_relative(change) if change and is_relative else change


def _list_inside(unit: Unit, lowest: Iterable[Unit]) -> Iterable[str]:
    """List the lowest units that a unit consists of: itself, its children, or everything."""
    for other in lowest:
        if unit.level is UnitLevel.WHOLE or unit.name in (other.name, other.parent):
            yield other.name


def _name_spans(series: Series, turn: Turn) -> tuple[tuple[Period, Period], tuple[Period, Period]]:
    (old, before), (new, after) = (
        (series.points[side[0]].period, series.points[side[-1]].period) for side in (turn.before, turn.after)
    )
    return (old, before), (new, after)
