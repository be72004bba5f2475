"""Quotes, pictures and observations in words: what kind, when, from whom, about whom."""

from __future__ import annotations

from collections.abc import Sequence

from vil.formats import format_date
from vil.model.evidence import Evidence, EvidenceKind

KINDS = {
    EvidenceKind.QUOTE: "citat",
    EvidenceKind.PICTURE: "billede",
    EvidenceKind.OBSERVATION: "iagttagelse",
}
_LONGEST = 56


def say_when(evidence: Evidence) -> str:
    """Say the day, or the days it lasted; an end before the beginning is left out."""
    if evidence.ends_on is None or evidence.ends_on <= evidence.starts_on:
        return format_date(evidence.starts_on)
    return f"{format_date(evidence.starts_on)} til {format_date(evidence.ends_on)}"


def say_origin(evidence: Evidence) -> str:
    """Say what it is, when, from whom and about whom: Citat, 3. maj 2026, en kontaktperson (Nord).

    What stands beside an own count is about what is counted, and names no unit.
    """
    parts = (KINDS[evidence.kind].capitalize(), say_when(evidence), evidence.source.strip())
    told = ", ".join(part for part in parts if part)
    return told if evidence.series_id else f"{told} ({evidence.unit or 'alle enheder'})"


def say_title(evidence: Evidence) -> str:
    """Say it in one line: the words, what it is and when."""
    return f"{say_content(evidence)} ({KINDS[evidence.kind]}, {say_when(evidence)})".strip()


def say_content(evidence: Evidence) -> str:
    """Say what is in it in one line: the words, or what is seen."""
    text = " ".join((evidence.text or evidence.alt).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def describe_marks(evidence: Sequence[Evidence]) -> str:
    """Describe the marks on a timeline, numbered as they are there, for those who do not see them."""
    if not evidence:
        return ""
    said = "; ".join(f"{place}: {say_origin(one)}" for place, one in enumerate(evidence, 1))
    return f"Mærker på tidslinjen: {said}."
