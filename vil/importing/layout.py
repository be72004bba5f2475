"""Find where the table is on a sheet: titles, header, data, sections, and notes under it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vil.importing.missing import ERRORS, MISSING
from vil.importing.numbers import find_form
from vil.importing.periods import parse_header, parse_period
from vil.importing.serial_headers import spell_serial_months

Row = tuple[int, tuple[str, ...]]
"""A physical row number and its cells, "" where empty."""

_NOTE = re.compile(
    r"(?:kilde|note|noter|source|anm|bemærk|anvendte filtre|applied filters|\*|†|\(?\d\)|http|tegnforklaring|udtrukket|opdateret"
    r"|copyright|©)",
    re.IGNORECASE,
)
_LONG_NOTE = 60
_MARKS = "*¹²³†‡"
"""Of footnotes, behind a number."""
_MIDNIGHT = re.compile(r"(?<=\d)[ T]00:00:00$")
"""How a workbook's date looks as text."""


@dataclass(frozen=True)
class Layout:
    """Where things are, by physical row from 1. `last_row` is the last row that may hold data.

    `serials` is the first header that was a month as Excel counts it, and the month it is.
    """

    title_rows: tuple[int, ...]
    titles: tuple[str, ...]
    header_rows: tuple[int, ...]
    names: tuple[str, ...]
    first_row: int
    last_row: int
    footer_rows: tuple[int, ...] = ()
    footers: tuple[str, ...] = ()
    has_sections: bool = False
    repeated_names: tuple[str, ...] = ()
    written_names: tuple[str, ...] = ()
    serials: tuple[str, str] | None = None


def kind_of(cell: str, missing: frozenset[str] = MISSING) -> str:
    """Sort a cell into empty, missing (a marker), number, period or text."""
    text = cell.strip()
    if not text:
        return "empty"
    if text in missing:
        return "missing"
    if find_form(text.rstrip(_MARKS)):
        return "number"
    return "period" if parse_period(text) else "text"


def find_layout(head: Sequence[Row], tail: Sequence[Row], width: int, header_row: int | None = None) -> Layout:
    """Find the layout from the first and the last rows of a sheet; `header_row` is the analyst's word (0: none)."""
    rows, serials = spell_serial_months([row for row in head if any(cell.strip() for cell in row[1])])
    valued = _find_valued_columns(rows, width)
    top = _find_first_data(rows, valued, header_row)
    header = _find_header(rows, top, valued, width, header_row)
    upper = _find_upper_headers(rows, header, valued)
    written = _join_names(rows, header, upper, width, valued)
    names, repeated = _name_columns(written)
    titles = [row for row in rows if row[0] < _row_of(rows, upper[0] if upper else header, top)]
    sections = [row for row in rows[(header + 1 if header is not None else 0) : top] if row not in titles]
    first = rows[top][0] if top < len(rows) else (tail[-1][0] + 1 if tail else 1)
    footers = _find_footers([row for row in tail if row[0] >= first], valued, width)
    header_rows = [rows[place][0] for place in (*upper, header) if place is not None]
    return Layout(
        title_rows=tuple(row for row, _ in titles),
        titles=tuple(cell.strip() for _, cells in titles for cell in cells if cell.strip()),
        header_rows=tuple(header_rows),
        names=names,
        first_row=sections[0][0] if sections else first,
        last_row=footers[0][0] - 1 if footers else (tail[-1][0] if tail else first),
        footer_rows=tuple(row for row, cells in footers if any(cell.strip() for cell in cells)),
        footers=tuple(cell.strip() for _, cells in footers for cell in cells if cell.strip()),
        has_sections=bool(sections),
        repeated_names=repeated,
        written_names=written,
        serials=serials[1:] if serials and serials[0] in header_rows else None,
    )


def _row_of(rows: Sequence[Row], header: int | None, top: int) -> int:
    if header is not None:
        return rows[header][0]
    return rows[top][0] if top < len(rows) else 0


def _filled(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row[1])


def _find_valued_columns(rows: Sequence[Row], width: int) -> dict[int, bool]:
    """Find the columns that mostly hold numbers or periods (by place); True where they mostly hold periods."""
    widest = max((_filled(row) for row in rows), default=0)
    body = [row for row in rows[1:] if _filled(row) > widest * 0.3] or list(rows)
    valued = {}
    for place in range(width):
        kinds: Counter[str] = Counter()
        for _, cells in body:
            kind = kind_of(cells[place]) if place < len(cells) else "empty"
            if kind == "number" and parse_period(cells[place].strip()):
                kind = "year"
            kinds[kind] += 1
        known = kinds["number"] + kinds["period"] + kinds["year"]
        if known and known >= kinds["text"]:
            valued[place] = kinds["period"] + kinds["year"] > kinds["number"]
    return valued


def _find_first_data(rows: Sequence[Row], valued: dict[int, bool], header_row: int | None) -> int:
    """Find the place among `rows` of the first row of data."""
    if header_row is not None:
        return next((place for place, row in enumerate(rows) if row[0] > header_row), len(rows))
    if valued:
        for place, row in enumerate(rows):
            fits, cells = 0, 0
            for column, is_period in valued.items():
                cell = row[1][column] if column < len(row[1]) else ""
                kind = kind_of(cell)
                cells += kind != "empty"
                fits += _fits(cell, kind, is_period)
            is_sparse = cells * 2 < len(valued) and any(
                _is_header_like(other, valued) for other in rows[place + 1 : place + 4]
            )
            if cells and fits * 2 >= cells and fits and cells * 4 >= len(valued) and not is_sparse:
                return place
    widest = max((_filled(row) for row in rows), default=0)
    first = next(
        (place for place, row in enumerate(rows) if _filled(row) * 2 >= widest and (_filled(row) > 1 or widest == 1)), 0
    )
    holds_errors = bool(rows) and {cell.strip() for cell in rows[first][1]} <= {"", "#N/A", *ERRORS}
    return first if holds_errors else min(first + 1, len(rows))


def _is_header_like(row: Row, valued: dict[int, bool]) -> bool:
    """Tell whether most columns of values hold a text in this row, so that rows above it are no data."""
    texts = sum(place < len(row[1]) and kind_of(row[1][place]) == "text" for place in valued)
    return texts * 2 > len(valued)


def _fits(cell: str, kind: str, is_period: bool) -> bool:
    """Tell whether a cell is what its column mostly holds, and not a year written as the name of a column of numbers."""
    if kind == "missing":
        return True
    if is_period:
        return kind == "period" or (kind == "number" and parse_period(cell.strip()) is not None)
    return kind == "number" and parse_header(cell.strip()) is None


def _find_header(
    rows: Sequence[Row], top: int, valued: dict[int, bool], width: int, header_row: int | None
) -> int | None:
    if header_row is not None:
        return next((place for place, row in enumerate(rows) if row[0] == header_row), None)
    widest = max((_filled(row) for row in rows), default=0)
    needed = widest * 0.5 if widest > 3 else min(widest, 2) if widest > 1 else 1
    if width > 2 and len(valued) == width - 1 and top:
        needed = min(needed, len(valued))
    found = next((place for place in range(top - 1, -1, -1) if _filled(rows[place]) >= needed), None)
    return top - 1 if found is not None and _is_continued(rows[found:top]) else found


def _places(row: Row) -> set[int]:
    return {at for at, cell in enumerate(row[1]) if cell.strip()}


def _is_continued(rows: Sequence[Row]) -> bool:
    """Tell whether the rows right under a header go on with it: units ("pct.", "antal") under some of its names."""
    names = _places(rows[0])
    follow = [above[0] + 1 == below[0] for above, below in pairwise(rows)]
    return len(rows) > 1 and all(follow) and all(_places(row) <= names and 0 not in _places(row) for row in rows[1:])


def _find_upper_headers(rows: Sequence[Row], header: int | None, valued: dict[int, bool]) -> list[int]:
    """Find the header rows right above the last: as full as it, or group names over two or more columns with values."""
    found: list[int] = []
    if header is None:
        return found
    below = _places(rows[header])
    for place in range(header - 1, -1, -1):
        filled = _places(rows[place])
        is_as_full = len(below) > 2 and len(filled) >= len(below) * 0.9
        is_above_values = 1 < len(filled) < len(valued) and all(at in valued for at in filled)
        fits = is_as_full or is_above_values or _is_around(rows[place], below, valued)
        if rows[place][0] != rows[place + 1][0] - 1 or not fits:
            break
        found.insert(0, place)
        below |= filled
    return found


def _is_around(row: Row, below: set[int], valued: dict[int, bool]) -> bool:
    """Tell whether a row names what the header below leaves without a name, and groups or all of what it names."""
    filled = _places(row)
    is_group = all(at in valued or at not in below for at in filled) or filled > below
    names = [kind_of(row[1][at]) != "number" or parse_header(row[1][at].strip()) for at in filled]
    return len(filled) > 1 and is_group and all(names) and any(at in valued and at in below for at in filled)


def _join_names(
    rows: Sequence[Row], header: int | None, upper: Sequence[int], width: int, valued: dict[int, bool]
) -> tuple[str, ...]:
    """Join the header rows downwards; a group name holds over the columns of values until the next."""
    cells = [_MIDNIGHT.sub("", " ".join(cell.split())) for cell in rows[header][1]] if header is not None else []
    cells += [""] * (width - len(cells))
    for row in reversed(upper):
        group = ""
        for place, cell in enumerate(rows[row][1]):
            group = " ".join(cell.split()) or (group if place in valued else "")
            cells[place] = " ".join(filter(None, (group, cells[place])))
            group = group if place in valued else ""
    return tuple(cells[:width])


def _name_columns(cells: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give every column a name of its own; also name those that were written more than once."""
    names: list[str] = []
    taken: set[str] = set()
    repeated = []
    for place, cell in enumerate(cells, 1):
        name, number = cell or f"(col {place})", 2
        while name.casefold() in taken:
            name, number = f"{cell} ({number})", number + 1
        if cell and name != cell:
            repeated.append(cell)
        taken.add(name.casefold())
        names.append(name)
    return tuple(names), tuple(dict.fromkeys(repeated))


def _find_footers(tail: Sequence[Row], valued: dict[int, bool], width: int) -> list[Row]:
    """Find the notes under the table: everything after a blank row that holds no values, and lone notes without one."""
    loose: list[Row] = []
    for row in reversed(tail):
        if _has_values(row, valued) or _filled(row) > max(2, width * 0.3):
            break
        loose.insert(0, row)
    blanks = [place for place, row in enumerate(loose) if not _filled(row)]
    if len(loose) == len(tail):
        return []
    notes = [place for place, row in enumerate(loose) if _is_note(row, width)]
    return loose[min([*blanks[:1], *notes[:1]]) :] if blanks or notes else []


def _has_values(row: Row, valued: dict[int, bool]) -> bool:
    """Tell whether a row holds a number, or a period where periods stand; a date among numbers is part of a note."""
    kinds = {place: kind_of(row[1][place]) for place in valued if place < len(row[1])}
    return any(kind == "number" or (kind == "period" and valued[place]) for place, kind in kinds.items())


def _is_note(row: Row, width: int) -> bool:
    texts = [cell.strip() for cell in row[1] if cell.strip()]
    return width > 1 and len(texts) == 1 and (len(texts[0]) > _LONG_NOTE or _NOTE.match(texts[0]) is not None)
