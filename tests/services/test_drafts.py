"""A draft survives a reload and nothing else: not a day, not another's guess, and never a file stopped for personal numbers."""

from __future__ import annotations

import os
import stat
import time
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vil.model.indicator import Aggregation, Indicator
from vil.model.period import Grain
from vil.model.recipe import Drift, PersonalColumn, ReadingOptions, Recipe
from vil.services import drafts
from vil.settings import Settings, load_settings

KEPT = st.one_of(
    st.text(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.sampled_from([Aggregation.RATE, Drift.DROP, Grain.WEEK, Path("/inbox/fil.csv")]),
    st.builds(lambda name: ReadingOptions(sheet=name, personal=(PersonalColumn("Borger"),)), st.text()),
    st.builds(lambda name: Recipe("a", name, (Indicator("a", name),), Grain.MONTH), st.text()),
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"data_dir": tmp_path}, environ={})


def age(settings: Settings, seconds: float) -> None:
    """Make everything of every draft as old as it would be after so long."""
    for path in (settings.data_dir / ".work").rglob("*"):
        os.utime(path, (time.time() - seconds, time.time() - seconds))


def keep(settings: Settings, name: str = "tal.csv") -> tuple[str, Path]:
    key = drafts.begin_draft(settings)
    return key, drafts.keep_upload(settings, key, name, BytesIO(b"a;b\n1;2\n"))


@given(
    st.dictionaries(st.text(), st.one_of(KEPT, st.lists(KEPT), st.tuples(KEPT, KEPT), st.dictionaries(st.text(), KEPT)))
)
def test_every_choice_that_can_be_kept_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, choices: dict[str, object]
) -> None:
    settings = load_settings({"data_dir": tmp_path_factory.getbasetemp() / "choices"}, environ={})
    assert all(map(drafts.can_keep, choices.values()))
    key = drafts.begin_draft(settings)
    drafts.save_choices(settings, key, drafts.write_choices(choices))
    found = drafts.load_draft(settings, key)
    drafts.forget_draft(settings, key)
    assert found is not None
    assert found.choices == choices
    assert [type(value) for value in found.choices.values()] == [type(value) for value in choices.values()]


def test_what_cannot_be_written_down_is_not_kept() -> None:
    assert not drafts.can_keep(None)
    assert not drafts.can_keep(object())
    assert not drafts.can_keep([date(2026, 1, 1), object()])


def test_an_upload_keeps_its_name_and_content_and_cannot_leave_its_folder(settings: Settings) -> None:
    key, path = keep(settings, "../../../tal.csv")

    assert (path.name, path.read_bytes()) == ("tal.csv", b"a;b\n1;2\n")
    assert settings.data_dir / ".work" in path.parents
    found = drafts.load_draft(settings, key)
    assert found is not None
    assert (found.file, found.is_stopped) == (path, False)


def test_two_who_bring_the_same_file_do_not_share_it(settings: Settings) -> None:
    mine, theirs = keep(settings), keep(settings)
    drafts.forget_draft(settings, mine[0])
    assert theirs[1].exists()
    assert not mine[1].exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_nobody_but_the_servers_user_can_read_a_draft(settings: Settings) -> None:
    _, path = keep(settings)
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent, path.parent.parent)]
    assert modes == [0o600, 0o700, 0o700]


@pytest.mark.parametrize("key", ["", "../..", "a" * 22, "a" * 21 + "/", "x" * 5000, "æ" * 22])
def test_a_key_that_is_none_finds_nothing(settings: Settings, key: str) -> None:
    keep(settings)
    assert drafts.load_draft(settings, key) is None


def test_a_draft_is_gone_a_day_after_it_was_last_worked_on(settings: Settings) -> None:
    key, path = keep(settings)
    age(settings, drafts.KEPT_SECONDS - 60)
    assert drafts.load_draft(settings, key) is not None
    drafts.save_choices(settings, key, drafts.write_choices({"bring.title": "Fravær"}))
    age(settings, drafts.KEPT_SECONDS + 60)
    assert drafts.load_draft(settings, key) is None
    assert not path.exists()
    drafts.save_choices(settings, key, drafts.write_choices({"bring.title": "Fravær"}))
    assert list((settings.data_dir / ".work").iterdir()) == []


def test_a_file_stopped_for_personal_numbers_is_gone_within_the_hour_and_the_choices_stay(settings: Settings) -> None:
    key, path = keep(settings)
    drafts.save_choices(settings, key, drafts.write_choices({"bring.title": "Fravær"}))
    drafts.stop_file(settings, key)
    found = drafts.load_draft(settings, key)
    assert found is not None
    assert found.is_stopped
    age(settings, drafts.STOPPED_SECONDS + 60)
    found = drafts.load_draft(settings, key)
    assert found is not None
    assert (found.file, dict(found.choices)) == (None, {"bring.title": "Fravær"})
    assert not path.exists()
