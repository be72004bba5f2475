"""No file hurts the process that asks for it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.importing.hostile import write_locked_workbook, write_sparse_workbook, write_workbook, write_zip_bomb
from vil.importing import call_child, children, list_tables, read_extract


def write_damaged_workbook(path: Path) -> Path:
    whole = write_workbook(path, '<row r="1"><c r="A1"><v>1</v></c></row>').read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def write_endless_line(path: Path) -> Path:
    path.write_bytes(b"a;" * 6_000_000)
    return path


def write_bytes(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def write_views_only(path: Path) -> Path:
    with duckdb.connect(path) as engine:
        engine.execute("CREATE VIEW peek AS SELECT * FROM read_text('/etc/hostname')")
    return path


@pytest.mark.parametrize(
    ("name", "write", "code"),
    [
        ("faa_celler.xlsx", write_sparse_workbook, "too_large"),
        ("bombe.xlsx", lambda path: write_zip_bomb(path, 520), "zip_bomb"),
        ("halv.xlsx", write_damaged_workbook, "damaged"),
        ("laast.xlsx", write_locked_workbook, "password"),
        ("uden_ende.csv", write_endless_line, "endless_line"),
        ("tom.csv", write_bytes(b""), "empty"),
        ("blank.csv", write_bytes(b"\n\n \n"), "no_table"),
        ("tekst.xlsx", write_bytes(b"a;b\n1;2\n"), "wrong_suffix"),
        ("side.xls", write_bytes(b"<html><p>1</p>"), "html"),
        ("liste.csv", write_bytes(b'[{"a": 1},\n{"a": 2}]\n'), "json"),
        ("linjer.csv", write_bytes(b'{"a": 1}\n{"a": 2}\n{"a": \n'), "json"),
        ("tabel.px", write_bytes(b'CHARSET="ANSI";\nMATRIX="X";\n'), "px_keyword_missing"),
        ("billede.csv", write_bytes(bytes(range(256)) * 20), "binary"),
        ("falsk.parquet", write_bytes(b"PAR1" + b"\0" * 100 + b"PAR1"), "damaged"),
        ("falsk.duckdb", write_bytes(b"\0" * 8 + b"DUCK" + b"\0" * 5000), "damaged"),
        ("visninger.duckdb", write_views_only, "no_tables"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_danish(
    name: str, write: Callable[[Path], Path], code: str, tmp_path: Path
) -> None:
    path = write(tmp_path / name)

    reading = read_extract(path, workdir=tmp_path / "work", memory_mb=512)

    assert reading.refused is not None
    assert reading.refused.code == code
    assert reading.refused.message.count(". ") >= 1
    assert reading.table is None
    assert not list((tmp_path / "work").iterdir())


def is_alive(process: int) -> bool:
    """Tell whether a process runs; one that has ended and is not yet cleared away does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    reading = read_extract(tmp_path / "ingen.csv", workdir=tmp_path)

    assert reading.refused is not None
    assert reading.refused.code == "not_found"


def test_reading_ends_when_its_time_is_up(tmp_path: Path) -> None:
    path = tmp_path / "stor.csv"
    path.write_text("dato;tal\n" + "2026-01-01;1\n" * 2_000_000, encoding="utf-8")
    began = time.monotonic()

    reading = read_extract(path, workdir=tmp_path / "work", seconds=1)

    assert reading.refused is not None
    assert reading.refused.code == "too_slow"
    assert time.monotonic() - began < 5


def test_a_view_in_an_untrusted_database_is_never_run(tmp_path: Path) -> None:
    path = tmp_path / "base.duckdb"
    with duckdb.connect(path) as engine:
        engine.execute("CREATE TABLE tal AS SELECT DATE '2026-01-01' AS dato, 5 AS antal")
        engine.execute("CREATE VIEW hemmelig AS SELECT * FROM read_text('/etc/hostname')")

    tables = list_tables(path, workdir=tmp_path / "work")
    reading = read_extract(path, workdir=tmp_path / "work")

    assert tables == ("tal",)
    assert reading.sheet == "tal"
    assert reading.data_rows == 1


def test_an_extract_is_read_while_another_one_kills_its_process(tmp_path: Path) -> None:
    good = tmp_path / "god.csv"
    good.write_text("dato;antal\n2026-01-01;5\n2026-01-02;7\n", encoding="utf-8")

    bad = read_extract(write_sparse_workbook(tmp_path / "slem.xlsx"), workdir=tmp_path / "work")
    reading = read_extract(good, workdir=tmp_path / "work")

    assert bad.refused is not None
    assert reading.columns[1].sum == 12


def test_a_child_that_was_called_reads_one_file_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "god.csv"
    path.write_text("dato;antal\n2026-01-01;5\n", encoding="utf-8")
    call_child()
    call_child()
    (waiting,) = children._waiting

    reading = read_extract(path, workdir=tmp_path / "work")

    assert reading.data_rows == 1
    assert waiting.returncode == 0
    assert children._waiting == []


def test_a_child_loads_nothing_from_the_folder_somebody_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "duckdb.py").write_text("raise SystemExit(3)", encoding="utf-8")
    (tmp_path / "god.csv").write_text("dato;antal\n2026-01-01;5\n", encoding="utf-8")
    children.end_waiting()
    monkeypatch.chdir(tmp_path)

    assert read_extract(Path("god.csv"), workdir=tmp_path / "work").data_rows == 1


def test_a_child_that_died_while_it_waited_is_not_missed(tmp_path: Path) -> None:
    path = tmp_path / "god.csv"
    path.write_text("dato;antal\n2026-01-01;5\n", encoding="utf-8")
    call_child()
    children._waiting[0].kill()
    children._waiting[0].wait()

    assert read_extract(path, workdir=tmp_path / "work").data_rows == 1


def test_a_child_that_waits_ends_with_the_process_that_called_it() -> None:
    script = "import os; from vil.importing import call_child, children; call_child(); "
    ways = {
        "ended": "print(children._waiting[0].pid)",
        "died": "print(children._waiting[0].pid, flush=True); os._exit(1)",
    }

    for way in ways.values():
        ended = subprocess.run([sys.executable, "-c", script + way], capture_output=True, text=True, check=False)
        for _ in range(200):
            if not is_alive(int(ended.stdout)):
                break
            threading.Event().wait(0.05)
        assert not is_alive(int(ended.stdout))


def test_a_child_knows_no_setting_and_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VIL_RECORDS", "PGPASSWORD", "STREAMLIT_AUTH_SECRET"):
        monkeypatch.setenv(name, "hemmelig")

    assert "hemmelig" not in children.surroundings().values()
    assert {"PATH", "PYTHONPATH"} <= children.surroundings().keys()
