"""Assurance: can a process as it runs now be relied on to meet its target?"""

from __future__ import annotations

from enum import StrEnum

from vil.analysis.control import ControlChart
from vil.model.indicator import Direction


class Assurance(StrEnum):
    """What the natural limits say about a target."""

    RELIABLY_MET = "reliably_met"
    RELIABLY_MISSED = "reliably_missed"
    BY_CHANCE = "by_chance"


def find_assurance(chart: ControlChart, *, target: float | None, direction: Direction) -> Assurance | None:
    """Say whether the latest natural limits lie wholly on one side of a target; None without direction, target or limits.

    A limit exactly on the target is on the good side. Source: NHS England, Making Data Count.
    """
    limits = [
        (low, high) for low, high in zip(chart.lower, chart.upper, strict=True) if low is not None and high is not None
    ]
    if target is None or direction is Direction.NEITHER or not limits:
        return None
    low, high = limits[-1]
    if direction is Direction.DOWN:
        low, high, target = -high, -low, -target
    if low >= target:
        return Assurance.RELIABLY_MET
    return Assurance.RELIABLY_MISSED if high < target else Assurance.BY_CHANCE
