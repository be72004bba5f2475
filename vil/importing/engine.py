"""A bounded DuckDB connection that nobody else shares."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


WIDE = 100
"""Columns from which a query over a view of so many expressions costs far more than the cells do."""
_MOST_COPIED = 5_000_000


def is_worth_copying(width: int, height: int) -> bool:
    """Tell whether so wide a table is copied once, since every query over a view or a file of it binds all its columns."""
    return width > WIDE and width * height < _MOST_COPIED


def open_engine(scratch: Path, *, memory_mb: int = 1024, threads: int = 2) -> duckdb.DuckDBPyConnection:
    """Open an in-memory database that spills to `scratch` and loads nothing on its own."""
    import duckdb

    return duckdb.connect(
        config={
            "memory_limit": f"{memory_mb}MB",
            "threads": threads,
            "temp_directory": str(scratch / "spill"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_persistent_secrets": False,
            "python_enable_replacements": False,
        }
    )


def quoted(name: str) -> str:
    """Write a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Write a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def file_literal(path: Path) -> str:
    """Write a file name as an SQL literal that names that one file, wildcards in it notwithstanding."""
    escaped = "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))
    return literal(escaped)


def fetch_one(engine: duckdb.DuckDBPyConnection, sql: str) -> tuple[object, ...]:
    """Run a query that gives exactly one row."""
    rows = engine.execute(sql).fetchall()
    if not rows:
        raise LookupError("the query gave no row")
    return tuple(rows[0])
