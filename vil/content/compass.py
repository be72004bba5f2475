"""The words of the goal compass as frozen dataclasses; field by field this is `compass.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vil.content.board import Prompt


@dataclass(frozen=True)
class Principle:
    """One principle: its name, "tænk, hvis …", its essence, three questions, and what an area lays weight on (empty in ours)."""

    name: str
    think: str
    essence: str
    questions: tuple[str, ...]
    emphasis: str


@dataclass(frozen=True)
class Pair:
    """From what to leave to what to move towards; `words` are beginnings of words that the mirror listens for."""

    leave: str
    towards: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class MirrorTexts:
    """Words round the mirror; `line` holds {word}, {leave} and {towards}."""

    name: str
    intro: str
    line: str
    dismiss: str

    def say(self, word: str, pair: Pair) -> str:
        """Offer the other side of a word."""
        filled = self.line.replace("{leave}", pair.leave).replace("{towards}", pair.towards)
        return filled.replace("{word}", word)


@dataclass(frozen=True)
class CompassTexts:
    """Everything the goal compass says; principles and pairs are in the method's order, by their keys."""

    name: str
    intro: str
    think_word: str
    emphasis_word: str
    questions_word: str
    carried_word: str
    principles: Mapping[str, Principle]
    prompts: Mapping[str, Prompt]
    mirror: MirrorTexts
    pairs: Mapping[str, Pair]
