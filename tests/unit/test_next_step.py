"""The decision tree's answers from evidence, over a table of situations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.records.builders import VIEW
from vil.analysis.next_step import propose_answers
from vil.content import load_tree
from vil.model.action_card import ActionCard, Deck
from vil.model.goal import Goal
from vil.model.indicator import Direction
from vil.model.next_step import Ground, GroundKind, NumberFact
from vil.model.period import Period
from vil.model.round import (
    Action,
    Assumptions,
    Expectation,
    Explanation,
    FollowUp,
    Influence,
    Interpretation,
    Reach,
    Round,
    Verdict,
    Wonder,
)
from vil.narration.next_step import describe_ground
from vil.services.decision_tree import walk

TODAY = date(2026, 11, 20)
THEN = datetime(2026, 5, 3, 12, tzinfo=UTC)
GOAL = Goal("g", "Ro om de unge", "", "", "", "", "", "", "", "", "", None, THEN, THEN, 1)
EMPTY_GOAL = replace(GOAL, text="  ")
FRESH = NumberFact("Fravær", last=Period.parse("2026-10"))
LATE, GONE, SHORT = replace(FRESH, is_late=True), NumberFact("x", is_published=False), replace(FRESH, is_readable=False)


def wonder(*texts: str) -> Wonder:
    readings = tuple(Interpretation(str(place), "w", text, 1) for place, text in enumerate(texts))
    return Wonder("w", "r", VIEW, "", "", "Hvad sker der?", "", None, THEN, 1, readings)


EXPLAINED = Explanation("e", "r", "w", "Vagtplanen", Influence.INTERNAL, Reach.COLLECTIVE, 0, 1)
PLAN = Action("a", "r", "e", "Plan i marts", "", None, "", "", "", "", "", None, Expectation(), 1)
BEGUN = replace(PLAN, starts_on=date(2026, 6, 1))
LATER = replace(PLAN, starts_on=date(2027, 1, 1))
SEALED = replace(PLAN, expectation=Expectation(Direction.DOWN, sealed_on=date(2026, 5, 9)))
READ_AGAIN = FollowUp("f", "r", "a", 1, Verdict.TOO_EARLY, "", "", "", None, THEN, 1)
ROUND = Round("r", "Fravær", "", None, THEN, THEN, 1)
WONDERED = replace(ROUND, wonders=(wonder("Én"),))
READ = replace(ROUND, wonders=(wonder("Én", "To"),))
CARD = ActionCard("c", Deck.GET_IT_DONE, "Ring", "", None, "", "", "", "g", None, TODAY, None, 1)


@pytest.mark.parametrize(
    ("question", "situation", "is_yes", "kind"),
    [
        ("goal", {"goal": None}, False, GroundKind.NO_GOAL),
        ("goal", {"goal": EMPTY_GOAL}, False, GroundKind.NO_GOAL),
        ("goal", {}, True, GroundKind.GOAL_WRITTEN),
        ("numbers", {}, False, GroundKind.NO_NUMBERS),
        ("numbers", {"numbers": [FRESH]}, True, GroundKind.NUMBER_FRESH),
        ("numbers", {"numbers": [LATE]}, False, GroundKind.NUMBER_LATE),
        ("numbers", {"numbers": [GONE]}, False, GroundKind.NUMBER_GONE),
        ("numbers", {"numbers": [LATE, FRESH]}, True, GroundKind.NUMBER_LATE),
        ("arranged", {}, False, GroundKind.NO_NUMBERS),
        ("arranged", {"numbers": [GONE]}, False, GroundKind.NO_NUMBERS),
        ("arranged", {"numbers": [SHORT]}, False, GroundKind.LINE_UNREADABLE),
        ("arranged", {"numbers": [LATE]}, True, GroundKind.LINE_READABLE),
        ("read", {}, False, GroundKind.NO_ROUND),
        ("read", {"rounds": [ROUND]}, False, GroundKind.NO_WONDER),
        ("read", {"rounds": [WONDERED]}, False, GroundKind.FEW_READINGS),
        ("read", {"rounds": [WONDERED, READ]}, True, GroundKind.READ),
        ("explained", {}, False, GroundKind.NO_ROUND),
        ("explained", {"rounds": [READ]}, False, GroundKind.NOT_EXPLAINED),
        ("explained", {"rounds": [replace(READ, explanations=(EXPLAINED,))]}, True, GroundKind.EXPLAINED),
        (
            "explained",
            {"rounds": [replace(READ, explanations=(replace(EXPLAINED, text=""),))]},
            False,
            GroundKind.NOT_EXPLAINED,
        ),
        ("missing", {}, None, GroundKind.NO_ROUND),
        ("missing", {"rounds": [ROUND]}, False, GroundKind.NOTHING_MISSED),
        (
            "missing",
            {"rounds": [replace(ROUND, assumptions=Assumptions(missing_knowledge="Ventetid"))]},
            True,
            GroundKind.KNOWLEDGE_MISSED,
        ),
        ("acted", {}, False, GroundKind.NO_ROUND),
        ("acted", {"rounds": [ROUND]}, False, GroundKind.NO_ACTION),
        ("acted", {"rounds": [replace(ROUND, actions=(PLAN,))]}, False, GroundKind.PLANNED),
        ("acted", {"rounds": [replace(ROUND, actions=(LATER,))]}, False, GroundKind.PLANNED),
        ("acted", {"rounds": [replace(ROUND, actions=(BEGUN,))]}, True, GroundKind.ACTED),
        ("acted", {"rounds": [replace(ROUND, actions=(SEALED,))]}, True, GroundKind.ACTED),
        ("acted", {"cards": [CARD]}, False, GroundKind.NO_ROUND),
        ("acted", {"cards": [replace(CARD, done_on=TODAY)]}, True, GroundKind.CARD_DONE),
        ("reached", {}, False, GroundKind.NO_ROUND),
        ("reached", {"rounds": [ROUND]}, False, GroundKind.NO_FOLLOW_UP),
        ("reached", {"rounds": [replace(ROUND, follow_ups=(READ_AGAIN,))]}, False, GroundKind.NOT_TOLD),
        (
            "reached",
            {"rounds": [replace(ROUND, follow_ups=(replace(READ_AGAIN, who_must_know="MED"),))]},
            True,
            GroundKind.TOLD,
        ),
    ],
)
def test_an_answer_rests_on_what_was_done(
    question: str, situation: dict[str, object], is_yes: bool | None, kind: GroundKind
) -> None:
    facts = {"goal": GOAL, "numbers": [], "rounds": [], "cards": [], **situation}
    proposals = {one.question: one for one in propose_answers(**facts, today=TODAY)}  # type: ignore[arg-type]
    assert list(proposals) == list(load_tree().questions)
    assert proposals[question].is_yes is is_yes
    assert proposals[question].grounds[0].kind is kind


@pytest.mark.parametrize(
    ("answers", "path", "stops_at"),
    [
        ("nnnnnnnn", "goal", "goal"),
        ("ynnnnnnn", "goal numbers", "numbers"),
        ("yyyyyyyy", "goal numbers arranged read explained missing", "missing"),
        ("yyyyyny-", "goal numbers arranged read explained missing acted reached", "reached"),
        ("yyyyynnn", "goal numbers arranged read explained missing acted", "acted"),
        ("yyyyynyn", "goal numbers arranged read explained missing acted reached", "reached"),
        ("yyyyynyy", "goal numbers arranged read explained missing acted reached", None),
        ("-yyyyyyy", "goal", "goal"),
    ],
)
def test_the_path_leads_to_the_first_question_that_opens_its_actions(
    answers: str, path: str, stops_at: str | None
) -> None:
    questions = load_tree().questions
    given = {key: {"y": True, "n": False, "-": None}[sign] for key, sign in zip(questions, answers, strict=True)}
    assert walk(questions, given) == (tuple(path.split()), stops_at)


@pytest.mark.parametrize("kind", GroundKind)
def test_every_ground_is_said_as_a_whole_sentence(kind: GroundKind) -> None:
    said = describe_ground(Ground(kind, "Ro på.", TODAY, Period.parse("2026-10"), 2))
    assert said.endswith(".")
    assert "{" not in said
    assert ".«" not in said
    assert describe_ground(Ground(kind))
