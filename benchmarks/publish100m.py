"""Publish 100 million generated rows from Parquet, against the bare aggregate in DuckDB over the same file.

    python benchmarks/publish100m.py [ROWS] [--runs N] [--distinct]

The bare aggregate adds the same columns up to the same finest cells and writes them to a table of a new file, and does nothing
else: `CREATE TABLE bare AS SELECT period_start, unit, member, sum(beloeb), sum(personer), count(*) FROM rows GROUP BY
period_start, unit, member`, with the same threads and memory limit. Publishing makes every sum exact, checks what the rows cover,
hides small cells, puts units, members and months together (quarters, years, all units, all members), and writes the version. Each
runs in a process of its own; the best wall time of the runs counts, and peak memory is of the whole process.

With `--distinct` the persons are told apart by a key besides, and both count the different ones: the bare aggregate in the finest
cells, publication in every cell of every grain.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from vil.model.indicator import Aggregation, Disclosure, Indicator, Measure
from vil.model.period import Grain
from vil.model.recipe import Recipe
from vil.warehouse import publish
from vil.warehouse.row_source import RowFile

THREADS, MEMORY_MB = 2, 2048
GENERATED = """
COPY (
    SELECT CAST(DATE '2021-01-01' + INTERVAL (CAST(h % 60 AS INTEGER)) MONTH AS DATE) AS period_start,
           'Enhed ' || lpad(CAST(1 + (h >> 8) % 200 AS VARCHAR), 3, '0') AS unit, 'unit' AS unit_level,
           'Type ' || CAST((h >> 20) % 8 AS VARCHAR) AS member,
           ((h >> 24) % 1000000) / 100 AS beloeb,
           CAST(1 + (h >> 45) % 5 AS DOUBLE) AS personer,
           CAST((h >> 40) % 5000000 AS VARCHAR) AS borger
    FROM (SELECT hash(range) AS h FROM range({rows}))
) TO '{target}' (FORMAT parquet, ROW_GROUP_SIZE 500000)
"""
SUMS = (
    Indicator("beloeb", "Beløb", value="beloeb", persons="personer", measure=Measure("kr.", 2)),
    Indicator("sager", "Sager", Aggregation.COUNT, persons="personer"),
)
PERSONS = Indicator("borgere", "Borgere", Aggregation.DISTINCT, key="borger")


def main() -> None:
    """Generate, add up bare, publish, and print what each cost and how they compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="?", type=int, default=100_000_000)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--distinct", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = folder / "rows.parquet"
        with duckdb.connect(config={"threads": THREADS, "memory_limit": "2GB"}) as connection:
            connection.execute("SET enable_progress_bar = false")
            connection.execute(GENERATED.format(target=rows, rows=options.rows))
        print(f"{options.rows:,} rows, {rows.stat().st_size / 1e6:,.0f} MB of Parquet", flush=True)
        best: dict[str, float] = {}
        for run in range(options.runs):
            for work in (add_bare, publish_rows):
                wall, cpu, memory = measured(work, rows, folder / f"{work.__name__}-{run}", options.distinct)
                print(f"{work.__name__:14s} {wall:7.1f} s   {cpu:7.1f} s of processor   {memory:6,.0f} MB", flush=True)
                best[work.__name__] = min(best.get(work.__name__, wall), wall)
        print(f"publication takes {best['publish_rows'] / best['add_bare']:.2f} times the bare aggregate")


def add_bare(rows: Path, folder: Path, with_distinct: bool) -> None:
    """Add the rows up to the finest cells and write them, as the module says."""
    config: dict[str, Any] = {"threads": THREADS, "memory_limit": f"{MEMORY_MB}MB", "preserve_insertion_order": False}
    distinct = ", count(DISTINCT borger)" if with_distinct else ""
    folder.mkdir()
    with duckdb.connect(str(folder / "bare.duckdb"), config=config) as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(
            f"CREATE TABLE bare AS SELECT period_start, unit, member, sum(beloeb) AS beloeb, sum(personer) AS personer, "
            f"count(*) AS sager{distinct} FROM read_parquet('{rows}') GROUP BY period_start, unit, member"
        )
        connection.execute("CHECKPOINT")


def publish_rows(rows: Path, folder: Path, with_distinct: bool) -> None:
    """Publish the rows as a version."""
    recipe = Recipe(
        "rows100m",
        "Rækker",
        (*SUMS, PERSONS) if with_distinct else SUMS,
        Grain.MONTH,
        dimensions=("Type",),
        disclosure=Disclosure.PERSON_ROWS,
    )
    publish(
        RowFile(rows),
        recipe,
        datasets=folder,
        source_file="rows.parquet",
        source_hash="0",
        published_by="benchmark",
        memory_mb=MEMORY_MB,
    )


def measured(work: Callable[[Path, Path, bool], None], *arguments: Any) -> tuple[float, float, float]:
    """Run something in a process of its own; give wall seconds, processor seconds and peak memory in MB."""
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_told, args=(sending, work, arguments))
    child.start()
    found = receiving.recv()
    child.join()
    if child.exitcode:
        sys.exit(child.exitcode)
    wall, cpu, memory = found
    return wall, cpu, memory


def _told(sending: Any, work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    started = time.perf_counter()
    work(*arguments)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    sending.send((time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))


if __name__ == "__main__":
    main()
