"""A goal (mål) as a team sets it with the compass: what it is, what it carries along, and what was answered on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

_TITLE = 60


@dataclass(frozen=True)
class GoalAnswer:
    """The answer to one of a principle's questions; `question` counts from 0."""

    principle: str
    question: int
    text: str
    version: int


@dataclass(frozen=True)
class GoalIndicator:
    """A number that may show whether the goal is on its way."""

    id: str
    dataset: str
    indicator: str


@dataclass(frozen=True)
class TreeAnswer:
    """One answer of the decision tree, as it was given that day; `is_of_team` where the team said so and not the evidence."""

    id: str
    question: str
    is_yes: bool
    is_of_team: bool
    reason: str
    answered_on: date


@dataclass(frozen=True)
class Goal:
    """One goal: its text, what each principle gave to it, and the day it is looked at again.

    `dismissed` names the pairs of the mirror that the team has waved away; `tree` holds the answers of the decision tree, oldest
    first.
    """

    id: str
    text: str
    team: str
    heard: str
    difference: str
    dilemmas: str
    signs: str
    next_steps: str
    numbers: str
    producers: str
    learned: str
    revisit_on: date | None
    created_at: datetime
    changed_at: datetime
    version: int
    answers: tuple[GoalAnswer, ...] = ()
    indicators: tuple[GoalIndicator, ...] = ()
    dismissed: frozenset[str] = frozenset()
    tree: tuple[TreeAnswer, ...] = ()

    @property
    def title(self) -> str:
        """The goal's own words, cut between two of them where they are many; empty while nobody has written."""
        words = " ".join(self.text.split())
        return words if len(words) <= _TITLE else f"{words[:_TITLE].rsplit(' ', 1)[0]} …"

    def answer(self, principle: str, question: int) -> GoalAnswer:
        """Find the answer to a question; an empty one where nobody has written."""
        for answer in self.answers:
            if (answer.principle, answer.question) == (principle, question):
                return answer
        return GoalAnswer(principle, question, "", 0)

    def is_begun(self, principle: str) -> bool:
        """Whether the team has written an answer to one of a principle's questions."""
        return any(answer.principle == principle and answer.text.strip() for answer in self.answers)
