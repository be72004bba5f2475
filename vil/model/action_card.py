"""Action cards (kort): two decks, and a friend in staff to call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Deck(StrEnum):
    """The decks, in the method's order."""

    GET_IT_DONE = "get_it_done"
    GETTING_STARTED = "getting_started"
    FRIEND = "friend"


@dataclass(frozen=True)
class ActionCard:
    """One card: what is to be done, by whom and by when; `whom` and `about` are used where a friend is to be called.

    `goal_id` and `round_id` say what it was drawn for, where that is known. `done_on` is None until it is finished.
    """

    id: str
    deck: Deck
    text: str
    owner: str
    due: date | None
    whom: str
    about: str
    learned: str
    goal_id: str | None
    round_id: str | None
    drawn_on: date
    done_on: date | None
    version: int

    @property
    def is_ready(self) -> bool:
        """Whether it says what is done, by whom and when."""
        return bool(self.text.strip() and self.owner.strip() and self.due)
