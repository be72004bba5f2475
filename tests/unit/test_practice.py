"""The practice ground: the numbers hold what the case claims, and the rules find it as often as is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import altair as alt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vil.analysis import find_pattern, rate_decomposition
from vil.charts import find_palette
from vil.charts.practice import draw_learning
from vil.content.practice import find_field, load_practice
from vil.errors import ContentInvalid
from vil.model.practice import CHANGED, Case, Difficulty, PracticeAnswer, Response, Sighting, Truth
from vil.narration.practice import is_fair_reading, say_certainty, say_learning, say_others, say_reading
from vil.practice import draw_lines, find_case, find_facit, find_rate, make_case
from vil.practice.facit import find_truth, has_signal
from vil.practice.lines import Cast, part_by_year
from vil.practice.simulating import OWN, simulate

CAST = Cast("Udeblevne, pct.", ("A", "B", "C", "D", "E", "F"), ("Nye", "Kendte"), "Alle", "Nyt skema")
CLAIMS = {
    (Truth.NOISE, Difficulty.EASY): (0.93, 0.99),
    (Truth.NOISE, Difficulty.HARD): (0.93, 0.99),
    (Truth.SMALL_NUMBERS, Difficulty.EASY): (0.88, 0.99),
    (Truth.SHIFT, Difficulty.EASY): (0.93, 1.0),
    (Truth.SHIFT, Difficulty.MEDIUM): (0.7, 0.9),
    (Truth.SHIFT, Difficulty.HARD): (0.3, 0.55),
    (Truth.SEASON, Difficulty.EASY): (0.97, 1.0),
    (Truth.SEASON, Difficulty.HARD): (0.4, 0.7),
    (Truth.MIX, Difficulty.EASY): (0.88, 1.0),
    (Truth.MIX, Difficulty.HARD): (0.2, 0.45),
    (Truth.REGISTRATION, Difficulty.MEDIUM): (0.7, 0.9),
    (Truth.ONE_UNIT, Difficulty.HARD): (0.93, 1.0),
    (Truth.EVERYONE, Difficulty.MEDIUM): (0.68, 0.9),
}


@pytest.mark.parametrize(("kind", "claim"), CLAIMS.items(), ids=lambda part: str(part))
def test_the_rules_find_a_truth_as_often_as_its_difficulty_claims(
    kind: tuple[Truth, Difficulty], claim: tuple[float, float]
) -> None:
    stated, again = find_rate(*kind), find_rate(*kind, seed=2)
    assert claim[0] <= stated <= claim[1]
    assert abs(stated - again) < 0.07  # 1,000 other courses over 20 other levels, sizes and beginnings


def test_judged_all_at_once_or_one_at_a_time_the_answer_is_the_same() -> None:
    together, apart = [], []
    for seed in range(40):
        case = Case("x", Truth.SHIFT, Difficulty.HARD, seed)
        together.append(bool(has_signal(simulate(case.truth, case.difficulty, seed))[0]))
        apart.append(find_pattern(draw_lines(case, CAST).shown).has_signal)
    assert together == apart
    assert len(set(together)) == 2


def test_the_mix_found_for_many_is_the_decomposition_found_for_one() -> None:
    for seed in range(30):
        lines = draw_lines(Case("x", Truth.MIX, Difficulty.MEDIUM, seed), CAST)
        course = simulate(Truth.MIX, Difficulty.MEDIUM, seed)
        parted = rate_decomposition(*part_by_year(lines.groups))
        lies_in_mix = abs(parted.mix) >= 0.75 * (abs(parted.mix) + abs(parted.rate))
        assert bool(find_truth(course)[0]) == (lies_in_mix and bool(has_signal(course)[0]))


@settings(max_examples=40, deadline=None)
@given(truth=st.sampled_from(Truth), difficulty=st.sampled_from(Difficulty), seed=st.integers(0, 999_999))
def test_a_case_is_the_same_every_time_and_its_parts_add_up_to_it(
    truth: Truth, difficulty: Difficulty, seed: int
) -> None:
    first, second = simulate(truth, difficulty, seed), simulate(truth, difficulty, seed)
    assert np.array_equal(first.numerator, second.numerator)
    assert (first.numerator <= first.denominator).all()
    lines = draw_lines(Case("x", truth, difficulty, seed), CAST)
    own = first.numerator.sum(axis=(1, 2)) if first.shows_whole else first.numerator[:, OWN].sum(axis=1)
    assert [point.numerator for point in lines.shown.points] == own[0].tolist()
    grouped = zip(*(line.points for line in lines.groups), strict=True)
    assert [sum(point.numerator or 0 for point in month) for month in grouped] == own[0].tolist()


def test_in_a_case_of_registration_the_day_stands_on_the_line_and_in_no_other_case() -> None:
    with_events = {truth for truth in Truth if draw_lines(Case("x", truth, Difficulty.EASY, 1), CAST).shown.events}
    assert with_events == {Truth.REGISTRATION}


@given(seed=st.integers(0, 999_999), difficulty=st.sampled_from(Difficulty))
def test_a_code_finds_its_case_again_and_does_not_tell_the_truth(seed: int, difficulty: Difficulty) -> None:
    case = make_case(difficulty, seed)
    assert find_case(case.code) == case
    assert case.truth.value not in case.code


def test_new_cases_hold_every_truth_and_most_often_nothing_new() -> None:
    drawn = [make_case(Difficulty.MEDIUM, seed).truth for seed in range(400)]
    assert set(drawn) == set(Truth)
    assert max(set(drawn), key=drawn.count) is Truth.NOISE


def test_ten_cases_are_ready_over_every_truth_and_all_six_areas() -> None:
    texts = load_practice()
    assert len(texts.cases) == 10
    assert {case.truth for case in texts.cases.values()} == {truth.value for truth in Truth}
    assert {case.setting for case in texts.cases.values()} == set(texts.settings)
    assert len({setting.area for setting in texts.settings.values()}) == 6
    assert texts.find_faults() == ()
    assert set(texts.truths) == {truth.value for truth in Truth}
    assert set(texts.responses) == {response.value for response in Response}
    assert all(
        find_field(text.field) is None for key, text in texts.truths.items() if key in {"noise", "small_numbers"}
    )


def test_what_the_ready_cases_claim_is_found_in_each_of_them() -> None:
    for code, text in load_practice().cases.items():
        assert find_facit(draw_lines(text.as_case(code), CAST)).was_found, code


def test_an_own_case_that_cannot_be_used_is_refused_with_every_fault(tmp_path: Path) -> None:
    (tmp_path / "practice.toml").write_text('[cases.01]\ntruth = "spøg"\nsetting = "månen"\ntold = "I {år}"\n', "utf-8")
    with pytest.raises(ContentInvalid) as caught:
        load_practice(tmp_path)
    assert len(caught.value.faults) == 3


@pytest.mark.parametrize("truth", Truth)
def test_what_comes_every_year_and_what_chance_gives_is_nothing_new(truth: Truth) -> None:
    assert is_fair_reading(Sighting.SOMETHING_NEW, truth) == (truth in CHANGED)
    assert is_fair_reading(Sighting.NOTHING_NEW, truth) == (truth not in CHANGED)


def test_how_sure_one_could_be_is_said_in_hundreds() -> None:
    said = say_certainty(Truth.NOISE, rate=0.962, signal_rate=0.038, was_found=True)
    assert said == (
        "Af 100 kurver som denne, hvor intet er nyt, kalder VIL 96 rolige.",
        "De sidste 4 ser nye ud, helt af sig selv.",
        "Denne var en af de rolige.",
    )
    assert "99" in say_certainty(Truth.SHIFT, rate=0.9996, signal_rate=0.9996, was_found=True)[0]


def test_chance_taken_for_news_is_said_without_blame() -> None:
    said = say_reading(Sighting.SOMETHING_NEW, Truth.NOISE, was_found=True)
    assert said == "I så noget nyt. Det kunne lige så godt være tilfældigt."
    assert "forkert" not in said


def test_what_others_saw_is_only_said_when_five_others_have() -> None:
    names = load_practice().sightings
    counts = {Sighting.SOMETHING_NEW: 4, Sighting.NOTHING_NEW: 1}
    assert say_others(counts, Sighting.NOTHING_NEW, names) is None
    counts = {Sighting.SOMETHING_NEW: 5, Sighting.NOTHING_NEW: 1}
    assert say_others(counts, Sighting.NOTHING_NEW, names) == "5 af 5 andre svarede: »Noget er blevet anderledes«."


def test_the_order_of_answers_is_drawn_with_a_shape_for_each_way_of_reading() -> None:
    readings = [
        (Sighting.NOTHING_NEW, Truth.NOISE),
        (Sighting.SOMETHING_NEW, Truth.SEASON),
        (Sighting.CANNOT_TELL, Truth.MIX),
    ]
    spec = draw_learning(readings, palette=find_palette("light")).to_dict()
    alt.LayerChart.from_dict(spec)
    assert [(row["y"], row["kind"]) for row in spec["data"]["values"]] == [
        ("intet var nyt", "fair"),
        ("intet var nyt", "other"),
        ("noget var nyt", "open"),
    ]
    assert len({layer["mark"]["shape"] for layer in spec["layer"]}) == 3


def test_learning_is_said_as_how_often_and_whether_it_moves() -> None:
    def read(sighting: Sighting) -> PracticeAnswer:
        return PracticeAnswer("x", date(2026, 5, 1), sighting)

    early = [(read(Sighting.SOMETHING_NEW), Truth.NOISE)] * 5
    late = [(read(Sighting.NOTHING_NEW), Truth.SEASON)] * 5
    assert say_learning([*early, *late, (read(Sighting.NOTHING_NEW), Truth.MIX)]) == (
        "Hvor intet var nyt, så I noget nyt 5 af 10 gange. Af de seneste 5 var det 0; før det 5 af 5 gange.",
        "Hvor noget var nyt, så I almindelige udsving 1 af 1 gange.",
    )
