"""Set goals with the compass, and link them to numbers and rounds: everything is kept as it is written.

`version` is always the number the writer last saw. A writer who comes too late with one field gets EditedMeanwhile; the other
fields are saved, and both texts are kept.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from vil.errors import GoalNotFound
from vil.model.goal import Goal
from vil.model.round import Round
from vil.records import Store, direction_reading
from vil.records.direction_tables import (
    GoalAnswerRow,
    GoalDismissalRow,
    GoalIndicatorRow,
    GoalRow,
    RoundGoalRow,
    name_part,
)
from vil.records.editing import Kind, bring_back_card, hide_card, open_card
from vil.records.reading import Trace
from vil.services.fields import GoalFields
from vil.services.rounds import load_round, remove, restore
from vil.services.saving import add_card, begin_part, save_card


def set_goal(store: Store, **fields: Unpack[GoalFields]) -> Goal:
    """Begin a goal; every field may wait."""
    now = datetime.now(UTC)
    with store.writing() as writer:
        row = add_card(writer, GoalRow(created_at=now, changed_at=now, **fields))
        return _load(writer, row.id)


def load_goal(store: Store, goal_id: str) -> Goal:
    """Load a goal with everything that hangs on it; GoalNotFound when there is none or it is removed."""
    with store.reading() as reader:
        return _load(reader, goal_id)


def list_goals(store: Store) -> tuple[Goal, ...]:
    """List the goals that are not removed, the one begun last first."""
    with store.reading() as reader:
        return direction_reading.load_goals(reader)


def list_goal_trace(store: Store, goal_id: str) -> tuple[Trace, ...]:
    """List what was changed, removed, brought back and refused on a goal, oldest first."""
    with store.reading() as reader:
        return direction_reading.load_direction_trace(reader, goal_id)


def save_goal(store: Store, goal_id: str, *, version: int, **fields: Unpack[GoalFields]) -> Goal:
    """Save fields of a goal."""
    save_card(store, GoalRow, goal_id, version, fields, lambda _writer, row: row.id)
    return load_goal(store, goal_id)


def save_answer(store: Store, goal_id: str, principle: str, question: int, *, version: int, text: str) -> int:
    """Save the answer to one of a principle's questions, and give its version; `question` counts from 0."""
    part_id = name_part(goal_id, principle, question)
    begin_part(
        store,
        GoalAnswerRow,
        part_id,
        lambda: GoalAnswerRow(id=part_id, goal_id=goal_id, principle=principle, question=question, text=""),
    )
    return save_card(store, GoalAnswerRow, part_id, version or 1, {"text": text}, lambda _writer, row: row.version)


def link_indicator(store: Store, goal_id: str, dataset: str, indicator: str) -> None:
    """Say that a number may show whether the goal is on its way; saying it twice changes nothing."""
    part_id = name_part(goal_id, dataset, indicator)
    begin_part(
        store,
        GoalIndicatorRow,
        part_id,
        lambda: GoalIndicatorRow(id=part_id, goal_id=goal_id, dataset=dataset, indicator=indicator),
    )
    with store.writing() as writer:
        bring_back_card(writer, open_card(writer, GoalIndicatorRow, part_id))


def unlink_indicator(store: Store, goal_id: str, dataset: str, indicator: str) -> None:
    """Say that a number is no longer used for the goal."""
    with store.writing() as writer:
        hide_card(writer, open_card(writer, GoalIndicatorRow, name_part(goal_id, dataset, indicator)))


def dismiss_pair(store: Store, goal_id: str, pair: str) -> None:
    """Wave a pair of the mirror away for good on this goal."""
    part_id = name_part(goal_id, "pair", pair)
    begin_part(store, GoalDismissalRow, part_id, lambda: GoalDismissalRow(id=part_id, goal_id=goal_id, pair=pair))


def serve_goal(store: Store, round_id: str, goal_id: str | None) -> None:
    """Say which goal a round serves; None when it serves none. The one who says so last is believed."""
    begin_part(store, RoundGoalRow, round_id, lambda: RoundGoalRow(id=round_id, round_id=round_id, goal_id=None))
    with store.reading() as reader:
        version = reader.scalar(select(RoundGoalRow.version).where(RoundGoalRow.id == round_id))
    save_card(store, RoundGoalRow, round_id, version or 1, {"goal_id": goal_id}, lambda _writer, _row: None)


def find_goal_of(store: Store, round_id: str) -> Goal | None:
    """Find the goal a round serves; None where it serves none."""
    with store.reading() as reader:
        goal_id = direction_reading.find_goal_of_round(reader, round_id)
        return _load(reader, goal_id) if goal_id else None


def list_rounds_of(store: Store, goal_id: str) -> tuple[Round, ...]:
    """List the rounds that serve a goal, newest first."""
    with store.reading() as reader:
        found = direction_reading.find_rounds_of_goal(reader, goal_id)
    return tuple(load_round(store, round_id) for round_id in found)


def remove_goal(store: Store, goal_id: str) -> None:
    """Take a goal out of sight with what hangs on it; `restore_goal` brings it back."""
    remove(store, Kind.GOAL, goal_id)


def restore_goal(store: Store, goal_id: str) -> None:
    """Bring a goal back."""
    restore(store, Kind.GOAL, goal_id)


def _load(reader: Session, goal_id: str) -> Goal:
    found = direction_reading.load_goals(reader, goal_id)
    if not found:
        raise GoalNotFound(goal_id)
    return found[0]
