"""What is said of a guess, as whole sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.unit.builders import CALM, CASES, DEADLINES, SICKNESS, make_series
from tests.unit.reading_ease import find_lix
from tests.unit.test_narration_series import NEVER
from vil.analysis.guesses import Calibration, find_calibration, find_gaps, find_swing
from vil.model.guess import Guess, GuessPoint
from vil.model.indicator import Indicator
from vil.model.period import Grain, Period
from vil.model.recipe import Event
from vil.model.series import View
from vil.narration.guess import NOT_A_MARK, describe_calibration, describe_guess

Pair = tuple[float | None, float | None]
MOMENT = datetime(2026, 11, 21, tzinfo=UTC)


def make_guess(
    pairs: list[Pair], *, swing: float | None = 1.0, grain: Grain = Grain.MONTH, first: date = date(2026, 1, 1)
) -> Guess:
    start = Period.containing(first, grain)
    points = tuple(
        GuessPoint(f"p{place}", "g", start.shifted(place), guessed, actual, 1)
        for place, (guessed, actual) in enumerate(pairs)
    )
    return Guess("g", "r", View("d", 1, "x", "Vest", grain), "", MOMENT, MOMENT, swing, 1, points)


WITHIN = "Det er 0,4 dage højere, og det ligger inden for det, tallet plejer at svinge."
SITUATIONS = [
    (
        make_guess([(4.2, 5.1)], swing=0.5),
        DEADLINES,
        "Tallet blev højere, end I ventede",
        (
            "I ventede 4,2 % i januar 2026; det blev 5,1 %. "
            "Det er 0,9 procentpoint højere, og det ligger uden for det, tallet plejer at svinge."
        ),
    ),
    (
        make_guess([(7.0, 7.4)]),
        SICKNESS,
        "Tallet blev omtrent, som I ventede",
        f"I ventede 7,0 dage i januar 2026; det blev 7,4 dage. {WITHIN}",
    ),
    (
        make_guess([(7.0, 7.0)]),
        SICKNESS,
        "Tallet blev omtrent, som I ventede",
        "I ventede 7,0 dage i januar 2026; det blev 7,0 dage. I ramte tallet.",
    ),
    (
        make_guess([(7.0, 5.5)], swing=None),
        SICKNESS,
        "Jeres gæt og tallet",
        (
            "I ventede 7,0 dage i januar 2026; det blev 5,5 dage. "
            "Det er 1,5 dage lavere. Der er for få målinger til at sige, om det er meget for det her tal."
        ),
    ),
    (
        make_guess([(7.0, 7.1), (7.0, 7.4), (7.0, 7.2)]),
        SICKNESS,
        "Tallet blev omtrent, som I ventede",
        (
            "Størst forskel var der i februar 2026: I ventede 7,0 dage, og det blev 7,4 dage. "
            f"{WITHIN} Alle 3 måneder blev tallet højere, end I ventede."
        ),
    ),
    (
        make_guess([(300, 200), (None, 210), (300, 150)], swing=60, grain=Grain.QUARTER),
        CASES,
        "Tallet blev lavere, end I ventede",
        (
            "Størst forskel var der i 3. kvartal 2026: I ventede 300, og det blev 150. "
            "Det er 150 lavere, og det ligger uden for det, tallet plejer at svinge. Begge kvartaler ligger uden for."
        ),
    ),
    (
        make_guess([(7.0, 9.0), (7.0, 4.0), (7.0, 7.0)], grain=Grain.DAY),
        SICKNESS,
        "Tallet bevægede sig mere, end I ventede",
        (
            "Størst forskel var der den 2. januar 2026: I ventede 7,0 dage, og det blev 4,0 dage. "
            "Det er 3,0 dage lavere, og det ligger uden for det, tallet plejer at svinge. 2 af de 3 dage ligger uden for."
        ),
    ),
]


@pytest.mark.parametrize(("guess", "indicator", "headline", "told"), SITUATIONS)
def test_the_gap_between_guess_and_number_is_named_whole(
    guess: Guess, indicator: Indicator, headline: str, told: str
) -> None:
    said = describe_guess(guess, indicator)
    assert (said.headline, " ".join(said.sentences)) == (headline, told)
    assert find_lix(told) <= 40
    assert not any(word in f"{headline} {told}".lower() for word in NEVER)


def test_the_alternative_text_names_every_period() -> None:
    said = describe_guess(make_guess([(7.0, 9.0), (7.5, 7.5)]), SICKNESS)
    assert said.alt_text == (
        "Gættet er stiplet med åbne firkanter. I januar 2026 ventede I 7,0 dage, og det blev 9,0 dage; "
        "i februar 2026 ventede I 7,5 dage, og det blev 7,5 dage."
    )


@pytest.mark.parametrize(
    ("surprises", "calm", "told"),
    [
        (0, 0, ""),
        (1, 0, "I det ene gæt blev I overrasket. Det er for få gæt til at sige, hvor tit det sker."),
        (0, 1, "I det ene gæt blev I ikke overrasket. Det er for få gæt til at sige, hvor tit det sker."),
        (2, 2, "I 2 af 4 gæt blev I overrasket. Det er for få gæt til at sige, hvor tit det sker."),
        (3, 2, "I 3 af 5 gæt blev I overrasket. Med 5 gæt kan det i længden være alt fra 2 til 9 ud af 10 gange."),
        (0, 6, "I ingen af 6 gæt blev I overrasket. Med 6 gæt kan det i længden være alt fra 0 til 4 ud af 10 gange."),
        (5, 0, "I alle 5 gæt blev I overrasket. Med 5 gæt kan det i længden være alt fra 5 til 10 ud af 10 gange."),
    ],
)
def test_how_often_a_team_was_surprised_is_said_with_how_little_few_guesses_tell(
    surprises: int, calm: int, told: str
) -> None:
    guesses = [make_guess([(7.0, 9.0)])] * surprises + [make_guess([(7.0, 7.4)])] * calm
    said = " ".join(describe_calibration(find_calibration(guesses)))
    assert said == told
    assert not said or find_lix(f"{said} {NOT_A_MARK}") <= 40


def test_a_guess_that_cannot_be_judged_counts_neither_way() -> None:
    found = find_calibration([make_guess([(7.0, 9.0)], swing=None), make_guess([(7.0, None)])])
    assert found == Calibration(0, 0, None, None)


def test_a_number_with_few_measurements_or_without_any_change_has_no_swing() -> None:
    assert find_swing(make_series(list(CALM[:9]))) is None
    assert find_swing(make_series([7.0] * 20)) is None


def test_the_swing_is_that_since_registration_was_last_changed() -> None:
    wild = [value * 4 for value in CALM]
    change = Event(date(2025, 5, 1), "Ny registrering", breaks_series=True)
    series = make_series([*wild, *CALM], events=(change,))
    assert find_swing(series) == find_swing(make_series(list(CALM)))
    assert find_swing(make_series([*wild, *CALM[:5]], events=(change,))) is None


def test_moving_or_stretching_numbers_and_guesses_leaves_the_surprise() -> None:
    swing = find_swing(make_series(list(CALM)))
    moved = find_swing(make_series([value * 3 + 5 for value in CALM]))
    assert swing is not None
    assert moved == pytest.approx(3 * swing)
    for distance in (0.9 * swing, 1.1 * swing):
        before = find_gaps(make_guess([(7.0, 7.0 + distance)], swing=swing))[0]
        after = find_gaps(make_guess([(26.0, 26.0 + 3 * distance)], swing=moved))[0]
        assert before.is_beyond is after.is_beyond is (distance > swing)
