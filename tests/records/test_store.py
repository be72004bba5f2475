from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from tests.conftest import ROOT
from tests.records.builders import VIEW
from vil.errors import RecordsTooNew
from vil.model.round import Wonder
from vil.records import Store, open_store
from vil.records.schema import MIGRATIONS, REVISION
from vil.records.tables import Base
from vil.services.cards import load_card, save_indicator_card
from vil.services.rounds import add_interpretation, load_round, pin_wonder, start_round

FIRST_TABLES = {
    "rounds",
    "assumptions",
    "wonders",
    "interpretations",
    "explanations",
    "actions",
    "follow_ups",
    "trace",
}
"""The tables of revision 0001; all others came later."""


def pin(store: Store) -> Wonder:
    started = start_round(store, title="Sygefravær i Vest")
    return pin_wonder(
        store, started.id, view=VIEW, headline="Lavere end det plejer", sentence="11 måneder under midten."
    )


def start_writer(address: str, wonder: Wonder, count: int, name: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.records.writer", address, wonder.id, str(count), name]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_the_migrations_make_the_tables_that_the_code_knows(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_revision_in_the_code_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


def test_records_from_before_the_cards_are_brought_up_to_date_with_everything_in_them(address: str) -> None:
    first = open_store(address)
    wonder = pin(first)
    with first.writing() as writer:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name not in FIRST_TABLES:
                writer.execute(text(f"DROP TABLE {table.name}"))
        writer.execute(text("ALTER TABLE interpretations DROP COLUMN claim"))
        writer.execute(text("ALTER TABLE wonders DROP COLUMN place"))
        writer.execute(text("ALTER TABLE explanations DROP COLUMN hallmark"))
        for name in ("easy", "visible", "together"):
            writer.execute(text(f"ALTER TABLE actions DROP COLUMN {name}"))
        writer.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    first.close()
    reopened = open_store(address)
    assert load_round(reopened, wonder.round_id).wonders[0] == wonder
    save_indicator_card(reopened, "a", "x", version=0, owner="HR")
    assert load_card(reopened, "a", "x").owner == "HR"
    reopened.close()


def test_an_up_to_date_store_opens_without_alembic(sqlite_store: Store) -> None:
    address = str(sqlite_store.engine.url)
    script = f"import sys, vil.records\nvil.records.open_store({address!r})\nprint('alembic' in sys.modules)"
    told = subprocess.check_output([sys.executable, "-c", script], cwd=ROOT, text=True)
    assert told.strip() == "False"


def test_records_of_a_later_release_are_refused_and_left_alone(store: Store, address: str) -> None:
    with store.writing() as writer:
        writer.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordsTooNew, match="nyere udgave"):
        open_store(address)
    with store.reading() as reader:
        assert reader.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"


def test_many_may_open_an_empty_store_at_once(address: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(lambda _: open_store(address), range(8)))
    for opened in stores:
        start_round(opened, title="")
        opened.close()


def test_sqlite_keeps_what_is_acknowledged_and_holds_keys_together(sqlite_store: Store) -> None:
    with sqlite_store.reading() as reader:
        found = {
            name: reader.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}


def test_a_failed_write_leaves_nothing(store: Store) -> None:
    def fail_half_way() -> None:
        with store.writing() as writer:
            writer.execute(text("DELETE FROM alembic_version"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    with store.reading() as reader:
        assert reader.execute(text("SELECT version_num FROM alembic_version")).scalar() == REVISION


def test_many_threads_lose_nothing(store: Store) -> None:
    wonder = pin(store)
    with ThreadPoolExecutor(16) as pool:
        cards = list(pool.map(lambda n: add_interpretation(store, wonder.id, text=str(n)), range(200)))
    kept = load_round(store, wonder.round_id).wonders[0].interpretations
    assert {card.id for card in kept} == {card.id for card in cards}
    assert {card.text for card in kept} == {str(n) for n in range(200)}


def test_two_processes_writing_200_cards_each_lose_nothing(store: Store, address: str) -> None:
    wonder = pin(store)
    writers = [start_writer(address, wonder, 200, name) for name in ("vest", "syd")]
    told = [writer.communicate()[0].split() for writer in writers]
    kept = [card.id for card in load_round(store, wonder.round_id).wonders[0].interpretations]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert len(kept) == 400
    for one in told:
        assert [card_id for card_id in kept if card_id in set(one)] == one


def test_every_acknowledged_write_is_there_after_a_kill(store: Store, address: str) -> None:
    wonder = pin(store)
    writer = start_writer(address, wonder, 1_000_000, "vest")
    assert writer.stdout is not None
    told = [writer.stdout.readline().strip() for _ in range(50)]
    writer.kill()
    told += writer.stdout.read().split()
    writer.wait()
    writer.stdout.close()
    store.close()
    reopened = open_store(address)
    kept = [card.id for card in load_round(reopened, wonder.round_id).wonders[0].interpretations]
    reopened.close()
    assert writer.returncode == -9
    complete = [card_id for card_id in told if len(card_id) == 36]
    assert len(complete) >= 50
    assert kept[: len(complete)] == complete
    assert len(kept) <= len(complete) + 1


def test_the_place_of_the_records_is_made_when_it_is_not_there(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path / 'ny mappe' / 'records.sqlite'}").close()
    assert (tmp_path / "ny mappe" / "records.sqlite").exists()
