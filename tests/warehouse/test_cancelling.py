"""A publication that is cancelled stops in the middle of its work and leaves nothing."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.builders import months, publish_rows, recipe, write_rows
from vil.cancelling import stopping
from vil.errors import PublicationCancelled
from vil.model.indicator import Aggregation, Disclosure, Indicator
from vil.services.publishing import publish_extract
from vil.settings import Settings
from vil.warehouse import list_datasets
from vil.warehouse.folders import only_publisher

COUNT = Indicator("antal", "Antal", value="antal")


def when(share: float, cancel: threading.Event) -> Callable[[float, str], None]:
    """Give a progress bar that cancels once so much is done."""

    def tell(reached: float, _text: str) -> None:
        if reached >= share:
            cancel.set()

    return tell


def write_many_rows(path: Path, rows: int = 3_000_000) -> Path:
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT DATE '2020-01-01' + CAST(i % 1500 AS INTEGER) AS period_start, 'Enhed ' || i % 900 AS unit, "
            f"'unit' AS unit_level, NULL::VARCHAR AS member, i / 7.0::DOUBLE AS antal FROM range({rows}) AS r(i)) "
            f"TO '{path}' (FORMAT parquet)"
        )
    return path


def test_adding_up_is_interrupted_in_the_middle_and_nothing_is_left(tmp_path: Path) -> None:
    rows, cancel = write_many_rows(tmp_path / "r"), threading.Event()
    how = recipe(COUNT, disclosure=Disclosure.PERSON_ROWS)
    with pytest.raises(PublicationCancelled, match="intet er udgivet") as raised:
        publish_rows(tmp_path, rows, how, cancel=cancel, progress=when(0.25, cancel))
    assert isinstance(raised.value.__cause__, duckdb.InterruptException)
    assert [path.name for path in (tmp_path / "datasets/prøve").iterdir()] == [".lock"]
    assert list_datasets(tmp_path / "datasets") == ()


@pytest.mark.parametrize("share", [0.0, 0.2, 0.4, 0.5, 0.9])
def test_an_extract_can_be_cancelled_at_every_stage(tmp_path: Path, share: float) -> None:
    settings, cancel = Settings(data_dir=tmp_path), threading.Event()
    extract = tmp_path / "udtræk.csv"
    lines = [f"{day:%Y-%m};Enhed {unit};{unit}" for day in months(60) for unit in range(2000)]
    extract.write_text("måned;enhed;antal\n" + "\n".join(lines), encoding="utf-8")
    how = recipe(Indicator("antal", "Antal", Aggregation.SUM, value="antal"), period="måned", unit="enhed")
    there_before = own_children()  # servers that other tests of this process share
    with pytest.raises(PublicationCancelled):
        publish_extract(settings, extract, how, published_by="Anne", cancel=cancel, progress=when(share, cancel))
    assert list_datasets(settings.datasets) == ()
    assert list((tmp_path / ".work").iterdir()) == []
    assert list(tmp_path.rglob(".unfinished-*")) == []
    assert own_children() <= there_before


def own_children() -> set[str]:
    """The processes this one has started and not waited for (Linux; elsewhere none are known)."""
    tasks = Path(f"/proc/{os.getpid()}/task")
    return {child for task in tasks.glob("*/children") for child in task.read_text().split()}


def test_waiting_for_another_publisher_can_be_cancelled(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "r", ["antal"], [(day, "A", "unit", None, 1.0) for day in months(3)])
    cancel = threading.Event()
    with only_publisher(tmp_path / "datasets/prøve"):
        timer = threading.Timer(0.2, cancel.set)
        timer.start()
        with pytest.raises(PublicationCancelled):
            publish_rows(tmp_path, rows, recipe(), cancel=cancel)
    assert publish_rows(tmp_path, rows, recipe()).number == 1


def test_what_is_done_before_anybody_cancels_stands(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "r", ["antal"], [(day, "A", "unit", None, 1.0) for day in months(3)])
    cancel = threading.Event()
    version = publish_rows(tmp_path, rows, recipe(), cancel=cancel, progress=when(1.0, cancel))
    assert cancel.is_set()
    assert list_datasets(tmp_path / "datasets") == (version,)


def test_an_error_that_is_not_the_stopping_stays_that_error() -> None:
    with pytest.raises(ZeroDivisionError), stopping(threading.Event(), lambda: None):
        raise ZeroDivisionError
