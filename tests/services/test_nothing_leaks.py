"""No value of a cell reaches a log, an address or what is kept: real failures with values that are looked for afterwards."""

from __future__ import annotations

import json
import logging
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import duckdb
import pytest

from tests.importing.persons_example import dashed, make_numbers
from vil import cli
from vil.errors import ReadingRefused, RecipeInvalid, describe_defect
from vil.model.indicator import Indicator
from vil.model.period import Grain
from vil.model.recipe import PersonalColumn, ReadingOptions, Recipe, Treatment
from vil.privacy.identifiers import MASK
from vil.services import arriving, drafts
from vil.services.publishing import keep_recipe, preview_extract, publish_extract
from vil.settings import Settings, load_settings

ROOT = Path(__file__).parents[2]
NAME = "Vilhelmine Sentinelsen"
NUMBERS = make_numbers(60, seed=9)
SECRETS = (NAME, *NUMBERS, *map(dashed, NUMBERS))
RECIPE = Recipe(
    "sager",
    "Sager",
    (Indicator("antal", "Antal", value="antal"),),
    Grain.MONTH,
    "dato",
    unit="enhed",
    reading=ReadingOptions(personal=(PersonalColumn("cpr", Treatment.PSEUDONYM),)),
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"data_dir": tmp_path / "data"}, environ={})


@pytest.fixture(autouse=True)
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.DEBUG):
        yield caplog
    assert_nothing_of(caplog.text)


def assert_nothing_of(text: str) -> None:
    assert [secret for secret in SECRETS if secret in text] == []


def write_extract(folder: Path, *, faulty: str = "1", note: str = "intet", name: str = "udtræk.csv") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    rows = [f"{2025 + at // 12}-{1 + at % 12:02d}-01;Syd;{dashed(one)};{note};1" for at, one in enumerate(NUMBERS)]
    rows.append(f"2030-02-01;Syd;{dashed(NUMBERS[0])};{note};{faulty}")
    (folder / name).write_text("dato;enhed;cpr;note;antal\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return folder / name


def everything_in(folder: Path) -> str:
    return "\n".join(
        f"{path} {path.read_bytes().decode('utf-8', 'replace')}" for path in folder.rglob("*") if path.is_file()
    )


def test_a_refused_extract_leaves_nothing_but_its_name(settings: Settings, tmp_path: Path) -> None:
    path = write_extract(tmp_path)
    undecided = replace(RECIPE, reading=ReadingOptions())

    with pytest.raises(ReadingRefused) as refused:
        publish_extract(settings, path, undecided, published_by="test")
    reading = preview_extract(settings, path)

    assert refused.value.code == "personal_numbers"
    assert_nothing_of(f"{refused.value} {reading!r}")
    assert list((settings.data_dir / ".work").iterdir()) == []
    assert_nothing_of(everything_in(settings.data_dir))


def test_what_is_published_with_pseudonyms_holds_no_number_and_no_note(settings: Settings, tmp_path: Path) -> None:
    path = write_extract(tmp_path, note=f"{NAME} {dashed(NUMBERS[5])}", name=f"sager {dashed(NUMBERS[1])}.csv")

    version = publish_extract(settings, path, RECIPE, published_by="test")
    keep_recipe(settings, RECIPE)

    assert version.source_file == f"sager {MASK}.csv"
    assert list((settings.data_dir / ".work").iterdir()) == []
    assert_nothing_of(everything_in(settings.data_dir))
    cells = duckdb.connect(str(settings.datasets / "sager" / "1" / "cube.duckdb"), read_only=True)
    assert cells.execute("SELECT count(*) FROM cells").fetchone() != (0,)


def test_a_faulty_cell_is_quoted_to_the_analyst_alone_and_a_number_to_nobody(
    settings: Settings, tmp_path: Path
) -> None:
    named = write_extract(tmp_path / "a", faulty=NAME)
    numbered = write_extract(tmp_path / "b", faulty=f"se {dashed(NUMBERS[7])}")

    with pytest.raises(RecipeInvalid) as quoted:
        publish_extract(settings, named, RECIPE, published_by="test")
    with pytest.raises(RecipeInvalid) as hidden:
        publish_extract(settings, numbered, RECIPE, published_by="test")

    assert NAME in str(quoted.value)
    assert MASK in str(hidden.value)
    assert_nothing_of(str(hidden.value))
    assert_nothing_of(everything_in(settings.data_dir))


def test_the_child_says_nothing_of_what_it_read(tmp_path: Path) -> None:
    path = write_extract(tmp_path, note=NAME)
    order = {"wanted": "reading", "options": {"personal": [{"column": "cpr", "treatment": "pseudonym"}]}, "raw": None}
    order |= {"path": str(path), "scratch": str(tmp_path), "answer": str(tmp_path / "answer.json"), "memory_mb": 1024}
    key = "5e" * 32

    ended = subprocess.run(
        [sys.executable, "-m", "vil.importing.child"],
        input=json.dumps(order).encode() + b"\n" + bytes.fromhex(key),
        capture_output=True,
        cwd=ROOT,
        check=True,
    )

    assert (ended.stdout, ended.stderr) == (b"", b"")
    answer = (tmp_path / "answer.json").read_text(encoding="utf-8")
    assert json.loads(answer)["pseudonyms"] == ["cpr"]
    assert_nothing_of(answer.replace(NAME, ""))
    assert key not in answer


def test_a_defect_with_a_value_in_its_message_is_logged_without_it(log: pytest.LogCaptureFixture) -> None:
    with pytest.raises(duckdb.ConversionException, match=NAME) as defect:
        duckdb.connect().execute(f"SELECT CAST('{NAME} {NUMBERS[0]}' AS INTEGER)").fetchall()

    defect_id, shown = describe_defect(defect.value)

    assert defect_id in log.text
    assert "ConversionException" in log.text
    assert_nothing_of(shown)


def test_a_command_that_fails_prints_no_value(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    write_extract(settings.inbox, name="sager.csv")
    keep_recipe(settings, RECIPE)
    assert cli.run(["publish", "--inbox", "--data", str(settings.data_dir), "--by", "test"]) == 0
    spoil_manifest(settings)

    code = cli.run(["query", "sager", "--indicator", "antal", "--data", str(settings.data_dir)])

    printed = capsys.readouterr()
    assert code == 70
    assert_nothing_of(printed.out + printed.err)


def spoil_manifest(settings: Settings) -> None:
    """Put a value where a word of ours is expected, so that reading it back is a defect that names the value."""
    path = settings.datasets / "sager" / "1" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["recipe"]["grain"] = NAME
    path.write_text(json.dumps(manifest), encoding="utf-8")


def test_an_uploaded_file_is_kept_without_the_number_in_its_name_and_can_be_forgotten(settings: Settings) -> None:
    key = drafts.begin_draft(settings)
    kept = drafts.keep_upload(settings, key, f"{dashed(NUMBERS[2])}.csv", BytesIO(b"a;b\n1;2\n"))

    assert kept.name == f"{MASK}.csv"
    assert_nothing_of(arriving.propose_title(f"sager {dashed(NUMBERS[2])}.csv", ()))
    drafts.forget_draft(settings, key)
    assert list((settings.data_dir / ".work").iterdir()) == []


def test_the_server_logs_no_address(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    start = ["start", "--no-browser", "--no-sample", "--data", str(settings.data_dir), "--port", str(port)]
    script = f"from vil.cli import main; main({start!r})"
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as server:
        try:
            address = f"http://127.0.0.1:{port}/data?runde={NUMBERS[0]}"
            answer = ask_until_it_answers(address, server)
        finally:
            server.terminate()
        said = server.communicate()[0].decode()

    assert answer == 200
    assert_nothing_of(said)


def ask_until_it_answers(address: str, server: subprocess.Popen[bytes]) -> int:
    ends = time.monotonic() + 60
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return int(answer.status)
        except (urllib.error.URLError, ConnectionError):
            server.poll()
    return 0
