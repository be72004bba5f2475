"""The data landscape (datalandskab): where numbers come from, who knows them, and which goals they shed light on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vil.model.card import Frequency
from vil.model.period import Grain


class Column(StrEnum):
    """The columns of the map, in the order that numbers travel."""

    SOURCE = "source"
    WAREHOUSE = "warehouse"
    REPORT = "report"
    GOAL = "goal"

    @property
    def place(self) -> int:
        """Its place from the left, from 0."""
        return list(Column).index(self)


class Origin(StrEnum):
    """How a node or a line came to be on the map: somebody drew it, or it follows from a card, a publication or a goal."""

    WRITTEN = "written"
    CARDS = "cards"
    DATASET = "dataset"
    GOAL = "goal"


@dataclass(frozen=True)
class NodeTexts:
    """What somebody wrote about a node; `id` is the node's key."""

    id: str
    column: Column
    name: str
    area: str = ""
    holds: str = ""
    owner: str = ""
    contact_name: str = ""
    contact_at: str = ""
    update_grain: Grain | None = None
    registration: str = ""
    version: int = 0


@dataclass(frozen=True)
class CardFacts:
    """What the indicator cards say of a node: each said once, a contact with how it is reached, a practice with its number."""

    owners: tuple[str, ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    frequencies: tuple[Frequency, ...] = ()
    registrations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Node:
    """One thing on the map; `texts` is empty with version 0 where nobody has written.

    `about` is the id of its data set or goal, empty for others.
    """

    key: str
    column: Column
    origin: Origin
    name: str
    area: str
    texts: NodeTexts
    cards: CardFacts = CardFacts()
    about: str = ""


@dataclass(frozen=True)
class Line:
    """A line from a node to one further to the right; `numbers` are the indicators that make it, where it is made of some."""

    start: str
    end: str
    origin: Origin
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Box:
    """One thing as it is drawn: its name, a few words under it, and what is worth wondering about it, if anything."""

    key: str
    column: Column
    name: str
    notes: tuple[str, ...]
    mark: str
