"""What every reader of cells hands on."""

from __future__ import annotations

from dataclasses import dataclass, field

from vil.model.reading import Doubt

BLANKS = " \t\u00a0"
"""What is taken off a text at both ends."""


@dataclass
class Cells:
    """A table `cells` in the engine: `row` (physical, from 1) and c1 … cN as text; n1 … nN where cells are native numbers.

    `blanks` are the signs that may stand round a text, `padded` the columns where some do (None until looked for). `inside`
    counts the lines that cells run on to, `outside` the rows of other tables; `short_rows` are records with fewer cells than
    usual, the first of them. The last `unused` columns are empty: the sheet's used range reaches over them.
    """

    width: int
    height: int
    has_natives: bool = False
    usual_width: int = 0
    full_width: int = 0
    unused: int = 0
    doubts: list[Doubt] = field(default_factory=list)
    blanks: str = BLANKS
    padded: frozenset[int] | None = None
    inside: int = 0
    outside: int = 0
    short_rows: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Remember how many columns were read; `width` may be narrowed to those that belong to the table."""
        self.full_width = self.width
        self.usual_width = self.usual_width or self.width
