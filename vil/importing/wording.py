"""Small pieces of the Danish sentences of the reading."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from vil.model.period import Grain

GRAINS = {
    Grain.DAY: "dage",
    Grain.WEEK: "uger",
    Grain.MONTH: "måneder",
    Grain.QUARTER: "kvartaler",
    Grain.HALF: "halvår",
    Grain.YEAR: "år",
    Grain.SCHOOLYEAR: "skoleår",
}


def format_number(value: float, decimals: int = 0) -> str:
    """Write a number the Danish way; Babel is fetched only when there is something to say."""
    from vil.formats import format_number as formatted

    return formatted(value, decimals)


def listed(texts: Sequence[str], most: int = 5) -> str:
    """List texts in quotation marks, the first few of many."""
    shown = ", ".join(f"»{text}«" for text in texts[:most])
    return shown + (f" og {format_number(len(texts) - most)} til" if len(texts) > most else "")


def nearest(name: str, known: Sequence[str]) -> str:
    """Offer the likeliest meant, or the choices."""
    found = difflib.get_close_matches(name, known, 1, 0.6)
    return f" Mente du »{found[0]}«?" if found else f" Vælg en af {listed(list(known), 8)}."
