"""What was removed long ago is deleted for good with what hangs on it, and nothing else is."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from vil.cli import run
from vil.model.period import Grain
from vil.model.round import Influence, Reach
from vil.model.series import View
from vil.records.copying import TABLES
from vil.services import rounds
from vil.services.purging import Purged, purge
from vil.services.rounds import RecordStore
from vil.settings import Settings, load_settings

VIEW = View("fravaer", 1, "dage", "Nord", Grain.MONTH)
LATER = datetime.now(UTC) + timedelta(days=31)
SECRET = "Noget, der ikke må findes mere"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"data_dir": tmp_path}, environ={})


@pytest.fixture
def store(settings: Settings) -> Iterator[RecordStore]:
    opened = rounds.open_rounds(settings)
    yield opened
    opened.close()


def write_round(store: RecordStore, title: str, text: str) -> tuple[str, str]:
    """A round with a wonder, a reading, an explanation and an action, and texts that were written over."""
    current = rounds.start_round(store, title=title)
    wonder = rounds.pin_wonder(store, current.id, view=VIEW, headline=text, sentence=text)
    wonder = rounds.save_wonder(store, wonder.id, version=wonder.version, text=text)
    rounds.save_wonder(store, wonder.id, version=wonder.version, text=f"{text} igen")
    rounds.add_interpretation(store, wonder.id, text=text)
    card = rounds.add_explanation(store, wonder.id, text=text, influence=Influence.INTERNAL, reach=Reach.COLLECTIVE)
    rounds.add_action(store, card.id, text=text, owner="Mette")
    return current.id, wonder.id


def everything(settings: Settings) -> bytes:
    return b"".join(path.read_bytes() for path in settings.data_dir.glob("records.sqlite*"))


def test_a_removed_round_is_gone_from_the_file_with_every_trace_and_the_others_stay(
    settings: Settings, store: RecordStore
) -> None:
    kept, _ = write_round(store, "Den, der bliver", "Det bliver stående")
    gone, _ = write_round(store, "Den, der går", SECRET)
    before = rounds.load_round(store, kept)
    rounds.remove(store, "round", gone)
    assert SECRET.encode() in everything(settings)

    planned = purge(settings, now=LATER, dry_run=True)
    assert planned.rounds == 1
    assert planned.cards >= 5
    assert SECRET.encode() in everything(settings)
    assert purge(settings, now=LATER) == planned
    assert SECRET.encode() not in everything(settings)
    assert rounds.load_round(store, kept) == before
    with store.reading() as reader:
        owners = [table for table in TABLES.sorted_tables if "round_id" in table.c]
        left = {owner for table in owners for owner in reader.scalars(select(table.c.round_id))}
    assert left <= {kept, None}
    assert purge(settings, now=LATER) == Purged(0, 0, 0)


def test_what_was_removed_lately_or_brought_back_stays(settings: Settings, store: RecordStore) -> None:
    lately, _ = write_round(store, "Lige fjernet", SECRET)
    back, wonder = write_round(store, "Hentet tilbage", "Det bliver stående")
    rounds.remove(store, "round", lately)
    rounds.remove(store, "wonder", wonder)
    rounds.restore(store, "wonder", wonder)
    assert purge(settings) == Purged(0, 0, 0)
    assert purge(settings, now=LATER).rounds == 1
    assert rounds.load_round(store, back).wonders[0].id == wonder


def test_a_removed_card_takes_only_what_hangs_on_it(settings: Settings, store: RecordStore) -> None:
    owner, wonder = write_round(store, "En runde", SECRET)
    other = rounds.pin_wonder(store, owner, view=VIEW, headline="Den anden", sentence="")
    rounds.remove(store, "wonder", wonder)
    assert purge(settings, now=LATER).rounds == 0
    found = rounds.load_round(store, owner)
    assert [one.id for one in found.wonders] == [other.id]
    assert SECRET.encode() not in everything(settings)


def test_pictures_nobody_can_see_are_deleted_once_they_are_old(settings: Settings, store: RecordStore) -> None:
    settings.pictures.mkdir()
    for name, age in (("gammel.jpg", 40), ("ny.jpg", 1)):
        (settings.pictures / name).write_bytes(b"x")
        moment = time.time() - age * 86_400
        os.utime(settings.pictures / name, (moment, moment))
    assert purge(settings) == Purged(0, 0, 1)
    assert [path.name for path in settings.pictures.iterdir()] == ["ny.jpg"]


def test_the_command_tells_before_and_after(
    settings: Settings, store: RecordStore, capsys: pytest.CaptureFixture[str]
) -> None:
    gone, _ = write_round(store, "Fjernet", SECRET)
    rounds.remove(store, "round", gone)
    with store.writing() as writer:
        trace = TABLES.tables["trace"]
        writer.execute(trace.update().values(at=datetime.now(UTC) - timedelta(days=31)))
    words = ["purge", "--data", str(settings.data_dir)]
    assert run([*words, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Det bliver slettet for altid: 1 runde, ")
    assert "Intet er slettet endnu." in said
    assert run([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rounds"] == 1
    assert run(words) == 0
    assert "Der er ikke noget at slette." in capsys.readouterr().out
