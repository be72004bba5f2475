"""Answer the decision tree for a goal: what the evidence says, what the team says instead, and when it changed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vil.analysis import PatternVerdict
from vil.analysis.next_step import propose_answers
from vil.content import TreeQuestion
from vil.errors import NotFound, ReasonMissing
from vil.model.goal import Goal, GoalIndicator, TreeAnswer
from vil.model.next_step import NumberFact, Proposal
from vil.model.series import DatasetVersion
from vil.records import Store
from vil.records.direction_tables import TreeAnswerRow, name_part
from vil.records.editing import hide_card, open_card
from vil.services.action_cards import list_action_cards
from vil.services.cards import list_frequencies
from vil.services.exploring import as_history, find_published, fit_view, look, propose_view
from vil.services.freshness import find_last, judge_number
from vil.services.goals import list_rounds_of, load_goal
from vil.services.saving import begin_part

_UNREADABLE = {PatternVerdict.MOSTLY_HIDDEN, PatternVerdict.TOO_FEW, PatternVerdict.EMPTY}


@dataclass(frozen=True)
class Answer:
    """One question answered: what the evidence says, and what the team says in its place where it does."""

    question: str
    proposal: Proposal
    of_team: TreeAnswer | None = None

    @property
    def is_yes(self) -> bool | None:
        """The answer that counts; None where nothing is known."""
        return self.of_team.is_yes if self.of_team else self.proposal.is_yes


@dataclass(frozen=True)
class Standing:
    """Where a team stands: its answers by question, the questions on its path, and the one it stops at (None at the end)."""

    answers: Mapping[str, Answer]
    path: tuple[str, ...]
    stops_at: str | None


def find_standing(
    datasets: Path, store: Store, goal: Goal | None, questions: Mapping[str, TreeQuestion], today: date
) -> Standing:
    """Find where a team stands with a goal, or without one."""
    rounds = list_rounds_of(store, goal.id) if goal else ()
    numbers = tuple(_read_number(datasets, store, link, today) for link in goal.indicators) if goal else ()
    cards = [card for card in list_action_cards(store) if goal is not None and card.goal_id == goal.id]
    proposals = propose_answers(goal, numbers, rounds, cards, today)
    answers = {
        proposal.question: Answer(proposal.question, proposal, _latest(goal, proposal.question, is_of_team=True))
        for proposal in proposals
    }
    path, stops_at = walk(questions, {key: answer.is_yes for key, answer in answers.items()})
    return Standing(answers, path, stops_at)


def walk(
    questions: Mapping[str, TreeQuestion], answers: Mapping[str, bool | None]
) -> tuple[tuple[str, ...], str | None]:
    """Walk the tree from its first question to the first whose answer opens its actions, or that nobody can answer.

    Gives the questions on the way, that one included, and its key; None at the end of the tree.
    """
    path, here = [], next(iter(questions))
    while here in questions:
        path.append(here)
        answer = answers.get(here)
        if answer is None or questions[here].opens(answer):
            return tuple(path), here
        here = questions[here].onward
    return tuple(path), None


def answer_otherwise(store: Store, goal_id: str, answer: Answer, *, is_yes: bool, reason: str, today: date) -> Goal:
    """Let the team answer a question itself. Raises ReasonMissing when it goes against the evidence without a reason."""
    if answer.proposal.is_yes is not None and is_yes != answer.proposal.is_yes and not reason.strip():
        raise ReasonMissing
    _keep_answer(store, load_goal(store, goal_id), answer.question, is_yes, today, reason=reason, is_of_team=True)
    return load_goal(store, goal_id)


def follow_evidence(store: Store, goal: Goal, question: str) -> Goal:
    """Take back what the team said in place of the evidence; it stays in the trace."""
    with store.writing() as writer:
        for given in goal.tree:
            if given.question == question and given.is_of_team:
                hide_card(writer, open_card(writer, TreeAnswerRow, given.id))
    return load_goal(store, goal.id)


def keep_standing(store: Store, goal: Goal, standing: Standing, today: date) -> Goal:
    """Keep today's date with every answer of the evidence that is not as it was kept last; nothing is written otherwise."""
    changed = [
        answer.proposal
        for answer in standing.answers.values()
        if answer.proposal.is_yes is not None
        and (
            (last := _latest(goal, answer.question, is_of_team=False)) is None or last.is_yes != answer.proposal.is_yes
        )
    ]
    for proposal in changed:
        _keep_answer(store, goal, proposal.question, bool(proposal.is_yes), today)
    return load_goal(store, goal.id) if changed else goal


def list_progress(goal: Goal) -> tuple[TreeAnswer, ...]:
    """List the answers that changed something, newest first: the first one kept to each question and each one that turned it."""
    kept: dict[str, bool] = {}
    turns = []
    for given in goal.tree:
        if given.is_of_team or kept.get(given.question, False) != given.is_yes:
            turns.append(given)
        kept[given.question] = given.is_yes
    return tuple(reversed(turns))


def _latest(goal: Goal | None, question: str, *, is_of_team: bool) -> TreeAnswer | None:
    given = [one for one in goal.tree if one.question == question and one.is_of_team == is_of_team] if goal else []
    return given[-1] if given else None


def _keep_answer(
    store: Store,
    goal: Goal,
    question: str,
    is_yes: bool,
    today: date,
    *,
    reason: str = "",
    is_of_team: bool = False,
) -> None:
    """Keep one answer; two who keep the same one of the evidence at once keep it once."""
    before = sum(one.question == question and not one.is_of_team for one in goal.tree)
    part_id = str(uuid.uuid4()) if is_of_team else name_part(goal.id, "tree", question, before)
    begin_part(
        store,
        TreeAnswerRow,
        part_id,
        lambda: TreeAnswerRow(
            id=part_id,
            goal_id=goal.id,
            question=question,
            is_yes=is_yes,
            is_of_team=is_of_team,
            reason=reason,
            answered_on=today,
        ),
    )


def _read_number(datasets: Path, store: Store, link: GoalIndicator, today: date) -> NumberFact:
    version = find_published(datasets, link.dataset)
    if version is None or all(found.id != link.indicator for found in version.recipe.indicators):
        return NumberFact(link.indicator, is_published=False)
    stated = list_frequencies(store).get((link.dataset, link.indicator))
    timing = judge_number(datasets, version, link.indicator, stated, today)
    return NumberFact(
        version.indicator(link.indicator).name,
        is_late=timing is not None and timing.freshness.is_late,
        is_readable=_is_readable(datasets, version, link.indicator),
        last=find_last(datasets, version, link.indicator),
    )


def _is_readable(datasets: Path, version: DatasetVersion, indicator: str) -> bool:
    view = fit_view(version, as_history(replace(propose_view(version), indicator=indicator), periods=None))
    try:
        return look(datasets, view).pattern.verdict not in _UNREADABLE
    except NotFound:
        return False
