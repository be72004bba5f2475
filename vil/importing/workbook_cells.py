"""Read one sheet of a workbook into a table of cells."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vil.importing import messages
from vil.importing.cells import Cells
from vil.importing.engine import fetch_one
from vil.importing.kinds import Bounds, find_named, refused
from vil.importing.workbook_parts import SheetPart, find_hidden_sheets, place_of, read_sheet_part

if TYPE_CHECKING:
    import duckdb

_MOST_DECIMALS = 9
"""What fastexcel rounds a number to when it writes it as text."""


@contextmanager
def _refusing_damage() -> Iterator[None]:
    """Refuse a workbook that calamine cannot read; it panics over some, which is no ordinary exception."""
    import fastexcel

    try:
        yield
    except fastexcel.FastExcelError as error:
        raise refused("password" if "assword" in str(error) else "damaged") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise refused("damaged") from error
        raise


def open_workbook(path: Path) -> Any:
    """Open a workbook with calamine; ReadingRefused when it is damaged or locked."""
    import fastexcel

    logging.getLogger("fastexcel").setLevel(logging.CRITICAL)
    with _refusing_damage():
        return fastexcel.read_excel(path)


def load_sheet_cells(
    engine: duckdb.DuckDBPyConnection, path: Path, sheet: str | None, bounds: Bounds
) -> tuple[Cells, str, tuple[str, ...]]:
    """Read a sheet, the first with anything in it unless one is named; also its name and the names of all."""
    workbook = open_workbook(path)
    names = tuple(workbook.sheet_names)
    sheet = find_named(sheet, names)
    hidden = find_hidden_sheets(path)
    visible = [name for name in names if name not in hidden] or list(names)
    with _refusing_damage():
        for name in (sheet,) if sheet is not None else visible:
            part = read_sheet_part(path, name)
            cells = _load(engine, workbook, name, bounds, part)
            if cells:
                cells.doubts += [*([messages.hidden_sheets(hidden)] if hidden else []), *part.doubts(name)]
                if sheet is None and len(names) > 1:
                    cells.doubts.append(messages.several_sheets(name, [other for other in names if other != name]))
                return cells, name, names
    raise refused("no_table")


def _load(engine: duckdb.DuckDBPyConnection, workbook: Any, name: str, bounds: Bounds, part: SheetPart) -> Cells | None:
    """Read the cells as text for what they say; once more as numbers only where text has too few decimals for them."""
    texts = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    width, height = texts.width, texts.height
    if not width or not height:
        return None
    if width * height > bounds.cells:
        raise refused("too_many_cells")
    names = [f"c{place}" for place in range(1, width + 1)]
    engine.register("texts", texts)
    engine.execute(f"CREATE TABLE written AS SELECT row_number() OVER () AS row, * FROM texts AS t({', '.join(names)})")
    engine.unregister("texts")
    some = fetch_one(engine, f"SELECT count(*) FROM written WHERE coalesce({', '.join(names)}) IS NOT NULL")[0]
    if not some and not part.errors:
        engine.execute("DROP TABLE written")
        return None
    if not some:
        _write_errors(engine, part, width)
    exact = _load_numbers(engine, workbook, name, names)
    beyond = part.columns_beyond(width)
    _widen(engine, width, beyond)
    numbers = ", ".join(
        f"numbers.n{place}" if place in exact else f"TRY_CAST(c{place} AS DOUBLE) AS n{place}"
        for place in range(1, width + beyond + 1)
    )
    source = "written POSITIONAL JOIN numbers" if exact else "written"
    kept = "TABLE" if exact else "VIEW"
    engine.execute(f"CREATE {kept} cells AS SELECT written.*, {numbers} FROM {source}")
    doubts = [messages.unused_columns(beyond)] if beyond else []
    return Cells(width + beyond, height, has_natives=True, unused=beyond, doubts=doubts)


def _write_errors(engine: duckdb.DuckDBPyConnection, part: SheetPart, width: int) -> None:
    """Let errors stand in a sheet that holds nothing else, so that it is seen what is there."""
    for cell, error in part.errors[:10_000]:
        row, place = place_of(cell)
        if place <= width:
            engine.execute(f"UPDATE written SET c{place} = $1 WHERE row = $2", [error, row])


def _widen(engine: duckdb.DuckDBPyConnection, width: int, beyond: int) -> None:
    """Add the empty columns that the used range reaches over."""
    for place in range(width + 1, width + beyond + 1):
        engine.execute(f"ALTER TABLE written ADD COLUMN c{place} VARCHAR")


def _load_numbers(engine: duckdb.DuckDBPyConnection, workbook: Any, name: str, names: Sequence[str]) -> list[int]:
    """Load the columns where numbers have as many decimals as the text of a cell ever shows, in full; their places from 1."""
    tests = ", ".join(f"bool_or({column} LIKE '%.{'_' * _MOST_DECIMALS}')" for column in names)
    found = fetch_one(engine, f"SELECT {tests} FROM written")
    exact = [place for place, is_cut in enumerate(found, 1) if is_cut]
    if exact:
        wanted = [place - 1 for place in exact]
        numbers = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="float", use_columns=wanted)
        engine.register("floats", numbers)
        listed = ", ".join(f"n{place}" for place in exact)
        engine.execute(f"CREATE TABLE numbers AS SELECT * FROM floats AS f({listed})")
        engine.unregister("floats")
    return exact
