"""Small pieces of the Danish sentences of the reading."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from vil.model.period import Grain, Period

GRAINS = {
    Grain.DAY: "dage",
    Grain.WEEK: "uger",
    Grain.MONTH: "måneder",
    Grain.QUARTER: "kvartaler",
    Grain.HALF: "halvår",
    Grain.YEAR: "år",
    Grain.SCHOOLYEAR: "skoleår",
}
ONE_GRAIN = {
    Grain.DAY: "en dato",
    Grain.WEEK: "en uge",
    Grain.MONTH: "en måned",
    Grain.QUARTER: "et kvartal",
    Grain.HALF: "et halvår",
    Grain.YEAR: "et år",
    Grain.SCHOOLYEAR: "et skoleår",
}


def format_number(value: float, decimals: int = 0) -> str:
    """Write a number the Danish way; Babel is fetched only when there is something to say."""
    from vil.formats import format_number as formatted

    return formatted(value, decimals)


def counted(count: int, one: str, many: str) -> str:
    """Write how many there are: 1 række, 2 rækker."""
    return f"{format_number(count)} {one if count == 1 else many}"


def spoken_period(period: Period) -> str:
    """Write a period as it is read aloud."""
    from vil.formats import format_period

    return format_period(period)


def spoken_rows(rows: Sequence[int], count: int, most: int = 6) -> str:
    """List rows of the file: "række 14 og 27"; `count` is how many there are in all. Row numbers have no points in them."""
    shown = [str(row) for row in rows[:most]]
    if count > len(shown):
        return f"række {', '.join(shown)} og {format_number(count - len(shown))} til"
    return f"række {' og '.join(filter(None, (', '.join(shown[:-1]), shown[-1])))}"


def listed(texts: Sequence[str], most: int = 5) -> str:
    """List texts in quotation marks, the first few of many."""
    shown = ", ".join(f"»{text}«" for text in texts[:most])
    return shown + (f" og {format_number(len(texts) - most)} til" if len(texts) > most else "")


def nearest(name: str, known: Sequence[str]) -> str:
    """Offer the likeliest meant, or the choices."""
    found = difflib.get_close_matches(name, known, 1, 0.6)
    return f" Mente du »{found[0]}«?" if found else f" Vælg en af {listed(list(known), 8)}."
