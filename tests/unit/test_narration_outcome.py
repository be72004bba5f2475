"""What is said about new numbers and an expectation, as whole sentences."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.builders import CALM, DEADLINES, HIDDEN, SICKNESS, Cell, make_series
from tests.unit.reading_ease import find_lix
from tests.unit.test_narration_series import check_manners, whole_text
from vil.analysis import find_outcome
from vil.model.indicator import Direction
from vil.model.recipe import Event
from vil.model.round import Expectation
from vil.narration import Narrative, describe_expectation, describe_outcome

LOWER = Expectation(Direction.DOWN, target=5.5, by=date(2026, 12, 31), baseline=7.1, sealed_on=date(2026, 4, 20))
ALONE = "Så lang en række sker sjældent af sig selv. Om det er jeres handling, kan tallene ikke vise alene."
SITUATIONS: tuple[tuple[list[Cell], str, tuple[str, ...]], ...] = (
    (
        [],
        "Der er ingen nye tal endnu",
        (
            "Der er ingen hele målinger fra 1. maj 2026 og frem.",
            "Kom tilbage, når der er kommet nye tal.",
            "I satte dagen til 31. december 2026.",
        ),
    ),
    (
        [5.0] * 5,
        "For tidligt at sige: der mangler 4 målinger",
        (
            "Der er 5 målinger, siden I gik i gang, og der skal mindst 4 mere til.",
            "Midten er nu 5,0 dage. Før var den 7,1 dage.",
            "Det kan være tilfældigt.",
            "I satte dagen til 31. december 2026.",
        ),
    ),
    (
        [5.0, 5.2, 4.8] * 3,
        "Det går, som I håbede",
        (
            "De seneste 9 måneder ligger alle under midten fra før.",
            ALONE,
            "Midten er nu 5,0 dage. Før var den 7,1 dage.",
            "Jeres bud var 5,5 dage.",
            "Dagen, I satte, er nået: 31. december 2026.",
        ),
    ),
    (
        [6.1, 6.3, 6.0] * 3,
        "Tallet går den vej, I håbede, men er der ikke endnu",
        (
            "De seneste 9 måneder ligger alle under midten fra før.",
            ALONE,
            "Midten er nu 6,1 dage. Før var den 7,1 dage.",
            "Jeres bud var 5,5 dage.",
            "Dagen, I satte, er nået: 31. december 2026.",
        ),
    ),
    (
        list(CALM),
        "Vi kan ikke se et skift endnu",
        (
            "De nye målinger svinger om midten fra før, som er 7,1 dage.",
            "Et lille skift kan godt være der, uden at det kan ses endnu.",
            "Midten er nu 7,0 dage. Før var den 7,1 dage.",
            "Dagen, I satte, er nået: 31. december 2026.",
        ),
    ),
    (
        [9.0, 9.2, 9.4] * 3,
        "Tallet går den anden vej, end I håbede",
        (
            "De seneste 9 måneder ligger alle over midten fra før.",
            "Tallene siger ikke hvorfor. Hvad er ellers sket?",
            "Midten er nu 9,2 dage. Før var den 7,1 dage.",
            "Dagen, I satte, er nået: 31. december 2026.",
        ),
    ),
)


def tell(after: list[Cell], expectation: Expectation = LOWER, events: tuple[Event, ...] = ()) -> Narrative:
    series = make_series([*CALM, *CALM, *after], events=events)
    return describe_outcome(
        find_outcome(series, starts_on=date(2026, 5, 1), expectation=expectation), series, expectation
    )


@pytest.mark.parametrize(("after", "headline", "sentences"), SITUATIONS, ids=[said for _, said, _ in SITUATIONS])
def test_the_whole_text_of_each_verdict(after: list[Cell], headline: str, sentences: tuple[str, ...]) -> None:
    narrative = tell(after)
    assert narrative.headline == headline
    assert narrative.sentences == sentences
    assert find_lix(whole_text(narrative)) <= 40
    check_manners(narrative)


def test_other_events_are_told_beside_the_outcome() -> None:
    events = (Event(date(2026, 7, 1), "Ny lov"), Event(date(2024, 6, 1), "Flytning"))
    assert (
        tell([5.0] * 9, events=events).sentences[-1]
        == "I samme tidsrum: Ny lov (juli 2026). Det kan også have betydning."
    )


def test_only_what_happened_or_lasted_after_the_start_stands_beside_the_outcome() -> None:
    past = Event(date(2025, 3, 1), "Ny praksis", breaks_series=True)
    lasting = Event(date(2026, 2, 1), "Ombygning", end=date(2026, 6, 30))
    ended = Event(date(2025, 2, 1), "Forsøg", end=date(2025, 6, 30))
    assert "I samme tidsrum" not in whole_text(tell([5.0] * 9, events=(past, ended)))
    assert "I samme tidsrum: Ombygning (februar 2026)." in whole_text(tell([5.0] * 9, events=(past, lasting)))


def test_new_periods_that_have_no_say_are_told() -> None:
    assert tell([None, 5.0, HIDDEN, 5.0]).sentences[-2:] == (
        "Maj 2026 mangler.",
        "Juli 2026 er skjult, så ingen kan genkendes.",
    )


def test_a_signal_without_a_run_is_not_called_a_row() -> None:
    before = [7.1, 7.3, 6.4, 6.2, 6.6, 7.9, 7.4, 7.8, 6.8, 6.9, 6.3, 7.2, 7.7, 7.0, 6.5, 6.7, 7.5, 7.6, 6.1, 6.9]
    series = make_series([*before, *[5.0, 5.2, 4.8, 5.1, 5.0, 8.0, 4.9] * 4], first=date(2024, 9, 1))
    outcome = find_outcome(series, starts_on=date(2026, 5, 1), expectation=LOWER)
    assert describe_outcome(outcome, series, LOWER).sentences[:2] == (
        "De nye målinger ligger for det meste under midten fra før.",
        "Det sker sjældent af sig selv. Om det er jeres handling, kan tallene ikke vise alene.",
    )


def test_without_a_hoped_side_the_text_says_that_nobody_wrote_one() -> None:
    series = make_series([*[90.0, 92.0] * 12, *[95.0] * 9], indicator=DEADLINES)
    expectation = Expectation(Direction.NEITHER)
    series_without = make_series(series.values, indicator=DEADLINES.__class__("x", "Frister"))
    outcome = find_outcome(series_without, starts_on=date(2026, 5, 1), expectation=expectation)
    narrative = describe_outcome(outcome, series_without, expectation)
    assert narrative.headline == "Tallet ligger højere end før"
    assert narrative.sentences[1] == "I har ikke skrevet, hvilken vej I håbede."


def test_numbers_with_nothing_before_them_are_told_so() -> None:
    series = make_series([5.0] * 12, first=date(2026, 5, 1))
    expectation = Expectation(Direction.DOWN)
    outcome = find_outcome(series, starts_on=date(2026, 5, 1), expectation=expectation)
    assert describe_outcome(outcome, series, expectation).sentences[0] == "Der er ingen målinger fra før 1. maj 2026."


@pytest.mark.parametrize(
    ("expectation", "text"),
    [
        (Expectation(), "I har ikke skrevet et bud endnu."),
        (Expectation(Direction.DOWN), "Vores bud: Sygefravær går ned."),
        (Expectation(target=6.0), "Vores bud: Sygefravær er 6,0 dage."),
        (
            LOWER,
            (
                "Vores bud: Sygefravær går ned til 5,5 dage senest 31. december 2026. Midten før er 7,1 dage. "
                "Låst 20. april 2026."
            ),
        ),
    ],
)
def test_an_expectation_is_told_as_it_was_written(expectation: Expectation, text: str) -> None:
    assert describe_expectation(expectation, SICKNESS) == text
