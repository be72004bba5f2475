"""How fresh published numbers are, by their cards or by their habit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.services.walk import RECIPE, publish_months
from tests.warehouse.builders import months, publish_rows, write_rows
from vil.model.card import Frequency, IndicatorCard
from vil.model.indicator import Indicator
from vil.model.period import Grain
from vil.records import Store
from vil.services import cards, exploring, freshness

NUMBER = ("afgang", "afgang")


def state_frequency(store: Store) -> IndicatorCard:
    return cards.save_indicator_card(store, *NUMBER, version=0, update_grain=Grain.MONTH, update_lag=10)


def test_without_a_stated_frequency_or_a_habit_nothing_is_said(tmp_path: Path, sqlite_store: Store) -> None:
    publish_months(tmp_path, 57)
    folder = tmp_path / "datasets"
    version = exploring.find_version(folder, "afgang")
    assert freshness.judge_dataset(folder, sqlite_store, version, date(2030, 1, 1)) is None


@pytest.mark.parametrize(("months", "is_late"), [(58, False), (57, True)])
def test_a_data_set_is_late_when_the_period_its_card_promises_is_not_there(
    months: int, is_late: bool, tmp_path: Path, sqlite_store: Store
) -> None:
    publish_months(tmp_path, months)
    state_frequency(sqlite_store)
    folder = tmp_path / "datasets"
    versions = exploring.list_published(folder)
    late = freshness.list_late(folder, sqlite_store, versions, date(2026, 11, 22))
    assert [version.dataset for version, _ in late] == (["afgang"] if is_late else [])
    if is_late:
        assert (late[0][1].freshness.due.code, late[0][1].is_inferred) == ("2026-10", False)


def test_a_habit_of_past_versions_is_used_where_nobody_has_stated_one_and_is_marked(
    tmp_path: Path, sqlite_store: Store
) -> None:
    for count in (54, 55, 56, 57):
        publish_months(tmp_path, count)
    folder = tmp_path / "datasets"
    for number, month in enumerate((7, 8, 9, 10), 1):
        move_publication(folder / "afgang" / str(number), datetime(2026, month, 9, 8, tzinfo=UTC))
    version = exploring.find_version(folder, "afgang")
    timing = freshness.judge_dataset(folder, sqlite_store, version, date(2026, 11, 22))
    assert timing is not None
    assert (timing.is_inferred, timing.frequency.lag_days, timing.freshness.is_late) == (True, 9, True)
    stated = state_frequency(sqlite_store)
    told = freshness.judge_number(folder, version, "afgang", stated.frequency, date(2026, 11, 22))
    assert told is not None
    assert (told.is_inferred, told.frequency.lag_days) == (False, 10)


def move_publication(version: Path, moment: datetime) -> None:
    """Write another day of publication into a manifest, as if the version had been made then."""
    manifest = version / "manifest.json"
    lines = manifest.read_text(encoding="utf-8").splitlines()
    moved = [f'"published_at": "{moment.isoformat()}",' if '"published_at"' in line else line for line in lines]
    manifest.write_text("\n".join(moved), encoding="utf-8")


def publish_on(folder: Path, day: date) -> None:
    rows = [(month, "Nord", "unit", None, 55, 500) for month in months(12, date(2025, 1, 1))]
    publish_rows(
        folder, write_rows(folder / "rows.parquet", ("afgang", "ledige"), rows), replace(RECIPE, extracted_on=day)
    )


def test_a_month_the_extract_was_made_in_is_not_counted_as_there_unless_the_day_was_left_from_an_earlier_one(
    tmp_path: Path, sqlite_store: Store
) -> None:
    state_frequency(sqlite_store)
    folder = tmp_path / "datasets"
    lasts = []
    for _ in range(2):
        publish_on(tmp_path, date(2025, 12, 15))
        timing = freshness.judge_dataset(
            folder, sqlite_store, exploring.find_version(folder, "afgang"), date(2026, 1, 20)
        )
        assert timing is not None
        lasts.append(timing.freshness.latest.code)
    assert lasts == ["2025-11", "2025-12"]


@pytest.mark.parametrize(("empty", "last"), [(2, "2025-10"), (12, "2024-12")])
def test_a_number_that_stopped_before_its_data_set_is_late_by_itself(
    empty: int, last: str, tmp_path: Path, sqlite_store: Store
) -> None:
    other = Indicator("ledige", "Ledige", value="ledige")
    numbers = [(month, 55 if place < 24 - empty else None) for place, month in enumerate(months(24, date(2024, 1, 1)))]
    rows = [(month, team, "unit", None, number, 500) for month, number in numbers for team in ("Nord", "Vest")]
    count = Indicator("afgang", "Afgang", value="afgang")
    both = replace(RECIPE, indicators=(count, other), extracted_on=None)
    publish_rows(tmp_path, write_rows(tmp_path / "rows.parquet", ("afgang", "ledige"), rows), both)
    folder = tmp_path / "datasets"
    version, stated = exploring.find_version(folder, "afgang"), Frequency(Grain.MONTH, 10)
    judged = [freshness.judge_number(folder, version, name, stated, date(2026, 1, 20)) for name in ("afgang", "ledige")]
    assert [timing.freshness.latest.code for timing in judged if timing] == [last, "2025-12"]
    assert [timing.freshness.is_late for timing in judged if timing] == [True, False]
