"""Provisional periods, learnt from the versions of a data set with delayed registration."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.builders import COUNT, RATE, months, publish_rows, recipe, write_rows
from vil.model.indicator import Disclosure
from vil.model.period import Grain
from vil.model.series import View
from vil.services.datasets import find_version
from vil.services.exploring import look
from vil.services.judging import judge_version
from vil.services.revising import find_provisional, learn_habit
from vil.settings import Settings

SHARES = {0: 0.8, 1: 0.95}
UNITS = {"A": 100.0, "B": 300.0}


def publish_months(
    folder: Path, count: int, *, recount: float = 1.0, sway: int = 0, how: object = None, **options: Any
) -> None:
    starts = months(count)
    rows = [
        (
            start,
            unit,
            "unit",
            None,
            round((size + sway * (place * 7 % 5 - 2)) * SHARES.get(count - 1 - place, 1.0) * recount),
        )
        for place, start in enumerate(starts)
        for unit, size in UNITS.items()
    ]
    publish_rows(folder, write_rows(folder / "r", ["antal"], rows), how or recipe(), **options)  # type: ignore[arg-type]


def test_the_delay_is_learnt_and_the_newest_months_are_provisional(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    for count in range(20, 26):
        publish_months(tmp_path, count)
    found = find_provisional(settings, find_version(settings, "prøve"), "antal")
    assert [one.period.code for one in found] == ["2025-12", "2026-01"]
    assert [one.growth for one in found] == [pytest.approx(1 / 0.95, rel=0.01), pytest.approx(1.25, rel=0.01)]
    view = View("prøve", 6, "antal", "A", Grain.MONTH)
    told = look(settings.datasets, view).narrative.sentences
    assert told[-1] == (
        "De seneste 2 måneder er foreløbige og tæller ikke med: "
        "tallet for januar 2026 plejer at stige omkring 25 % i senere udgaver."
    )


def test_a_version_is_not_judged_by_months_that_are_still_growing(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    judge = partial(judge_version, datasets=settings.datasets)
    for count in range(20, 25):
        publish_months(tmp_path, count, sway=4, recount=10, judge=judge)
    (tmp_path / "dry").mkdir()
    publish_months(tmp_path / "dry", 25, sway=4, recount=10, judge=judge, held_against=settings.datasets)
    publish_months(tmp_path, 25, sway=4, recount=10, judge=judge)
    first, last = (find_version(settings, "prøve", number).quality for number in (1, 6))
    dry = find_version(Settings(data_dir=tmp_path / "dry"), "prøve").quality
    assert first is not None
    assert last is not None
    assert [(one.provisional, one.judged) for one in first.indicators] == [(0, 40)]
    assert [(one.provisional, one.judged) for one in last.indicators] == [(2, 46)]
    assert {one.period.code for one in first.outliers} == {"2025-08"}
    assert last.outliers == ()
    assert dry == last


def test_an_earlier_version_only_knows_what_came_before_it(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    for count in range(20, 26):
        publish_months(tmp_path, count)
    assert find_provisional(settings, find_version(settings, "prøve", 3), "antal") == ()
    assert len(find_provisional(settings, find_version(settings, "prøve", 4), "antal")) == 2
    assert learn_habit(settings.datasets, find_version(settings, "prøve", 1), "antal").ages == ()


def test_a_number_that_was_counted_in_another_way_teaches_nothing(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    other = recipe(replace(COUNT, scale=2.0))
    for count in range(20, 25):
        publish_months(tmp_path, count, recount=3.0, how=other)
    publish_months(tmp_path, 25)
    version = find_version(settings, "prøve")
    assert learn_habit(settings.datasets, version, "antal").versions == 1
    assert find_provisional(settings, version, "antal") == ()


def test_the_same_month_published_again_counts_once(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    for count in (20, 20, 21, 21, 22, 22, 23):
        publish_months(tmp_path, count)
    (newest,) = find_provisional(settings, find_version(settings, "prøve"), "antal")[-1:]
    assert newest.growth == pytest.approx(1.25, rel=0.01)


def test_a_rate_is_learnt_by_its_parts_and_hidden_cells_teach_nothing(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    for count in range(20, 25):
        rows = [
            (start, unit, "unit", None, size * (0.4 if place == count - 1 else 0.5), size)
            for place, start in enumerate(months(count))
            for unit, size in (("A", 100.0), ("B", 300.0), ("C", 4.0))
        ]
        how = recipe(RATE, disclosure=Disclosure.PERSONS)
        publish_rows(tmp_path, write_rows(tmp_path / "r", ["taeller", "naevner"], rows), how)
    (newest,) = find_provisional(settings, find_version(settings, "prøve"), "andel")
    assert newest.growth == pytest.approx(1.25)
