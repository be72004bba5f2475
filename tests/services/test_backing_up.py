"""A backup holds everything that cannot be made again, and is put back whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.services.months import publish_first
from vil.cli import run
from vil.errors import BackupInvalid, FolderNotEmpty, RecordsNotEmpty, VilError
from vil.privacy.pseudonyms import load_key
from vil.services import rounds
from vil.services.backing_up import LIST, back_up, restore
from vil.services.publishing import keep_recipe
from vil.services.rolling_back import roll_back
from vil.settings import Settings, load_settings
from vil.warehouse import load_version


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data folder with two versions, a rollback, a recipe, a key, own texts, a picture, a round, and what must stay behind."""
    settings = load_settings({"data_dir": tmp_path / "vil"}, environ={})
    for months in (17, 18):
        version = publish_first(settings, tmp_path, months)
    keep_recipe(settings, version.recipe)
    roll_back(settings, "fravaer", by="Anne")
    load_key(settings.pseudonym_key)
    for name in ("content/board.toml", "pictures/a.jpg", "inbox/personer.csv", ".work/kladde.csv", "config.toml"):
        path = settings.data_dir / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("port = 8600\n" if name == "config.toml" else f"{name}\n", encoding="utf-8")
    store = rounds.open_rounds(settings)
    rounds.start_round(store, title="Fravær i nord", team="Ledergruppen")
    store.close()
    return settings


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("records.sqlite") and path.name != ".lock"
    }


def titles(settings: Settings) -> list[str]:
    store = rounds.open_rounds(settings)
    try:
        return [found.title for found in rounds.list_rounds(store)]
    finally:
        store.close()


def test_everything_comes_back_as_it_was_and_what_is_somebody_elses_does_not(
    settings: Settings, tmp_path: Path
) -> None:
    store = rounds.open_rounds(settings)
    with store.writing() as writer:  # the server is in the middle of writing something
        writer.execute(text("UPDATE rounds SET title = 'Halvt skrevet'"))
        made = back_up(settings, tmp_path / "kopi.zip")
        writer.rollback()
    store.close()
    assert (made.datasets, made.versions, made.has_records, made.has_key) == (1, 2, True, True)

    other = load_settings({"data_dir": tmp_path / "ny"}, environ={})
    found = restore(tmp_path / "kopi.zip", other.data_dir)
    assert found == made
    before = {name: one for name, one in hashes(settings.data_dir).items() if not name.startswith(("inbox", ".work"))}
    assert hashes(other.data_dir) == before
    assert titles(other) == ["Fravær i nord"]
    assert load_version(other.datasets, "fravaer").number == 1
    assert load_settings({"data_dir": other.data_dir}, environ={}).port == 8600


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_a_backup_and_the_key_in_it_are_for_their_owner_alone(settings: Settings, tmp_path: Path) -> None:
    back_up(settings, tmp_path / "kopi.zip")
    restore(tmp_path / "kopi.zip", tmp_path / "ny")
    assert [
        stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "kopi.zip", tmp_path / "ny" / "pseudonym.key")
    ] == [
        0o600,
        0o600,
    ]


def rewrite(path: Path, target: Path, change: str) -> Path:
    """Write a backup again with one thing wrong."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as written:
        told = json.loads(source.read(LIST))
        for name in source.namelist():
            content = source.read(name)
            if change == "a byte" and name.endswith("cube.duckdb"):
                content = content[:5000] + bytes([content[5000] ^ 1]) + content[5001:]
            if change == "a byte and its hash" and name.endswith("cube.duckdb"):
                content = content[:5000] + bytes([content[5000] ^ 1]) + content[5001:]
                told["files"][name]["sha256"] = hashlib.sha256(content).hexdigest()
            if name != LIST and not (change == "a file less" and name == "config.toml"):
                written.writestr(name, content)
        if change in ("a file more", "a way out"):
            extra = "../ude.txt" if change == "a way out" else "mere.txt"
            written.writestr(extra, b"x")
            if change == "a way out":
                told["files"][extra] = {"size": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
        written.writestr(LIST, "{}" if change == "its list" else json.dumps(told))
    return target


def test_a_damaged_backup_is_refused_and_leaves_nothing(settings: Settings, tmp_path: Path) -> None:
    back_up(settings, tmp_path / "kopi.zip")
    changes = ("a byte", "a byte and its hash", "a file less", "a file more", "a way out", "its list")
    broken = [rewrite(tmp_path / "kopi.zip", tmp_path / f"{change}.zip", change) for change in changes]
    (tmp_path / "kort.zip").write_bytes((tmp_path / "kopi.zip").read_bytes()[:-2000])
    (tmp_path / "tekst.zip").write_text("ikke en kopi", encoding="utf-8")
    for path in (*broken, tmp_path / "kort.zip", tmp_path / "tekst.zip"):
        with pytest.raises(BackupInvalid, match="Intet er lagt tilbage"):
            restore(path, tmp_path / "ny")
        assert list((tmp_path / "ny").iterdir()) == []
    assert not (tmp_path / "ude.txt").exists()


def test_a_folder_with_something_in_it_is_never_written_over(settings: Settings, tmp_path: Path) -> None:
    back_up(settings, tmp_path / "kopi.zip")
    before = hashes(settings.data_dir)
    with pytest.raises(FolderNotEmpty):
        restore(tmp_path / "kopi.zip", settings.data_dir)
    assert hashes(settings.data_dir) == before
    started = tmp_path / "startet"
    for name in ("inbox", "datasets", "recipes"):
        (started / name).mkdir(parents=True)
    restore(tmp_path / "kopi.zip", started)
    assert load_version(started / "datasets", "fravaer").number == 1


def test_records_in_postgresql_are_in_the_backup_and_go_back_into_an_empty_database(
    settings: Settings, tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = {}
    server = make_url(postgres).set(drivername="postgresql+psycopg")
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for name in ("vil_kopi_fra", "vil_kopi_til"):
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name}"))
            addresses[name] = server.set(database=name).render_as_string(hide_password=False)
    admin.dispose()
    there = load_settings({"data_dir": settings.data_dir, "records_url": addresses["vil_kopi_fra"]}, environ={})
    store = rounds.open_rounds(there)
    for title in ("Den ene", "Den anden"):
        rounds.start_round(store, title=title)
    store.close()
    back_up(there, tmp_path / "kopi.zip")

    restore(tmp_path / "kopi.zip", tmp_path / "lokal")
    assert titles(load_settings({"data_dir": tmp_path / "lokal"}, environ={})) == titles(there)
    monkeypatch.setenv("VIL_RECORDS_URL", addresses["vil_kopi_til"])
    restore(tmp_path / "kopi.zip", tmp_path / "fjern")
    assert not (tmp_path / "fjern" / "records.sqlite").exists()
    again = load_settings({"data_dir": tmp_path / "fjern"})
    assert titles(again) == titles(there)
    store = rounds.open_rounds(again)
    rounds.start_round(store, title="En til")
    store.close()
    with pytest.raises(RecordsNotEmpty):
        restore(tmp_path / "kopi.zip", tmp_path / "igen")


def test_the_commands_say_what_they_did(settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = str(settings.data_dir)
    assert run(["backup", str(tmp_path / "kopi.zip"), "--data", data]) == 0
    said = capsys.readouterr().out
    assert "Sikkerhedskopien er skrevet til kopi.zip: 1 datasæt, 2 udgaver, runder og kort" in said
    assert "Filen indeholder nøglen" in said
    assert run(["restore", str(tmp_path / "kopi.zip"), "--data", data]) == 2
    assert "er ikke tom, og intet er overskrevet" in capsys.readouterr().err
    assert run(["restore", str(tmp_path / "kopi.zip"), "--data", str(tmp_path / "ny"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["versions"] == 2
    assert run(["restore", str(tmp_path / "findes.zip"), "--data", str(tmp_path / "ny2")]) == 2
    assert run(["backup", "/findes/ikke/kopi.zip", "--data", data]) == 2
    assert run(["backup", str(tmp_path / "kopi.zip"), "--data", str(tmp_path / "ingen")]) == 2
    assert issubclass(BackupInvalid, VilError)
