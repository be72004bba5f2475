"""Hold the newest numbers against what a team expected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vil.analysis import Outcome, find_baseline, find_outcome
from vil.analysis.foresight import find_foresight
from vil.model.round import Action, Expectation, Round
from vil.model.series import View
from vil.narration import Narrative, describe_outcome
from vil.narration.bid import LATE
from vil.narration.foresight import describe_foresight
from vil.records import Store
from vil.services.cards import find_beside
from vil.services.exploring import Sight, as_history, look, newest


@dataclass(frozen=True)
class Result:
    """New numbers read against an action's expectation."""

    sight: Sight
    outcome: Outcome
    narrative: Narrative
    starts_on: date


def find_view(current: Round, explanation_id: str) -> View:
    """Find the view that an explanation hangs on, through its wonder; KeyError when the thread is broken."""
    wonders = {wonder.id: wonder for wonder in current.wonders}
    explanation = next(card for card in current.explanations if card.id == explanation_id)
    return wonders[explanation.wonder_id].view


def find_start(current: Round, action: Action) -> date:
    """Find the day an action began: its own, else the day its expectation was sealed, else the day the round began."""
    return action.starts_on or action.expectation.sealed_on or current.created_at.date()


def read_result(datasets: Path, store: Store, current: Round, action: Action) -> Result:
    """Read the newest version of the numbers an action set out to move, with what their card says beside them."""
    view = as_history(find_view(current, action.explanation_id), periods=None)
    sight = look(datasets, newest(datasets, view), find_beside(store, view.dataset, view.indicator))
    starts_on = find_start(current, action)
    outcome = find_outcome(sight.series, starts_on=starts_on, expectation=action.expectation)
    return Result(sight, outcome, describe_result(sight, outcome, action.expectation), starts_on)


def describe_result(sight: Sight, outcome: Outcome, expectation: Expectation) -> Narrative:
    """Say what new numbers show of a bid, and whether it was sealed after the action had begun."""
    narrative = describe_outcome(outcome, sight.series, expectation)
    is_late = expectation.sealed_on is not None and outcome.starts_on < expectation.sealed_on
    return replace(narrative, sentences=(*narrative.sentences, LATE)) if is_late else narrative


def foresee(sight: Sight, expectation: Expectation, starts_on: date) -> tuple[str, ...]:
    """Say when new numbers can show what a team hopes for at the earliest, and what they can show by the day it has set."""
    found = find_foresight(sight.series, expectation, starts_on)
    return describe_foresight(found, sight.series, sight.pattern, expectation)


def complete_expectation(sight: Sight, action: Action, today: date) -> Expectation:
    """Give a bid that is not sealed yet the level it would be held against if it were sealed today."""
    if action.expectation.sealed_on:
        return action.expectation
    return replace(action.expectation, baseline=find_baseline(sight.series, action.starts_on or today))
