"""A version exists whole or not at all, and never changes."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.builders import months, publish_rows, read, recipe, write_rows
from vil.errors import NotFound
from vil.model.period import Grain
from vil.model.recipe import Event
from vil.model.series import View
from vil.warehouse import list_datasets, list_versions, load_series, load_version

ROOT = Path(__file__).parent.parent.parent
PUBLISHER = """
import os, signal, sys
from pathlib import Path
from tests.warehouse.builders import publish_rows, recipe
folder, stage, times = Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
def die(share, text):
    if share == stage:
        print("dying", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
for _ in range(times):
    print(publish_rows(folder, folder / "r", recipe(), progress=die).number, flush=True)
"""


def simple_rows(folder: Path, value: float = 7.0) -> Path:
    return write_rows(
        folder / "r", ["antal"], [(month, unit, "unit", None, value) for month in months(24) for unit in "AB"]
    )


def run_publisher(folder: Path, stage: float = -1, times: int = 1) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", PUBLISHER, str(folder), str(stage), str(times)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_a_version_is_a_folder_with_a_cube_and_a_manifest(tmp_path: Path) -> None:
    version = publish_rows(tmp_path, simple_rows(tmp_path), recipe(), warnings=("Noget var i tvivl.",))
    manifest = json.loads((tmp_path / "datasets/prøve/1/manifest.json").read_text(encoding="utf-8"))
    assert manifest["source_file"] == "udtræk.csv"
    assert manifest["recipe"]["title"] == "Prøve"
    assert len(manifest["cube_hash"]) == len(version.fingerprint) == 64
    assert version.warnings == ("Noget var i tvivl.",)
    assert (version.rows, version.number, version.first.code, version.last.code) == (48, 1, "2024-01", "2025-12")


def test_numbers_count_up_and_older_versions_stay_as_they_were(tmp_path: Path) -> None:
    first = publish_rows(tmp_path, simple_rows(tmp_path, 1), recipe())
    before = (tmp_path / "datasets/prøve/1/cube.duckdb").read_bytes()
    second = publish_rows(tmp_path, simple_rows(tmp_path, 2), recipe())
    assert [version.number for version in list_versions(tmp_path / "datasets", "prøve")] == [1, 2]
    assert list_datasets(tmp_path / "datasets") == (second,)
    assert load_version(tmp_path / "datasets", "prøve", 1) == first
    assert (tmp_path / "datasets/prøve/1/cube.duckdb").read_bytes() == before
    assert read(tmp_path, first, "A").values[0] == 1.0
    assert read(tmp_path, second, "A").values[0] == 2.0


def test_the_fingerprint_follows_the_rows_and_the_recipe(tmp_path: Path) -> None:
    rows = simple_rows(tmp_path)
    first = publish_rows(tmp_path, rows, recipe())
    assert publish_rows(tmp_path, rows, recipe()).fingerprint == first.fingerprint
    assert publish_rows(tmp_path, rows, recipe(threshold=9)).fingerprint != first.fingerprint
    assert publish_rows(tmp_path, simple_rows(tmp_path, 8), recipe()).fingerprint != first.fingerprint


@pytest.mark.parametrize("stage", [0.05, 0.5, 0.85])
def test_a_publisher_killed_in_the_middle_leaves_no_version(tmp_path: Path, stage: float) -> None:
    kept = publish_rows(tmp_path, simple_rows(tmp_path), recipe())
    publisher = run_publisher(tmp_path, stage)
    said, _ = publisher.communicate(timeout=60)
    folder = tmp_path / "datasets/prøve"
    assert (said, publisher.returncode) == ("dying\n", -signal.SIGKILL)
    assert [path.name for path in folder.iterdir() if path.name.startswith(".unfinished")]
    assert list_versions(tmp_path / "datasets", "prøve") == (kept,)
    assert publish_rows(tmp_path, simple_rows(tmp_path), recipe()).number == 2
    assert sorted(path.name for path in folder.iterdir()) == [".lock", "1", "2"]


def test_a_first_publication_that_dies_leaves_no_data_set(tmp_path: Path) -> None:
    simple_rows(tmp_path)
    run_publisher(tmp_path, 0.85).communicate(timeout=60)
    assert list_datasets(tmp_path / "datasets") == ()
    with pytest.raises(NotFound):
        load_version(tmp_path / "datasets", "prøve")


def test_a_publication_that_fails_leaves_nothing(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(share: float, _text: str) -> None:
        if share > 0.8:
            raise Stopped

    with pytest.raises(Stopped):
        publish_rows(tmp_path, simple_rows(tmp_path), recipe(), progress=stop)
    assert [path.name for path in (tmp_path / "datasets/prøve").iterdir()] == [".lock"]


def test_publishers_at_the_same_time_get_different_numbers(tmp_path: Path) -> None:
    simple_rows(tmp_path)
    publishers = [run_publisher(tmp_path, times=3) for _ in range(2)]
    numbers = [int(line) for publisher in publishers for line in publisher.communicate(timeout=120)[0].split()]
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    assert len(list_versions(tmp_path / "datasets", "prøve")) == 6


def test_only_the_first_of_several_publishes_when_asked_to(tmp_path: Path) -> None:
    rows = simple_rows(tmp_path)
    with ThreadPoolExecutor(4) as pool:
        work = [pool.submit(publish_rows, tmp_path, rows, recipe(), as_number=1) for _ in range(4)]
        assert {done.result().number for done in work} == {1}


def test_the_published_file_cannot_be_written_through_our_connection(tmp_path: Path) -> None:
    version = publish_rows(tmp_path, simple_rows(tmp_path), recipe())
    read(tmp_path, version, "A")
    from vil.warehouse.cells import _cursor, _identify

    cursor = _cursor(_identify(tmp_path / "datasets/prøve/1/cube.duckdb"))
    with pytest.raises(duckdb.Error):
        cursor.execute("DELETE FROM cells")
    with pytest.raises(duckdb.Error):
        cursor.execute(f"COPY cells TO '{tmp_path / 'ud.csv'}'")


def test_many_threads_read_the_right_numbers(tmp_path: Path) -> None:
    units = [f"Enhed {place}" for place in range(20)]
    rows = [(month, unit, "unit", None, 1000.0 * place) for month in months(60) for place, unit in enumerate(units)]
    version = publish_rows(tmp_path, write_rows(tmp_path / "r", ["antal"], rows), recipe())
    wrong: list[str] = []

    def look(start: int) -> None:
        for step in range(60):
            place = (start * 7 + step) % len(units)
            view_periods = 60 - (start + step) % 40
            values = read(tmp_path, version, units[place], periods=view_periods).values
            if values != (1000.0 * place,) * view_periods:
                wrong.append(units[place])

    threads = [threading.Thread(target=look, args=(start,)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_version_survives_the_manifest_and_reads_the_same_in_another_process(tmp_path: Path) -> None:
    how = recipe(
        events=(Event(date(2024, 5, 1), "Lov", breaks_series=True),),
        notes=("Et »citat«",),
        extracted_on=date(2026, 1, 2),
    )
    version = publish_rows(tmp_path, simple_rows(tmp_path), how)
    words = (
        "import sys; from pathlib import Path; from vil.warehouse import load_version; "
        "print(load_version(Path(sys.argv[1]), 'prøve'))"
    )
    said = subprocess.run(
        [sys.executable, "-c", words, str(tmp_path / "datasets")], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == str(version)
    assert version.recipe == how


def test_load_series_needs_no_more_than_the_cube(tmp_path: Path) -> None:
    version = publish_rows(tmp_path, simple_rows(tmp_path), recipe())
    (tmp_path / "r").unlink()
    series = load_series(tmp_path / "datasets", View("prøve", version.number, "antal", "A", Grain.QUARTER))
    assert series.values == (21.0,) * 8


def test_person_rows_are_published_and_read_back_by_the_benchmark() -> None:
    words = [sys.executable, str(ROOT / "benchmarks" / "rows20m.py"), "200000"]
    said = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "200,000 rows, 61 units" in said
    assert "all units by month, again" in said
