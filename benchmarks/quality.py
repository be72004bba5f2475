"""How often the quality report cries wolf on calm data, how much of what is planted it finds, and what it costs.

    python benchmarks/quality.py [--sets N]

Every set is 20 units over 60 months of one kind of calm numbers. *Stands out* is per number judged, beside the share the report
itself would tell; *level* is the share of sets with any change of level found, alone or together.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from vil.analysis.levels import find_level_changes
from vil.analysis.outliers import RISK, find_outliers
from vil.analysis.scales import scale_values, without_season
from vil.model.period import Period, span

UNITS, MONTHS = 20, 60
PERIODS = span(Period.parse("2022-01"), Period.parse("2022-01").shifted(MONTHS - 1))
Lines = NDArray[np.float64]
Draw = Callable[[np.random.Generator], Lines]
SHAPE = (UNITS, MONTHS)


def follow(drawn: np.random.Generator, strength: float) -> Lines:
    """Draw numbers that follow one another (autocorrelation `strength` at one month)."""
    noise = drawn.normal(size=(UNITS, MONTHS + 20))
    for month in range(1, MONTHS + 20):
        noise[:, month] += strength * noise[:, month - 1]
    return 100 + 5 * noise[:, 20:]


SEASON = 20 * np.sin(np.arange(MONTHS) * 2 * np.pi / 12)
CALM: dict[str, Draw] = {
    "normal": lambda drawn: drawn.normal(100, 5, SHAPE),
    "counts around 100": lambda drawn: drawn.poisson(100, SHAPE).astype(float),
    "counts around 3": lambda drawn: drawn.poisson(3, SHAPE).astype(float),
    "uneven counts (overdispersed)": lambda drawn: drawn.negative_binomial(5, 0.1, SHAPE).astype(float),
    "skewed amounts (lognormal)": lambda drawn: drawn.lognormal(3, 0.4, SHAPE),
    "long tails (t, 4 degrees)": lambda drawn: 100 + 5 * drawn.standard_t(4, SHAPE),
    "with season": lambda drawn: drawn.normal(100, 5, SHAPE) + SEASON,
    "with a drift": lambda drawn: drawn.normal(100, 5, SHAPE) + np.arange(MONTHS),
    "following 0.3": lambda drawn: follow(drawn, 0.3),
    "following 0.6": lambda drawn: follow(drawn, 0.6),
}


def judge(values: Lines) -> tuple[int, int, int]:
    """Count numbers judged, numbers that stand out, and changes of level."""
    nothing = np.full_like(values, np.nan)
    scaled = without_season(scale_values(values, nothing, nothing), PERIODS)
    found = find_outliers(scaled)
    return found.judged, len(found.lines), len(find_level_changes(scaled))


def measure_alarms(sets: int) -> None:
    """Print how often calm numbers are said to stand out or to change level."""
    print(f"calm numbers, {sets} sets of {UNITS} units and {MONTHS} months; the report tells of {RISK:.4%} by chance")
    for name, draw in CALM.items():
        drawn = np.random.default_rng(7)
        judged = [judge(draw(drawn)) for _ in range(sets)]
        share = sum(one[1] for one in judged) / sum(one[0] for one in judged)
        levels = sum(one[2] > 0 for one in judged) / sets
        print(f"  {name:32} stands out {share:8.4%}   level {levels:6.1%} of sets")


def measure_finds(sets: int) -> None:
    """Print how often what is planted in otherwise calm numbers is found, by its size in standard deviations."""
    print("planted in one unit (stands out, level) or in all (level together), found in")
    for size in (2, 3, 4, 5, 6, 8):
        hits = np.zeros(3)
        drawn = np.random.default_rng(11)
        for _ in range(sets):
            spike, step, together = (drawn.normal(100, 5, SHAPE) for _ in range(3))
            spike[4, 30] += 5 * size
            step[4, 36:] += 5 * size
            together[:, 36:] += 5 * size / 4
            hits += [judge(spike)[1] > 0, judge(step)[2] > 0, judge(together)[2] > 0]
        alone = f"{size} sd: stands out {hits[0] / sets:4.0%}, level {hits[1] / sets:4.0%}"
        print(f"  {alone}; {size / 4:.2f} sd in all: {hits[2] / sets:4.0%}")


def measure_cost() -> None:
    """Print what a large cube costs: 180 series of 2,129 days, and 2,000 series of 60 months."""
    for lines, first, last in ((180, "2021-01-01", "2026-10-30"), (2_000, "2022-01", "2026-12")):
        periods = span(Period.parse(first), Period.parse(last))
        values = np.random.default_rng(3).poisson(150, (lines, len(periods))).astype(float)
        nothing = np.full_like(values, np.nan)
        start = time.perf_counter()
        scaled = without_season(scale_values(values, nothing, nothing), periods)
        find_outliers(scaled)
        find_level_changes(scaled)
        print(f"{lines} series of {len(periods)}: {time.perf_counter() - start:.2f} s")


def main() -> None:
    """Measure false alarms, finds and cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=200)
    options = parser.parse_args()
    measure_alarms(options.sets)
    measure_finds(options.sets)
    measure_cost()


if __name__ == "__main__":
    main()
