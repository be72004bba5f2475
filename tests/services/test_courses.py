"""A course of the programme: days proposed and moved, what belongs to it, and plans that are looked at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import altair as alt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.records.builders import VIEW
from vil.charts import find_palette
from vil.charts.programme import draw_courses
from vil.content import load_programme
from vil.errors import CourseNotFound, CourseUnnamed, EditedMeanwhile
from vil.model.course import Course, Decision, Happened, Plan, Workshop, is_holiday
from vil.model.pulse import CoursePulse, Occasion, PulseResult, add_up
from vil.model.reminder import ReminderKind
from vil.narration.programme import describe_courses, question_day, say_meeting, say_plan, say_when
from vil.narration.pulse import list_pulses
from vil.records import Store, open_store
from vil.services import courses, plans, pulsing, reminders, rounds
from vil.services.exploring import find_version
from vil.services.linking import split_lines

START = date(2026, 8, 26)
TEXTS = load_programme()
NOWHERE = Path("nowhere")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(f"sqlite:///{tmp_path_factory.mktemp('records') / 'records.sqlite'}")


def begin(store: Store, name: str = "Unge", start: date = START) -> Course:
    return courses.begin_course(store, name=name, start=start, weeks=TEXTS.weeks)


def hold(store: Store, course: Course, *numbers: int) -> Course:
    for number in numbers:
        workshop = course.workshops[number]
        courses.save_workshop(store, workshop.id, version=workshop.version, held_on=workshop.day)
    return courses.load_course(store, course.id)


def test_seven_workshops_are_proposed_over_six_months_on_the_same_weekday(store: Store) -> None:
    course = begin(store)
    days = [one.day for one in course.workshops if one.day]
    assert [one.number for one in course.workshops] == list(range(8))
    assert days[0] == START
    assert {day.weekday() for day in days} == {START.weekday()}
    assert days == sorted(days)
    assert (days[7] - days[1]).days == 26 * 7
    assert course.next_workshop == course.workshops[0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(2026, 1, 1), date(2031, 12, 31)))
def test_no_day_is_proposed_in_a_holiday_and_none_comes_sooner_than_its_interval(start: date) -> None:
    blank = [Workshop(str(n), "c", n, start, "", "", "", "", "", None, 1) for n in range(8)]
    proposed = courses.propose_days(Course("c", "", None, 1, tuple(blank)), 0, TEXTS.weeks)
    days = [start, *proposed.values()]
    assert not any(map(is_holiday, proposed.values()))
    assert {day.weekday() for day in days} == {start.weekday()}
    gaps = [(later - earlier).days // 7 for earlier, later in pairwise(days)]
    assert all(gap >= later - earlier for gap, (earlier, later) in zip(gaps, pairwise(TEXTS.weeks), strict=True))
    assert sum(gaps) <= TEXTS.weeks[-1] + 8


def test_a_course_needs_a_name_and_one_that_is_put_away_can_be_brought_back(store: Store) -> None:
    with pytest.raises(CourseUnnamed):
        begin(store, "  ")
    course = begin(store, "Voksne")
    courses.remove_course(store, course.id)
    with pytest.raises(CourseNotFound):
        courses.load_course(store, course.id)
    assert course.id not in {one.id for one in courses.list_courses(store)}
    courses.restore_course(store, course.id)
    assert courses.load_course(store, course.id) == course


def test_two_who_write_at_once_both_keep_their_words(store: Store) -> None:
    first = begin(store).workshops[1]
    courses.save_workshop(store, first.id, version=first.version, place="Rådhuset")
    courses.save_workshop(store, first.id, version=first.version, facilitator="Mette")
    with pytest.raises(EditedMeanwhile):
        courses.save_workshop(store, first.id, version=first.version, place="Hallen")
    course = courses.load_course(store, first.course_id)
    assert (course.workshops[1].place, course.workshops[1].facilitator) == ("Rådhuset", "Mette")


def test_when_one_is_moved_the_rest_can_follow_but_those_held_stay(store: Store) -> None:
    course = hold(store, begin(store), 0, 1)
    third = course.workshops[3]
    moved = START + timedelta(weeks=20)
    courses.save_workshop(store, third.id, version=third.version, day=moved)
    after = courses.move_later(store, course.id, 3, TEXTS.weeks)
    assert [one.day for one in after.workshops[:3]] == [one.day for one in course.workshops[:3]]
    assert [one.day for one in after.workshops[3:]] == [
        moved + timedelta(weeks=week - TEXTS.weeks[3]) for week in TEXTS.weeks[3:]
    ]
    assert courses.propose_days(replace(after, workshops=()), 3, TEXTS.weeks) == {}
    assert after.next_workshop == after.workshops[2]
    assert after.held == 1


def test_a_course_goes_into_a_calendar_with_names_days_and_places(store: Store) -> None:
    course = begin(store, "Familier, børn; og unge")
    one = course.workshops[4]
    courses.save_workshop(store, one.id, version=one.version, place="Kl. 9, Rådhuset", facilitator="Bo")
    last = course.workshops[7]
    courses.save_workshop(store, last.id, version=last.version, day=None)
    written = courses.write_course_calendar(courses.load_course(store, course.id), TEXTS)
    events = Calendar.from_ical(written).walk("VEVENT")
    assert len(events) == 7
    assert str(events[4]["summary"]) == "Workshop 4: Dataanvendelse, Familier, børn; og unge"
    assert (str(events[4]["location"]), str(events[4]["description"])) == ("Kl. 9, Rådhuset", "Bo")
    assert events[4].decoded("dtstart") == one.day
    assert len({str(event["uid"]) for event in events}) == 7


def test_a_round_belongs_where_somebody_says_and_else_to_the_course_named_as_its_area(
    store: Store, sample_data: Path
) -> None:
    datasets = sample_data / "datasets"
    view = replace(VIEW, dataset="sygefravaer", version=1)
    area = find_version(datasets, view.dataset).recipe.area
    course, other = begin(store, f" {area.upper()} "), begin(store, "Bostøtte")
    titles = ("Efter område", "Sagt", "Ingen")
    by_area, said, none = (rounds.start_round(store, title=title, view=view).id for title in titles)
    nothing = rounds.start_round(store, title="Uden tal").id
    courses.place_round(store, said, other.id)
    courses.place_round(store, none, other.id)
    courses.place_round(store, none, None)
    placed = courses.place_rounds(store, datasets, rounds.list_rounds(store))
    assert [placed.get(one) for one in (by_area, said, none, nothing)] == [course.id, other.id, None, None]
    assert [one.id for one in courses.list_rounds_of_course(store, datasets, other.id)] == [said]
    begin(store, area.lower())
    assert courses.place_rounds(store, datasets, [rounds.load_round(store, by_area)]) == {}


def test_rounds_on_data_that_are_gone_belong_to_no_course(store: Store) -> None:
    begin(store, "Vest")
    gone = rounds.start_round(store, title="Væk", view=VIEW)
    assert courses.place_rounds(store, NOWHERE, [gone]) == {}


def write_action(store: Store) -> tuple[rounds.Round, str]:
    current = rounds.start_round(store, title="Fravær")
    wonder = rounds.pin_wonder(store, current.id, view=VIEW, headline="", sentence="")
    explanation = rounds.add_explanation(store, wonder.id)
    rounds.add_action(store, explanation.id)
    action = rounds.add_action(store, explanation.id, when="planen lægges", then="tager vi weekenderne", owner="Bo")
    return rounds.load_round(store, current.id), action.id


def test_plans_of_the_course_and_of_its_rounds_are_looked_at_again_and_keep_what_they_said(store: Store) -> None:
    course = begin(store, "Planer")
    plan = plans.add_plan(
        store, course.id, today=START, when="vi mødes mandag.", then="… så tager vi tallene", who="Mette"
    )
    current, action_id = write_action(store)
    first, second = plans.list_plans(store, course := courses.load_course(store, course.id), [current])
    assert (first.id, second.id, second.round_id) == (plan.id, action_id, current.id)
    for one in (first, second):
        version = plans.review_plan(store, course, one, 5, version=0, today=START, happened=Happened.PARTLY)
        plans.review_plan(store, course, one, 5, version=version, today=START, decision=Decision.CHANGE)
    plans.save_plan(store, plan.id, version=plan.version, when="vi mødes tirsdag")
    first, second = plans.list_plans(store, courses.load_course(store, course.id), [current])
    for one in (first, second):
        review = one.review_at(5)
        assert review is not None
        assert (review.happened, review.decision) == (Happened.PARTLY, Decision.CHANGE)
        assert (one.waits_at(5), one.waits_at(6)) == (False, True)
    assert first.reviews[0].was == "Når vi mødes mandag, så tager vi tallene"
    assert say_plan(first) == "Når vi mødes tirsdag, så tager vi tallene"
    assert plans.list_action_reviews(store, action_id) == second.reviews
    plans.remove_plan(store, plan.id)
    assert courses.load_course(store, course.id).plans == ()
    plans.restore_plan(store, plan.id)
    assert len(courses.load_course(store, course.id).plans) == 1


@pytest.mark.parametrize(
    ("when", "then", "said"),
    [
        ("vi mødes", "spørger vi", "Når vi mødes, så spørger vi"),
        ("Når vi mødes,", "så spørger vi.", "Når vi mødes, så spørger vi"),
        ("", "spørger vi", "Så spørger vi"),
        ("vi mødes", "", "Når vi mødes"),
        (" ", "", ""),
    ],
)
def test_a_plan_is_said_in_one_sentence_however_it_was_begun(when: str, then: str, said: str) -> None:
    assert say_plan(Plan("x", "", when, then, "", "", "", "", "", START, 1)) == said


def test_a_plan_that_is_dropped_is_not_asked_for_again(store: Store) -> None:
    course = begin(store, "Slip")
    plans.add_plan(store, course.id, today=START)
    plan = plans.add_plan(store, course.id, today=START, when="det regner")
    plans.review_plan(store, course, plan, 5, version=0, today=START, decision=Decision.DROP)
    empty, dropped = courses.load_course(store, course.id).plans
    assert [one.waits_at(6) for one in (empty, dropped)] == [False, False]


def test_the_next_workshop_and_plans_that_wait_are_told_of_near_their_day(sqlite_store: Store) -> None:
    course = begin(sqlite_store)
    plans.add_plan(sqlite_store, course.id, today=START, when="vi mødes")
    current, _ = write_action(sqlite_store)
    courses.place_round(sqlite_store, current.id, course.id)

    def told(today: date) -> list[tuple[ReminderKind, int | None]]:
        return [(one.kind, one.number) for one in reminders.list_waiting(sqlite_store, NOWHERE, today)]

    assert told(START - timedelta(days=4)) == []
    assert told(START - timedelta(days=3)) == [(ReminderKind.WORKSHOP, 0)]
    course = hold(sqlite_store, course, 0, 1, 2, 3, 4)
    fifth = course.workshops[5]
    assert fifth.day is not None
    assert told(fifth.day) == [(ReminderKind.PLAN, 5), (ReminderKind.WORKSHOP, 5)]
    for plan in plans.list_plans(sqlite_store, course, [current]):
        plans.review_plan(sqlite_store, course, plan, 5, version=0, today=fifth.day, happened=Happened.YES)
    assert told(fifth.day) == [(ReminderKind.WORKSHOP, 5)]
    hold(sqlite_store, course, 5, 6, 7)
    assert told(date(2030, 1, 1)) == []


def test_an_occasion_belongs_to_the_course_of_its_name_also_when_that_is_changed(store: Store) -> None:
    before = pulsing.open_occasion(store, course="Sund  by", workshop=0, today=START)
    elsewhere = pulsing.open_occasion(store, course="Sundhed", workshop=0, today=START)
    course = begin(store, "Sund by")
    after = pulsing.open_occasion(store, course="sund by", workshop=3, today=START)
    assert after.course_id == course.id
    courses.save_course(store, course.id, version=course.version, name="Sundhed og trivsel", leaders=34)
    found = {one.id: one for one in pulsing.list_occasions(store)}
    assert {found[one.id].course for one in (before, after)} == {"Sundhed og trivsel"}
    assert found[elsewhere.id].course_id is None
    assert [one.occasion.id for one in pulsing.read_course(store, "", course.id)] == [before.id, after.id]
    courses.remove_course(store, course.id)
    assert pulsing.load_occasion(store, after.id).course == "sund by"


COUNTS = st.lists(st.lists(st.integers(1, 10), max_size=9), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(COUNTS)
def test_all_courses_less_those_shown_tell_nothing_of_one_that_is_hidden(
    given_scores: list[list[int]],
) -> None:
    def show(scores: list[int]) -> PulseResult:
        counts = tuple(scores.count(score) for score in range(1, 11))
        return PulseResult(Occasion("x", "x", 0, START), len(scores), counts if len(scores) >= 5 else None)

    results = [show(scores) for scores in given_scores]
    whole = add_up(results)
    shown = [one.counts for one in results if one.counts]
    assert (whole is None) == (not shown)
    if whole:
        assert tuple(total - sum(parts) for total, *parts in zip(whole, *shown, strict=True)) == (0,) * 10
    others = [scores if len(scores) >= 5 else [11 - score for score in scores] for scores in given_scores]
    assert add_up([show(scores) for scores in others]) == whole


def test_courses_are_listed_with_their_pulse_and_loops_and_a_hidden_one_is_in_no_sum() -> None:
    def pulse(workshop: int, *scores: int) -> PulseResult:
        counts = tuple(scores.count(score) for score in range(1, 11))
        return PulseResult(Occasion("x", "x", workshop, START), len(scores), counts if len(scores) >= 5 else None)

    beside = (
        CoursePulse("Unge", (pulse(0, 4, 4, 4, 4, 4), pulse(3, 6, 6, 6, 6, 6)), 2),
        CoursePulse("Voksne", (pulse(0, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6), pulse(3, 9, 9, 9, 9)), 0),
    )
    assert list_pulses(beside, TEXTS.pulse.reference, year=2022) == (
        ("Forløb", "Puls 0", "Puls 3", "Puls 7", "Læringsloops"),
        ("Unge", "4,0", "6,0", "–", "2"),
        ("Voksne", "6,0", "venter", "–", "0"),
        ("Alle viste", "5,3", "6,0", "–", "2"),
        ("Det første forløb (2022)", "4,8", "5,7", "7,0", "–"),
    )


def test_courses_are_drawn_under_each_other_with_the_next_workshop_ringed(store: Store) -> None:
    course = hold(store, begin(store, "Tegnet"), 0)
    chart = draw_courses([course], START, palette=find_palette("light")).to_dict()
    alt.LayerChart.from_dict(chart)
    assert [row["kind"] for row in chart["data"]["values"]] == ["held", "next", *["coming"] * 6]
    assert describe_courses((course,)).startswith(
        "Tegnet, 26. aug. 2026 til 17. mar. 2027: ingen workshops er holdt endnu."
    )


@pytest.mark.parametrize(
    ("day", "when", "question"),
    [
        (START, "i dag", ""),
        (START + timedelta(days=1), "i morgen", ""),
        (START - timedelta(days=1), "i går", ""),
        (START + timedelta(days=9), "om 9 dage", ""),
        (START - timedelta(days=1001), "for 1.001 dage siden", ""),
        (START + timedelta(days=3), "om 3 dage", "Det er i en weekend. Passer det?"),
        (date(2027, 7, 14), "om 322 dage", "Det er midt i sommerferien. Passer det?"),
        (date(2027, 12, 22), "om 483 dage", "Det er i juleferien. Passer det?"),
        (date(2027, 1, 1), "om 128 dage", "Det er i juleferien. Passer det?"),
        (None, "ingen dag endnu", ""),
    ],
)
def test_a_day_is_said_as_it_is_counted_and_a_holiday_is_asked_about(
    store: Store, day: date | None, when: str, question: str
) -> None:
    workshop = Workshop("x", "y", 4, day, " Rådhuset ", "", "", "", "", None, 1)
    assert say_when(workshop, START) == when
    assert question_day(day) == question
    assert say_meeting(replace(workshop, day=START)) == "Onsdag 26. august 2026 · Rådhuset"


def test_material_is_read_line_by_line_and_only_web_addresses_are_links() -> None:
    written = "Slides: https://a.dk/b\n\n- Kaffe\nhttp://c.dk/d\njavascript:alert(1)\nhttps://[x"
    assert split_lines(written) == (
        ("Slides", "https://a.dk/b"),
        ("Kaffe", ""),
        ("c.dk", "http://c.dk/d"),
        ("javascript:alert(1)", ""),
        ("https://[x", ""),
    )
