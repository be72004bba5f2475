"""A publication that is at work tells how far it is, can be stopped, and ends in exactly one way."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.services.months import make_rows, propose, write_extract
from vil.services.datasets import is_published
from vil.settings import Settings
from vil.ui.publishing_job import Job, begin_job, find_job, forget_job


def begin(folder: Path, rows: int = 18) -> tuple[Settings, Job]:
    settings = Settings(data_dir=folder / "vil")
    path = write_extract(folder / "fravaer.csv", make_rows(rows))
    recipe = propose(settings, path)
    return settings, begin_job(settings, path, recipe, recipe, published_by="test", draft="a draft")


def test_it_ends_with_a_version_and_keeps_the_recipe(tmp_path: Path) -> None:
    settings, job = begin(tmp_path)
    assert job.ended.wait(60)
    assert job.version is not None
    assert (job.version.number, job.share, job.problems, job.is_cancelled) == (1, 1.0, (), False)
    assert (settings.recipes / "fravaer.toml").is_file()


def test_a_reload_finds_it_by_its_draft_until_its_end_was_seen(tmp_path: Path) -> None:
    _, job = begin(tmp_path)
    assert find_job("a draft") is job
    assert job.ended.wait(60)
    assert find_job("a draft") is job
    forget_job("a draft")
    assert find_job("a draft") is None


def test_it_is_stopped_when_asked_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = threading.Event()

    def tell_and_cancel(self: Job, share: float, what: str) -> None:
        told.set()
        self.cancel.set()

    monkeypatch.setattr(Job, "tell", tell_and_cancel)
    settings, job = begin(tmp_path)
    assert job.ended.wait(60)
    assert told.is_set()
    assert (job.is_cancelled, job.version, job.problems) == (True, None, ())
    assert not is_published(settings, "fravaer")
    assert not (settings.recipes / "fravaer.toml").exists()


def test_a_refusal_is_told_fault_by_fault(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "vil")
    rows = make_rows(18)
    recipe = propose(settings, write_extract(tmp_path / "fravaer.csv", rows))
    rows += [list(rows[0]), list(rows[1])]
    path = write_extract(tmp_path / "fravaer.csv", rows)
    job = begin_job(settings, path, recipe, recipe, published_by="test")
    assert job.ended.wait(60)
    assert job.version is None
    assert len([line for line in job.problems if "står 2 gange" in line]) == 2
