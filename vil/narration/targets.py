"""Hold the latest figure against the target that holds for it, in words that blame nobody."""

from __future__ import annotations

from vil.analysis import Pattern, PatternVerdict, find_target, list_targets
from vil.analysis.assurance import Assurance, find_assurance
from vil.analysis.natural import find_natural_limits
from vil.formats import find_shown_gap, format_date, format_difference, format_value
from vil.model.card import Target
from vil.model.indicator import Direction, Indicator
from vil.model.series import Series
from vil.narration.provisional import name_latest

_BOUNDS = {Direction.UP: "mindst ", Direction.DOWN: "højst ", Direction.NEITHER: ""}


def say_target(series: Series, pattern: Pattern) -> tuple[str, ...]:
    """Say how far the latest figure lies from the target of its period; empty where there is none."""
    if pattern.latest is None:
        return ()
    latest = series.points[pattern.latest]
    target = find_target(list_targets(series), latest.period.end)
    if target is None or latest.value is None:
        return ()
    measure = series.indicator.measure
    gap = find_shown_gap(latest.value, target.value, measure)
    where = "lige på" if gap == 0 else _say_gap(gap, series.indicator)
    told = f"Måltallet er {write_target(target, series.indicator)}, og {name_latest(pattern)} ligger {where}."
    return told, *_say_assurance(series, pattern, target)


_RELIED = {
    Assurance.RELIABLY_MET: "Bliver tallet ved med at svinge, som det plejer, når det måltallet hver gang.",
    Assurance.RELIABLY_MISSED: "Bliver tallet ved med at svinge, som det plejer, når det ikke måltallet.",
    Assurance.BY_CHANCE: "Udsvinget når ud på begge sider af måltallet. Nogle gange når tallet det, andre gange ikke.",
}


def _say_assurance(series: Series, pattern: Pattern, target: Target) -> tuple[str, ...]:
    """Say whether the target can be relied on; only of a calm number without a season, whose limits hold."""
    if pattern.verdict is not PatternVerdict.CALM or pattern.has_season:
        return ()
    limits = find_natural_limits(series)
    found = find_assurance(limits.chart, target=target.value / limits.scale, direction=series.indicator.direction)
    return (_RELIED[found],) if found else ()


def write_target(target: Target, indicator: Indicator) -> str:
    """Write a target with the way it is meant: højst 4,5 %.

    >>> from datetime import date
    >>> write_target(Target(90.0, date(2026, 1, 1)), Indicator("a", "A", direction=Direction.UP))
    'mindst 90'
    """
    return f"{_BOUNDS[indicator.direction]}{format_value(target.value, indicator.measure)}"


def write_target_time(target: Target) -> str:
    """Write when a target holds, with a last day where it has one: fra 1. januar 2026."""
    until = f" til {format_date(target.ends_on)}" if target.ends_on else ""
    return f"fra {format_date(target.starts_on)}{until}"


def _say_gap(gap: float, indicator: Indicator) -> str:
    return f"{format_difference(gap, indicator.measure)} {'over' if gap > 0 else 'under'}"
