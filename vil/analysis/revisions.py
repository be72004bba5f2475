"""What a number becomes after it was first published, learnt from earlier versions."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from vil.model.revision import AgeGrowth

PAIRS_TO_LEARN_FROM = 3
"""So many periods must have been seen at an age and one version later, before anything is said of that age."""
CHANGE_THAT_MATTERS = 0.01
History = Sequence[tuple[int, float]]
"""One period: its age in each version that has it, and its number there, oldest version first."""


def find_step(histories: Iterable[History]) -> int:
    """Find how many periods usually lie between two versions; 1 when that is not known."""
    steps = Counter(later - earlier for history in histories for (earlier, _), (later, _) in pairwise(history))
    positive = {step: count for step, count in steps.items() if step > 0}
    return max(positive, key=lambda step: (positive[step], -step), default=1)


def learn_growth(histories: Sequence[History], *, step: int) -> tuple[AgeGrowth, ...]:
    """Learn what is still to come at each age: the product of the median changes from one version to the next.

    Each step needs three periods or more that have been seen at both ends; the chain of an age ends where there are fewer. An
    age whose first step is not known is left out. This is the chain ladder of claims reserving with medians for means.

    Source: Mack 1993.
    """
    known = [[(age, value) for age, value in history if value > 0] for history in histories]
    steps = _find_steps(known, step)
    ratios = _find_ratios(known)
    return tuple(
        AgeGrowth(age, _chain(steps, age, step), min(ratios[age]), max(ratios[age]), len(ratios[age]))
        for age in sorted(steps)
    )


def _find_steps(histories: Sequence[History], step: int) -> dict[int, float]:
    seen: dict[int, list[float]] = {}
    for history in histories:
        for (age, value), (later, then) in pairwise(history):
            if later - age == step:
                seen.setdefault(age, []).append(then / value)
    return {age: statistics.median(found) for age, found in seen.items() if len(found) >= PAIRS_TO_LEARN_FROM}


def _find_ratios(histories: Sequence[History]) -> dict[int, list[float]]:
    ratios: dict[int, list[float]] = {}
    for history in histories:
        for age, value in history[:-1]:
            ratios.setdefault(age, []).append(history[-1][1] / value)
    return ratios


def _chain(steps: Mapping[int, float], age: int, step: int) -> float:
    growth = 1.0
    while age in steps:
        growth, age = growth * steps[age], age + step
    return growth


def find_provisional_ages(ages: Sequence[AgeGrowth]) -> tuple[AgeGrowth, ...]:
    """Choose the ages, from the newest on without a break, whose numbers are expected to change by more than one per cent."""
    found = []
    for expected, growth in enumerate(ages):
        if growth.age != expected or abs(growth.growth - 1) <= CHANGE_THAT_MATTERS:
            break
        found.append(growth)
    return tuple(found)
