"""What reading a large extract costs, beside the bare engines told everything and what a user would pick instead.

    python benchmarks/reading.py [csv] [workbook] [wide] [--rows N] [--times N]

Generates its files. All the ways are run in turn on one machine; the ratios are what counts, by the clock and in processor
seconds (of all threads, and of child processes with them). The whole import is what the desk does of an extract with a recipe,
in a server that is running already: hash of the file, encoding, dialect, types, every cell held against its type, the search for
CPR numbers in every cell, the typed table, shaping, the cube with its small cells and fingerprint, the quality report, and the
version brought to the disk. The child that reads was called when the page was drawn: its start is in the processor seconds and
not on the clock. The command `vil publish` does all of that after a dry run, and starts everything; beside it stands pandas
started in the same way.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from vil.importing import guess_recipe, read_extract, save_recipe
from vil.model.indicator import Aggregation, Disclosure
from vil.model.recipe import Recipe
from vil.services.publishing import expect_reading, publish_extract
from vil.settings import Settings

WAYS = ("csv", "workbook", "wide")
EXTRACT = """
SELECT strftime(DATE '2023-01-01' + CAST(i % 1096 AS INTEGER), '%d-%m-%Y') AS "Dato",
       'Afdeling ' || (i * 7 % 40) AS "Afdeling",
       CASE i % 5 WHEN 0 THEN 'Ældre' WHEN 1 THEN 'Børn og unge' WHEN 2 THEN 'Sundhed' WHEN 3 THEN 'Handicap' ELSE 'Økonomi' END
         AS "Område",
       CASE i % 3 WHEN 0 THEN 'Kvinder' WHEN 1 THEN 'Mænd' ELSE 'Uoplyst' END AS "Køn",
       CASE i % 6 WHEN 0 THEN '0-17 år' WHEN 1 THEN '18-29 år' WHEN 2 THEN '30-49 år' WHEN 3 THEN '50-66 år' ELSE '67+ år' END
         AS "Alder",
       lpad(CAST(101 + i % 98 AS VARCHAR), 4, '0') AS "Kommunekode",
       CAST(i % 40 AS VARCHAR) AS "Sager",
       replace(printf('%.2f', i % 10007 / 13.0), '.', ',') AS "Timer",
       replace(printf('%.1f', i % 997 / 7.0), '.', ',') AS "Dage",
       CAST(1000 + i % 90000 AS VARCHAR) AS "Beløb",
       CASE WHEN i % 50 = 0 THEN '' ELSE CAST(i % 100 AS VARCHAR) END AS "Score",
       'S' || (100000 + i) AS "Sagsnr"
FROM range({rows}) t(i)
"""
CSV_TEXTS = ("Afdeling", "Område", "Køn", "Alder", "Kommunekode")
CSV_NUMBERS = ("Sager", "Timer", "Dage", "Beløb", "Score")
CSV_TYPES = {
    "Dato": "DATE",
    **dict.fromkeys(CSV_TEXTS, "VARCHAR"),
    **dict.fromkeys(CSV_NUMBERS, "DOUBLE"),
    "Sagsnr": "VARCHAR",
}
PANDAS_TOLD: dict[str, Any] = {
    "sep": ";",
    "encoding": "cp1252",
    "decimal": ",",
    "dtype": {"Kommunekode": "str"},
    "parse_dates": ["Dato"],
    "date_format": "%d-%m-%Y",
}


def main() -> None:
    """Generate, measure and print one table for each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ways", nargs="*", default=list(WAYS), metavar="|".join(WAYS))
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "csv" in options.ways:
            measure_csv(folder, options.rows, options.times)
        if "workbook" in options.ways:
            measure_workbook(folder, options.rows // 10, options.times)
        if "wide" in options.ways:
            measure_wide(folder, options.times)


def measure_csv(folder: Path, rows: int, times: int) -> None:
    """Measure a cp1252 file with semicolons, twelve columns wide."""
    path = folder / "extract.csv"
    with duckdb.connect() as engine:
        engine.execute(f"COPY ({EXTRACT.format(rows=rows)}) TO '{path}' (FORMAT csv, DELIMITER ';', HEADER)")
    path.write_bytes(path.read_bytes().decode("utf-8").encode("cp1252"))
    recipe = propose(path, folder)
    save_recipe(recipe, folder / "extract.toml")
    ways = {
        "bare DuckDB read_csv, all told": lambda: read_bare(path),
        "pandas.read_csv, all told": lambda: read_with_pandas(path),
        "VIL, reading alone (child process)": lambda: read_alone(path, folder),
        "VIL, the whole import": lambda: import_whole(path, folder, recipe),
        "pandas.read_csv, its own process": lambda: start_pandas(path),
        "vil publish, the command": lambda: start_vil(path, folder),
    }
    spent = measure_in_turn(ways, times)
    show(f"{rows:,} × 12 semicolons, cp1252, {path.stat().st_size / 1e6:.0f} MB", spent, "VIL, the whole import")


def read_bare(path: Path) -> None:
    """Read the typed table by DuckDB: transcoded first, since it knows no cp1252."""
    plain = path.with_suffix(".utf8")
    plain.write_bytes(path.read_bytes().decode("cp1252").encode("utf-8"))
    with duckdb.connect(config={"threads": 2}) as engine:
        engine.execute(
            f"CREATE TABLE t AS SELECT * FROM read_csv('{plain}', auto_detect = false, delim = ';', quote = '\"', header = true, "
            f"columns = {CSV_TYPES}, decimal_separator = ',', dateformat = '%d-%m-%Y')"
        )


def read_with_pandas(path: Path) -> None:
    """Read the typed table by pandas."""
    import pandas

    pandas.read_csv(path, **PANDAS_TOLD)


def start_pandas(path: Path) -> None:
    """Start a Python that reads by pandas and ends."""
    script = f"import pandas; pandas.read_csv({str(path)!r}, **{PANDAS_TOLD!r})"
    subprocess.run([sys.executable, "-c", script], check=True)


def start_vil(path: Path, folder: Path) -> None:
    """Publish by the command, accepting whatever is another version's by now."""
    words = ["publish", path, "--recipe", folder / "extract.toml", "--data", folder / "command", "--accept"]
    subprocess.run([sys.executable, "-m", "vil", *map(str, words)], check=True, capture_output=True)


def read_alone(path: Path, folder: Path) -> None:
    """Read into the typed table."""
    reading = read_extract(path, workdir=folder / "work")
    assert reading.refused is None, reading.refused


def propose(path: Path, folder: Path) -> Recipe:
    """Propose a recipe as the desk does, with every figure as a sum."""
    guess = guess_recipe(read_extract(path, workdir=folder / "work"), dataset="bench", title="Udtræk")
    sums = tuple(replace(one, aggregation=Aggregation.SUM) for one in guess.indicators if one.value)
    return replace(guess, disclosure=Disclosure.PERSON_ROWS, indicators=sums)


def import_whole(path: Path, folder: Path, recipe: Recipe) -> None:
    """Publish the extract as `vil publish` does."""
    version = publish_extract(Settings(data_dir=folder / "data"), path, recipe, published_by="benchmark")
    assert version.rows > 0


def measure_workbook(folder: Path, rows: int, times: int) -> None:
    """Measure a workbook of twenty columns: a date, text, and numbers."""
    import pandas

    path = folder / "extract.xlsx"
    write_workbook(path, rows, 20)
    ways = {
        "bare fastexcel, to Arrow": lambda: read_with_fastexcel(path),
        "VIL, reading alone (child process)": lambda: read_alone(path, folder),
    }
    spent = measure_in_turn(ways, times)
    spent["pandas.read_excel (openpyxl)"] = measure(lambda: pandas.read_excel(path), 1)
    show(f"{rows:,} × 20 workbook, {path.stat().st_size / 1e6:.0f} MB", spent, "VIL, reading alone (child process)")


def write_workbook(path: Path, rows: int, width: int) -> None:
    """Write a workbook row by row."""
    import openpyxl

    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("Ark1")
    sheet.append(["Måned", "Enhed", "Kode", *(f"Tal {place}" for place in range(4, width + 1))])
    for row in range(rows):
        figures = [(row * place) % 1000 / (1 if place % 2 else 8) for place in range(4, width + 1)]
        sheet.append([f"{2015 + row % 11}-{row % 12 + 1:02}", f"Enhed {row % 300}", f"{row % 98 + 101:04}", *figures])
    workbook.save(path)


def read_with_fastexcel(path: Path) -> None:
    """Read the first sheet by fastexcel's own finding of types."""
    import fastexcel

    fastexcel.read_excel(path).load_sheet(0).to_arrow()


def measure_wide(folder: Path, times: int) -> None:
    """Measure sheets of many columns."""
    for rows, width in ((200, 1000), (1000, 1000)):
        path, text = folder / f"wide{rows}.xlsx", folder / f"wide{rows}.csv"
        write_workbook(path, rows, width)
        with text.open("w", encoding="utf-8") as file:
            file.write(";".join(["Måned", "Enhed", *(f"Tal {place}" for place in range(3, width + 1))]) + "\n")
            for row in range(rows):
                figures = (str(row * place % 1000) + ",5" for place in range(3, width + 1))
                file.write(";".join([f"2025-{row % 12 + 1:02}", f"Enhed {row // 12}", *figures]) + "\n")
        spent = {
            "bare fastexcel, to Arrow": measure(lambda path=path: read_with_fastexcel(path), times),
            "VIL, workbook": measure(lambda path=path: read_alone(path, folder), times),
            "VIL, the same as CSV": measure(lambda path=text: read_alone(path, folder), times),
        }
        show(f"{rows:,} × {width:,} cells", spent, "VIL, workbook")


Spent = tuple[float, float]
"""Seconds on the clock and in processors, child processes with them."""


def measure_in_turn(ways: dict[str, Callable[[], object]], times: int) -> dict[str, Spent]:
    """Time every way once, then all of them again and again, so that what else the machine does hits them alike; the medians."""
    found: dict[str, list[Spent]] = {what: [] for what in ways}
    for _ in range(times):
        for what, run in ways.items():
            call_ahead()
            found[what].append(measure_once(run))
    return {what: median_of(runs) for what, runs in found.items()}


def call_ahead() -> None:
    """Have a child waiting, as it is when somebody has chosen a file."""
    expect_reading()
    time.sleep(1)


def measure(run: Callable[[], object], times: int) -> Spent:
    """Time some runs of one way; the median of each kind of seconds."""
    found = []
    for _ in range(times):
        call_ahead()
        found.append(measure_once(run))
    return median_of(found)


def measure_once(run: Callable[[], object]) -> Spent:
    """Time one run."""
    began, used = time.perf_counter(), processor_seconds()
    run()
    return time.perf_counter() - began, processor_seconds() - used


def median_of(runs: list[Spent]) -> Spent:
    """Find the median of each kind of seconds."""
    return statistics.median(clock for clock, _ in runs), statistics.median(used for _, used in runs)


def processor_seconds() -> float:
    """Seconds that this process and its finished children have used of all processors."""
    return sum(os.times()[:4])


def show(title: str, spent: dict[str, Spent], ours: str) -> None:
    """Print one table with ratios of ours to each."""
    print(f"\n{title}\n\n| what | seconds | processor seconds | {ours}: times its clock | times its processors |")
    print("|---|---|---|---|---|")
    for what, (clock, used) in spent.items():
        by_clock, by_use = spent[ours][0] / clock, spent[ours][1] / used
        print(f"| {what} | {clock:.2f} | {used:.2f} | {by_clock:.2f} | {by_use:.2f} |", flush=True)


if __name__ == "__main__":
    main()
