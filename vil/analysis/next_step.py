"""Propose an answer to each question of the decision tree from what a team has done; nothing is taken for granted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vil.model.action_card import ActionCard
from vil.model.goal import Goal
from vil.model.next_step import Ground, GroundKind, NumberFact, Proposal
from vil.model.round import Action, Round


def propose_answers(
    goal: Goal | None,
    numbers: Sequence[NumberFact],
    rounds: Sequence[Round],
    cards: Sequence[ActionCard],
    today: date,
) -> tuple[Proposal, ...]:
    """Propose the eight answers for a goal, in the tree's order.

    `numbers` are those the goal is linked to, `rounds` those that serve it, newest first, and `cards` those drawn for it.
    """
    return (
        _propose_goal(goal),
        _propose_numbers(numbers),
        _propose_arranged(numbers),
        _propose_read(rounds),
        _propose_explained(rounds),
        _propose_missing(rounds),
        _propose_acted(rounds, cards, today),
        _propose_reached(rounds),
    )


def _propose_goal(goal: Goal | None) -> Proposal:
    if goal is None or not goal.text.strip():
        return Proposal("goal", False, (Ground(GroundKind.NO_GOAL),))
    return Proposal("goal", True, (Ground(GroundKind.GOAL_WRITTEN, goal.title, goal.created_at.date()),))


def _propose_numbers(numbers: Sequence[NumberFact]) -> Proposal:
    """Fresh numbers light the goal up; late ones, and those no longer published, do not."""
    if not numbers:
        return Proposal("numbers", False, (Ground(GroundKind.NO_NUMBERS),))
    grounds = tuple(Ground(_judge_number(number), number.title, period=number.last) for number in numbers)
    return Proposal("numbers", any(ground.kind is GroundKind.NUMBER_FRESH for ground in grounds), grounds)


def _judge_number(number: NumberFact) -> GroundKind:
    if not number.is_published:
        return GroundKind.NUMBER_GONE
    return GroundKind.NUMBER_LATE if number.is_late else GroundKind.NUMBER_FRESH


def _propose_arranged(numbers: Sequence[NumberFact]) -> Proposal:
    published = [number for number in numbers if number.is_published]
    if not published:
        return Proposal("arranged", False, (Ground(GroundKind.NO_NUMBERS),))
    kinds = {True: GroundKind.LINE_READABLE, False: GroundKind.LINE_UNREADABLE}
    grounds = tuple(Ground(kinds[number.is_readable], number.title) for number in published)
    return Proposal("arranged", any(number.is_readable for number in published), grounds)


def _propose_read(rounds: Sequence[Round]) -> Proposal:
    """A wonder with two readings of it has been read; one reading is only a beginning."""
    wonders = [(current, wonder) for current in rounds for wonder in current.wonders]
    if not wonders:
        kind = GroundKind.NO_WONDER if rounds else GroundKind.NO_ROUND
        return Proposal("read", False, (Ground(kind, rounds[0].title if rounds else ""),))
    read = [
        Ground(GroundKind.READ, current.title, wonder.pinned_at.date(), count=len(wonder.written_interpretations))
        for current, wonder in wonders
        if len(wonder.written_interpretations) >= 2
    ]
    if read:
        return Proposal("read", True, (read[0],))
    current, wonder = wonders[0]
    few = Ground(GroundKind.FEW_READINGS, current.title, count=len(wonder.written_interpretations))
    return Proposal("read", False, (few,))


def _propose_explained(rounds: Sequence[Round]) -> Proposal:
    for current in rounds:
        if count := sum(bool(explanation.text.strip()) for explanation in current.explanations):
            return Proposal("explained", True, (Ground(GroundKind.EXPLAINED, current.title, count=count),))
    return Proposal("explained", False, (_lacking(GroundKind.NOT_EXPLAINED, rounds),))


def _propose_missing(rounds: Sequence[Round]) -> Proposal:
    """What a team wrote that it misses is missed; without a round nobody has been asked."""
    if not rounds:
        return Proposal("missing", None, (Ground(GroundKind.NO_ROUND),))
    if missed := rounds[0].assumptions.missing_knowledge.strip():
        return Proposal("missing", True, (Ground(GroundKind.KNOWLEDGE_MISSED, missed),))
    return Proposal("missing", False, (Ground(GroundKind.NOTHING_MISSED, rounds[0].title),))


def _propose_acted(rounds: Sequence[Round], cards: Sequence[ActionCard], today: date) -> Proposal:
    """An action has been acted on from the day it begins; a card, when it is done."""
    done = [Ground(GroundKind.CARD_DONE, card.text, card.done_on) for card in cards if card.done_on]
    actions = [action for current in rounds for action in current.actions if action.text.strip()]
    begun = [Ground(GroundKind.ACTED, action.text, day) for action in actions if (day := _find_start(action, today))]
    if begun or done:
        return Proposal("acted", True, tuple([*begun, *done][:3]))
    planned = [Ground(GroundKind.PLANNED, action.text, action.starts_on) for action in actions]
    return Proposal("acted", False, (planned[0] if planned else _lacking(GroundKind.NO_ACTION, rounds),))


def _find_start(action: Action, today: date) -> date | None:
    begins = action.starts_on or action.expectation.sealed_on
    return begins if begins is not None and begins <= today else None


def _propose_reached(rounds: Sequence[Round]) -> Proposal:
    follow_ups = [found for current in rounds for found in reversed(current.follow_ups)]
    told = [found for found in follow_ups if found.who_must_know.strip()]
    if told:
        ground = Ground(GroundKind.TOLD, told[0].who_must_know, told[0].read_at.date())
        return Proposal("reached", True, (ground,))
    if follow_ups:
        return Proposal("reached", False, (Ground(GroundKind.NOT_TOLD, day=follow_ups[0].read_at.date()),))
    return Proposal("reached", False, (_lacking(GroundKind.NO_FOLLOW_UP, rounds),))


def _lacking(kind: GroundKind, rounds: Sequence[Round]) -> Ground:
    return Ground(kind, rounds[0].title) if rounds else Ground(GroundKind.NO_ROUND)
