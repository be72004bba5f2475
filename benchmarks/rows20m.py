"""Publish 20 million generated person rows, and read them back: time and peak memory.

    python benchmarks/rows20m.py [ROWS] [--keep DATA_FOLDER]

With `--keep` the data set `rows20m` stays in the data folder, for measuring pages on it.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import duckdb

from vil.importing import shape_rows
from vil.model.indicator import Aggregation, Direction, Disclosure, Indicator, Measure
from vil.model.period import Grain
from vil.model.reading import Column, ColumnType, Reading
from vil.model.recipe import Recipe
from vil.model.series import View
from vil.warehouse import load_all_units, load_series, publish

UNITS = 60
GENERATED = """
COPY (
    SELECT (DATE '2021-01-01' + CAST(floor(random() * 2129) AS INTEGER)) AS dato,
           'Enhed ' || lpad(CAST(1 + CAST(floor(random() * $units) AS INTEGER) AS VARCHAR), 2, '0') AS enhed,
           1.0::DOUBLE AS henvendelser,
           CAST(random() < 0.8 AS INTEGER)::DOUBLE AS til_tiden,
           round(random() * 60, 1) AS ventedage
    FROM range($rows)
) TO '{target}' (FORMAT parquet, ROW_GROUP_SIZE 500000)
"""


def main() -> None:
    """Generate, publish, read back, and print what each cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=20_000_000)
    parser.add_argument("--keep", type=Path, metavar="DATA_FOLDER")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        extract, rows = folder / "extract.parquet", folder / "rows.parquet"
        with measured(f"generate {options.rows:,} rows"), duckdb.connect() as connection:
            connection.execute("SELECT setseed(0.42)")
            connection.execute(GENERATED.format(target=extract), {"units": UNITS, "rows": options.rows})
        with measured("shape"):
            shape_rows(read_as_it_is(extract, options.rows), RECIPE, rows)
        datasets = (options.keep or folder) / "datasets"
        with measured("publish"):
            version = publish(
                rows, RECIPE, datasets=datasets, source_file=extract.name, source_hash="", published_by="benchmark"
            )
        with measured("side by side, bare DuckDB: the same sums by day, month and year in one query"):
            bare_engine(extract)
        cube = datasets / version.dataset / str(version.number) / "cube.duckdb"
        print(f"cube: {cube.stat().st_size / 1e6:.1f} MB, {version.rows:,} rows, {len(version.units)} units")
        read_back(datasets, version.number)


RECIPE = Recipe(
    dataset="rows20m",
    title="20 millioner rækker",
    indicators=(
        Indicator(
            id="til_tiden",
            name="Til tiden",
            aggregation=Aggregation.RATE,
            measure=Measure("pct.", 1),
            numerator="til_tiden",
            denominator="henvendelser",
            scale=100.0,
        ),
        Indicator("henvendelser", "Henvendelser", value="henvendelser"),
        Indicator(
            id="ventedage",
            name="Ventedage",
            aggregation=Aggregation.MEAN,
            measure=Measure("dage", 1),
            value="ventedage",
            weight="henvendelser",
            direction=Direction.DOWN,
        ),
    ),
    grain=Grain.DAY,
    period="dato",
    unit="enhed",
    area="Måling",
    source="Opdigtede rækker",
    synthetic=True,
    disclosure=Disclosure.PERSON_ROWS,
)


def read_as_it_is(extract: Path, rows: int) -> Reading:
    """Describe the generated table as a reading of it would."""
    kinds = {"dato": ColumnType.DATE, "enhed": ColumnType.TEXT}
    names = ("dato", "enhed", "henvendelser", "til_tiden", "ventedage")
    columns = tuple(Column(name, kinds.get(name, ColumnType.NUMBER), 0, 0, None) for name in names)
    return Reading(extract.name, "parquet", data_rows=rows, columns=columns, table=extract)


def read_back(datasets: Path, number: int) -> None:
    """Time what a page asks for: one unit at each grain, then all units by month."""
    for grain in (Grain.MONTH, Grain.WEEK, Grain.DAY):
        view = View("rows20m", number, "til_tiden", "", grain)
        load_series(datasets, replace(view, unit="Alle enheder"))
        times = [timed(datasets, replace(view, unit=f"Enhed {unit:02d}")) for unit in range(1, UNITS + 1)]
        print(f"one unit by {grain}: p50 {statistics.median(times):.1f} ms, worst {max(times):.1f} ms (first read)")
    view = View("rows20m", number, "til_tiden", "", Grain.MONTH)
    for name in ("first", "again"):
        start = time.perf_counter()
        load_all_units(datasets, view)
        print(f"all units by month, {name}: {(time.perf_counter() - start) * 1000:.1f} ms")


def timed(datasets: Path, view: View) -> float:
    """Time one reading in milliseconds."""
    start = time.perf_counter()
    load_series(datasets, view)
    return (time.perf_counter() - start) * 1000


def bare_engine(extract: Path) -> int:
    """Let DuckDB alone add the same columns at three grains: no file written, nothing hidden, nothing checked."""
    sums = "enhed, sum(henvendelser), sum(til_tiden), sum(ventedage), count(*)"
    query = " UNION ALL ".join(
        f"SELECT date_trunc('{grain}', dato) AS p, {sums} FROM '{extract}' GROUP BY p, enhed"
        for grain in ("day", "month", "year")
    )
    with duckdb.connect() as connection:
        return len(connection.execute(query).fetchall())


@contextmanager
def measured(name: str) -> Iterator[None]:
    """Print how long a step took and the highest memory of the process so far."""
    start = time.perf_counter()
    yield
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    print(f"{name}: {time.perf_counter() - start:.1f} s, peak memory so far {peak:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
