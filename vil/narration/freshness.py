"""Say how fresh numbers are, and which should have come; nobody is blamed."""

from __future__ import annotations

from vil.analysis import Freshness
from vil.formats import count_periods, format_date, format_period
from vil.model.card import Frequency
from vil.model.period import Grain
from vil.narration.names import raise_first

_EVERY = {
    Grain.DAY: ("hver dag", "dagens"),
    Grain.WEEK: ("hver uge", "ugens"),
    Grain.MONTH: ("hver måned", "månedens"),
    Grain.QUARTER: ("hvert kvartal", "kvartalets"),
    Grain.HALF: ("hvert halvår", "halvårets"),
    Grain.YEAR: ("hvert år", "årets"),
    Grain.SCHOOLYEAR: ("hvert skoleår", "skoleårets"),
}
_WEEKDAYS = ("mandagen", "tirsdagen", "onsdagen", "torsdagen", "fredagen", "lørdagen", "søndagen")
_DAYS_OF_ANY_MONTH = 28
INFERRED = "Det er regnet ud fra, hvornår tallene plejer at komme."


def say_late(freshness: Freshness) -> str:
    """Say in one line what should be here and is not; empty unless it is late.

    >>> from datetime import date
    >>> from vil.model.period import Period
    >>> late = Freshness(Period.parse("2026-09"), Period.parse("2026-10"), date(2026, 11, 10), 1, True)
    >>> say_late(late)
    'Vi burde have oktober 2026.'
    """
    if not freshness.is_late:
        return ""
    due = format_period(freshness.due)
    return f"Vi burde have {due}." if freshness.missing == 1 else f"Vi burde have tal til og med {due}."


def say_freshness(freshness: Freshness, *, is_inferred: bool = False) -> str:
    """Say whether what should be here is here, and when the next numbers are expected."""
    expected, latest = format_date(freshness.expected_on), format_period(freshness.latest)
    following = format_period(freshness.latest.shifted(1))
    if freshness.is_late:
        waited = "Tallene" if freshness.missing == 1 else f"Der mangler {_count(freshness)}. De første"
        said = f"{say_late(freshness)} {waited} var ventet {expected}."
    elif freshness.missing:
        said = f"Tallene for {following} er på vej: de var ventet {expected}."
    else:
        said = f"Tallene er nye: {latest} er med. {raise_first(following)} ventes {expected}."
    return f"{said} {INFERRED}" if is_inferred else said


def say_frequency(frequency: Frequency) -> str:
    """Say how often numbers come, and how long after.

    >>> say_frequency(Frequency(Grain.MONTH, 10))
    'Kommer den 10. i måneden efter.'
    """
    grain, lag = frequency.grain, frequency.lag_days
    every, ends = _EVERY[grain]
    if lag == 0:
        return "Kommer samme dag." if grain is Grain.DAY else f"Kommer {every} på {ends} sidste dag."
    if grain is Grain.MONTH and lag <= _DAYS_OF_ANY_MONTH:
        return f"Kommer den {lag}. i måneden efter."
    if grain is Grain.WEEK and lag <= len(_WEEKDAYS):
        return f"Kommer hver uge, {_WEEKDAYS[lag - 1]} efter."
    after = "dagen efter" if lag == 1 else f"{count_periods(lag, Grain.DAY)} efter {ends} slutning"
    return f"Kommer {every}, {after}."


def _count(freshness: Freshness) -> str:
    return count_periods(freshness.missing, freshness.due.grain)
