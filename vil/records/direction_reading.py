"""From the rows of direction to the model's frozen dataclasses; what is removed is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from vil.model.action_card import ActionCard
from vil.model.goal import Goal, GoalAnswer, GoalIndicator, TreeAnswer
from vil.records.direction_tables import (
    ActionCardRow,
    DirectionTraceRow,
    GoalAnswerRow,
    GoalDismissalRow,
    GoalIndicatorRow,
    GoalPart,
    GoalRow,
    RoundGoalRow,
    TreeAnswerRow,
)
from vil.records.reading import Trace
from vil.records.tables import RoundRow

P = TypeVar("P", bound=GoalPart)


def load_goals(reader: Session, goal_id: str | None = None) -> tuple[Goal, ...]:
    """Load every goal that is not removed, newest first, or the one asked for; one query for each table."""
    query = select(GoalRow).where(~GoalRow.is_removed).order_by(GoalRow.seq.desc())
    rows = list(reader.scalars(query if goal_id is None else query.where(GoalRow.id == goal_id)))
    if not rows:
        return ()
    answers, numbers = _parts(reader, GoalAnswerRow, goal_id), _parts(reader, GoalIndicatorRow, goal_id)
    dismissed, tree = _parts(reader, GoalDismissalRow, goal_id), _parts(reader, TreeAnswerRow, goal_id)
    return tuple(
        as_goal(
            row,
            [part for part in answers if part.goal_id == row.id],
            [part for part in numbers if part.goal_id == row.id],
            [part for part in dismissed if part.goal_id == row.id],
            [part for part in tree if part.goal_id == row.id],
        )
        for row in rows
    )


def load_action_cards(reader: Session, card_id: str | None = None) -> tuple[ActionCard, ...]:
    """Load every action card that is not removed, in the order they were drawn, or the one asked for."""
    query = select(ActionCardRow).where(~ActionCardRow.is_removed).order_by(ActionCardRow.seq)
    rows = reader.scalars(query if card_id is None else query.where(ActionCardRow.id == card_id))
    return tuple(map(as_action_card, rows))


def find_goal_of_round(reader: Session, round_id: str) -> str | None:
    """Find the goal a round serves; None where there is none or it is removed."""
    query = select(GoalRow.id).join(RoundGoalRow, RoundGoalRow.goal_id == GoalRow.id)
    return reader.scalar(query.where(RoundGoalRow.round_id == round_id, ~GoalRow.is_removed))


def find_rounds_of_goal(reader: Session, goal_id: str) -> tuple[str, ...]:
    """Find the rounds that serve a goal, newest first."""
    query = select(RoundRow.id).join(RoundGoalRow, RoundGoalRow.round_id == RoundRow.id)
    return tuple(
        reader.scalars(query.where(RoundGoalRow.goal_id == goal_id, ~RoundRow.is_removed).order_by(RoundRow.seq.desc()))
    )


def load_direction_trace(reader: Session, root_id: str) -> tuple[Trace, ...]:
    """Load what was changed, removed, brought back and refused on a goal or an action card, oldest first."""
    rows = reader.scalars(
        select(DirectionTraceRow).where(DirectionTraceRow.root_id == root_id).order_by(DirectionTraceRow.seq)
    )
    return tuple(Trace(row.kind, row.card_id, row.event, row.field, row.before, row.version, row.at) for row in rows)


def as_goal(
    row: GoalRow,
    answers: Sequence[GoalAnswerRow],
    indicators: Sequence[GoalIndicatorRow],
    dismissed: Sequence[GoalDismissalRow],
    tree: Sequence[TreeAnswerRow],
) -> Goal:
    """Put a goal together from its row and its parts."""
    return Goal(
        row.id,
        row.text,
        row.team,
        row.heard,
        row.difference,
        row.dilemmas,
        row.signs,
        row.next_steps,
        row.numbers,
        row.producers,
        row.learned,
        row.revisit_on,
        row.created_at,
        row.changed_at,
        row.version,
        tuple(GoalAnswer(part.principle, part.question, part.text, part.version) for part in answers),
        tuple(GoalIndicator(part.id, part.dataset, part.indicator) for part in indicators),
        frozenset(part.pair for part in dismissed),
        tuple(map(as_tree_answer, tree)),
    )


def as_tree_answer(row: TreeAnswerRow) -> TreeAnswer:
    """Read one answer of the tree."""
    return TreeAnswer(row.id, row.question, row.is_yes, row.is_of_team, row.reason, row.answered_on)


def as_action_card(row: ActionCardRow) -> ActionCard:
    """Read one action card."""
    return ActionCard(
        row.id,
        row.deck,
        row.text,
        row.owner,
        row.due,
        row.whom,
        row.about,
        row.learned,
        row.goal_id,
        row.round_id,
        row.drawn_on,
        row.done_on,
        row.version,
    )


def _parts(reader: Session, row_type: type[P], goal_id: str | None) -> list[P]:
    query = select(row_type).where(~row_type.is_removed).order_by(row_type.seq)
    return list(reader.scalars(query if goal_id is None else query.where(row_type.goal_id == goal_id)))
