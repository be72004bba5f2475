"""Taps, scores and answers from many hands at once, in either database: each counts once, and none is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

from vil.model.course import Decision, Happened
from vil.model.practice import Sighting
from vil.records import Store
from vil.records.purging import delete_doomed, find_doomed
from vil.services.counting import Tap, begin_series, count_taps, load_own_series, put_right
from vil.services.courses import begin_course, load_course, place_round, remove_course
from vil.services.plans import add_plan, review_plan
from vil.services.practising import begin_run, give_answer, load_run
from vil.services.pulsing import give_score, load_occasion, open_occasion, read_pulse
from vil.services.rounds import load_round, start_round

MONDAY = date(2026, 11, 16)


def test_phones_that_count_at_once_and_send_twice_add_up(store: Store) -> None:
    own = begin_series(store, name="Forgæves opkald")

    def send(phone: int) -> None:
        for upto in (3, 6, 6):
            taps = [Tap(number, MONDAY, 1) for number in range(1, upto + 1)]
            count_taps(store, own.id, device=f"phone-{phone % 4}", taps=taps, today=MONDAY)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(8)))
    assert load_own_series(store, own.id).weeks == ((MONDAY, 24),)
    put_right(store, own.id, week=MONDAY, figure=20)
    assert load_own_series(store, own.id).figure_of(MONDAY) == 20


def test_scores_given_at_once_are_counted_once_for_each_phone(store: Store) -> None:
    occasion = open_occasion(store, course="Vest", workshop=0, today=MONDAY)
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda n: give_score(store, occasion.id, n % 10 + 1, token=f"phone-{n % 10}"), range(30)))
    result = read_pulse(store, occasion)
    assert sum(told) == 10
    assert result.counts == (1,) * 10


def test_of_a_team_that_answers_at_once_the_first_answer_is_kept(store: Store) -> None:
    run = begin_run(store, team="Vest")
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: give_answer(store, run.id, "01", sighting=one), list(Sighting) * 2))
    assert len(load_run(store, run.id).answers) == 1


def test_a_plan_that_two_look_at_again_at_once_has_one_answer_with_both_of_their_words(store: Store) -> None:
    course = begin_course(store, name="Vest", start=MONDAY, weeks=range(8))
    plan = add_plan(store, course.id, today=MONDAY, when="vi mødes")

    def say(field: dict[str, Any]) -> int:
        return review_plan(store, course, plan, 5, version=0, today=MONDAY, **field)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(say, ({"happened": Happened.NO}, {"decision": Decision.KEEP})))
    (review,) = load_course(store, course.id).plans[0].reviews
    assert (review.happened, review.decision, review.was) == (Happened.NO, Decision.KEEP, "Når vi mødes")


def test_a_course_that_is_gone_for_good_takes_its_plans_along_and_leaves_rounds_and_answers(store: Store) -> None:
    course = begin_course(store, name="Vest", start=MONDAY, weeks=range(8))
    plan = add_plan(store, course.id, today=MONDAY, when="vi mødes")
    review_plan(store, course, plan, 5, version=0, today=MONDAY, happened=Happened.NO)
    occasion = open_occasion(store, course="Vest", workshop=0, today=MONDAY)
    current = start_round(store, title="Fravær")
    place_round(store, current.id, course.id)
    remove_course(store, course.id)
    with store.writing() as writer:
        doomed = find_doomed(writer, datetime.now(UTC) + timedelta(days=1))
        delete_doomed(writer, doomed)
    gone = {name: len(ids) for name, ids in doomed.items() if ids}
    assert gone == {"courses": 1, "workshops": 8, "plans": 1, "plan_reviews": 1}
    assert load_occasion(store, occasion.id).course_id is None
    assert load_round(store, current.id).title == "Fravær"
