"""A claim: a reading that can be held against the numbers, put together by choosing and never by parsing text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vil.model.indicator import Direction
from vil.model.series import View


class ClaimVerdict(StrEnum):
    """What the numbers say of a claim."""

    SUPPORTED = "supported"
    OPPOSED = "opposed"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Claim:
    """That a number lies higher (UP) or lower (DOWN) than what it is compared with.

    `view` names the number, unit, grain and version, and its `comparison` what it is compared with: its own history, last year
    or the whole. `text` is the sentence as the team has edited it, empty while it writes itself. `found` is the verdict when it
    was made.
    """

    view: View
    direction: Direction
    text: str = ""
    found: ClaimVerdict | None = None
