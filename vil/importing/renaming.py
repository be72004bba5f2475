"""Give the columns of a table as read the names they go by in the data set."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vil.importing.engine import file_literal, literal, open_engine, quoted
from vil.model.reading import Reading

if TYPE_CHECKING:
    import duckdb


def rename_columns(engine: duckdb.DuckDBPyConnection, reading: Reading, renames: Iterable[tuple[str, str]]) -> Reading:
    """Rename columns of a reading and of its table, which is written anew beside the old.

    A header that is not there is passed over, and so is a name that another column already has.
    """
    chosen = _fitting(reading, renames)
    if not chosen or reading.table is None:
        return reading
    return _write_renamed(engine, reading, chosen, reading.table.with_suffix(".renamed.parquet"))


def rename_at_home(reading: Reading, renames: Iterable[tuple[str, str]], folder: Path) -> Reading:
    """Do the same with a reading that has come home; its own table is left as it is and the new one written to `folder`."""
    chosen = _fitting(reading, renames)
    if not chosen or reading.table is None:
        return reading
    with open_engine(folder, memory_mb=512) as engine:
        return _write_renamed(engine, reading, chosen, folder / f"renamed-{uuid.uuid4().hex}.parquet")


def _write_renamed(
    engine: duckdb.DuckDBPyConnection, reading: Reading, chosen: dict[str, str], target: Path
) -> Reading:
    pairs = ", ".join(f"{quoted(old)} AS {quoted(new)}" for old, new in chosen.items())
    engine.execute(
        f"COPY (SELECT * RENAME ({pairs}) FROM read_parquet({file_literal(Path(str(reading.table)))})) "
        f"TO {literal(str(target))} (FORMAT parquet, COMPRESSION zstd)"
    )
    return replace(_renamed(reading, lambda name: chosen.get(name, name)), table=target)


def _fitting(reading: Reading, renames: Iterable[tuple[str, str]]) -> dict[str, str]:
    there = {column.name for column in reading.columns}
    chosen: dict[str, str] = {}
    for old, new in renames:
        if old in there and old not in chosen and new and new not in there and new not in chosen.values():
            chosen[old] = new
    return chosen


def _renamed(reading: Reading, name: Callable[[str], str]) -> Reading:
    """Say the new names wherever a reading names a column; what was said in words of the file stays as it was said."""
    period = reading.period
    if period:
        column = name(period.column) if period.column else None
        period = replace(
            period, column=column, columns=tuple(map(name, period.columns)), parts=tuple(map(name, period.parts))
        )
    header, *rows = reading.preview or ((),)
    return replace(
        reading,
        columns=tuple(replace(one, name=name(one.name)) for one in reading.columns),
        period=period,
        unit=name(reading.unit) if reading.unit else None,
        preview=(tuple(map(name, header)), *rows) if reading.preview else (),
        fill_down=tuple(map(name, reading.fill_down)),
        unit_columns=tuple(map(name, reading.unit_columns)),
        measures=tuple((name(column), measure) for column, measure in reading.measures),
        nearly_numbers=tuple(map(name, reading.nearly_numbers)),
        personal=tuple(replace(one, column=name(one.column)) for one in reading.personal),
        pseudonyms=tuple(map(name, reading.pseudonyms)),
    )
