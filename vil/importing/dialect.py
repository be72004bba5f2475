"""Find how a text file is divided into cells."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

DELIMITERS = {";": 1.0, ",": 1.0, "\t": 1.0, "|": 1.0, "^": 0.9, "~": 0.9, "#": 0.6, ":": 0.5, " ": 0.4}
NO_DELIMITER = "\x1f"
LONGEST_CELL = 1_000_000
_NUMBER = r"[-+−(]?(?:kr\.? ?)?\d[\d.,' \u00a0]*(?:e[-+]?\d+)?\)? ?(?:%|kr\.?)?"
_DATE = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T][\d:.,]+)?(?:Z|[+-]\d\d:?\d\d)?|\d{1,2}:\d\d(?::\d\d)?"
_WORDS = r"[^\W\d_][\w .'’()/%&+*–—-]*|\d[\w .'’()/%&+*–-]*"
_TIDY = re.compile(rf"\s*(?:{_NUMBER}|{_DATE}|{_WORDS}|\S+@\S+|https?://\S+|\.\.|\.|-|–|:|…|)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """A delimiter (None when every line is one cell) and a quote sign (None when there is none)."""

    delimiter: str | None
    quote: str | None = '"'

    def read(self, lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
        """Divide lines into records; each comes with the number of its first physical line, from 1.

        Raises csv.Error when a cell never ends.
        """
        csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(
            lines,
            delimiter=self.delimiter or NO_DELIMITER,
            quotechar=self.quote,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
        )
        first = 1
        for record in reader:
            yield first, record
            first = reader.line_num + 1


def find_dialect(lines: list[str], delimiter: str | None = None) -> Dialect:
    """Find the delimiter and quote sign under which the lines make the tidiest table.

    The measure is that of van den Burg, Nazábal and Sutton (2019): how alike the rows are, times how many cells look
    like something. A lone column wins only when nothing divides the lines.
    """
    text = "".join(lines)
    quotes = [sign for sign in ('"', "'") if _is_used_as_quote(sign, text)] + [None]
    marks = [delimiter] if delimiter else [mark for mark in DELIMITERS if mark in text]
    best, best_score = Dialect(delimiter, quotes[0]), 0.0
    for mark in marks:
        for quote in quotes:
            dialect = Dialect(mark, quote)
            score = _score(dialect, lines) * DELIMITERS.get(mark, 1.0)
            if score > best_score * 1.0001:
                best, best_score = dialect, score
    return best


def _is_used_as_quote(sign: str, text: str) -> bool:
    """Tell whether a sign opens a cell somewhere: at the start of a line or after a delimiter."""
    delimiters = re.escape("".join(DELIMITERS).replace(" ", ""))
    edge = (
        rf"(?:^|[{delimiters}]) ?{sign}"
        if sign == '"'
        else rf"(?:^|[{delimiters}]){sign}[^'\n]*{sign}(?:$|[{delimiters}\r])"
    )
    return bool(re.search(edge, text, re.MULTILINE))


def _score(dialect: Dialect, lines: list[str]) -> float:
    try:
        rows = [cells for _, cells in dialect.read(lines) if any(cell.strip() for cell in cells)]
    except csv.Error:
        return 0.0
    if not rows:
        return 0.0
    widths = Counter(len(cells) for cells in rows)
    alike = sum(count * (width - 1) / width for width, count in widths.items()) / len(widths)
    cells = [cell for row in rows for cell in row]
    tidy = sum(_TIDY.fullmatch(cell) is not None for cell in cells[:20_000]) / len(cells[:20_000])
    return alike * tidy
