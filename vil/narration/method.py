"""How a number was judged, and how often such a judgement is wrong: on request, in plain words."""

from __future__ import annotations

from vil.analysis import Pattern, PatternVerdict
from vil.analysis.chance import find_false_alarm_rate
from vil.analysis.natural import ChartKind, find_natural_limits
from vil.analysis.pattern import POINTS_FOR_A_VERDICT
from vil.formats import format_number, format_period, format_value
from vil.model.series import Series

WAITING = f"Der skal mindst {POINTS_FOR_A_VERDICT} målinger til, før kurven kan dømmes."
RULE = (
    "Seriediagrammet ser efter to ting: lange rækker på den samme side af midten, og at tallet sjældent skifter side."
)
ONLY_WHEN_CALM = "Grænser for det enkelte punkt bruges kun, når kurven svinger, som den plejer."
OFTENER = "Når tallene følges ad eller følger årets gang, sker det oftere."
TIED = "For mange målinger ligger på midten selv, så seriediagrammet kan ikke bruges."
_UNJUDGED = frozenset(
    {PatternVerdict.EMPTY, PatternVerdict.TOO_FEW, PatternVerdict.MOSTLY_HIDDEN, PatternVerdict.CONSTANT}
)
_KINDS = {
    ChartKind.XMR: "De er regnet for enkeltmålinger (XmR), for tallet har ikke en optalt tæller og nævner.",
    ChartKind.P: (
        "De er regnet som i et p-diagram, for tallet er en andel af et kendt antal. "
        "Det svinger ikke mere, end antallet alene giver."
    ),
    ChartKind.P_PRIME: (
        "De er regnet som i et p′-diagram, for tallet er en andel af et kendt antal. "
        "Det svinger mere, end antallet alene giver."
    ),
    ChartKind.U: (
        "De er regnet som i et u-diagram, for tallet er et antal i forhold til en kendt størrelse. "
        "Det svinger ikke mere, end størrelsen alene giver."
    ),
    ChartKind.U_PRIME: (
        "De er regnet som i et u′-diagram, for tallet er et antal i forhold til en kendt størrelse. "
        "Det svinger mere, end størrelsen alene giver."
    ),
}


def describe_method(series: Series, pattern: Pattern) -> tuple[str, ...]:
    """Say by which rules a series was judged, with its figures, its limits and why, and how often chance looks the same."""
    if pattern.verdict in _UNJUDGED:
        return (WAITING,) if pattern.verdict in {PatternVerdict.EMPTY, PatternVerdict.TOO_FEW} else ()
    rule = (TIED,) if pattern.verdict is PatternVerdict.TIED else (RULE, *_say_runs(pattern))
    limits = _say_limits(series, pattern) if pattern.verdict is PatternVerdict.CALM else (ONLY_WHEN_CALM,)
    return (*rule, *limits, *_say_chance(pattern))


def _say_runs(pattern: Pattern) -> tuple[str, ...]:
    judged = pattern.judged
    if judged is None or judged.longest_run is None or judged.crossings is None:
        return ()
    return (
        f"Den længste række er {judged.longest_run} målinger, og op til {judged.longest_run_limit} kan være tilfældigt.",
        f"Tallet skifter side {_times(judged.crossings)}, og ned til {_times(judged.crossings_limit or 0)} kan være tilfældigt.",
    )


def _say_limits(series: Series, pattern: Pattern) -> tuple[str, ...]:
    found = find_natural_limits(series)
    pairs = [
        (place, low, high)
        for place, (low, high) in enumerate(zip(found.chart.lower, found.chart.upper, strict=True))
        if low is not None and high is not None and place <= (pattern.latest or 0)
    ]
    if not pairs:
        return ()
    place, low, high = pairs[-1]
    measure = series.indicator.measure
    start = format_number(_floor(low * found.scale, series), measure.decimals)
    told = f"De naturlige grænser går fra {start} til {format_value(high * found.scale, measure)} i {_when(series, place)}."
    return (told, _KINDS[found.kind])


def _floor(low: float, series: Series) -> float:
    """Hold a limit of a number that never goes below zero at zero."""
    known = [value for value in series.values if value is not None]
    return max(low, 0.0) if known and min(known) >= 0 else low


def _when(series: Series, place: int) -> str:
    return format_period(series.points[place].period)


def _say_chance(pattern: Pattern) -> tuple[str, ...]:
    rate = find_false_alarm_rate(pattern.points)
    if not rate:
        return ()
    often = format_number(max(1, round(100 * rate)))
    told = f"Ved ren tilfældighed viser omkring {often} af 100 så lange kurver et tegn."
    return (told, OFTENER) if pattern.is_following or pattern.has_season else (told,)


def _times(count: int) -> str:
    return "1 gang" if count == 1 else f"{count} gange"
