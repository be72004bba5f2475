"""What judging costs, and how often it cries wolf: `python benchmarks/judging.py`.

Judges 10,000 series of 120 points at once, beside one at a time, and simulates the share of pure noise that shows a sign by the
rules at 12, 24, 36 and 60 points, beside the published shares.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from vil.analysis import run_chart, xmr_chart
from vil.analysis.many import find_seasons, judge_many
from vil.model.period import Period

SERIES, POINTS, ALONE = 10_000, 120, 500
PUBLISHED = {12: (1.2, 5.9), 24: (2.9, 11.1), 36: (4.1, 15.4), 60: (4.0, 22.0)}
NOISE = 40_000


def timed(work: Callable[[], object]) -> float:
    """Time one piece of work, in seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Print both tables."""
    chance = np.random.default_rng(2026)
    table = chance.normal(50, 5, (SERIES, POINTS))
    table[chance.random(table.shape) < 0.03] = np.nan
    periods = [Period.parse("2016-01").shifted(step) for step in range(POINTS)]
    judged, seasons = timed(lambda: judge_many(table)), timed(lambda: find_seasons(periods, table))
    rows = [[None if np.isnan(value) else float(value) for value in row] for row in table[:ALONE]]
    alone = timed(lambda: [(run_chart(row), xmr_chart(row)) for row in rows]) * SERIES / ALONE
    print(f"{SERIES} series of {POINTS} points, judged by the run chart and the natural limits: {judged:.2f} s")
    print(f"and looked over for season: {seasons:.2f} s")
    print(f"one at a time (reckoned from {ALONE}): {alone:.1f} s, {alone / judged:.0f} times as long")
    print("\n| points | run chart | published | run chart or 3 sigma | published |\n|---|---|---|---|---|")
    for points, (rules, either) in PUBLISHED.items():
        found = judge_many(chance.normal(50, 5, (NOISE, points)))
        any_sign = found.has_signal | found.outside.any(axis=1)
        print(f"| {points} | {found.has_signal.mean():.1%} | {rules} % | {any_sign.mean():.1%} | {either} % |")


if __name__ == "__main__":
    main()
