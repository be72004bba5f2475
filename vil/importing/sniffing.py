"""Find how a text file is divided into cells: its delimiter, quote sign and escape sign."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from vil.importing.dialect import DELIMITERS, Dialect
from vil.importing.mending import find_profile
from vil.importing.records import Records

_NUMBER = r"[-+−(]?(?:kr\.? ?)?\d[\d.,' \u00a0]*(?:e[-+]?\d+)?\)? ?(?:%|kr\.?)?"
_DATE = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T][\d:.,]+)?(?:Z|[+-]\d\d:?\d\d)?|\d{1,2}:\d\d(?::\d\d)?"
_WORDS = r"[^\W\d_][\w .'’()/%&+*–—-]*|\d[\w .'’()/%&+*–-]*"
_TIDY = re.compile(rf"\s*(?:{_NUMBER}|{_DATE}|{_WORDS}|\S+@\S+|https?://\S+|\.\.|\.|-|–|:|…|)\s*", re.IGNORECASE)

_FEWEST_QUOTES = 8


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
        score = _score(dialect, lines, text) * DELIMITERS.get(str(dialect.delimiter), 1.0)
        if score > best_score * 1.0001:
            best, best_score = dialect, score
    return _with_width(best, lines) if best_score else replace(best, width=1)


def _with_width(dialect: Dialect, lines: list[str]) -> Dialect:
    """Add the usual number of cells, and what the cells of such rows look like."""
    rows = [cells for _, cells in Records(dialect, lines) if cells]
    width = Counter(len(cells) for cells in rows).most_common(1)[0][0]
    usual = [cells for cells in rows if len(cells) == width]
    return replace(dialect, width=width, profile=find_profile(usual))


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
        rf'(?:^|[{delimiters}]) ?"| "[^"\n]*"(?: |\r?$)'
        if sign == '"'
        else rf"(?:^|[{delimiters}]){sign}[^'\n]*{sign}(?:$|[{delimiters}\r])"
    )
    return bool(re.search(edge, text, re.MULTILINE))


def _score(dialect: Dialect, lines: list[str], text: str) -> float:
    """Measure how tidy a table the lines make; a delimiter that the quote signs do not stand beside counts for little."""
    rows = [cells for _, cells in Records(dialect, lines) if any(cell.strip() for cell in cells)]
    if not rows:
        return 0.0
    widths = Counter(len(cells) for cells in rows)
    alike = sum(count * (width - 1) / width for width, count in widths.items()) / len(widths)
    cells = [cell for row in rows for cell in row]
    tidy = sum(_TIDY.fullmatch(cell) is not None for cell in cells[:20_000]) / len(cells[:20_000])
    return alike * tidy * (0.05 + _share_beside(str(dialect.delimiter), text))


def _share_beside(delimiter: str, text: str) -> float:
    """Find the share of the double quote signs that stand at the edge of a cell, 1 where there are few."""
    quotes = text.count('"')
    if quotes < _FEWEST_QUOTES:
        return 1.0
    mark = re.escape(delimiter)
    beside = len(re.findall(rf'(?:^|{mark} ?)"|"(?=\r?$|{mark}|\r)', text, re.MULTILINE))
    doubled = 2 * text.count('""')
    return min(1.0, beside / max(1, quotes - doubled)) if quotes > doubled else 1.0
