"""The words and the filled example of the data landscape as frozen dataclasses; field by field this is `landscape.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vil.content.board import Prompt

FIXED = frozenset({"column", "update_grain", "leads_to", "dataset", "numbers"})
"""How the example hangs together, which no text of an organisation replaces."""


@dataclass(frozen=True)
class ColumnText:
    """One column: its name, what happens there, and how something is put in it."""

    name: str
    essence: str
    add: str


@dataclass(frozen=True)
class GapText:
    """One thing worth wondering about: where there is some, where there is none, and where there is nothing to say it of.

    `mark` stands on what it is about.
    """

    name: str
    essence: str
    none: str
    mark: str
    empty: str


@dataclass(frozen=True)
class ExampleNode:
    """One thing of the example; where the `dataset` it names is published, that is used in its place."""

    column: str
    name: str
    area: str
    holds: str
    owner: str
    contact_name: str
    contact_at: str
    update_grain: str
    registration: str
    leads_to: tuple[str, ...]
    dataset: str


@dataclass(frozen=True)
class ExampleGoal:
    """One goal of the example, and the numbers that may show it."""

    text: str
    area: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """The filled example, by keys that `leads_to` names."""

    nodes: Mapping[str, ExampleNode]
    goals: Mapping[str, ExampleGoal]


@dataclass(frozen=True)
class LandscapeTexts:
    """Everything the data landscape says; columns are in the order that numbers travel."""

    name: str
    intro: str
    lay_in: str
    take_away: str
    is_example: str
    by_itself: str
    unnamed: str
    columns: Mapping[str, ColumnText]
    gaps: Mapping[str, GapText]
    prompts: Mapping[str, Prompt]
    example: Example
