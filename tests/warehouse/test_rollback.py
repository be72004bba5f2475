"""Rolling back: which version is in force changes in one step, and versions never do."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.warehouse.builders import months, publish_rows, recipe, write_rows
from vil.cli import run
from vil.errors import NoEarlierVersion, NotFound, PointerUnreadable
from vil.services import exploring
from vil.services.rolling_back import next_number
from vil.warehouse import current_number, list_datasets, list_rollbacks, list_versions, load_version, roll_back

ROOT = Path(__file__).parents[2]
DIES_BEFORE_THE_MOVE = """
import os, signal, sys
from pathlib import Path
from vil.warehouse import current, roll_back
def die(path):
    os.kill(os.getpid(), signal.SIGKILL)
current.flush_to_disk = die
roll_back(Path(sys.argv[1]), "prøve", by="Anne")
"""


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A folder of data sets with three versions of one."""
    for value in (1.0, 2.0, 3.0):
        publish_value(tmp_path, value)
    return tmp_path / "datasets"


def publish_value(folder: Path, value: float) -> int:
    rows = write_rows(folder / f"r{value}", ["antal"], [(day, "A", "unit", None, value) for day in months(3)])
    return publish_rows(folder, rows, recipe()).number


def test_the_newest_is_in_force_until_somebody_rolls_back(three: Path) -> None:
    assert current_number(three, "prøve") == 3
    assert list_rollbacks(three, "prøve") == ()
    made = roll_back(three, "prøve", by="Anne")
    assert (made.version, made.replaced, made.by) == (2, 3, "Anne")
    assert load_version(three, "prøve").number == 2
    assert [version.number for version in list_datasets(three)] == [2]
    found = exploring.find_published(three, "prøve")
    assert found is not None
    assert found.number == 2
    assert roll_back(three, "prøve", by="Bo").version == 1
    assert [(made.replaced, made.version, made.by) for made in list_rollbacks(three, "prøve")] == [
        (3, 2, "Anne"),
        (2, 1, "Bo"),
    ]


def test_every_version_stays_and_can_be_opened_by_its_number(three: Path) -> None:
    before = {path: path.read_bytes() for path in three.rglob("*") if path.is_file() and path.name != ".lock"}
    roll_back(three, "prøve", to=1, by="Anne")
    assert [version.number for version in list_versions(three, "prøve")] == [1, 2, 3]
    assert load_version(three, "prøve", 3).number == 3
    assert {path: path.read_bytes() for path in before} == before
    assert sorted(path.name for path in (three / "prøve").iterdir()) == [".lock", "1", "2", "3", "current"]


def test_a_new_publication_counts_on_from_the_highest_and_is_in_force(three: Path) -> None:
    roll_back(three, "prøve", to=1, by="Anne")
    assert next_number(three, "prøve") == 4
    assert publish_value(three.parent, 4.0) == 4
    assert current_number(three, "prøve") == 4
    assert roll_back(three, "prøve", by="Anne").version == 3


def test_a_version_can_be_put_in_force_again(three: Path) -> None:
    roll_back(three, "prøve", to=1, by="Anne")
    roll_back(three, "prøve", to=3, by="Anne")
    assert current_number(three, "prøve") == 3
    assert roll_back(three, "prøve", to=3, by="Anne").replaced == 3
    assert len(list_rollbacks(three, "prøve")) == 2


def test_nothing_to_go_back_to_is_said(three: Path) -> None:
    roll_back(three, "prøve", to=1, by="Anne")
    with pytest.raises(NoEarlierVersion, match="ingen tidligere udgave"):
        roll_back(three, "prøve", by="Anne")
    with pytest.raises(NotFound, match="Vælg en af disse: 1, 2, 3"):
        roll_back(three, "prøve", to=9, by="Anne")
    with pytest.raises(NotFound):
        roll_back(three, "ukendt", by="Anne")
    assert not (three / "ukendt").exists()


def test_a_death_between_writing_and_moving_changes_nothing(three: Path) -> None:
    words = [sys.executable, "-c", DIES_BEFORE_THE_MOVE, str(three)]
    died = subprocess.run(words, cwd=ROOT, check=False)
    assert died.returncode == -signal.SIGKILL
    left = [path.name for path in (three / "prøve").iterdir() if path.name.startswith(".unfinished-")]
    assert len(left) == 1
    assert current_number(three, "prøve") == 3
    assert roll_back(three, "prøve", by="Anne").version == 2
    assert sorted(path.name for path in (three / "prøve").iterdir()) == [".lock", "1", "2", "3", "current"]


def test_rolling_back_while_others_publish_and_read_is_never_seen_half_done(three: Path) -> None:
    seen: list[int] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.append(load_version(three, "prøve").number)

    def publish() -> None:
        for value in (4.0, 5.0):
            publish_value(three.parent, value)

    threads = [threading.Thread(target=look), threading.Thread(target=publish)]
    for thread in threads:
        thread.start()
    made = [roll_back(three, "prøve", to=1 + step % 2, by="Anne") for step in range(12)]
    threads[1].join()
    done.set()
    threads[0].join()
    assert set(seen) <= {1, 2, 3, 4, 5}
    assert [version.number for version in list_versions(three, "prøve")] == [1, 2, 3, 4, 5]
    expected = made[-1].version if made[-1].newest == 5 else 5
    assert current_number(three, "prøve") == expected


def test_a_damaged_pointer_is_told_and_not_passed_over(three: Path) -> None:
    roll_back(three, "prøve", by="Anne")
    (three / "prøve" / "current").write_text("{", encoding="utf-8")
    with pytest.raises(PointerUnreadable, match="Slet filen"):
        load_version(three, "prøve")
    assert load_version(three, "prøve", 3).number == 3


def test_the_command_rolls_back_and_versions_marks_the_one_in_force(
    three: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(three.parent)]
    assert run(["rollback", "prøve", "--by", "Anne", *data]) == 0
    assert capsys.readouterr().out.startswith("prøve: udgave 2 gælder nu i stedet for udgave 3.")
    assert run(["versions", "prøve", *data]) == 0
    marked = [line for line in capsys.readouterr().out.splitlines() if line.endswith("(gælder)")]
    assert [line.partition(":")[0] for line in marked] == ["prøve, udgave 2"]
    assert run(["versions", "prøve", "--json", *data]) == 0
    assert [one["current"] for one in json.loads(capsys.readouterr().out)["versions"]] == [False, True, False]
    assert run(["rollback", "prøve", "--to", "2", *data]) == 0
    assert "gælder allerede" in capsys.readouterr().out
    assert run(["rollback", "prøve", "--to", "3", "--json", "--by", "Bo", *data]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["dataset"], answer["version"], answer["replaced"], answer["by"]) == ("prøve", 3, 2, "Bo")
    assert run(["rollback", "prøve", "--to", "9", *data]) == 2
    assert "Udgaven »9« findes ikke." in capsys.readouterr().err
