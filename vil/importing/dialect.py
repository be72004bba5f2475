"""Find how a text file is divided into cells."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

DELIMITERS = {";": 1.0, ",": 1.0, "\t": 1.0, "|": 1.0, "^": 0.9, "~": 0.9, "#": 0.6, ":": 0.5, " ": 0.4}
NO_DELIMITER = "\x1f"
LONGEST_CELL = 1_000_000
_NUMBER = r"[-+−(]?(?:kr\.? ?)?\d[\d.,' \u00a0]*(?:e[-+]?\d+)?\)? ?(?:%|kr\.?)?"
_DATE = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T][\d:.,]+)?(?:Z|[+-]\d\d:?\d\d)?|\d{1,2}:\d\d(?::\d\d)?"
_WORDS = r"[^\W\d_][\w .'’()/%&+*–—-]*|\d[\w .'’()/%&+*–-]*"
_TIDY = re.compile(rf"\s*(?:{_NUMBER}|{_DATE}|{_WORDS}|\S+@\S+|https?://\S+|\.\.|\.|-|–|:|…|)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """A delimiter (None when every line is one cell), a quote sign and an escape sign (None when there is none).

    `skips_spaces` says that a blank after the delimiter belongs to it; `width` is the usual number of cells in a record.
    """

    delimiter: str | None
    quote: str | None = '"'
    escape: str | None = None
    skips_spaces: bool = False
    width: int = 0

    def read(self, lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
        """Divide lines into records; each comes with the number of its first physical line, from 1.

        A record over several lines that has not the usual width, though each line alone has, is a quote gone wrong: its
        lines are read one by one. Raises csv.Error when a cell never ends.
        """
        csv.field_size_limit(LONGEST_CELL)
        kept: list[str] = []
        first = 1
        for record in self._reader(_keeping(lines, kept)):
            if len(kept) > 1 and self.width > 1 and len(record) != self.width:
                singles = [next(self._reader([line.rstrip("\r\n")]), []) for line in kept]
                if sum(len(cells) == self.width for cells in singles) * 2 > len(singles):
                    yield from enumerate(singles, first)
                    first += len(kept)
                    kept.clear()
                    continue
            yield first, record
            first += len(kept)
            kept.clear()

    def _reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        return csv.reader(
            lines,
            delimiter=self.delimiter or NO_DELIMITER,
            quotechar=self.quote,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            escapechar=self.escape,
            skipinitialspace=self.skips_spaces,
        )


def _keeping(lines: Iterable[str], kept: list[str]) -> Iterator[str]:
    for line in lines:
        kept.append(line)
        yield line


def find_dialect(lines: list[str], delimiter: str | None = None) -> Dialect:
    """Find the delimiter and quote sign under which the lines make the tidiest table.

    The measure is that of van den Burg, Nazábal and Sutton (2019): how alike the rows are, times how many cells look
    like something. A lone column wins only when nothing divides the lines.
    """
    text = "".join(lines)
    quotes = [sign for sign in ('"', "'") if _is_used_as_quote(sign, text)] + [None]
    marks = [delimiter] if delimiter else [mark for mark in DELIMITERS if mark in text]
    best, best_score = Dialect(delimiter, quotes[0]), 0.0
    for dialect in (variant for mark in marks for quote in quotes for variant in _variants(mark, quote, text)):
        score = _score(dialect, lines) * DELIMITERS.get(str(dialect.delimiter), 1.0)
        if score > best_score * 1.0001:
            best, best_score = dialect, score
    widths = Counter(len(cells) for _, cells in best.read(lines) if cells) if best_score else Counter({1: 1})
    return replace(best, width=widths.most_common(1)[0][0])


def _variants(mark: str, quote: str | None, text: str) -> list[Dialect]:
    """List the ways to read with one delimiter and quote sign: blanks after the delimiter, backslashes before quotes."""
    plain = Dialect(mark, quote)
    if not quote:
        return [plain]
    skips = mark != " " and re.search(rf"{re.escape(mark)} +{quote}", text) is not None
    escapes = f"\\{quote}" in text
    found = [plain, *([replace(plain, skips_spaces=True)] if skips else [])]
    return found + ([replace(one, escape="\\") for one in found] if escapes else [])


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
