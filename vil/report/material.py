"""What a report is laid out from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from vil.content import BoardTexts
from vil.model.round import Action, Explanation, Round
from vil.report.pieces import Block, ClaimNote, Facts, Figure, NumberNote, Voice
from vil.report.texts import ReportTexts


@dataclass(frozen=True)
class Material:
    """All that a report is laid out from, on the day it is written; `claims` belong to readings and `voices` to wonders by id.

    `goal` is the text of the goal that the round serves, empty where it serves none.
    """

    thread: Round
    figures: Sequence[Figure]
    notes: Sequence[NumberNote]
    written_on: date
    board: BoardTexts
    texts: ReportTexts
    claims: Mapping[str, ClaimNote] = field(default_factory=dict)
    voices: Mapping[str, Sequence[Voice]] = field(default_factory=dict)
    goal: str = ""

    def figure(self, key: str) -> Figure | None:
        """Find the picture that belongs to a card."""
        return next((figure for figure in self.figures if figure.key == key), None)

    def action(self, action_id: str) -> Action | None:
        """Find an action by its id."""
        return next((action for action in self.thread.actions if action.id == action_id), None)

    def explanation(self, explanation_id: str) -> Explanation | None:
        """Find an explanation by its id."""
        return next((found for found in self.thread.explanations if found.id == explanation_id), None)

    def label(self, name: str, text: str) -> tuple[str, str]:
        """Pair a text with its label."""
        return self.texts.labels[name], text


def facts_of(rows: Iterable[tuple[str, str]]) -> Iterable[Block]:
    """Give the pairs that hold text as one block, or none."""
    written = written_facts(rows)
    if written.rows:
        yield written


def written_facts(rows: Iterable[tuple[str, str]]) -> Facts:
    """Keep the pairs that hold text."""
    return Facts(tuple((label, text) for label, text in rows if text.strip()))
