"""When can we tell at the earliest? In words a leader can plan by."""

from __future__ import annotations

from vil.analysis import Pattern
from vil.analysis.foresight import Foresight
from vil.analysis.pattern import POINTS_FOR_A_VERDICT
from vil.formats import count_periods, format_date, format_difference, format_period
from vil.model.round import Expectation
from vil.model.series import Series
from vil.narration.names import raise_first

OFTEN = "i 8 af 10 tilfælde"
CALMER = "Vælg et tegn, der kan mærkes før, og hold øje med begge dele."


def describe_foresight(found: Foresight, series: Series, pattern: Pattern, expectation: Expectation) -> tuple[str, ...]:
    """Say when a hoped-for change can be seen at the earliest, and whether that is before the day that was set."""
    if found.points < POINTS_FOR_A_VERDICT:
        return ("Der er for få målinger fra før til at sige, hvornår en ændring kan ses. Der skal mindst 10 til.",)
    if found.is_rise is None:
        return ()
    told = _say_change(found, series, expectation) if found.change else _say_smallest(found, series, expectation)
    return (*told, *_say_waits(found, series), *_say_habits(pattern)) if told else ()


def _say_change(found: Foresight, series: Series, expectation: Expectation) -> tuple[str, ...]:
    if round(found.change or 0.0, series.indicator.measure.decimals) == 0:
        return ("Buddet ligger på midten fra før, så der er ikke en ændring at se efter.",)
    size = format_difference(found.change or 0.0, series.indicator.measure)
    named = f"{_name(found)} på {size}"
    if found.periods is None or found.seen_in is None:
        years = count_periods(36, series.grain)
        return (
            f"Med jeres udsving kan {named} ikke ses på {years}.",
            *_say_by_then(found, series, expectation),
            CALMER,
        )
    after = count_periods(found.periods, series.grain)
    told = (
        f"Med jeres udsving kan {named} tidligst ses efter cirka {after}. "
        f"{raise_first(OFTEN)} er det med tallet for {format_period(found.seen_in)}."
    )
    if not found.comes_too_late:
        return (told,)
    day = format_date(expectation.by) if expectation.by else ""
    return (told, f"Det er senere end {day}, som I har sat.", *_say_by_then(found, series, expectation))


def _say_by_then(found: Foresight, series: Series, expectation: Expectation) -> tuple[str, ...]:
    if found.until is None or expectation.by is None:
        return _say_after_a_while(found, series)
    if found.smallest is None:
        return (f"Inden {format_date(expectation.by)} kommer der for få nye tal til at se en ændring.",)
    size = format_difference(found.smallest, series.indicator.measure)
    return (f"Inden {format_date(expectation.by)} kan tallene vise {_name(found)} på mindst {size}.",)


def _say_smallest(found: Foresight, series: Series, expectation: Expectation) -> tuple[str, ...]:
    told = _say_by_then(found, series, expectation)
    return (*told, f"Det gælder {OFTEN}.") if told and found.smallest is not None else told


def _say_after_a_while(found: Foresight, series: Series) -> tuple[str, ...]:
    if found.smallest is None:
        return ()
    size, while_ = (
        format_difference(found.smallest, series.indicator.measure),
        count_periods(found.within, series.grain),
    )
    return (f"Efter {while_} kan tallene med jeres udsving vise {_name(found)} på mindst {size}.",)


def _name(found: Foresight) -> str:
    return "en stigning" if found.is_rise else "et fald"


def _say_waits(found: Foresight, series: Series) -> tuple[str, ...]:
    if not found.waits:
        return ()
    return (f"De nyeste tal bliver rettet, så læg {count_periods(found.waits, series.grain)} til, før de ligger fast.",)


def _say_habits(pattern: Pattern) -> tuple[str, ...]:
    if not pattern.has_season:
        return ()
    return ("Tallet følger årets gang, så det kan tage længere.",)
