"""A child process that answers SQL over one typed file: `python -m vil.importing.asking_child ORDER`, where ORDER is a JSON file.

The file is a stranger's: Parquet, or a DuckDB file of which only base tables are read. Once it is open the engine may touch
nothing else but the scratch folder. Each line of standard input is a query and the file its answer is written to; each line of
standard output says how it went.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vil.errors import ReadingRefused
from vil.importing.child import BASE_MEMORY_MB
from vil.importing.limits import limit_memory

if TYPE_CHECKING:
    import duckdb

VIEW = "vil_rows"


def main(order_path: str) -> None:
    """Open the file, and answer until nobody asks any more."""
    order: dict[str, Any] = json.loads(Path(order_path).read_text(encoding="utf-8"))
    limit_memory(order["memory_mb"] + BASE_MEMORY_MB)
    from vil.importing.engine import open_engine

    scratch = Path(order["scratch"])
    with open_engine(scratch, memory_mb=order["memory_mb"] * 2 // 3) as engine:
        try:
            columns = _open_file(engine, Path(order["path"]), order["table"], scratch)
        except ReadingRefused as refusal:
            _say({"refused": {"code": refusal.code, "message": str(refusal)}})
            return
        _say({"columns": columns})
        for line in sys.stdin:
            _answer(engine, json.loads(line))


def _open_file(engine: duckdb.DuckDBPyConnection, path: Path, table: str | None, scratch: Path) -> dict[str, str]:
    """Make the view of the rows and lock the engine; give the columns with their kinds."""
    from vil.importing.engine import literal, quoted
    from vil.importing.kinds import Bounds, Kind, find_kind, refused
    from vil.importing.typed_tables import (
        attach_database,
        choose_table,
        kind_of,
        lock_engine,
        parquet_source,
        table_source,
    )

    kind = find_kind(path, Bounds())
    if kind is Kind.DUCKDB:
        source = table_source(choose_table(attach_database(engine, path), table))
    elif kind is Kind.PARQUET:
        source = parquet_source(engine, path)
        engine.execute(f"SET allowed_paths = [{literal(str(path))}]")
    else:
        raise refused("not_typed")
    engine.execute("SET preserve_insertion_order = false")
    described = engine.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    engine.execute(f"CREATE TEMP VIEW {quoted(VIEW)} AS SELECT * FROM {source}")
    lock_engine(engine, scratch)
    return {str(line[0]): kind_of(str(line[1])) or "text" for line in described}


def _answer(engine: duckdb.DuckDBPyConnection, asked: dict[str, str]) -> None:
    """Write one answer as Parquet; of what goes wrong only the kind is told, since a message may hold values."""
    from vil.importing.engine import literal

    try:
        engine.execute(f"COPY ({asked['sql']}) TO {literal(asked['answer'])} (FORMAT parquet)")
    except Exception as error:
        _say({"failed": type(error).__name__})
    else:
        _say({"done": True})


def _say(answer: dict[str, Any]) -> None:
    print(json.dumps(answer), flush=True)  # noqa: T201 (the answer to the parent)


if __name__ == "__main__":
    main(sys.argv[1])
