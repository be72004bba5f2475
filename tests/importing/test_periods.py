"""Periods in every form they are written in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vil.formats import format_period
from vil.importing import parse_period
from vil.importing.periods import find_grain
from vil.model.period import Grain, Period


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026", "2026"),
        ("2023M01", "2023-01"),
        ("202301", "2023-01"),
        ("2026-03", "2026-03"),
        ("03-2026", "2026-03"),
        ("marts 2026", "2026-03"),
        ("Marts, 2026", "2026-03"),
        ("mar-26", "2026-03"),
        ("maj26", "2026-05"),
        ("okt. 2025", "2025-10"),
        ("2023K1", "2023-Q1"),
        ("2008Q3", "2008-Q3"),
        ("2008-Q3", "2008-Q3"),
        ("K2 2024", "2024-Q2"),
        ("Q1-26", "2026-Q1"),
        ("2026 K1", "2026-Q1"),
        ("1. kv. 2026", "2026-Q1"),
        ("jan. 26", "2026-01"),
        ("1. kvt. 2026", "2026-Q1"),
        ("4. kvartal 2025", "2025-Q4"),
        ("2025, 4. kvartal", "2025-Q4"),
        ("2020QMAT02", "2020-Q2"),
        ("2020H2", "2020-H2"),
        ("1. halvår 2020", "2020-H1"),
        ("2020-U52", "2020-W52"),
        ("2020-W01", "2020-W01"),
        ("uge 9 2026", "2026-W09"),
        ("2019/2020", "2019/2020"),
        ("2019/20", "2019/2020"),
        ("skoleåret 2019/20", "2019/2020"),
        ("2026-03-01", "2026-03-01"),
        ("2026-03-01 00:00:00", "2026-03-01"),
        ("2026-03-01T10:11:12.5Z", "2026-03-01"),
        ("01-03-2026", "2026-03-01"),
        ("1.3.2026", "2026-03-01"),
        ("1/3/2026 13:45", "2026-03-01"),
        ("12. maj 2026", "2026-05-12"),
        ("20260301", "2026-03-01"),
    ],
)
def test_a_period_is_read(text: str, code: str) -> None:
    period = parse_period(text)

    assert period is not None
    assert period.code == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I alt",
        "5-11",
        "12.5",
        "1.000",
        "31-02-2026",
        "2020-U54",
        "2019/2021",
        "100.000 - 199.999 kr.",
        "80+",
        "0,5",
    ],
)
def test_what_is_no_period_is_not_read_as_one(text: str) -> None:
    assert parse_period(text) is None


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from(list(Grain)))
def test_every_period_is_read_back_from_its_code_and_as_it_is_read_aloud(day: date, grain: Grain) -> None:
    period = Period.containing(day, grain)

    assert parse_period(period.code) == period
    assert parse_period(format_period(period)) == period


@pytest.mark.parametrize(
    ("days", "grain"),
    [
        ([date(2026, month, 1) for month in range(1, 7)], Grain.MONTH),
        ([date(2026, month, 1) for month in (1, 4, 7)], Grain.QUARTER),
        ([date(year, 1, 1) for year in range(2020, 2026)], Grain.YEAR),
        ([date(2026, 1, 5) + timedelta(weeks=week) for week in range(5)], Grain.WEEK),
        ([date(2026, 1, 1) + timedelta(days=day) for day in range(5)], Grain.DAY),
        ([date(2026, 1, 1)], Grain.DAY),
    ],
)
def test_the_length_of_periods_is_found_from_their_dates(days: list[date], grain: Grain) -> None:
    assert find_grain(days) is grain
