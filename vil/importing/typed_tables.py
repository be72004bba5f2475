"""Read Parquet files and the base tables of DuckDB files; rows never pass through Python."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vil.importing.engine import file_literal, literal, quoted
from vil.importing.kinds import find_named, refused

if TYPE_CHECKING:
    import duckdb

_NUMBERS = (
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "UHUGEINT",
)


def attach_database(engine: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, ...]:
    """Attach an untrusted DuckDB file read-only and name its base tables (never views), the largest first."""
    import duckdb

    try:
        engine.execute(f"ATTACH {literal(str(path))} AS extract (READ_ONLY)")
    except duckdb.Error as error:
        raise refused("damaged") from error
    found = engine.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'extract' AND NOT internal "
        "ORDER BY estimated_size DESC, schema_name, table_name"
    ).fetchall()
    return tuple(name if schema == "main" else f"{schema}.{name}" for schema, name in found)


def choose_table(names: tuple[str, ...], wanted: str | None) -> str:
    """Choose the table that was asked for, or the first."""
    if not names:
        raise refused("no_tables")
    return find_named(wanted, names) or names[0]


def lock_engine(engine: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Let the engine write in one folder and touch nothing else from now on."""
    engine.execute(f"SET allowed_directories = [{literal(str(folder))}]")
    engine.execute("SET enable_external_access = false")
    engine.execute("SET lock_configuration = true")


def table_source(name: str) -> str:
    """Write a table of the attached file as SQL."""
    schema, _, table = name.rpartition(".")
    return f"extract.{quoted(schema or 'main')}.{quoted(table)}"


def json_source(engine: duckdb.DuckDBPyConnection, path: Path) -> str:
    """Write a file of JSON objects, one a line, as SQL over a table made of it; ReadingRefused when a line is broken."""
    import duckdb

    try:
        engine.execute(
            f"CREATE TABLE objects AS SELECT * FROM read_json({file_literal(path)}, format = 'newline_delimited', "
            "sample_size = -1, convert_strings_to_integers = false)"
        )
    except duckdb.Error as error:
        raise refused("json") from error
    return "objects"


def parquet_source(engine: duckdb.DuckDBPyConnection, path: Path) -> str:
    """Write a Parquet file as SQL; ReadingRefused when it is damaged."""
    import duckdb

    source = f"read_parquet({file_literal(path)})"
    try:
        engine.execute(f"SELECT * FROM {source} LIMIT 1").fetchall()
    except duckdb.Error as error:
        raise refused("damaged") from error
    return source


def make_typed_body(engine: duckdb.DuckDBPyConnection, source: str) -> tuple[tuple[str, ...], dict[int, str]]:
    """Build the views `texts` (row 0, t1 … tN), `numbered` (rows from 1) and `body` (c1 … cN), typed where the table is.

    Return the names and, by place from 1, the kinds "number", "date" and "boolean"; columns of text are left out.
    """
    described = engine.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    if not described:
        raise refused("no_table")
    kinds = {place: kind for place, row in enumerate(described, 1) if (kind := kind_of(str(row[1])))}
    listed = ", ".join(
        f"{_read(quoted(row[0]), kinds.get(place))} AS t{place}" for place, row in enumerate(described, 1)
    )
    cells = ", ".join(f"t{place} AS c{place}" for place in range(1, len(described) + 1))
    engine.execute(f"CREATE OR REPLACE TEMP VIEW texts AS SELECT 0 AS row, {listed} FROM {source}")
    engine.execute(f"CREATE OR REPLACE TEMP VIEW body AS SELECT row, {cells} FROM texts")
    engine.execute("CREATE OR REPLACE TEMP VIEW numbered AS SELECT * REPLACE (row_number() OVER () AS row) FROM texts")
    return tuple(str(row[0]) for row in described), kinds


def kind_of(type_name: str) -> str | None:
    """Tell "number", "date" and "boolean" from a type of the engine; None for text and everything else."""
    if type_name in _NUMBERS or type_name in ("DOUBLE", "FLOAT", "REAL") or type_name.startswith("DECIMAL"):
        return "number"
    if type_name == "DATE" or type_name.startswith("TIMESTAMP"):
        return "date"
    return "boolean" if type_name == "BOOLEAN" else None


def _read(column: str, kind: str | None) -> str:
    if kind == "number":
        return f"CASE WHEN isfinite(CAST({column} AS DOUBLE)) THEN {column} END"
    if kind == "date":
        return f"CASE WHEN isfinite({column}) THEN CAST({column} AS DATE) END"
    return column if kind == "boolean" else f"nullif(trim(CAST({column} AS VARCHAR)), '')"
