"""Read one sheet of a workbook into a table of cells."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vil.importing import messages
from vil.importing.cells import Cells
from vil.importing.kinds import Bounds, refused, refused_as

if TYPE_CHECKING:
    import duckdb


def open_workbook(path: Path) -> Any:
    """Open a workbook with calamine; ReadingRefused when it is damaged or locked."""
    import fastexcel

    logging.getLogger("fastexcel").setLevel(logging.CRITICAL)
    try:
        return fastexcel.read_excel(path)
    except fastexcel.FastExcelError as error:
        raise refused("password" if "assword" in str(error) else "damaged") from error


def load_sheet_cells(
    engine: duckdb.DuckDBPyConnection, path: Path, sheet: str | None, bounds: Bounds
) -> tuple[Cells, str, tuple[str, ...]]:
    """Read a sheet, the first with anything in it unless one is named; also its name and the names of all."""
    import fastexcel

    workbook = open_workbook(path)
    names = tuple(workbook.sheet_names)
    if sheet is not None and sheet not in names:
        raise refused_as(messages.refused_sheet(sheet, names))
    try:
        for name in (sheet,) if sheet is not None else names:
            cells = _load(engine, workbook, name, bounds)
            if cells:
                if sheet is None and len(names) > 1:
                    cells.doubts.append(messages.several_sheets(name, [other for other in names if other != name]))
                return cells, name, names
    except fastexcel.FastExcelError as error:
        raise refused("damaged") from error
    raise refused("no_table")


def _load(engine: duckdb.DuckDBPyConnection, workbook: Any, name: str, bounds: Bounds) -> Cells | None:
    """Read the cells twice: as text for what they say, as numbers for full precision."""
    texts = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    width, height = texts.width, texts.height
    if not width or not height:
        return None
    if width * height > bounds.cells:
        raise refused("too_many_cells")
    numbers = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="float")
    engine.register("texts", texts)
    engine.register("numbers", numbers)
    text_names = ", ".join(f"c{place}" for place in range(1, width + 1))
    number_names = ", ".join(f"n{place}" for place in range(1, width + 1))
    engine.execute(
        f"CREATE TABLE cells AS SELECT row_number() OVER () AS row, * "
        f"FROM texts AS t({text_names}) POSITIONAL JOIN numbers AS n({number_names})"
    )
    engine.unregister("texts")
    engine.unregister("numbers")
    some = engine.execute(f"SELECT count(*) FROM cells WHERE coalesce({text_names}) IS NOT NULL").fetchone()
    if not some or not some[0]:
        engine.execute("DROP TABLE cells")
        return None
    return Cells(width, height, has_natives=True)
