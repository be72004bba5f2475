"""Changing cards: who may save what, what is kept of the text that had to give way, and what is out of sight."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from vil.errors import CardNotFound, CourseNotFound, GoalNotFound, RoundNotFound
from vil.model.claim import Claim
from vil.model.plain import to_plain
from vil.model.round import Place
from vil.model.series import View
from vil.records.card_tables import ApprovalRow, EventRow, IndicatorCardRow, TargetRow
from vil.records.direction_tables import (
    ActionCardRow,
    DirectionCard,
    GoalAnswerRow,
    GoalDismissalRow,
    GoalIndicatorRow,
    GoalPart,
    GoalRow,
    RoundGoalRow,
    TreeAnswerRow,
)
from vil.records.landscape_tables import LandscapeLineRow, LandscapeNodeRow
from vil.records.programme_tables import (
    ActionReviewRow,
    CoursePart,
    CourseRow,
    PlanReviewRow,
    PlanRow,
    RoundCourseRow,
    WorkshopRow,
)
from vil.records.rhythm_tables import OwnEvidenceRow, OwnSeriesRow
from vil.records.tables import (
    ActionRow,
    AssumptionsRow,
    Card,
    EvidenceRow,
    ExplanationRow,
    FollowUpRow,
    GuessPointRow,
    GuessRow,
    InterpretationRow,
    RoundCard,
    RoundRow,
    WonderRow,
)


class Kind(StrEnum):
    """The kinds of card that can be named from outside."""

    ROUND = "round"
    ASSUMPTIONS = "assumptions"
    WONDER = "wonder"
    INTERPRETATION = "interpretation"
    EVIDENCE = "evidence"
    EXPLANATION = "explanation"
    ACTION = "action"
    FOLLOW_UP = "follow_up"
    GUESS = "guess"
    GUESS_POINT = "guess_point"
    INDICATOR_CARD = "indicator_card"
    TARGET = "target"
    CARD_EVENT = "card_event"
    APPROVAL = "approval"
    OWN_SERIES = "own_series"
    OWN_EVIDENCE = "own_evidence"
    GOAL = "goal"
    GOAL_ANSWER = "goal_answer"
    GOAL_INDICATOR = "goal_indicator"
    GOAL_DISMISSAL = "goal_dismissal"
    TREE_ANSWER = "tree_answer"
    ROUND_GOAL = "round_goal"
    ACTION_CARD = "action_card"
    LANDSCAPE_NODE = "landscape_node"
    LANDSCAPE_LINE = "landscape_line"
    COURSE = "course"
    WORKSHOP = "workshop"
    PLAN = "plan"
    PLAN_REVIEW = "plan_review"
    ACTION_REVIEW = "action_review"
    ROUND_COURSE = "round_course"


class Event(StrEnum):
    """What a trace tells of."""

    CHANGED = "changed"
    REMOVED = "removed"
    RESTORED = "restored"
    REFUSED = "refused"


ROWS: Mapping[Kind, type[Card]] = {
    Kind.ROUND: RoundRow,
    Kind.ASSUMPTIONS: AssumptionsRow,
    Kind.WONDER: WonderRow,
    Kind.INTERPRETATION: InterpretationRow,
    Kind.EVIDENCE: EvidenceRow,
    Kind.EXPLANATION: ExplanationRow,
    Kind.ACTION: ActionRow,
    Kind.FOLLOW_UP: FollowUpRow,
    Kind.GUESS: GuessRow,
    Kind.GUESS_POINT: GuessPointRow,
    Kind.INDICATOR_CARD: IndicatorCardRow,
    Kind.TARGET: TargetRow,
    Kind.CARD_EVENT: EventRow,
    Kind.APPROVAL: ApprovalRow,
    Kind.OWN_SERIES: OwnSeriesRow,
    Kind.OWN_EVIDENCE: OwnEvidenceRow,
    Kind.GOAL: GoalRow,
    Kind.GOAL_ANSWER: GoalAnswerRow,
    Kind.GOAL_INDICATOR: GoalIndicatorRow,
    Kind.GOAL_DISMISSAL: GoalDismissalRow,
    Kind.TREE_ANSWER: TreeAnswerRow,
    Kind.ROUND_GOAL: RoundGoalRow,
    Kind.ACTION_CARD: ActionCardRow,
    Kind.LANDSCAPE_NODE: LandscapeNodeRow,
    Kind.LANDSCAPE_LINE: LandscapeLineRow,
    Kind.COURSE: CourseRow,
    Kind.WORKSHOP: WorkshopRow,
    Kind.PLAN: PlanRow,
    Kind.PLAN_REVIEW: PlanReviewRow,
    Kind.ACTION_REVIEW: ActionReviewRow,
    Kind.ROUND_COURSE: RoundCourseRow,
}
_KINDS = {row: kind for kind, row in ROWS.items()}
_MISSING: Mapping[type[Card], type[RoundNotFound | GoalNotFound | CourseNotFound | CardNotFound]] = {
    RoundRow: RoundNotFound,
    GoalRow: GoalNotFound,
    CourseRow: CourseNotFound,
}

C = TypeVar("C", bound=Card)


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else changed first: the text that stands, and the one that was kept out."""

    field: str
    theirs: str
    yours: str


def open_card(writer: Session, row_type: type[C], card_id: str) -> C:
    """Find a card to write on, removed or not, and hold what it belongs to until the session ends.

    Raises RoundNotFound, GoalNotFound or CardNotFound when there never was such a card.
    """
    root_id = writer.scalar(select(row_type.root_id).where(row_type.id == card_id))
    if root_id is None:
        raise _MISSING.get(row_type, CardNotFound)(card_id)
    _hold(writer, row_type, root_id)
    return writer.scalars(select(row_type).where(row_type.id == card_id)).one()


def _hold(writer: Session, row_type: type[Card], root_id: str) -> None:
    root_type = find_root(row_type)
    found = writer.scalars(select(root_type).where(root_type.id == root_id).with_for_update()).one()
    if isinstance(found, RoundRow | GoalRow):
        found.changed_at = datetime.now(UTC)


def find_root(row_type: type[Card]) -> type[Card]:
    """Find the kind of card that a kind hangs on: itself where it hangs on none."""
    if issubclass(row_type, RoundCard):
        return RoundRow
    if issubclass(row_type, OwnEvidenceRow):
        return OwnSeriesRow
    if issubclass(row_type, GoalPart):
        return GoalRow
    if issubclass(row_type, CoursePart):
        return CourseRow
    return row_type if issubclass(row_type, DirectionCard | OwnSeriesRow | CourseRow) else IndicatorCardRow


def change_card(writer: Session, card: Card, *, seen: int, fields: Mapping[str, object]) -> tuple[Conflict, ...]:
    """Save the fields that nobody has changed since the writer last saw version `seen`, each with its trace.

    A field somebody else did change keeps their text; ours goes to the trace and is told as a conflict. A field that
    holds the very same already is left alone. On a removed card every text is kept in the trace only.
    """
    conflicts, changed = [], []
    for field, value in fields.items():
        before, value = getattr(card, field), clean(value)
        if before == value:
            continue
        if card.is_removed or card.changed_in.get(field, 0) > seen:
            leave_trace(writer, card, Event.REFUSED, field, value)
            conflicts.append(Conflict(field, as_text(before), as_text(value)))
            continue
        leave_trace(writer, card, Event.CHANGED, field, before)
        setattr(card, field, value)
        changed.append(field)
    if changed:
        card.version += 1
        card.changed_in = {**card.changed_in, **dict.fromkeys(changed, card.version)}
    return tuple(conflicts)


def hide_card(writer: Session, card: Card) -> None:
    """Take a card out of sight, and so whatever hangs on it; nothing is deleted."""
    if not card.is_removed:
        leave_trace(writer, card, Event.REMOVED, "", "")
        card.is_removed = True


def bring_back_card(writer: Session, card: Card) -> None:
    """Bring a removed card back, with whatever hangs on it."""
    if card.is_removed:
        leave_trace(writer, card, Event.RESTORED, "", "")
        card.is_removed = False


def leave_trace(writer: Session, card: Card, event: Event, field: str, before: object) -> None:
    """Write down what is about to be lost from a card, at the version it had."""
    trace = card.make_trace()
    trace.kind, trace.card_id, trace.version = _KINDS[type(card)], card.id, card.version
    trace.event, trace.field, trace.before = event, field, as_text(before)
    trace.at = datetime.now(UTC)
    writer.add(trace)


def clean(value: object) -> object:
    """Take out of a text the two things no database can hold: NUL, and halves of characters."""
    if type(value) is not str:
        return value
    return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def as_text(value: object) -> str:
    """Write a field's value so that a person and a program can read it back; nothing is the empty text."""
    if value is None:
        return ""
    if isinstance(value, View | Claim | Place):
        return json.dumps(to_plain(value), ensure_ascii=False)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
