"""What is data without being numbers: a quote, a picture, an observation, each with its time and who it is from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EvidenceKind(StrEnum):
    """What kind of data it is."""

    QUOTE = "quote"
    PICTURE = "picture"
    OBSERVATION = "observation"


@dataclass(frozen=True)
class Evidence:
    """One quote, picture or observation beside a wonder, or beside what a team counts itself.

    `source` is the role of whoever said or saw it, never a name. It lasts from `starts_on` to `ends_on` (None where it is of one
    day), and is about `unit` (None: about all of them). `picture` is the name of a file in the folder of pictures, empty
    without one, and `alt` what is seen in it, in words. `series_id` is that of the own count it was written beside, where it was;
    then every round that works with the count has it too.
    """

    id: str
    round_id: str
    wonder_id: str
    kind: EvidenceKind
    text: str
    source: str
    starts_on: date
    ends_on: date | None
    unit: str | None
    picture: str
    alt: str
    version: int
    series_id: str = ""

    @property
    def is_written(self) -> bool:
        """Whether there is anything in it yet to show."""
        return bool(self.text.strip() or self.picture)
