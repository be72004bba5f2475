"""Quotes, pictures and observations: dated data on the same timeline as the numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Unpack

from sqlalchemy import select

from vil.model.evidence import Evidence, EvidenceKind
from vil.model.round import Round, Wonder
from vil.privacy import mask
from vil.records import Store, reading
from vil.records.editing import change_card, open_card
from vil.records.rhythm_tables import OwnEvidenceRow, OwnSeriesRow
from vil.records.tables import EvidenceRow, WonderRow
from vil.services.fields import EvidenceFields
from vil.services.pictures import keep_picture
from vil.services.rounds import list_rounds
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


def add_own_evidence(
    store: Store, series_id: str, dataset: str, kind: EvidenceKind, *, day: date, text: str = "", source: str = ""
) -> Evidence:
    """Add a quote, a picture or an observation beside what a team counts; `dataset` is what the count is published as."""
    with store.writing() as writer:
        open_card(writer, OwnSeriesRow, series_id)
        row = OwnEvidenceRow(series_id=series_id, dataset=dataset, kind=kind, text=text, source=source, starts_on=day)
        return reading.as_own_evidence(add_card(writer, row))


def list_own_evidence(store: Store, series_id: str) -> tuple[Evidence, ...]:
    """List what was written beside an own count, in the order it came."""
    query = select(OwnEvidenceRow).where(OwnEvidenceRow.series_id == series_id, ~OwnEvidenceRow.is_removed)
    with store.reading() as reader:
        return tuple(reading.as_own_evidence(row) for row in reader.scalars(query.order_by(OwnEvidenceRow.seq)))


def list_at_count(store: Store, series_id: str, dataset: str) -> tuple[Evidence, ...]:
    """List what belongs on the timeline of an own count, oldest first: what stands beside it, and what rounds wrote at it."""
    found = {one.id: one for one in list_own_evidence(store, series_id)}
    for thread in list_rounds(store):
        pinned = {wonder.id for wonder in thread.wonders if wonder.view.dataset == dataset}
        found |= {one.id: one for one in thread.evidence if one.wonder_id in pinned and one.id not in found}
    return tuple(sorted((one for one in found.values() if one.is_written), key=lambda one: one.starts_on))


def save_evidence(store: Store, one: Evidence, *, version: int, **fields: Unpack[EvidenceFields]) -> Evidence:
    """Save what is written of a quote, a picture or an observation; one beside an own count has no unit to save."""
    if one.series_id:
        return save_card(
            store, OwnEvidenceRow, one.id, version, fields, lambda _writer, row: reading.as_own_evidence(row)
        )
    return save_card(store, EvidenceRow, one.id, version, fields, lambda _writer, row: reading.as_evidence(row))


def attach_picture(store: Store, folder: Path, one: Evidence, content: bytes) -> str:
    """Keep a picture for an observation, and name its file; the one before stays in the trace. Raises PictureRefused."""
    name = keep_picture(folder, content)
    with store.writing() as writer:
        row = open_card(writer, OwnEvidenceRow if one.series_id else EvidenceRow, one.id)
        change_card(writer, row, seen=row.version, fields={"picture": name})
    return name


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
