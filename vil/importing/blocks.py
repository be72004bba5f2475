"""Several tables under each other on one sheet: find them, read the one that is wanted, and ask which it should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from vil.importing import table_messages
from vil.importing.body import blank_sql, load_rows
from vil.importing.cells import Cells
from vil.importing.engine import fetch_one
from vil.importing.kinds import refused_as
from vil.importing.layout import Row, kind_of
from vil.importing.periods import parse_header
from vil.model.reading import Choice, Question

if TYPE_CHECKING:
    import duckdb

_MOST_BLOCKS = 30
_VALUES = ("number", "period")


@dataclass(frozen=True)
class Block:
    """One table: its first and last physical row, the row of its header, and the names there."""

    first: int
    last: int
    names: tuple[str, ...]


def find_blocks(engine: duckdb.DuckDBPyConnection, cells: Cells) -> tuple[Block, ...]:
    """Find the tables between blank rows; those without a header of their own belong to the one above. One table gives none."""
    starts = _find_starts(engine, cells)
    if not 1 < len(starts) <= _MOST_BLOCKS:
        return ()
    headed = [(start, names) for start in starts if (names := _find_header(engine, cells, start))]
    if len(headed) < 2:
        return ()
    last = int(str(fetch_one(engine, "SELECT max(row) FROM cells")[0]))
    firsts = [1, *(start for start, _ in headed[1:])]
    ends = [*(first - 1 for first in firsts[1:]), last]
    return tuple(Block(first, end, names) for first, end, (_, names) in zip(firsts, ends, headed, strict=True))


def _find_starts(engine: duckdb.DuckDBPyConnection, cells: Cells) -> list[int]:
    """Find the first row of every run of rows with something in them."""
    blank = blank_sql(cells.width)
    if not fetch_one(engine, f"SELECT count(*) FROM cells WHERE {blank}")[0]:
        return []
    marked = f"SELECT row, ({blank}) AS is_blank, lag({blank}, 1, true) OVER (ORDER BY row) AS after_blank FROM cells"
    found = engine.execute(
        f"SELECT row FROM ({marked}) WHERE NOT is_blank AND after_blank ORDER BY row LIMIT {_MOST_BLOCKS + 1}"
    ).fetchall()
    return [int(row[0]) for row in found]


def _find_header(engine: duckdb.DuckDBPyConnection, cells: Cells, start: int) -> tuple[str, ...]:
    """Find the names over a run: a row of texts (and periods) in its first rows, with figures right under it as wide."""
    rows = load_rows(engine, cells, f"WHERE row BETWEEN {start} AND {start + 3} ORDER BY row", 4)
    run = takewhile(lambda row: any(cell.strip() for cell in row[1]), rows)
    for above, below in pairwise(run):
        if _is_header(above, below):
            return tuple(cell.strip() for cell in above[1] if cell.strip())
    return ()


def _is_header(above: Row, below: Row) -> bool:
    names = {place for place, cell in enumerate(above[1]) if cell.strip()}
    values = {place for place, cell in enumerate(below[1]) if cell.strip()}
    texts = [place for place in names if kind_of(above[1][place]) == "text"]
    periods = {parse_header(above[1][place].strip()) for place in names.difference(texts)}
    figures = [place for place in names & values if kind_of(below[1][place]) in _VALUES]
    are_names = texts and None not in periods and len(texts) + len(periods) == len(names)
    are_figures = figures and not any(parse_header(below[1][place].strip()) for place in names.difference(texts))
    return len(names) > 1 and bool(are_names and are_figures) and values <= names and len(values) > 1


def keep_block(engine: duckdb.DuckDBPyConnection, cells: Cells, blocks: Sequence[Block], wanted: int | None) -> None:
    """Let `cells` hold one of the tables alone, the first unless one is named; the rows of the others are counted."""
    if wanted is not None and not 1 <= wanted <= max(1, len(blocks)):
        raise refused_as(table_messages.refused_block(wanted, len(blocks)))
    if not blocks:
        return
    block = blocks[(wanted or 1) - 1]
    inside = f"row BETWEEN {block.first} AND {block.last}"
    engine.execute("CREATE TEMP TABLE kept_block AS SELECT * FROM cells WHERE " + inside)
    outside, first = fetch_one(engine, f"SELECT count(*), min(row) FROM cells WHERE NOT ({inside})")
    is_view = fetch_one(engine, "SELECT count(*) FROM duckdb_views() WHERE view_name = 'cells'")[0]
    engine.execute(f"DROP {'VIEW' if is_view else 'TABLE'} cells")
    engine.execute("CREATE VIEW cells AS SELECT * FROM kept_block")
    counts = ", ".join(f"count(nullif(trim(c{place}), ''))" for place in range(1, cells.width + 1))
    filled = fetch_one(engine, f"SELECT {counts} FROM cells")
    cells.width = cells.full_width = max((place for place, count in enumerate(filled, 1) if count), default=1)
    cells.usual_width, cells.unused = min(cells.usual_width, cells.width), 0
    cells.height -= int(str(outside))
    cells.outside = int(str(outside))
    cells.doubts.append(table_messages.other_tables((wanted or 1), len(blocks), int(str(outside)), (int(str(first)),)))


def ask_for_block(blocks: Sequence[Block], wanted: int | None) -> tuple[Question, ...]:
    """Ask which of several tables is meant; the one that is read stands first."""
    if len(blocks) < 2 or wanted is not None:
        return ()
    choices = (
        Choice(str(number), table_messages.block_label(block.first, block.last, block.names[:6]))
        for number, block in enumerate(blocks, 1)
    )
    return (Question("block", None, table_messages.which_block(len(blocks)), tuple(choices)),)
