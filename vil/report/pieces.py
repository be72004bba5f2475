"""What a report is made of: figures that come from outside, and the blocks that every format writes."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NOT_WRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Figure:
    """A chart as a picture (PNG), drawn elsewhere, or a picture that the team brought (JPEG).

    `key` is the id of the wonder, action or follow-up it belongs to (the round's own id before anything is pinned).
    `picture` is None when it cannot be drawn any more; then `caption` says why. `sentence` is what the numbers say, where
    the record does not hold it.
    """

    key: str
    picture: bytes | None
    caption: str
    alt: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class NumberNote:
    """Where one number comes from: a heading and pairs of label and text. `is_synthetic` says that it is made up."""

    heading: str
    facts: tuple[tuple[str, str], ...]
    is_synthetic: bool = False


@dataclass(frozen=True)
class Heading:
    """A heading inside a knot."""

    text: str


@dataclass(frozen=True)
class Lead:
    """The sentence that matters most in its place."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Plain running text."""

    text: str


@dataclass(frozen=True)
class Aside:
    """A small remark."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Pairs of label and text."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ClaimNote:
    """What the numbers say of a reading: the verdict, the sentence that was tried, why, and what is not as it was before."""

    answer: str
    sentence: str
    reason: str
    change: str = ""

    @property
    def lead(self) -> str:
        """The verdict as it stands before the sentence, or alone."""
        return f"{self.answer}:" if self.sentence else f"{self.answer}."


@dataclass(frozen=True)
class Reading:
    """One way to read a wonder, with what the numbers say of it where they were asked."""

    text: str
    note: ClaimNote | None = None


@dataclass(frozen=True)
class Readings:
    """The ways a wonder was read."""

    items: tuple[Reading, ...]


@dataclass(frozen=True)
class Picture:
    """A chart with its caption."""

    figure: Figure


@dataclass(frozen=True)
class Voice:
    """A quote, a picture or an observation: its number on the timeline, the words, and what it is, when and from whom."""

    number: int
    text: str
    origin: str
    figure: Figure | None = None


@dataclass(frozen=True)
class Axis:
    """One half of the grid: its name and what it means."""

    name: str
    explanation: str


@dataclass(frozen=True)
class CauseGrid:
    """The four fields: `cells[row][column]` holds the cards of one field, `empty` is said where there are none."""

    rows: tuple[Axis, Axis]
    columns: tuple[Axis, Axis]
    cells: tuple[tuple[tuple[str, ...], tuple[str, ...]], tuple[tuple[str, ...], tuple[str, ...]]]
    empty: str


Block = Heading | Lead | Paragraph | Aside | Facts | Readings | Picture | Voice | CauseGrid


@dataclass(frozen=True)
class Knot:
    """One step on the thread: `blocks` when the team has been there, else only the `unfinished` sentence."""

    number: int
    heading: str
    blocks: tuple[Block, ...] = ()
    unfinished: str = ""


@dataclass(frozen=True)
class Outline:
    """The whole report, before it takes a form."""

    kicker: str
    title: str
    byline: str
    notice: str
    summary_heading: str
    summary: Facts
    knots: tuple[Knot, ...]
    about_heading: str
    about: tuple[NumberNote, ...]
    page_of: str
    author: str


def plain(text: str) -> str:
    """Take out of a text what neither XML nor HTML can hold, and the marks that turn the writing direction."""
    return _NOT_WRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
