"""What a report holds beside the charts: what the numbers say of each reading, and what was seen and heard."""

from __future__ import annotations

from pathlib import Path

from vil.model.card import Beside
from vil.model.claim import Claim
from vil.model.evidence import Evidence, EvidenceKind
from vil.model.round import Round
from vil.narration.evidence import say_origin
from vil.privacy import mask
from vil.report import ClaimNote, Figure, ReportTexts, Voice
from vil.services.claims import check_again
from vil.services.evidence import list_beside
from vil.services.pictures import load_picture


def try_claims(datasets: Path, thread: Round, texts: ReportTexts, beside: Beside) -> dict[str, ClaimNote]:
    """Hold each claim against the newest numbers; one whose number is gone is told of. By reading."""
    readings = (reading for wonder in thread.wonders for reading in wonder.interpretations)
    return {reading.id: _try_one(datasets, reading.claim, texts, beside) for reading in readings if reading.claim}


def _try_one(datasets: Path, claim: Claim, texts: ReportTexts, beside: Beside) -> ClaimNote:
    checked = check_again(datasets, claim, beside)
    if checked is None:
        return ClaimNote(texts.claim["gone"], "", "")
    tried = texts.claim["tried"].format(reason=checked.reason, version=checked.tried_on)
    return ClaimNote(checked.answer, checked.sentence, tried, checked.change)


def gather_voices(pictures: Path, thread: Round) -> dict[str, tuple[Voice, ...]]:
    """Gather what stands on the timeline of each wonder, numbered as it is there; CPR numbers are hidden."""
    return {
        wonder.id: tuple(_as_voice(pictures, number, one) for number, one in enumerate(list_beside(thread, wonder), 1))
        for wonder in thread.wonders
    }


def _as_voice(pictures: Path, number: int, one: Evidence) -> Voice:
    text = mask(one.text.strip())
    words = f"»{text}«" if text and one.kind is EvidenceKind.QUOTE else text
    picture = load_picture(pictures, one.picture)
    figure = Figure(one.id, picture, "", mask(one.alt)) if picture else None
    return Voice(number, words, mask(say_origin(one)), figure)
