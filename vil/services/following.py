"""Hold the newest numbers against what a team expected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vil.analysis import Outcome, find_baseline, find_outcome
from vil.analysis.foresight import find_foresight
from vil.model.round import Action, Expectation, Round
from vil.model.series import Comparison, View
from vil.narration import Narrative, describe_outcome
from vil.narration.bid import LATE
from vil.narration.footprint import say_others
from vil.narration.foresight import describe_foresight
from vil.records import Store
from vil.services.cards import find_beside
from vil.services.exploring import Sight, as_history, find_version, list_comparisons, look, newest
from vil.services.footprints import follow_since


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
    view = newest(datasets, as_history(find_view(current, action.explanation_id), periods=None))
    beside = find_beside(store, view.dataset, view.indicator)
    sight = look(datasets, _beside_others(datasets, view), beside)
    starts_on = find_start(current, action)
    outcome = find_outcome(sight.series, starts_on=starts_on, expectation=action.expectation)
    narrative = describe_result(sight, outcome, action.expectation)
    others = _say_others(datasets, sight, outcome)
    return Result(sight, outcome, replace(narrative, sentences=(*narrative.sentences, *others)), starts_on)


def _beside_others(datasets: Path, view: View) -> View:
    """Draw the comparison units beside, where there are any."""
    version = find_version(datasets, view.dataset, view.version)
    has_others = Comparison.OTHER_UNITS in list_comparisons(version, view)
    return replace(view, comparison=Comparison.OTHER_UNITS) if has_others else view


def _say_others(datasets: Path, sight: Sight, outcome: Outcome) -> tuple[str, ...]:
    """Say whether the others moved too since the start; only where a signal is seen, and there are others to ask."""
    if outcome.side is None:
        return ()
    found, measure = follow_since(datasets, sight, outcome.starts_on)
    return say_others(found, measure)


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
