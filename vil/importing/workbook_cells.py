"""Read one sheet of a workbook into a table of cells."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vil.importing import messages
from vil.importing.cells import Cells
from vil.importing.engine import fetch_one
from vil.importing.kinds import Bounds, find_named, refused
from vil.importing.ods_parts import read_ods_part
from vil.importing.workbook_parts import SheetPart, find_hidden_sheets, name_of, place_of, read_sheet_part

if TYPE_CHECKING:
    import duckdb

_MOST_DECIMALS = 9
"""What fastexcel rounds a number to when it writes it as text."""
_FRONT_ROWS, _FRONT_COLUMNS = 60, 5
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 2
"""A sheet smaller than this is no table that a page before it could be the front of."""
_ERROR = re.compile(r"'Error\((\w+)\)'")
_ERRORS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "GettingData": "#GETTING_DATA",
}
"""What calamine calls Excel's errors, and Excel itself."""


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
    """Read a sheet, the first with anything in it unless one is named; also its name and the names of all.

    A front page (a few texts and hardly a figure) is passed over where a later sheet is none.
    """
    workbook = open_workbook(path)
    names = tuple(workbook.sheet_names)
    sheet = find_named(sheet, names)
    with _refusing_damage(), ThreadPoolExecutor(1) as beside:
        hidden = _find_hidden(workbook, path, names)
        visible = [name for name in names if name not in hidden] or list(names)

        def load(name: str) -> tuple[Cells, SheetPart] | None:
            asked = beside.submit(_read_part, path, name)
            return _load(engine, workbook, name, bounds, asked.result)

        found = _load_first(engine, [sheet] if sheet is not None else visible, load)
        if found is None:
            raise refused("no_table")
    name, cells, part = found
    cells.doubts += [*([messages.hidden_sheets(hidden)] if hidden else []), *part.doubts(name)]
    if sheet is None and len(names) > 1:
        cells.doubts.append(messages.several_sheets(name, [other for other in names if other != name]))
    return cells, name, names


def _load_first(
    engine: duckdb.DuckDBPyConnection,
    names: Sequence[str],
    load: Callable[[str], tuple[Cells, SheetPart] | None],
) -> tuple[str, Cells, SheetPart] | None:
    """Load the first sheet that is no front page, else the first with anything in it."""
    front = None
    for name in names:
        found = load(name)
        is_alone = found is not None and (found[0].width < _FEWEST_COLUMNS or found[0].height < _FEWEST_ROWS)
        if found and (len(names) == 1 or not ((front and is_alone) or _is_front(engine, found[0]))):
            return name, *found
        if found:
            front = front or name
            for table in ("VIEW cells", "TABLE cells", "TABLE written", "TABLE numbers"):
                _drop(engine, table)
    found = load(front) if front is not None else None
    return (front, *found) if front is not None and found else None


def _drop(engine: duckdb.DuckDBPyConnection, kind_and_name: str) -> None:
    """Drop a table or view where there is one of that kind."""
    kind, name = kind_and_name.split()
    named = "view_name" if kind == "VIEW" else "table_name"
    if engine.execute(f"SELECT 1 FROM duckdb_{kind.lower()}s() WHERE {named} = '{name}'").fetchall():
        engine.execute(f"DROP {kind_and_name}")


def _is_front(engine: duckdb.DuckDBPyConnection, cells: Cells) -> bool:
    """Tell whether a sheet is a page of text: small, and at most one cell in ten a figure."""
    if cells.height > _FRONT_ROWS or cells.width - cells.unused > _FRONT_COLUMNS:
        return False
    places = range(1, cells.width + 1)
    filled = " + ".join(f"count(nullif(trim(c{place}), ''))" for place in places)
    numbers = " + ".join(f"count(n{place})" for place in places)
    return bool(fetch_one(engine, f"SELECT ({numbers}) * 10 <= ({filled}) FROM cells")[0])


def _find_hidden(workbook: Any, path: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Name the hidden sheets; an xlsx file says so without being read, of others calamine tells."""
    hidden = find_hidden_sheets(path)
    if hidden is not None or len(names) == 1:
        return hidden or ()
    return tuple(name for name in names if workbook.load_sheet(name, n_rows=1, dtypes="string").visible != "visible")


def _read_part(path: Path, name: str) -> SheetPart | None:
    """Read what a file says beside the values of a sheet; None where only calamine can tell."""
    return read_sheet_part(path, name) or read_ods_part(path, name)


def _load(
    engine: duckdb.DuckDBPyConnection, workbook: Any, name: str, bounds: Bounds, ask: Callable[[], SheetPart | None]
) -> tuple[Cells, SheetPart] | None:
    """Read the cells as text for what they say; once more as numbers only where text has too few decimals for them.

    What the file says beside the values is asked for when the values are there: both are read at the same time.
    """
    texts = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    width, height = texts.width, texts.height
    if not width or not height:
        return None
    if width * height > bounds.cells:
        raise refused("too_many_cells")
    names = [f"c{place}" for place in range(1, width + 1)]
    start = texts.available_columns()[0].absolute_index
    part = _write_texts(engine, texts, names, start, ask)
    filled = " OR ".join(f"{column} <> ''" for column in names)
    if not engine.execute(f"SELECT 1 FROM written WHERE {filled} LIMIT 1").fetchall():
        if not part.errors:
            engine.execute("DROP TABLE written")
            return None
        _write_errors(engine, part, start, width)
    exact = _load_numbers(engine, workbook, name, names)
    beyond = part.columns_beyond(start + width)
    _widen(engine, width, beyond)
    numbers = ", ".join(
        f"numbers.n{place}" if place in exact else f"TRY_CAST(c{place} AS DOUBLE) AS n{place}"
        for place in range(1, width + beyond + 1)
    )
    source = "written POSITIONAL JOIN numbers" if exact else "written"
    kept = "TABLE" if exact else "VIEW"
    engine.execute(f"CREATE {kept} cells AS SELECT written.*, {numbers} FROM {source}")
    doubts = [messages.unused_columns(beyond)] if beyond else []
    return Cells(width + beyond, height, has_natives=True, unused=beyond, doubts=doubts), part


def _write_texts(
    engine: duckdb.DuckDBPyConnection,
    texts: Any,
    names: Sequence[str],
    start: int,
    ask: Callable[[], SheetPart | None],
) -> SheetPart:
    """Write the cells as text, and give what stands beside them; calamine tells of errors where the file itself does not."""
    part = ask()
    source: Any = texts
    if part is None:
        source, faults = texts.to_arrow_with_errors()
        found = [(fault, _ERROR.search(fault.detail)) for fault in faults.errors] if faults else []
        named = [
            (name_of(one.position[0] + 1, start + one.position[1] + 1), _ERRORS.get(kind[1], "#"))
            for one, kind in found
            if kind
        ]
        part = SheetPart(errors=tuple(named))
    engine.register("texts", source)
    engine.execute(f"CREATE TABLE written AS SELECT row_number() OVER () AS row, * FROM texts AS t({', '.join(names)})")
    engine.unregister("texts")
    return part


def _write_errors(engine: duckdb.DuckDBPyConnection, part: SheetPart, start: int, width: int) -> None:
    """Let errors stand in a sheet that holds nothing else, so that it is seen what is there."""
    for cell, error in part.errors[:10_000]:
        row, column = place_of(cell)
        if 0 < column - start <= width:
            engine.execute(f"UPDATE written SET c{column - start} = $1 WHERE row = $2", [error, row])


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
