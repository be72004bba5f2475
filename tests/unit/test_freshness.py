"""Which period should be here by now: a table of edges, and the words for it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vil.analysis import Freshness, find_freshness, infer_frequency
from vil.analysis.freshness import GRACE_DAYS
from vil.model.card import Frequency
from vil.model.period import Grain, Period
from vil.narration import say_frequency, say_freshness, say_late

MONTHLY = Frequency(Grain.MONTH, 10)


def fresh(last: str, frequency: Frequency, today: date, **options: object) -> Freshness:
    return find_freshness(Period.parse(last), frequency, today, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("frequency", "today", "due"),
    [
        (MONTHLY, date(2026, 11, 9), "2026-09"),
        (MONTHLY, date(2026, 11, 10), "2026-10"),
        (MONTHLY, date(2027, 1, 9), "2026-11"),
        (MONTHLY, date(2027, 1, 10), "2026-12"),
        (MONTHLY, date(2024, 3, 10), "2024-02"),
        (Frequency(Grain.MONTH, 0), date(2024, 2, 28), "2024-01"),
        (Frequency(Grain.MONTH, 0), date(2024, 2, 29), "2024-02"),
        (Frequency(Grain.MONTH, 45), date(2026, 11, 13), "2026-08"),
        (Frequency(Grain.MONTH, 45), date(2026, 11, 14), "2026-09"),
        (Frequency(Grain.DAY, 1), date(2027, 1, 1), "2026-12-31"),
        (Frequency(Grain.WEEK, 3), date(2027, 1, 5), "2026-W52"),
        (Frequency(Grain.WEEK, 3), date(2027, 1, 6), "2026-W53"),
        (Frequency(Grain.QUARTER, 45), date(2027, 2, 13), "2026-Q3"),
        (Frequency(Grain.QUARTER, 45), date(2027, 2, 14), "2026-Q4"),
        (Frequency(Grain.HALF, 30), date(2027, 1, 29), "2026-H1"),
        (Frequency(Grain.HALF, 30), date(2027, 1, 30), "2026-H2"),
        (Frequency(Grain.YEAR, 90), date(2027, 3, 30), "2025"),
        (Frequency(Grain.YEAR, 90), date(2027, 3, 31), "2026"),
        (Frequency(Grain.SCHOOLYEAR, 31), date(2026, 8, 30), "2024/2025"),
        (Frequency(Grain.SCHOOLYEAR, 31), date(2026, 8, 31), "2025/2026"),
    ],
)
def test_the_period_we_should_have_turns_on_its_very_day(frequency: Frequency, today: date, due: str) -> None:
    last = Period.containing(date(2020, 1, 6), frequency.grain)
    assert find_freshness(last, frequency, today).due.code == due


@pytest.mark.parametrize(
    ("last", "today", "missing", "is_late"),
    [
        ("2026-10", date(2026, 11, 22), 0, False),
        ("2026-09", date(2026, 11, 9), 0, False),
        ("2026-09", date(2026, 11, 10), 1, False),
        ("2026-09", date(2026, 11, 15), 1, False),
        ("2026-09", date(2026, 11, 16), 1, True),
        ("2026-07", date(2026, 11, 12), 3, True),
        ("2027-03", date(2026, 11, 22), 0, False),
    ],
)
def test_numbers_are_late_only_when_the_grace_has_gone(last: str, today: date, missing: int, is_late: bool) -> None:
    found = fresh(last, MONTHLY, today)
    assert (found.missing, found.is_late) == (missing, is_late)


def test_without_grace_numbers_are_late_the_day_after() -> None:
    assert not fresh("2026-09", MONTHLY, date(2026, 11, 10), grace_days=0).is_late
    assert fresh("2026-09", MONTHLY, date(2026, 11, 11), grace_days=0).is_late


def test_a_month_that_is_only_half_there_is_not_there() -> None:
    found = fresh("2026-10", MONTHLY, date(2026, 11, 22), covered_until=date(2026, 10, 15))
    assert (found.latest.code, found.missing, found.is_late) == ("2026-09", 1, True)


def test_days_that_come_once_a_month_are_read_by_the_month() -> None:
    found = fresh("2026-10-31", MONTHLY, date(2026, 11, 22))
    assert (found.latest.code, found.due.code, found.missing) == ("2026-10", "2026-10", 0)
    assert fresh("2026-10-30", MONTHLY, date(2026, 11, 22)).latest.code == "2026-09"


def test_years_in_a_file_that_comes_each_month_are_read_by_the_year() -> None:
    assert fresh("2025", MONTHLY, date(2026, 11, 22)).missing == 0


@given(
    st.sampled_from(Grain),
    st.integers(0, 120),
    st.dates(date(2015, 1, 1), date(2035, 12, 31)),
    st.integers(0, 6),
)
def test_whatever_is_due_has_been_expected_and_what_follows_has_not(
    grain: Grain, lag: int, today: date, behind: int
) -> None:
    due = find_freshness(Period.containing(today, grain), Frequency(grain, lag), today).due
    assert due.end + timedelta(lag) <= today < due.shifted(1).end + timedelta(lag)
    found = find_freshness(due.shifted(-behind), Frequency(grain, lag), today)
    assert found.missing == behind
    assert found.is_late <= (behind > 0)
    assert (today > found.expected_on + timedelta(GRACE_DAYS[grain]) and behind > 0) == found.is_late


def arrive(*days: tuple[int, int, int], first: str = "2026-06") -> list[tuple[date, Period]]:
    start = Period.parse(first)
    return [(date(*day), start.shifted(step)) for step, day in enumerate(days)]


def test_a_habit_is_read_from_versions_that_came_one_period_at_a_time() -> None:
    came = arrive((2026, 9, 30), (2026, 8, 9), (2026, 9, 11), (2026, 10, 10))
    assert infer_frequency(came) == Frequency(Grain.MONTH, 11)


@pytest.mark.parametrize(
    "came",
    [
        [],
        arrive((2026, 7, 9), (2026, 8, 9), (2026, 9, 9)),
        arrive((2026, 7, 9), (2026, 8, 2), (2026, 9, 28), (2026, 10, 9)),
        [*arrive((2026, 7, 9), (2026, 8, 9), (2026, 9, 9)), (date(2026, 12, 9), Period.parse("2026-11"))],
        arrive((2026, 6, 9), (2026, 7, 9), (2026, 8, 9), (2026, 9, 9)),
    ],
    ids=["no version", "too few", "no fixed day", "a leap", "before the period ended"],
)
def test_without_a_habit_nothing_is_guessed(came: list[tuple[date, Period]]) -> None:
    assert infer_frequency(came) is None


def test_corrections_of_the_same_period_do_not_hide_a_habit() -> None:
    came = arrive((2026, 7, 9), (2026, 8, 9), (2026, 9, 9), (2026, 10, 9))
    came.insert(2, (date(2026, 8, 20), came[1][1]))
    assert infer_frequency(came) == Frequency(Grain.MONTH, 9)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("2026-10", "Tallene er nye: oktober 2026 er med. November 2026 ventes 10. december 2026."),
        ("2026-09", "Vi burde have oktober 2026. Tallene var ventet 10. november 2026."),
        (
            "2026-07",
            "Vi burde have tal til og med oktober 2026. Der mangler 3 måneder. De første var ventet 10. september 2026.",
        ),
    ],
)
def test_freshness_is_said_plainly(last: str, said: str) -> None:
    assert say_freshness(fresh(last, MONTHLY, date(2026, 11, 22))) == said


def test_numbers_within_the_grace_are_on_their_way_and_not_late() -> None:
    waiting = fresh("2026-09", MONTHLY, date(2026, 11, 12))
    assert say_late(waiting) == ""
    assert say_freshness(waiting) == "Tallene for oktober 2026 er på vej: de var ventet 10. november 2026."


def test_what_was_inferred_is_said_to_be() -> None:
    said = say_freshness(fresh("2026-10", MONTHLY, date(2026, 11, 22)), is_inferred=True)
    assert said.endswith("Det er regnet ud fra, hvornår tallene plejer at komme.")


@pytest.mark.parametrize(
    ("frequency", "said"),
    [
        (MONTHLY, "Kommer den 10. i måneden efter."),
        (Frequency(Grain.MONTH, 45), "Kommer hver måned, 45 dage efter månedens slutning."),
        (Frequency(Grain.MONTH, 0), "Kommer hver måned på månedens sidste dag."),
        (Frequency(Grain.WEEK, 3), "Kommer hver uge, onsdagen efter."),
        (Frequency(Grain.DAY, 1), "Kommer hver dag, dagen efter."),
        (Frequency(Grain.QUARTER, 45), "Kommer hvert kvartal, 45 dage efter kvartalets slutning."),
        (Frequency(Grain.SCHOOLYEAR, 60), "Kommer hvert skoleår, 60 dage efter skoleårets slutning."),
    ],
)
def test_how_often_numbers_come_is_said_as_people_say_it(frequency: Frequency, said: str) -> None:
    assert say_frequency(frequency) == said
