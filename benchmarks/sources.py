"""Publish generated rows where they lie, against the bare aggregate in the same engine: a typed file, PostgreSQL and Spark.

    python benchmarks/sources.py [ROWS] [--only parquet,postgresql,spark]

The bare aggregate adds the same two columns up by month and unit and counts the different persons there, in the engine itself.
Publication counts them anew at three grains, for every unit and for all together, hides small cells, surveys the table first, and
writes the version. PostgreSQL (Debian's packages) and Spark (two workers of one core) are begun by this command, uncounted.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.servers import run_postgres
from vil.model.indicator import Aggregation, Disclosure, Indicator
from vil.model.period import Grain
from vil.model.recipe import Recipe
from vil.services.publishing_sources import publish_source
from vil.settings import Settings

SPARK = "spark://local-cluster[2,1,1024]?spark.sql.shuffle.partitions=4"
GENERATED = """
SELECT CAST(DATE '2021-01-01' + INTERVAL (CAST(h % 60 AS INTEGER)) MONTH AS DATE) AS maaned,
       'Enhed ' || CAST((h >> 8) % 100 AS VARCHAR) AS enhed, CAST((h >> 24) % 100000 AS DOUBLE) / 100 AS beloeb,
       CAST(1 + (h >> 45) % 5 AS INTEGER) AS antal, CAST((h >> 40) % 100000 AS VARCHAR) AS borger
FROM (SELECT hash(range) AS h FROM range({rows}))
"""
BARE = "SELECT maaned, enhed, sum(beloeb) AS b, sum(antal) AS a, count(DISTINCT borger) AS p FROM {table} GROUP BY maaned, enhed"
RECIPE = Recipe(
    "kilde",
    "Rækker",
    (
        Indicator("beloeb", "Beløb", value="beloeb"),
        Indicator("antal", "Antal", value="antal"),
        Indicator("borgere", "Borgere", Aggregation.DISTINCT, key="borger"),
    ),
    Grain.MONTH,
    period="maaned",
    unit="enhed",
    disclosure=Disclosure.PERSON_ROWS,
)


def main() -> None:
    """Generate, add up bare and publish in each engine, and print what each cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="?", type=int, default=2_000_000)
    parser.add_argument("--only", default="parquet,postgresql,spark")
    options = parser.parse_args()
    engines = {"parquet": in_duckdb, "postgresql": in_postgres, "spark": in_spark}
    with tempfile.TemporaryDirectory() as name:
        rows = Path(name) / "rows.parquet"
        with duckdb.connect() as connection:
            connection.execute(f"COPY ({GENERATED.format(rows=options.rows)}) TO '{rows}' (FORMAT parquet)")
        for chosen in options.only.split(","):
            with engines[chosen](rows) as (address, add_bare):
                bare = timed(add_bare)
                settings = Settings(data_dir=Path(name) / chosen)
                published = timed(lambda: publish_source(settings, address, RECIPE, published_by="benchmark"))  # noqa: B023
            print(
                f"{chosen:12s} bare {bare:6.1f} s   published {published:6.1f} s   {published / bare:5.1f} times",
                flush=True,
            )


@contextmanager
def in_duckdb(rows: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Give the file itself, and DuckDB with the threads that publication has."""
    with duckdb.connect(config={"threads": 2}) as connection:
        yield f"parquet://{rows}", lambda: connection.execute(BARE.format(table=f"'{rows}'")).fetchall()


@contextmanager
def in_postgres(rows: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Give a server of its own with the rows in a table."""
    import psycopg

    with run_postgres() as address, psycopg.connect(address, autocommit=True) as connection, duckdb.connect() as engine:
        connection.execute("CREATE TABLE r (maaned date, enhed text, beloeb float8, antal int, borger text)")
        found = engine.execute(f"SELECT * FROM '{rows}'")
        with connection.cursor().copy("COPY r FROM STDIN") as copy:
            while lines := found.fetchmany(100_000):
                for line in lines:
                    copy.write_row(line)
        connection.execute("ANALYZE r")
        yield f"{address}?table=r", lambda: connection.execute(BARE.format(table="r")).fetchall()


@contextmanager
def in_spark(rows: Path) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Give a session with two workers."""
    from vil.sources import read_address
    from vil.sources.spark import begin_session

    address = f"{SPARK}&table={rows}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = begin_session(read_address(address))
    yield address, lambda: session.sql(BARE.format(table=f"parquet.`{rows}`")).collect()
    session.stop()


def timed(work: Callable[[], Any]) -> float:
    """Time something in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
