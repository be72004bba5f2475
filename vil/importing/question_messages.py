"""Every Danish sentence about what can be read in two ways."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vil.importing.wording import counted, format_number, spoken_period
from vil.model.period import Grain, Period
from vil.model.reading import Doubt, Question

_MARKS = {",": "komma", ".": "punktum"}


def two_readings(question: Question) -> Doubt:
    """Say that a column can be read in two ways, and which one is used until somebody decides."""
    ways = " eller ".join(f"{choice.label} ({choice.evidence})" for choice in question.choices)
    return Doubt("two_readings", f"{question.message} Det kan være {ways}. Indtil du vælger, er det første brugt.")


def decimal_question(column: str, cell: str) -> str:
    """Ask what the mark in a number means."""
    return f"Hvad betyder tegnet i »{cell}« i kolonnen »{column}«?"


def decimal_question_of_file(count: int, column: str) -> str:
    """Ask what the mark in the numbers of many columns means."""
    columns = counted(count, "kolonne", "kolonner")
    return f"Hvad betyder tegnet i tallene? {columns} kan læses på to måder, blandt andre »{column}«."


def decimal_label(decimal: str) -> str:
    """Name a way to read numbers."""
    other = "punktum" if decimal == "," else "komma"
    return f"{_MARKS[decimal]} foran decimaler og {other} ved tusinder"


def decimal_evidence(cells: Sequence[tuple[str, float]], *, is_grouped: bool, is_danish: bool, decimal: str) -> str:
    """Say what the numbers would be, and what speaks for it."""
    shown = ", ".join(f"»{cell}« er {format_number(value, 0 if value == int(value) else 3)}" for cell, value in cells)
    reasons = ["alle har netop tre cifre efter tegnet, som tusinder har" if is_grouped else "alle har tre decimaler"]
    if is_danish and decimal == ",":
        reasons.append("resten af filen er dansk, og danske tal skrives sådan")
    if not is_danish and decimal == ".":
        reasons.append("filen er ikke tydeligt dansk")
    return f"{shown}; {' og '.join(reasons)}"


def day_question(column: str, cell: str) -> str:
    """Ask whether the day or the month comes first."""
    return f"Hvilken dag er »{cell}« i kolonnen »{column}«?"


def day_label(day_first: bool) -> str:
    """Name a way to read dates."""
    return "dagen først" if day_first else "måneden først"


def day_evidence(cell: str, day: date | None) -> str:
    """Say which day it would be."""
    return f"»{cell}« er {spoken_period(Period(day, Grain.DAY))}" if day else ""
