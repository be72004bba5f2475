"""The pulse and the evaluation: shown from five, kept of nobody, and once for each device."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import altair as alt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, text

from vil.analysis.pulse import find_pulse_change
from vil.analysis.words import find_words
from vil.charts import find_palette
from vil.charts.pulse import draw_course, draw_distribution
from vil.content import load_programme, load_words
from vil.errors import NotFound, PersonNumberWritten
from vil.model.pulse import Occasion, PulseResult
from vil.model.round import FollowUp, Verdict
from vil.narration.pulse import describe_distribution, describe_pulse, name_occasion, say_loops, say_waiting
from vil.records import Store, open_store
from vil.services.evaluating import count_quotes, give_words, group_quotes, hide_quote, list_words, load_quotes
from vil.services.pulsing import (
    count_closed_loops,
    give_score,
    list_occasions,
    load_occasion,
    open_occasion,
    propose_workshop,
    read_course,
    read_pulse,
)
from vil.services.rounds import start_round

DAY = date(2026, 11, 18)
QUESTION = "question_0"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(f"sqlite:///{tmp_path_factory.mktemp('records') / 'records.sqlite'}")


def ask(store: Store, workshop: int | None = 3, course: str = "Vest") -> Occasion:
    return open_occasion(store, course=course, workshop=workshop, today=DAY, has_evaluation=True)


def answer(store: Store, occasion: Occasion, *scores: int, first: int = 0) -> PulseResult:
    for number, score in enumerate(scores, first):
        assert give_score(store, occasion.id, score, token=f"phone-{number}")
    return read_pulse(store, occasion)


def test_four_answers_show_nothing_and_five_do(store: Store) -> None:
    occasion = ask(store)
    four = answer(store, occasion, 5, 6, 7, 8)
    assert (four.counts, four.mean, four.given) == (None, None, 4)
    five = answer(store, occasion, 4, first=4)
    assert five.counts == (0, 0, 0, 1, 1, 1, 1, 1, 0, 0)
    assert five.mean == 6


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scores=st.lists(st.integers(1, 10), min_size=1, max_size=17))
def test_between_two_looks_nothing_or_five_answers_at_least_have_come(store: Store, scores: list[int]) -> None:
    occasion, before = ask(store), 0
    for number, score in enumerate(scores):
        shown = answer(store, occasion, score, first=number).shown
        assert shown == before or shown - before >= 5
        before = shown
    assert len(scores) - before < 5


def test_a_device_answers_once_however_often_it_sends(store: Store) -> None:
    occasion = ask(store)
    with ThreadPoolExecutor(8) as pool:
        counted = list(pool.map(lambda n: give_score(store, occasion.id, 7, token=f"phone-{n % 6}"), range(48)))
    assert sum(counted) == 6
    assert read_pulse(store, occasion).given == 6
    assert give_score(store, ask(store).id, 7, token="phone-0")


def test_no_answer_leaves_a_row_an_order_or_a_time(store: Store) -> None:
    occasion = ask(store)
    answer(store, occasion, 9, 2, 9, 4, 9, 3)
    with store.reading() as reader:
        rows = reader.execute(text("SELECT * FROM pulse_tallies WHERE occasion_id = :id"), {"id": occasion.id}).all()
        columns = {column["name"] for column in inspect(reader.connection()).get_columns("pulse_tallies")}
        made = dict(reader.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all())
        marks = reader.execute(text("SELECT mark FROM answered")).scalars().all()
    assert len(rows) == 10
    assert columns == {"occasion_id", "score", "given", "shown"}
    assert all("WITHOUT ROWID" in made[table] for table in ("answered", "quotes"))
    assert not [mark for mark in marks if "phone" in mark]
    assert marks == sorted(marks)


@pytest.mark.parametrize("score", [0, 11])
def test_a_score_is_from_one_to_ten(store: Store, score: int) -> None:
    with pytest.raises(ValueError, match="1 to 10"):
        give_score(store, ask(store).id, score, token="x")


def test_an_occasion_that_does_not_exist_is_said_kindly(store: Store) -> None:
    for attempt in (
        lambda: give_score(store, "x", 5, token="x"),
        lambda: load_occasion(store, "x"),
        lambda: give_words(store, "x", {QUESTION: "Godt"}, token="x"),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_a_course_is_read_by_workshop_and_the_latest_at_a_workshop_counts(store: Store) -> None:
    for workshop in (3, 0, 3):
        last = ask(store, workshop, course="Syd")
    ask(store, None, course="Syd")
    assert [one.occasion.workshop for one in read_course(store, "Syd")] == [0, 3]
    assert read_course(store, "Syd")[1].occasion.id == last.id
    answer(store, last, 4, 5, 6, 7, 8)
    ask(store, 3, course="Syd")
    assert read_course(store, "Syd")[1].occasion.id == last.id
    in_course = [one for one in list_occasions(store) if one.course == "Syd"]
    assert propose_workshop(in_course) == 7
    assert propose_workshop(()) == 0
    assert None in {one.workshop for one in in_course}


def result(workshop: int, *scores: int) -> PulseResult:
    counts = tuple(scores.count(score) for score in range(1, 11))
    return PulseResult(Occasion("x", "Vest", workshop, DAY), len(scores), counts)


def test_the_pulse_is_said_beside_the_one_before_and_the_first_course() -> None:
    reference = dict(load_programme().pulse.reference)
    said = describe_pulse(result(3, 5, 6, 5, 7, 6), [result(0, 4, 5, 6, 5, 4)], reference, year=2022)
    assert said == (
        "I gennemsnit 5,8 af 5 svar.",
        "Det er 1,0 højere end ved workshop 0. Forskellen kan være tilfældig.",
        "Det første forløb (2022) lå på 5,7 samme sted.",
    )
    assert reference == {"0": 4.8, "3": 5.7, "7": 7.0}
    assert describe_pulse(replace(result(3), counts=None), (), reference, year=2022) == ()


def test_a_clear_change_is_not_called_chance() -> None:
    change = find_pulse_change((0, 0, 10, 10, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, 10, 10, 0, 0))
    assert change is not None
    assert change.size == 4
    assert change.is_more_than_chance
    assert find_pulse_change((1,), (0, 5)) is None


def test_what_waits_is_said_without_showing_it() -> None:
    nobody = PulseResult(Occasion("x", "Vest", 3, DAY), 0)
    assert say_waiting(nobody) == "Ingen har svaret endnu. Svarene vises, når der er 5."
    assert say_waiting(replace(nobody, given=4)) == "4 svar er kommet. De vises, når der er 5, så ingen kan kendes."
    assert say_waiting(replace(result(3, 5, 5, 5, 5, 5), given=6)) == (
        "1 svar venter på flere, så ingen kan regne et enkelt svar ud."
    )
    assert say_waiting(result(3, 5, 5, 5, 5, 5)) is None
    assert name_occasion(nobody.occasion) == "Vest, workshop 3, 18. november 2026"
    assert say_loops(0).startswith("Ingen læringsloops")
    assert describe_distribution((0, 2)) == "Fordelingen af svar fra 1 til 10. 2: 2."


def test_the_pictures_are_vega_lite_with_the_first_course_dashed_and_the_loops_named() -> None:
    reference = dict(load_programme().pulse.reference)
    course = draw_course([result(0, 4, 5, 5, 6, 4)], reference, [2], year=2022, palette=find_palette("light")).to_dict()
    alt.LayerChart.from_dict(course)
    alt.LayerChart.from_dict(draw_distribution((0, 1, 2, 0, 0, 0, 0, 0, 0, 2), palette=find_palette("dark")).to_dict())
    assert "2 lukket" in course["encoding"]["x"]["axis"]["labelExpr"]
    assert "2022: 7,0" in str(course["layer"])
    assert course["layer"][0]["mark"]["strokeDash"]


def write(store: Store, occasion: Occasion, *texts: str) -> None:
    for number, words in enumerate(texts):
        assert give_words(store, occasion.id, {QUESTION: words, "question_1": " "}, token=f"phone-{number}")


TEXTS = (
    "Dialogen om tallene",
    "Vi fik en god dialog, dialog og dialog",
    "Tal og dialoger",
    "Mod til at spørge",
    "Et tal er ikke et svar",
)


def test_words_are_counted_by_how_many_used_them_with_the_quotes_behind(store: Store) -> None:
    occasion = ask(store)
    write(store, occasion, *TEXTS[:4])
    assert load_quotes(store, occasion.id, QUESTION) == ()
    assert count_quotes(store, occasion.id, QUESTION) == 4
    give_words(store, occasion.id, {QUESTION: TEXTS[4]}, token="phone-5")
    quotes = load_quotes(store, occasion.id, QUESTION)
    words = {one.word: one for one in list_words(quotes, load_words().stop_words)}
    assert words["dialog"].people == 3
    assert words["tal"].people == 3
    assert {quotes[place].text for place in words["dialog"].places} == set(TEXTS[:3])
    assert not {"og", "ikke", "vi", "et", "om"} & set(words)
    assert count_quotes(store, occasion.id, "question_1") == 0


def test_a_device_sends_words_once_and_a_person_number_keeps_nothing(store: Store) -> None:
    occasion = ask(store)
    with pytest.raises(PersonNumberWritten):
        give_words(store, occasion.id, {QUESTION: "Hun er 070761-4285", "question_1": "Godt"}, token="a")
    assert count_quotes(store, occasion.id, "question_1") == 0
    assert not give_words(store, occasion.id, {QUESTION: "  "}, token="a")
    assert give_words(store, occasion.id, {QUESTION: "Godt"}, token="a")
    assert not give_words(store, occasion.id, {QUESTION: "Igen"}, token="a")


def test_quotes_are_grouped_and_hidden_by_the_facilitator(store: Store) -> None:
    occasion = ask(store)
    write(store, occasion, *TEXTS, "Jeg sad ved siden af Bo")
    quotes = load_quotes(store, occasion.id, QUESTION)
    named = next(quote.id for quote in quotes if "Bo" in quote.text)
    group_quotes(store, tuple(quote.id for quote in quotes if "dialog" in quote.text.lower()), " Samtalen ")
    hide_quote(store, named)
    after = load_quotes(store, occasion.id, QUESTION)
    assert [quote.theme for quote in after].count("Samtalen") == 3
    assert named not in {quote.id for quote in after}


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text(max_size=60), max_size=8))
def test_no_text_can_upset_the_counting_and_nobody_counts_twice(texts: list[str]) -> None:
    for one in find_words(texts, stop_words=("og",)):
        assert 1 <= one.people == len(set(one.places)) <= len(texts)


def test_closed_loops_are_rounds_read_again_by_that_day(store: Store) -> None:
    never, early, once = (start_round(store, title=title) for title in ("Aldrig", "Før der kom tal", "Igen"))
    follow_up = FollowUp(
        "f", once.id, "a", 2, Verdict.NOT_SEEN, "", "", "", None, datetime(2026, 5, 9, 12, tzinfo=UTC), 1
    )
    note = replace(follow_up, round_id=early.id, verdict=Verdict.NO_DATA)
    rounds = (
        never,
        replace(early, follow_ups=(note,)),
        replace(once, follow_ups=(follow_up, replace(follow_up, id="g"))),
    )
    assert [count_closed_loops(rounds, date(2026, 5, day)) for day in (8, 9, 10)] == [0, 1, 1]
