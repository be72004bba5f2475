"""The signs that stand for a missing value."""

from __future__ import annotations

MARKERS = frozenset(
    [
        *"…-–—:.*MmxX",
        "..",
        "...",
        "NA",
        "N/A",
        "n/a",
        "na",
        "#N/A",
        "NaN",
        "nan",
        "null",
        "NULL",
        "None",
        "(null)",
        "i.o.",
        "u.o.",
        *(f"<{gap}{most}" for most in range(2, 21) for gap in ("", " ")),
    ]
)
"""Also "<5": a number too small to be told."""
ERRORS = frozenset(
    ["#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#I/T", "#REFERENCE!", "#VÆRDI!", "#NAVN?"]
)
MISSING = MARKERS | ERRORS
"""Known in every file; a file or its reader may name more."""


def is_missing(text: str, known: frozenset[str] = MISSING) -> bool:
    """Tell whether a cell says that its value is missing."""
    return text in known
