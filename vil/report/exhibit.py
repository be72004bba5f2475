"""One chart with all that must go with it when it leaves the product: claim, sentence, source, version, events, numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How the numbers of an exhibit are drawn natively."""

    LINE = "line"
    BARS = "bars"
    BARS_BESIDE = "bars_beside"
    POINTS = "points"


@dataclass(frozen=True)
class Strand:
    """One set of values under each other: a line, a colour of bars, or a cloud of points (then with `x`).

    `is_quiet` is context: dashed or grey, without markers; `is_hoped` is what a team hopes for: dotted.
    """

    name: str
    values: tuple[float | None, ...]
    x: tuple[float, ...] = ()
    is_quiet: bool = False
    is_hoped: bool = False


@dataclass(frozen=True)
class Exhibit:
    """A chart on its way out. `rows` are the numbers as a table, `columns` its headings; `alt` says what is seen in it."""

    headline: str
    sentences: tuple[str, ...]
    source: str
    events: tuple[str, ...]
    form: Form
    categories: tuple[str, ...]
    strands: tuple[Strand, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]
    unit: str = ""
    is_synthetic: bool = False
    is_percentage: bool = False
    alt: str = ""
