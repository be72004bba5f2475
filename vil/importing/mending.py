"""Read lines that are not as their neighbours: a quote sign too many, another delimiter, a cell divided by mistake."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

Profile = tuple[frozenset[str] | None, ...]
"""What the cells of every column look like, None for a column that looks like anything."""

_LONGEST_LINE = 20_000
_MOST_MARKS = 400
_MOST_WORK = 200_000
_FEWEST_ROWS = 5
_RUNS = (
    (re.compile(r"\d+"), "9"),
    (re.compile(r"[^\W\d_]+"), "a"),
    (re.compile(r"(?:a[ a.'&-]*)?a(?: a)*"), "a"),
    (re.compile(r"\s+"), " "),
)
_MOST_SHAPES = 6


@lru_cache(maxsize=20_000)
def find_shape(cell: str) -> str:
    """Say what a cell looks like: runs of digits as 9, of letters and words as a.

    >>> find_shape("28/01/2018"), find_shape("Nord og Syd")
    ('9/9/9', 'a')
    """
    shape = cell.strip()[:200]
    for pattern, sign in _RUNS:
        shape = pattern.sub(sign, shape)
    return shape


def find_profile(rows: Sequence[Sequence[str]]) -> Profile:
    """Find what the cells of every column look like; the first row may be a header and is left out."""
    if len(rows) <= _FEWEST_ROWS:
        return ()
    columns = zip(*rows[1:], strict=True)
    return tuple(_shapes_of(column) for column in columns)


def _shapes_of(column: Sequence[str]) -> frozenset[str] | None:
    counted = Counter(find_shape(cell) for cell in column)
    common = frozenset(shape for shape, _ in counted.most_common(_MOST_SHAPES))
    covered = sum(counted[shape] for shape in common)
    says_something = any(re.search(r"[^a ]", shape) for shape in common)
    return common if covered == counted.total() and says_something else None


def fits(cells: Sequence[str], profile: Profile) -> bool:
    """Tell whether every cell looks like its column, and some column looks like something."""
    known = [(cell, shapes) for cell, shapes in zip(cells, profile, strict=True) if shapes is not None]
    return bool(known) and all(find_shape(cell) in shapes for cell, shapes in known)


def join_cells(cells: Sequence[str], mark: str, profile: Profile, quoted: Sequence[bool] = ()) -> list[str] | None:
    """Put a row with too many cells in its place: an empty one out, or neighbours joined; None unless one way alone fits.

    Cells that stand in quote signs are never joined to others.
    """
    surplus = len(cells) - len(profile)
    if not profile or surplus < 1 or len(cells) > _MOST_MARKS:
        return None
    ways: list[list[tuple[str, ...]]] = [[], []]
    for place in range(len(profile)):
        window = cells[place : place + surplus]
        if not any(cell.strip() for cell in window):
            ways[0].append((*cells[:place], *cells[place + surplus :]))
        joined = mark.join(cells[place : place + surplus + 1])
        if not any(quoted[place : place + surplus + 1]):
            ways[1].append((*cells[:place], joined, *cells[place + surplus + 1 :]))
    if not any(cell.strip() for cell in cells[len(profile) :]):
        ways[0].append(tuple(cells[: len(profile)]))
    for found in ways:
        fitting = {way for way in found if fits(way, profile)}
        if fitting:
            return list(fitting.pop()) if len(fitting) == 1 else None
    return None


def find_quoted(line: str, cells: Sequence[str], quote: str | None) -> list[bool]:
    """Tell which cells of a line, divided without trouble, stand in quote signs."""
    found, start = [], 0
    for cell in cells:
        found.append(quote is not None and line.startswith(quote, start))
        start += len(cell) + 1 + (2 + cell.count(str(quote)) if found[-1] else 0)
    return found


def close_quotes(line: str, delimiter: str, quote: str, width: int) -> list[str] | None:
    """Divide a line with stray quote signs into the usual number of cells, with as few signs out of place as can be.

    A quote sign closes a cell only before a delimiter or the end of the line. None when no division gives that number.
    """
    work = (line.count(delimiter) + 1) * (line.count(quote) + 1) * width
    if width < 2 or len(line) > _LONGEST_LINE or work > _MOST_WORK:
        return None
    ends = _find_ends(line, delimiter)
    closing = [place for place, sign in enumerate(line) if sign == quote and place + 1 in ends]
    found: dict[tuple[int, int], tuple[int, list[str]] | None] = {}
    for left in range(1, width + 1):
        starts = [0, *(end + len(delimiter) for end in ends if end < len(line))]
        for start in starts:
            found[start, left] = _best_cell(line, start, left, found, _Signs(delimiter, quote, closing))
    best = found.get((0, width))
    return best[1] if best else None


class _Signs:
    """The signs of one line: its delimiter, its quote sign, and where that may close a cell."""

    def __init__(self, delimiter: str, quote: str, closing: list[int]) -> None:
        self.delimiter, self.quote, self.closing = delimiter, quote, closing


def _find_ends(line: str, delimiter: str) -> dict[int, None]:
    """List where a cell may end, in order."""
    ends = [found.start() for found in re.finditer(re.escape(delimiter), line)]
    return dict.fromkeys([*ends, len(line)])


def _best_cell(
    line: str, start: int, left: int, found: dict[tuple[int, int], tuple[int, list[str]] | None], signs: _Signs
) -> tuple[int, list[str]] | None:
    """Choose the first of the `left` cells from `start` on; the best ways for fewer cells are known already."""
    ways = []
    for end, cost, cell in _cells_from(line, start, signs):
        if left == 1:
            rest: tuple[int, list[str]] | None = (0, []) if end == len(line) else None
        else:
            rest = found.get((end + len(signs.delimiter), left - 1)) if end < len(line) else None
        if rest:
            ways.append((cost + rest[0], [cell, *rest[1]]))
    return min(ways, key=lambda way: way[0], default=None)


def _cells_from(line: str, start: int, signs: _Signs) -> list[tuple[int, int, str]]:
    """List the cells that may begin here: where they end, how many quote signs are out of place, and their text."""
    quote = signs.quote
    end = line.find(signs.delimiter, start)
    end = len(line) if end < 0 else end
    bare = line[start:end]
    ways = [(end, bare.count(quote), bare)]
    if line.startswith(quote, start):
        for close in signs.closing:
            if close > start:
                inside = line[start + 1 : close]
                plain = inside.replace(quote * 2, "")
                ways.append((close + 1, plain.count(quote), inside.replace(quote * 2, quote)))
    return ways
