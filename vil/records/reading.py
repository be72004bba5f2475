"""From rows to the model's frozen dataclasses; removed cards, and what hangs on them, are left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from vil.model.evidence import Evidence
from vil.model.guess import Guess, GuessPoint
from vil.model.round import Action, Assumptions, Expectation, Explanation, FollowUp, Interpretation, Round, Wonder
from vil.records.rhythm_tables import OwnEvidenceRow
from vil.records.tables import (
    ActionRow,
    AssumptionsRow,
    EvidenceRow,
    ExplanationRow,
    FollowUpRow,
    GuessPointRow,
    GuessRow,
    InterpretationRow,
    RoundCard,
    RoundRow,
    TraceRow,
    WonderRow,
)

C = TypeVar("C", bound=RoundCard)
P = TypeVar("P", Interpretation, Wonder, Evidence, Explanation, Action, FollowUp, Guess, GuessPoint)


@dataclass(frozen=True)
class Trace:
    """One thing that was changed, removed, brought back or refused (`event`); `before` is the text that gave way."""

    kind: str
    card_id: str
    event: str
    field: str
    before: str
    version: int
    at: datetime


def load_rounds(reader: Session, round_id: str | None = None) -> tuple[Round, ...]:
    """Load every round that is not removed, newest first, or the one asked for; one query for each table."""
    rounds = _rows(reader, RoundRow, round_id)[::-1]
    if not rounds:
        return ()
    assumptions = {row.round_id: as_assumptions(row) for row in _rows(reader, AssumptionsRow, round_id)}
    readings = _group((as_interpretation(row) for row in _rows(reader, InterpretationRow, round_id)), "wonder_id")
    wonders = [as_wonder(row, readings.get(row.id, ())) for row in _rows(reader, WonderRow, round_id)]
    evidence = _hanging([as_evidence(row) for row in _rows(reader, EvidenceRow, round_id)], wonders)
    evidence += _read_own_evidence(reader, wonders)
    explanations = _hanging([as_explanation(row) for row in _rows(reader, ExplanationRow, round_id)], wonders)
    actions = _hanging([as_action(row) for row in _rows(reader, ActionRow, round_id)], explanations)
    follow_ups = _hanging([as_follow_up(row) for row in _rows(reader, FollowUpRow, round_id)], actions)
    guessed = _group((as_guess_point(row) for row in _rows(reader, GuessPointRow, round_id)), "guess_id")
    guesses_of = _group(
        (as_guess(row, guessed.get(row.id, ())) for row in _rows(reader, GuessRow, round_id)), "round_id"
    )
    explanations.sort(key=lambda explanation: explanation.position)
    wonders_of, explanations_of = _group(wonders, "round_id"), _group(explanations, "round_id")
    evidence_of = _group(evidence, "round_id")
    actions_of, follow_ups_of = _group(actions, "round_id"), _group(follow_ups, "round_id")
    return tuple(
        as_round(
            row,
            assumptions.get(row.id, Assumptions()),
            wonders_of.get(row.id, ()),
            explanations_of.get(row.id, ()),
            actions_of.get(row.id, ()),
            follow_ups_of.get(row.id, ()),
            evidence_of.get(row.id, ()),
            guesses_of.get(row.id, ()),
        )
        for row in rounds
    )


def load_trace(reader: Session, round_id: str) -> tuple[Trace, ...]:
    """Load what was changed, removed, brought back and refused in a round, oldest first."""
    rows = reader.scalars(select(TraceRow).where(TraceRow.round_id == round_id).order_by(TraceRow.seq))
    return tuple(Trace(row.kind, row.card_id, row.event, row.field, row.before, row.version, row.at) for row in rows)


def load_interpretations(reader: Session, wonder_id: str) -> tuple[Interpretation, ...]:
    """Load the readings of a wonder in the order they were made."""
    query = select(InterpretationRow).where(InterpretationRow.wonder_id == wonder_id, ~InterpretationRow.is_removed)
    return tuple(as_interpretation(row) for row in reader.scalars(query.order_by(InterpretationRow.seq)))


def as_round(
    row: RoundRow,
    assumptions: Assumptions,
    wonders: tuple[Wonder, ...],
    explanations: tuple[Explanation, ...],
    actions: tuple[Action, ...],
    follow_ups: tuple[FollowUp, ...],
    evidence: tuple[Evidence, ...],
    guesses: tuple[Guess, ...],
) -> Round:
    """Put a round together from its row and its parts."""
    return Round(
        row.id,
        row.title,
        row.team,
        row.view,
        row.created_at,
        row.changed_at,
        row.version,
        assumptions,
        wonders,
        explanations,
        actions,
        follow_ups,
        evidence,
        guesses,
    )


def as_assumptions(row: AssumptionsRow) -> Assumptions:
    """Read what the team believed."""
    return Assumptions(row.citizens, row.staff, row.leaders, row.expectation, row.missing_knowledge, row.version)


def as_wonder(row: WonderRow, interpretations: tuple[Interpretation, ...]) -> Wonder:
    """Read a wonder; its readings come beside it."""
    return Wonder(
        row.id,
        row.round_id,
        row.view,
        row.headline,
        row.sentence,
        row.text,
        row.compared_with,
        row.is_good_enough,
        row.pinned_at,
        row.version,
        interpretations,
        row.place,
    )


def as_guess(row: GuessRow, points: tuple[GuessPoint, ...]) -> Guess:
    """Read a guess; its periods come beside it, in whatever order."""
    ordered = tuple(sorted(points, key=lambda point: point.period))
    return Guess(
        row.id, row.round_id, row.view, row.author, row.guessed_at, row.shown_at, row.swing, row.version, ordered
    )


def as_guess_point(row: GuessPointRow) -> GuessPoint:
    """Read one period of a guess."""
    return GuessPoint(row.id, row.guess_id, row.period, row.value, row.actual, row.version)


def as_interpretation(row: InterpretationRow) -> Interpretation:
    """Read one reading of a wonder."""
    return Interpretation(row.id, row.wonder_id, row.text, row.version, row.claim)


def as_evidence(row: EvidenceRow) -> Evidence:
    """Read a quote, a picture or an observation."""
    return Evidence(
        row.id,
        row.round_id,
        row.wonder_id,
        row.kind,
        row.text,
        row.source,
        row.starts_on,
        row.ends_on,
        row.unit,
        row.picture,
        row.alt,
        row.version,
    )


def as_own_evidence(
    row: OwnEvidenceRow, *, round_id: str = "", wonder_id: str = "", unit: str | None = None
) -> Evidence:
    """Read a quote, a picture or an observation beside an own count, as a round meets it where it works with the count."""
    return Evidence(
        row.id,
        round_id,
        wonder_id,
        row.kind,
        row.text,
        row.source,
        row.starts_on,
        row.ends_on,
        unit,
        row.picture,
        row.alt,
        row.version,
        row.series_id,
    )


def _read_own_evidence(reader: Session, wonders: Sequence[Wonder]) -> list[Evidence]:
    """Read what stands beside the own counts that rounds wonder at, once in each round."""
    first = {(one.round_id, one.view.dataset): one for one in reversed(wonders)}
    datasets = {dataset for _, dataset in first}
    query = select(OwnEvidenceRow).where(OwnEvidenceRow.dataset.in_(datasets), ~OwnEvidenceRow.is_removed)
    rows = reader.scalars(query.order_by(OwnEvidenceRow.seq)).all() if datasets else []
    return [
        as_own_evidence(row, round_id=wonder.round_id, wonder_id=wonder.id, unit=wonder.view.unit)
        for row in rows
        for (_, dataset), wonder in first.items()
        if dataset == row.dataset
    ]


def as_explanation(row: ExplanationRow) -> Explanation:
    """Read a card of the grid."""
    return Explanation(
        row.id,
        row.round_id,
        row.wonder_id,
        row.text,
        row.influence,
        row.reach,
        row.position,
        row.version,
        row.hallmark,
    )


def as_action(row: ActionRow) -> Action:
    """Read an action with its expectation."""
    return Action(
        row.id,
        row.round_id,
        row.explanation_id,
        row.text,
        row.owner,
        row.due,
        row.next_step,
        row.when,
        row.then,
        row.obstacle,
        row.reminder,
        row.starts_on,
        Expectation(row.direction, row.target, row.by, row.baseline, row.sealed_on, row.for_whom),
        row.version,
        row.easy,
        row.visible,
        row.together,
    )


def as_follow_up(row: FollowUpRow) -> FollowUp:
    """Read one reading of new numbers."""
    return FollowUp(
        row.id,
        row.round_id,
        row.action_id,
        row.data_version,
        row.verdict,
        row.sentence,
        row.note,
        row.who_must_know,
        row.next_meeting,
        row.read_at,
        row.version,
    )


def _rows(reader: Session, row_type: type[C], round_id: str | None) -> Sequence[C]:
    """Read rows as plain tuples under the cards' own names: reading many needs no objects that can be changed."""
    query = select(*_columns(row_type)).where(~row_type.is_removed).order_by(row_type.seq)
    rows = reader.execute(query if round_id is None else query.where(row_type.round_id == round_id)).all()
    return cast("Sequence[C]", rows)


@cache
def _columns(row_type: type[RoundCard]) -> tuple[InstrumentedAttribute[Any], ...]:
    left_out = {"seq", "changed_in", "is_removed"}
    names = [column.key for column in inspect(row_type).column_attrs if column.key not in left_out]
    return tuple(getattr(row_type, name) for name in names)


def _group(parts: Iterable[P], by: str) -> dict[str, tuple[P, ...]]:
    groups: dict[str, list[P]] = {}
    for part in parts:
        groups.setdefault(getattr(part, by), []).append(part)
    return {key: tuple(group) for key, group in groups.items()}


_PARENTS = {Evidence: "wonder_id", Explanation: "wonder_id", Action: "explanation_id", FollowUp: "action_id"}


def _hanging(parts: list[P], on: Iterable[Wonder | Explanation | Action]) -> list[P]:
    in_sight = {parent.id for parent in on}
    return [part for part in parts if getattr(part, _PARENTS[type(part)]) in in_sight]
