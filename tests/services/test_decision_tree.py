"""A team's way through the decision tree: kept with its dates, and overruled with a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from vil.content import load_tree
from vil.errors import ReasonMissing
from vil.records import Store
from vil.services import goals
from vil.services.decision_tree import (
    Standing,
    answer_otherwise,
    find_standing,
    follow_evidence,
    keep_standing,
    list_progress,
)

MAY, JUNE = date(2026, 5, 3), date(2026, 6, 12)
QUESTIONS = load_tree().questions


def stand(store: Store, goal_id: str, today: date) -> Standing:
    return find_standing(Path("/nowhere"), store, goals.load_goal(store, goal_id), QUESTIONS, today)


def test_without_a_goal_the_tree_stops_at_its_first_question(sqlite_store: Store) -> None:
    assert find_standing(Path("/nowhere"), sqlite_store, None, QUESTIONS, MAY).stops_at == "goal"


def test_answers_are_kept_with_their_day_only_when_they_change(store: Store) -> None:
    goal = goals.set_goal(store)
    for _ in range(3):
        keep_standing(store, goals.load_goal(store, goal.id), stand(store, goal.id, MAY), MAY)
    assert len(goals.load_goal(store, goal.id).tree) == 7
    goals.save_goal(store, goal.id, version=1, text="Ro om de unge")
    found = keep_standing(store, goals.load_goal(store, goal.id), stand(store, goal.id, JUNE), JUNE)
    assert len(found.tree) == 8
    assert [(one.question, one.is_yes, one.answered_on) for one in list_progress(found)] == [("goal", True, JUNE)]


def test_two_who_look_at_once_keep_an_answer_once(store: Store) -> None:
    goal = goals.set_goal(store, text="x")
    seen = goals.load_goal(store, goal.id)
    for _ in range(2):
        keep_standing(store, seen, stand(store, goal.id, MAY), MAY)
    assert len(goals.load_goal(store, goal.id).tree) == 7


def test_the_team_overrules_with_a_reason_and_may_follow_the_evidence_again(store: Store) -> None:
    goal = goals.set_goal(store, text="x")
    answer = stand(store, goal.id, MAY).answers["numbers"]
    with pytest.raises(ReasonMissing, match="hvorfor"):
        answer_otherwise(store, goal.id, answer, is_yes=True, reason=" ", today=MAY)
    for _ in range(2):
        answer_otherwise(store, goal.id, answer, is_yes=True, reason="Vi tæller selv", today=MAY)
        found = stand(store, goal.id, MAY)
        assert found.answers["numbers"].is_yes
        assert found.answers["numbers"].proposal.is_yes is False
        assert found.stops_at == "arranged"
        given = found.answers["numbers"].of_team
        assert given is not None
        assert (given.reason, given.answered_on) == ("Vi tæller selv", MAY)
        follow_evidence(store, goals.load_goal(store, goal.id), "numbers")
        assert stand(store, goal.id, MAY).stops_at == "numbers"


def test_what_the_evidence_cannot_answer_needs_no_reason(sqlite_store: Store) -> None:
    goal = goals.set_goal(sqlite_store, text="x")
    answer = stand(sqlite_store, goal.id, MAY).answers["missing"]
    answer_otherwise(sqlite_store, goal.id, answer, is_yes=False, reason="", today=MAY)
    assert stand(sqlite_store, goal.id, MAY).answers["missing"].is_yes is False
