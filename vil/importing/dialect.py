"""How a text file is divided into cells."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vil.importing.mending import Profile

DELIMITERS = {";": 1.0, ",": 1.0, "\t": 1.0, "|": 1.0, "^": 0.9, "~": 0.9, "#": 0.6, ":": 0.5, " ": 0.4}
NO_DELIMITER = "\x1f"
LONGEST_CELL = 1_000_000


@dataclass(frozen=True)
class Dialect:
    """A delimiter (None when every line is one cell), a quote sign and an escape sign (None when there is none).

    `skips_spaces` says that a blank after the delimiter belongs to it; `width` is the usual number of cells in a record, and
    `profile` what they look like.
    """

    delimiter: str | None
    quote: str | None = '"'
    escape: str | None = None
    skips_spaces: bool = False
    width: int = 0
    profile: Profile = ()

    def reader(self, lines: Iterable[str], *, is_strict: bool = False) -> Iterator[list[str]]:
        """Divide lines with the csv module alone; strict, it raises csv.Error where quote signs are out of place."""
        return csv.reader(
            lines,
            delimiter=self.delimiter or NO_DELIMITER,
            quotechar=self.quote,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            skipinitialspace=self.skips_spaces,
            strict=is_strict,
        )
