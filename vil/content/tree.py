"""The words and the arrows of the decision tree as frozen dataclasses; field by field this is `tree.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

END = "end"
FIXED = frozenset({"opens_on", "onward", "place"})
"""What belongs to the method and no text of an organisation replaces."""


@dataclass(frozen=True)
class TreeQuestion:
    """One question: `opens_on` is the answer ("yes" or "no") that opens its actions, the other leads `onward`."""

    text: str
    short: str
    opens_on: str
    onward: str
    actions: tuple[str, ...]

    def opens(self, is_yes: bool) -> bool:
        """Whether an answer opens the actions and does not lead on."""
        return is_yes == (self.opens_on == "yes")


@dataclass(frozen=True)
class TreeAction:
    """What can be done, and the address of the page where it is done."""

    text: str
    place: str


@dataclass(frozen=True)
class TreeTexts:
    """The whole tree; questions are in the method's order, by their keys."""

    name: str
    intro: str
    yes: str
    no: str
    unknown: str
    end: str
    end_short: str
    next_step: str
    actions_word: str
    questions: Mapping[str, TreeQuestion]
    actions: Mapping[str, TreeAction]

    def number(self, key: str) -> int:
        """Give a question's number, from 1."""
        return list(self.questions).index(key) + 1

    def find_actions(self, key: str) -> tuple[tuple[str, TreeAction], ...]:
        """Find what a question's actions are, by their keys."""
        return tuple((name, self.actions[name]) for name in self.questions[key].actions if name in self.actions)
