"""Quotes, pictures and observations: dated data on the same timeline as the numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Unpack

from vil.model.evidence import Evidence, EvidenceKind
from vil.model.round import Round, Wonder
from vil.privacy import mask
from vil.records import Store, reading
from vil.records.editing import change_card, open_card
from vil.records.tables import EvidenceRow, WonderRow
from vil.services.fields import EvidenceFields
from vil.services.pictures import keep_picture
from vil.services.saving import add_card, save_card


def add_evidence(
    store: Store, wonder_id: str, kind: EvidenceKind, *, day: date, text: str = "", source: str = ""
) -> Evidence:
    """Add a quote, a picture or an observation beside a wonder; it is about the wonder's unit until something else is said."""
    with store.writing() as writer:
        wonder = open_card(writer, WonderRow, wonder_id)
        row = EvidenceRow(round_id=wonder.round_id, wonder_id=wonder_id, kind=kind, text=text, source=source)
        row.starts_on, row.unit = day, wonder.view.unit
        return reading.as_evidence(add_card(writer, row))


def save_evidence(store: Store, evidence_id: str, *, version: int, **fields: Unpack[EvidenceFields]) -> Evidence:
    """Save what is written of a quote, a picture or an observation."""
    return save_card(store, EvidenceRow, evidence_id, version, fields, lambda _writer, row: reading.as_evidence(row))


def attach_picture(store: Store, folder: Path, evidence_id: str, content: bytes) -> Evidence:
    """Keep a picture and let it belong to an observation; the one before it stays in the trace. Raises PictureRefused."""
    name = keep_picture(folder, content)
    with store.writing() as writer:
        row = open_card(writer, EvidenceRow, evidence_id)
        change_card(writer, row, seen=row.version, fields={"picture": name})
        return reading.as_evidence(row)


def list_beside(thread: Round, wonder: Wonder) -> tuple[Evidence, ...]:
    """List what belongs on the timeline of a wonder, oldest first: its own, and the round's of its unit or of all."""
    unit = wonder.view.unit
    found = [
        one for one in thread.evidence if one.is_written and (one.wonder_id == wonder.id or one.unit in (None, unit))
    ]
    return tuple(sorted(found, key=lambda one: one.starts_on))


def names_a_person(evidence: Evidence) -> bool:
    """Tell whether a CPR number stands in what was written."""
    return any(mask(text) != text for text in (evidence.text, evidence.source, evidence.alt))
