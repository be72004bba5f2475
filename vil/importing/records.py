"""Divide the lines of a text file into records, whatever has gone wrong with some of them."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from vil.importing.dialect import DELIMITERS, LONGEST_CELL, NO_DELIMITER, Dialect
from vil.importing.mending import close_quotes, find_quoted, fits, join_cells

_MOST_LINES = 5000
_ESCAPED = re.compile(r'(?<!\\)((?:\\\\)*)\\"')
"""A backslash before a quote sign, and not one that is itself escaped; other backslashes stay as they are."""
_MOST_ROWS_SHOWN = 20


@dataclass
class Mended:
    """The rows that were not as the others: how many, and the first of them (physical, from 1)."""

    count: int = 0
    rows: list[int] = field(default_factory=list)

    def add(self, row: int) -> None:
        """Count one more row."""
        self.count += 1
        if len(self.rows) < _MOST_ROWS_SHOWN:
            self.rows.append(row)


@dataclass
class Oddities:
    """What was mended on the way: stray quote signs, rows with another delimiter, rows with a cell too many put in place."""

    quotes: Mended = field(default_factory=Mended)
    delimiters: Mended = field(default_factory=Mended)
    joined: Mended = field(default_factory=Mended)


class Records:
    """Read records one by one; each comes with the number of its first physical line, from 1.

    A line that is one record in itself, which nearly all are, is divided by the csv module. A cell over several lines is
    read as such when its record then has the usual width; a quote sign gone wrong never swallows the lines after it.
    """

    def __init__(self, dialect: Dialect, lines: Iterable[str], oddities: Oddities | None = None) -> None:
        csv.field_size_limit(LONGEST_CELL)
        self.dialect, self.lines = dialect, iter(lines)
        self.oddities = oddities or Oddities()
        self.ahead: deque[str] = deque()
        self.row = 0

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Give every record, blank ones as empty lists."""
        quote, width = self.dialect.quote, self.dialect.width
        delimiter = None if self.dialect.skips_spaces else self.dialect.delimiter
        while (line := self._next()) is not None:
            self.row += 1
            row = self.row
            if delimiter and (quote is None or quote not in line):
                bare = line.rstrip("\r\n")
                cells = bare.split(delimiter) if bare else []
            else:
                cells = self._read_quoted(line)
            if width > 1 and cells and len(cells) != width:
                cells = self._put_in_place(cells, line if self.row == row else None, row)
            yield row, cells

    def _next(self) -> str | None:
        if self.ahead:
            return self.ahead.popleft()
        line = next(self.lines, None)
        if line is None or not self.dialect.escape:
            return line
        return _ESCAPED.sub(r'\1""', line)

    def _read_quoted(self, line: str) -> list[str]:
        """Read a line with quote signs in it, and the lines its last cell runs on to."""
        cells = _divide([line], self.dialect)
        if cells is not None:
            return cells
        joined = self._join_lines(line)
        if joined:
            return joined
        bare = line.rstrip("\r\n")
        if self.dialect.quote and self.dialect.delimiter:
            mended = close_quotes(bare, self.dialect.delimiter, self.dialect.quote, self.dialect.width)
            if mended:
                self.oddities.quotes.add(self.row)
                return mended
        self.oddities.quotes.add(self.row)
        lenient = None if _is_open(bare, self.dialect) else _divide([bare], self.dialect, is_strict=False)
        return lenient or bare.split(self.dialect.delimiter or NO_DELIMITER)

    def _join_lines(self, line: str) -> list[str] | None:
        """Join a line with those after it until its quotes are closed; None when they never are, or close in a wrong place."""
        if not self.dialect.quote or not _is_open(line, self.dialect):
            return None
        taken = [line]
        width = self.dialect.width
        cells: list[str] | None = None
        while cells is None and len(taken) <= _MOST_LINES and (more := self._next()) is not None:
            taken.append(more)
            if self.dialect.quote not in more:
                continue
            cells = _divide(taken, self.dialect)
            if cells is None and not _is_open("".join(taken), self.dialect):
                break
        if cells is not None and width > 1 and len(cells) != width:
            alone = [_divide([one.rstrip("\r\n")], self.dialect, is_strict=False) or [] for one in taken]
            cells = None if sum(len(one) == width for one in alone) * 2 > len(alone) else cells
        if cells is None:
            self.ahead.extendleft(reversed(taken[1:]))
            return None
        self.row += len(taken) - 1
        return cells

    def _put_in_place(self, cells: list[str], line: str | None, row: int) -> list[str]:
        """Read a row of another width as its neighbours say it should be, when only one way does."""
        profile, delimiter = self.dialect.profile, self.dialect.delimiter or ""
        quoted = find_quoted(line or "", cells, self.dialect.quote)
        if len(cells) > self.dialect.width and (found := join_cells(cells, delimiter, profile, quoted)):
            self.oddities.joined.add(row)
            return found
        names = [cell for cell in cells if cell.strip()]
        if row == 1 and profile and len(cells) > len(names) == self.dialect.width:
            self.oddities.joined.add(row)
            return names
        if line is None:
            return cells
        for mark in DELIMITERS:
            if mark != delimiter and mark in line and (found := self._read_with(mark, line, row)):
                self.oddities.delimiters.add(row)
                return found
        return cells

    def _read_with(self, mark: str, line: str, row: int) -> list[str] | None:
        """Read one line with another delimiter; only when it then is like its neighbours, or a header of their width."""
        profile, width = self.dialect.profile, self.dialect.width
        cells = _divide([line.rstrip("\r\n")], Dialect(mark, self.dialect.quote, self.dialect.escape))
        if cells is None or not profile:
            return None
        if len(cells) == width:
            is_header = row == 1 and width > _FEWEST_NAMES and len({*cells}) == width and all(cells)
            return cells if is_header or fits(cells, profile) else None
        return join_cells(cells, mark, profile, find_quoted(line, cells, self.dialect.quote))


_FEWEST_NAMES = 4
"""A title of few words is no header divided by blanks."""


def _divide(lines: list[str], dialect: Dialect, *, is_strict: bool = True) -> list[str] | None:
    """Divide lines that should be one record; None when their quotes are out of place."""
    try:
        found = list(dialect.reader(lines, is_strict=is_strict))
    except csv.Error:
        return None
    return found[0] if len(found) == 1 else None if found else []


def _is_open(text: str, dialect: Dialect) -> bool:
    """Tell whether a text ends inside quotes, all of which are in their places so far."""
    try:
        list(dialect.reader([text], is_strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
