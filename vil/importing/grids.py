"""Tables of marked-up files, web pages and XML, as cells in the engine."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vil.importing.cells import Cells
from vil.importing.engine import literal
from vil.importing.kinds import Bounds, find_named, refused

if TYPE_CHECKING:
    import duckdb

LONGEST_SPAN = 1000
_LARGE_SHARE = 0.5


@dataclass(frozen=True)
class Grid:
    """One table: its name and its rows of cells as text; `is_native` when its numbers are typed."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    is_native: bool = False

    @property
    def width(self) -> int:
        """The most cells in a row."""
        return max((len(row) for row in self.rows), default=0)

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(bool(cell) for row in self.rows for cell in row)


def choose_grid(grids: Sequence[Grid], wanted: str | None) -> Grid:
    """Choose the table asked for, or the first that is at least half as large as the largest."""
    wanted = find_named(wanted, [grid.name for grid in grids])
    largest = max((grid.filled for grid in grids), default=0)
    if not largest:
        raise refused("no_table")
    return next(
        grid for grid in grids if grid.name == wanted or (wanted is None and grid.filled >= largest * _LARGE_SHARE)
    )


def load_grid(engine: duckdb.DuckDBPyConnection, grid: Grid, scratch: Path, bounds: Bounds) -> Cells:
    """Load a table into `cells`; empty cells become NULL."""
    width, height = grid.width, len(grid.rows)
    if width * height > bounds.cells:
        raise refused("too_many_cells")
    clean = scratch / "grid.csv"
    with clean.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for number, row in enumerate(grid.rows, 1):
            writer.writerow([number, *row, *[""] * (width - len(row))])
    columns = ", ".join(["'row': 'BIGINT'", *(f"'c{place}': 'VARCHAR'" for place in range(1, width + 1))])
    natives = ", ".join(f"TRY_CAST(c{place} AS DOUBLE) AS n{place}" for place in range(1, width + 1))
    engine.execute(
        f"CREATE TABLE cells AS SELECT *{', ' + natives if grid.is_native else ''} FROM read_csv({literal(str(clean))}, "
        "auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"', "
        f"columns = {{{columns}}}, max_line_size = 32000000)"
    )
    clean.unlink()
    return Cells(width, height, has_natives=grid.is_native)


@dataclass(frozen=True)
class Spanned:
    """A cell as it is marked up: its text, and how many columns and rows it reaches over."""

    text: str
    across: int = 1
    down: int = 1


def unfold(rows: Iterable[Sequence[Spanned]]) -> tuple[tuple[str, ...], ...]:
    """Lay cells out in a rectangle; a text is repeated in the rows it reaches down over, but never sideways.

    >>> unfold([[Spanned("Fyn", down=2), Spanned("1")], [Spanned("2")]])
    (('Fyn', '1'), ('Fyn', '2'))
    """
    unfolded = []
    below: dict[int, tuple[str, int]] = {}
    for cells in rows:
        row: list[str] = []
        following: dict[int, tuple[str, int]] = {}
        for cell in cells:
            _repeat(row, below, following)
            for step in range(cell.across):
                text = cell.text if step == 0 else ""
                if cell.down > 1:
                    following[len(row)] = (text, cell.down - 1)
                row.append(text)
        for place in sorted(below):
            row += [""] * (place - len(row))
            _repeat(row, below, following)
        below = following
        unfolded.append(tuple(row))
    return tuple(unfolded)


def _repeat(row: list[str], below: dict[int, tuple[str, int]], following: dict[int, tuple[str, int]]) -> None:
    while len(row) in below:
        text, left = below.pop(len(row))
        if left > 1:
            following[len(row)] = (text, left - 1)
        row.append(text)
