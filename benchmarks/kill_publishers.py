"""Kill publishers at random moments, and see that every version which can be seen is whole.

python benchmarks/kill_publishers.py [TIMES]
"""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from vil.model.indicator import Disclosure, Indicator
from vil.model.period import Grain
from vil.model.recipe import Recipe
from vil.model.series import View
from vil.warehouse import list_versions, load_series, publish

RECIPE = Recipe("fejl", "Fejl", (Indicator("antal", "Antal", value="antal"),), Grain.DAY, disclosure=Disclosure.OPEN)
DAYS, UNITS = 800, 60


def main(times: int) -> None:
    """Kill that many publishers and print what was left after each."""
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = write_rows(folder / "rows.parquet")
        usual = min(time_one(folder, rows) for _ in range(3))
        ends: Counter[str] = Counter()
        for _ in range(times):
            ends[kill_one(folder, rows, chance.uniform(0, usual))] += 1
            check_everything(folder)
    print(f"{times} publishers: {dict(ends)}; every version that could be seen was whole")


def write_rows(path: Path) -> Path:
    """Write a row of one for each day and unit, so that every sum is known."""
    days = [date(2023, 1, 1) + timedelta(days=day) for day in range(DAYS)]
    units = [f"Enhed {unit}" for unit in range(UNITS)]
    pq.write_table(
        pa.table(
            {
                "period_start": pa.array([day for day in days for _ in units], pa.date32()),
                "unit": pa.array(units * DAYS),
                "unit_level": pa.array(["unit"] * DAYS * UNITS),
                "member": pa.array([None] * DAYS * UNITS, pa.string()),
                "antal": pa.array([1.0] * DAYS * UNITS),
            }
        ),
        path,
    )
    return path


def start(folder: Path, rows: Path) -> subprocess.Popen[bytes]:
    """Start one publisher in a process of its own."""
    return subprocess.Popen([sys.executable, __file__, "publish", str(folder), str(rows)])


def time_one(folder: Path, rows: Path) -> float:
    """Time a publisher that is left alone, in seconds."""
    begun = time.perf_counter()
    if start(folder, rows).wait() != 0:
        raise RuntimeError("a publisher that was left alone did not succeed")
    return time.perf_counter() - begun


def kill_one(folder: Path, rows: Path, seconds: float) -> str:
    """Kill a publisher after some time and say how far it had come."""
    before, left_before = len(list_versions(folder / "datasets", "fejl")), list_unfinished(folder)
    publisher = start(folder, rows)
    try:
        publisher.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        publisher.kill()
        publisher.wait()
    if len(list_versions(folder / "datasets", "fejl")) > before:
        return "published before the end"
    return "killed in the middle" if list_unfinished(folder) - left_before else "killed before it began"


def list_unfinished(folder: Path) -> set[str]:
    """List what publishers that died have left; the next publisher clears it away."""
    return {path.name for path in (folder / "datasets" / "fejl").glob(".unfinished-*")}


def check_everything(folder: Path) -> None:
    """Raise unless every version has its manifest, its exact cube, and the known sums."""
    for version in list_versions(folder / "datasets", "fejl"):
        place = folder / "datasets" / "fejl" / str(version.number)
        manifest = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
        if hashlib.sha256((place / "cube.duckdb").read_bytes()).hexdigest() != manifest["cube_hash"]:
            raise RuntimeError(f"version {version.number} is not the file that was published")
    view = View("fejl", version.number, "antal", "Alle enheder", Grain.YEAR)
    if sum(point.value or 0 for point in load_series(folder / "datasets", view).points) != DAYS * UNITS:
        raise RuntimeError("the numbers are not those that were published")


if __name__ == "__main__":
    if sys.argv[1:2] == ["publish"]:
        publish(
            Path(sys.argv[3]),
            RECIPE,
            datasets=Path(sys.argv[2]) / "datasets",
            source_file="",
            source_hash="",
            published_by="",
        )
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
