"""The programme, the pulse and the evaluation as frozen dataclasses; field by field this is `programme.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vil.content.board import Prompt

FIXED = frozenset({"number", "pages", "least", "most", "reference", "reference_year"})
"""What belongs to the method and no text of an organisation replaces."""


@dataclass(frozen=True)
class WorkshopText:
    """One workshop: its number (0 before the course), its name, what it holds, and where the product carries it.

    `week` is how many weeks after workshop 0 it is proposed to be. `pages` are the addresses of the `places` that are pages.
    """

    number: int
    name: str
    content: tuple[str, ...]
    places: tuple[str, ...]
    week: int
    about: str
    pages: tuple[str, ...]
    preparation: tuple[str, ...]


@dataclass(frozen=True)
class PulseText:
    """The pulse question, and the mean answers of the first course by the number of the workshop."""

    name: str
    question: str
    lowest: str
    highest: str
    least: int
    most: int
    reference_year: int
    reference_note: str
    reference: Mapping[str, float]


@dataclass(frozen=True)
class EvaluationText:
    """The open questions of the evaluation."""

    name: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class ProgrammeTexts:
    """Seven workshops and the one before; `courses` in `years`, each of `months`."""

    name: str
    intro: str
    courses: int
    months: int
    years: int
    empty: str
    suggested: str
    workshops: Mapping[str, WorkshopText]
    prompts: Mapping[str, Prompt]
    reviews: Mapping[str, str]
    happened: Mapping[str, str]
    decisions: Mapping[str, str]
    pulse: PulseText
    evaluation: EvaluationText

    @property
    def weeks(self) -> tuple[int, ...]:
        """How many weeks after workshop 0 each workshop is proposed to be, in their order."""
        return tuple(one.week for one in self.workshops.values())

    def workshop(self, number: int) -> WorkshopText:
        """Find a workshop by its number."""
        return self.workshops[str(number)]
