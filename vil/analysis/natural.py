"""The natural limits of a series, by the chart its kind calls for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from vil.analysis.control import ControlChart, p_chart, u_chart, xmr_chart
from vil.analysis.gamma import gamma_share
from vil.analysis.phases import find_phase_starts
from vil.analysis.runs import phase_bounds
from vil.analysis.usable import usable_values
from vil.model.indicator import Aggregation
from vil.model.series import Series

_COUNTED = frozenset({Aggregation.RATE, Aggregation.SHARE})
_RISK = 0.05


class ChartKind(StrEnum):
    """Which control chart the limits come from, and so why."""

    XMR = "xmr"
    """Single measurements: nothing tells what was counted, or how many it was counted among."""
    P = "p"
    """A share of a known number, varying no more than counting alone gives."""
    P_PRIME = "p_prime"
    """A share of a known number, varying more than counting alone gives."""
    U = "u"
    """A count per known exposure, varying no more than counting alone gives."""
    U_PRIME = "u_prime"
    """A count per known exposure, varying more than counting alone gives."""


@dataclass(frozen=True)
class NaturalLimits:
    """A control chart on the scale the series is shown on, and its kind."""

    kind: ChartKind
    chart: ControlChart
    scale: float = 1.0


def find_natural_limits(series: Series, *, screened: bool = True) -> NaturalLimits:
    """Choose and draw the control chart of a series; missing, hidden, partial and provisional points count nowhere.

    A rate or share whose numerator and denominator are whole numbers at every point gets a p chart where it is shown as a
    percentage and never exceeds the whole, else a u chart; both in Laney's form (p′, u′) where the values vary more than counting
    gives (dispersion test, p < 0.05). Everything else is single measurements. `chart` is on the scale of the ratio: times
    `scale` it is what is shown. A change of registration begins a new phase with its own limits.

    Source: Provost & Murray 2011 for the choice; Laney 2002.
    """
    values = usable_values(series)
    parts = _find_parts(series, values)
    phases = find_phase_starts(series)
    if parts is None:
        return NaturalLimits(ChartKind.XMR, xmr_chart(values, phases=phases, screened=screened))
    numerator, denominator = parts
    is_share = _is_share(series, numerator, denominator)
    draw = p_chart if is_share else u_chart
    varies = _varies_more(numerator, denominator, phases, is_share=is_share)
    chart = draw(numerator, denominator, phases=phases, laney=varies, screened=screened)
    plain, wider = (ChartKind.P, ChartKind.P_PRIME) if is_share else (ChartKind.U, ChartKind.U_PRIME)
    return NaturalLimits(wider if varies else plain, chart, series.indicator.scale)


def _find_parts(
    series: Series, values: Sequence[float | None]
) -> tuple[tuple[float | None, ...], tuple[float | None, ...]] | None:
    if series.indicator.aggregation not in _COUNTED:
        return None
    used = [point if value is not None else None for point, value in zip(series.points, values, strict=True)]
    if not all(_is_counted(point.numerator) and _is_counted(point.denominator) for point in used if point):
        return None
    numerator = tuple(point.numerator if point else None for point in used)
    return numerator, tuple(point.denominator if point else None for point in used)


def _is_counted(part: float | None) -> bool:
    return part is not None and part >= 0 and part == math.floor(part)


def _is_share(series: Series, numerator: Sequence[float | None], denominator: Sequence[float | None]) -> bool:
    shown = series.indicator.measure.is_percentage or series.indicator.scale == 100
    return shown and all((top or 0) <= (bottom or 0) for top, bottom in zip(numerator, denominator, strict=True))


def _varies_more(
    numerator: Sequence[float | None], denominator: Sequence[float | None], phases: Sequence[int], *, is_share: bool
) -> bool:
    """Test whether values vary more than counting gives: Σ z² against a chi-square with one degree less per phase than points."""
    squares, degrees = 0.0, 0
    for start, end in phase_bounds(len(numerator), phases):
        found = _find_spread(numerator[start : end + 1], denominator[start : end + 1], is_share=is_share)
        squares, degrees = squares + found[0], degrees + found[1]
    return degrees > 0 and 1 - gamma_share(degrees / 2, squares / 2) < _RISK


def _find_spread(
    numerator: Sequence[float | None], denominator: Sequence[float | None], *, is_share: bool
) -> tuple[float, int]:
    pairs = [(top, low) for top, low in zip(numerator, denominator, strict=True) if top is not None and low]
    centre = math.fsum(top for top, _ in pairs) / math.fsum(low for _, low in pairs) if pairs else 0.0
    variance = centre * (1 - centre) if is_share else centre
    if len(pairs) < 2 or variance <= 0:
        return 0.0, 0
    return math.fsum((top / low - centre) ** 2 / (variance / low) for top, low in pairs), len(pairs) - 1
