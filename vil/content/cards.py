"""The words of the cards as frozen dataclasses; field by field this is `cards.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vil.content.board import Prompt


@dataclass(frozen=True)
class DeckText:
    """One deck: its name, what it is for, the ideas to draw from, and the most days a card may take (0: as many as it needs)."""

    name: str
    essence: str
    most_days: int
    ask: str
    placeholder: str
    ideas: tuple[str, ...]


@dataclass(frozen=True)
class CardTexts:
    """Everything the cards say; decks by their keys."""

    name: str
    intro: str
    draw: str
    another: str
    finish: str
    reopen: str
    decks: Mapping[str, DeckText]
    prompts: Mapping[str, Prompt]
