"""Draw the counts behind practice cases: many courses of one kind at once, or the one course of a case.

Every month, unit and group has persons (denominator) of whom some are counted (numerator, binomial). A truth changes the chance
of being counted, or how many persons the groups have; nothing else. What is changed is measured in standard deviations of
the month-to-month chance of the line that is shown, so that a difficulty means the same for every truth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vil.model.practice import Difficulty, Truth

MONTHS, UNITS, GROUPS = 48, 6, 2
OWN = 0
YEAR = 12
STRENGTHS = {Difficulty.EASY: 2.6, Difficulty.MEDIUM: 1.8, Difficulty.HARD: 1.2}
"""How far what is put in lies above chance, in standard deviations of the line that is shown."""
PERSONS = {Difficulty.EASY: 400, Difficulty.MEDIUM: 300, Difficulty.HARD: 220}
"""Persons in a unit in a month; small units have a twentieth of it."""
_SMALL = 20
_SHARES = np.array([0.6, 0.4])
_RATES = np.array([0.5, 1.75])
"""The groups' chances as times that of the unit: with their shares they weigh out to one."""
_LATEST_START, _EARLIEST_START = 14, 20

Numbers = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Course:
    """Counts of courses made alike: `numerator` and `denominator` by course × unit × group × month.

    `begins` is the month a new level begins in (index), `direction` +1 or -1, `unit` the one that carries it in ONE_UNIT.
    `shows_whole` says that the line shown is all units together, else that of the unit OWN.
    """

    truth: Truth
    numerator: Numbers
    denominator: Numbers
    begins: int
    direction: int
    unit: int
    shows_whole: bool

    @property
    def shown(self) -> tuple[Numbers, Numbers]:
        """The counts of the line that is shown, course × month."""
        if self.shows_whole:
            return self.numerator.sum(axis=(1, 2)), self.denominator.sum(axis=(1, 2))
        return self.numerator[:, OWN].sum(axis=1), self.denominator[:, OWN].sum(axis=1)

    @property
    def by_unit(self) -> tuple[Numbers, Numbers]:
        """The counts of every unit, course × unit × month."""
        return self.numerator.sum(axis=2), self.denominator.sum(axis=2)


def simulate(truth: Truth, difficulty: Difficulty, seed: int, *, courses: int = 1) -> Course:
    """Draw courses of one kind; with the same seed they share everything but chance, and the first is the case's own."""
    plan = np.random.default_rng([seed, list(Truth).index(truth), list(Difficulty).index(difficulty)])
    level, direction = plan.uniform(0.15, 0.3), int(plan.choice([-1, 1]))
    begins = MONTHS - int(plan.integers(_LATEST_START, _EARLIEST_START + 1))
    unit, phase = int(plan.integers(1, UNITS)), int(plan.integers(YEAR))
    shows_whole = truth in {Truth.ONE_UNIT, Truth.EVERYONE} or (truth is Truth.NOISE and bool(plan.random() < 0.4))
    sizes = _draw_sizes(plan, truth, difficulty)
    step = STRENGTHS[difficulty] * direction * _spread(level, sizes, shows_whole=shows_whole)
    chances = _make_chances(truth, level, step, begins, unit, phase)
    shares = _make_shares(truth, level, step, begins)
    denominator = np.rint(sizes[:, None, None] * shares[None] * plan.uniform(0.94, 1.06, (UNITS, 1, MONTHS)))
    denominator = np.maximum(denominator, 1.0)
    counted = _draw_counts(denominator, chances, seed, courses)
    everyone = np.broadcast_to(denominator, counted.shape)
    return Course(truth, counted, everyone, begins, direction, unit, shows_whole)


def _draw_counts(denominator: Numbers, chances: Numbers, seed: int, courses: int) -> Numbers:
    draw = np.random.default_rng([seed, 2])
    size = (courses, *denominator.shape)
    return draw.binomial(denominator.astype(np.int64), chances, size=size).astype(np.float64)


def _draw_sizes(plan: np.random.Generator, truth: Truth, difficulty: Difficulty) -> Numbers:
    sizes = PERSONS[difficulty] * plan.uniform(0.8, 1.25, UNITS)
    if truth is Truth.SMALL_NUMBERS:
        sizes[OWN] = PERSONS[difficulty] / _SMALL
    return sizes


def _spread(level: float, sizes: Numbers, *, shows_whole: bool) -> float:
    """Find the standard deviation of the shown line from month to month, when only chance is at work."""
    persons = sizes.sum() if shows_whole else sizes[OWN]
    return float(np.sqrt(level * (1 - level) / persons))


def _make_chances(truth: Truth, level: float, step: float, begins: int, unit: int, phase: int) -> Numbers:
    """Find the chance of being counted by unit × group × month."""
    months = np.arange(MONTHS)
    added = np.zeros((UNITS, MONTHS))
    after = (months >= begins) * step
    match truth:
        case Truth.SHIFT:
            added[OWN] = after
        case Truth.REGISTRATION | Truth.EVERYONE:
            added[:] = after
        case Truth.ONE_UNIT:
            added[unit] = after * UNITS
        case Truth.SEASON:
            added[:] = step * np.cos(2 * np.pi * (months - phase) / YEAR)
    chances = (level + added)[:, None, :] * _RATES[None, :, None]
    clipped: Numbers = np.clip(chances, 0.005, 0.95)
    return clipped


def _make_shares(truth: Truth, level: float, step: float, begins: int) -> Numbers:
    """Find the share of a unit's persons that each group has, group × month."""
    shares = np.repeat(_SHARES[:, None], MONTHS, axis=1)
    if truth is Truth.MIX:
        moved = np.clip(step / (level * (_RATES[1] - _RATES[0])), -0.35, 0.35)
        shares[0, begins:] -= moved
        shares[1, begins:] += moved
    return shares
