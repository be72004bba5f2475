"""What is odd about a bid, said before it is sealed."""

from __future__ import annotations

from vil.formats import format_value
from vil.model.indicator import Direction, Indicator
from vil.model.round import Expectation

LATE = "Buddet blev låst, da handlingen allerede var begyndt, og tallene kan have været kendt."


def question_expectation(expectation: Expectation, indicator: Indicator) -> tuple[str, ...]:
    """Name what cannot be meant: a share outside 0 to 100, or a level on the other side than the one hoped for."""
    target, baseline, measure = expectation.target, expectation.baseline, indicator.measure
    if target is None:
        return ()
    said = format_value(target, measure)
    doubts = []
    if measure.is_percentage and not 0 <= target <= 100:
        doubts.append(f"{said} er ikke en mulig procent. Ret tallet.")
    if baseline is not None and _is_contrary(expectation.direction, target, baseline):
        way, side = ("falder", "under") if expectation.direction is Direction.DOWN else ("stiger", "over")
        before = format_value(baseline, measure)
        doubts.append(
            f"I håber, tallet {way}, men {said} ligger ikke {side} midten før, {before}. Ret tallet eller vejen."
        )
    return tuple(doubts)


def _is_contrary(direction: Direction, target: float, baseline: float) -> bool:
    return (direction is Direction.DOWN and target >= baseline) or (direction is Direction.UP and target <= baseline)
