"""Text files that go wrong in the ways Pollock's survey found, made from a table of our own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

Rows = list[list[str]]
_UNITS = ("Nord", "Syd", "Øst", "Vest Å")
_NOTES = ("fast, planlagt", "akut", "flyttet til mandag, aftalt", "to besøg")


@dataclass(frozen=True)
class Polluted:
    """One file and the rows that should be read from it, header first."""

    name: str
    content: bytes
    wanted: Rows


def make_table(rows: int = 40) -> Rows:
    """Make a table of visits: every column but the note looks like something of its own."""
    names = ["Dato", "Klokken", "Besøg", "Sagsnr", "Pris", "Center", "Bemærkning", "Link"]
    return [names, *(_make_row(row) for row in range(rows))]


def _make_row(row: int) -> list[str]:
    day, clock = f"{row % 28 + 1:02}-03-2026", f"{8 + row % 9:02}:{row % 4 * 15:02}"
    price, note = f"{row % 7 + 1}{row % 10}.50 kr", _NOTES[row % 4]
    return [
        day,
        clock,
        str(row * 7 % 23),
        f"SA-{4000 + row}",
        price,
        _UNITS[row % 4],
        note,
        f"https://vil.dk/{row}.html",
    ]


def write(rows: Rows, *, delimiter: str = ",", quote: str = '"', end: str = "\n") -> list[str]:
    """Write each row as one line."""
    lines = []
    for row in rows:
        line = io.StringIO()
        csv.writer(line, delimiter=delimiter, quotechar=quote, lineterminator=end).writerow(row)
        lines.append(line.getvalue())
    return lines


def spoil_rows(rows: Rows) -> Iterator[Polluted]:
    """Spoil single rows: a separator more, a quote sign more, another delimiter."""
    for row, column in ((0, 3), (1, 0), (5, 2), (12, 7), (20, 6), (40, 4)):
        lines, cells = write(rows), list(rows[row])
        if row:
            more = write([[*cells[:column], "", *cells[column:]]])[0]
            yield _spoiled(f"more_{row}_{column}", lines, row, more, rows)
        written = [write([[cell]])[0].rstrip("\n") for cell in cells]
        quoted = ",".join([*written[:column], '"' + written[column], *written[column + 1 :]]) + "\n"
        wanted = [*cells[:column], '"' + cells[column], *cells[column + 1 :]]
        yield _spoiled(f"quote_{row}_{column}", lines, row, quoted, [*rows[:row], wanted, *rows[row + 1 :]])
        for mark, spoken in ((";", "semicolon"), ("\t", "tab"), ("|", "bar")):
            yield _spoiled(f"{spoken}_{row}", lines, row, write([cells], delimiter=mark)[0], rows)


def _spoiled(name: str, lines: list[str], row: int, line: str, wanted: Rows) -> Polluted:
    return Polluted(name, "".join([*lines[:row], line, *lines[row + 1 :]]).encode(), wanted)


def spoil_files(rows: Rows) -> Iterator[Polluted]:
    """Write the whole table in other ways."""
    for mark, spoken in (
        (",", "comma"),
        (";", "semicolon"),
        ("\t", "tab"),
        ("|", "bar"),
        ("^", "caret"),
        ("~", "tilde"),
    ):
        yield Polluted(f"delimiter_{spoken}", "".join(write(rows, delimiter=mark)).encode(), rows)
    for end, spoken in (("\n", "lf"), ("\r\n", "crlf"), ("\r", "cr")):
        yield Polluted(f"end_{spoken}", "".join(write(rows, end=end)).encode(), rows)
    plain = "".join(write(rows))
    yield Polluted("no_last_end", plain.rstrip("\n").encode(), rows)
    yield Polluted("two_last_ends", (plain + "\n").encode(), rows)
    spaced = "".join(line.replace(",", ", ").replace(",  ", ", ") for line in write(rows))
    yield Polluted("blank_after_delimiter", spaced.encode(), rows)
    yield Polluted("single_quotes", "".join(write(rows, quote="'")).encode(), rows)
    yield Polluted("no_header", "".join(write(rows[1:])).encode(), rows[1:])
    yield Polluted("preamble", ("Besøg i marts,,,,,,,\n,,,,,,,\n" + plain).encode(), rows)
    joined = [[f"{name} {name}" for name in rows[0]], *rows[1:]]
    yield Polluted("two_headers", (write(rows[:1])[0] + plain).encode(), joined)
    yield Polluted("one_row", "".join(write(rows[:2])).encode(), rows[:2])
    yield Polluted("header_only", write(rows[:1])[0].encode(), rows[:1])
    yield Polluted("table_twice", (plain + plain).encode(), rows)
    for encoding in ("utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "mac_roman"):
        yield Polluted(f"encoding_{encoding}", plain.encode(encoding), rows)
