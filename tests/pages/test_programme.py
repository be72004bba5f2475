"""The programme on the screen: a course is begun, moved, held, and its plans are looked at again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import words_on
from vil.model.course import Decision, Happened
from vil.model.round import Round
from vil.services import courses, plans, rounds
from vil.settings import Settings, load_settings

Visit = Callable[..., AppTest]
WEEKS = (0, 3, 7, 12, 16, 20, 25, 29)
START = date(2026, 8, 26)


def test_a_course_is_planned_held_and_its_plans_are_looked_at_again(empty_folder: Settings, visit: Visit) -> None:
    store = rounds.open_rounds(empty_folder)
    app = visit("programme.py")
    app.button(key="programme.begin").click().run()
    assert "ikke noget navn" in app.warning[0].value
    course = courses.begin_course(store, name="Unge", start=START, weeks=WEEKS, leaders=34)
    app = visit("programme.py")
    assert "Her er 1 forløb med 34 ledere." in words_on(app)
    app.button(key=f"programme.open.{course.id}").click().run()
    assert "Før start" in app.subheader[0].value
    app.checkbox(key=f"course.held.{course.workshops[0].id}").check().run()
    app.text_input(key=f"course.outcome.{course.workshops[0].id}").set_value("Vi begynder på 4").run()
    moved = START + timedelta(weeks=5)
    app = visit("programme.py", forloeb=course.id, workshop="1")
    app.date_input(key=f"course.day.{course.workshops[1].id}").set_value(moved).run()
    app.button(key="course.follow").click().run()
    found = courses.load_course(store, course.id)
    assert (found.workshops[0].held_on, found.workshops[0].outcome) == (START, "Vi begynder på 4")
    assert found.workshops[2].day == moved + timedelta(weeks=4)

    app = visit("programme.py", forloeb=course.id, workshop="4")
    app.button(key="plans.add").click().run()
    (plan,) = courses.load_course(store, course.id).plans
    app.text_input(key=f"plans.when.{plan.id}").set_value("vi mødes").run()
    app.text_input(key=f"plans.then.{plan.id}").set_value("ser vi på én kurve").run()
    app = visit("programme.py", forloeb=course.id, workshop="5")
    assert "Når vi mødes, så ser vi på én kurve" in words_on(app)
    assert "1 plan venter på jer." in words_on(app)
    for field, chosen in (("happened", Happened.NO), ("decision", Decision.CHANGE)):
        app.segmented_control(key=f"review.{field}.{plan.id}.5").set_value(chosen).run()
    app.text_input(key=f"plans.then.{plan.id}").set_value("ser vi på to").run()
    app.text_input(key=f"review.note.{plan.id}.5").set_value("Én var for lidt").run()
    assert not app.exception
    assert "I har set på alle planerne." in words_on(app)
    app = visit("programme.py", forloeb=course.id, workshop="6")
    assert "Nej, ikke endnu. Vi retter planen. »Én var for lidt«. Dengang\\: Når vi mødes, så ser vi på én" in words_on(
        app
    )
    app.button(key="course.remove").click().run()
    app.button(key="course.undo").click().run()
    assert "Unge" in words_on(app)


def test_the_plan_of_a_rounds_action_is_looked_at_again_in_its_course(whole_round: Round, visit: Visit) -> None:
    store = rounds.open_rounds(load_settings())
    course = courses.begin_course(store, name="Sundhed og Rehabilitering", start=date(2026, 1, 7), weeks=WEEKS)
    app = visit("thread.py", runde=whole_round.id)
    assert app.selectbox(key=f"thread.course.{whole_round.id}").value == course.id
    app = visit("programme.py", forloeb=course.id, workshop="5")
    assert "Når planen lægges, så tager vi weekenderne først" in words_on(app)
    assert "1 læringsloop er lukket" in words_on(app)
    action = whole_round.actions[0]
    (plan,) = plans.list_plans(store, course, [whole_round])
    plans.review_plan(store, course, plan, 5, version=0, today=date(2026, 11, 22), happened=Happened.YES)
    app = visit("step4_action.py", runde=whole_round.id)
    assert "22. november 2026\\: Ja, det meste af tiden." in words_on(app)
    links = [link.proto.label for link in app.get("page_link")]
    assert "Planen bliver set på igen ved workshop 6: Sundhed og Rehabilitering" in links
    assert action.id == plan.id
    app = visit("programme.py")
    app.segmented_control(key="programme.view").set_value("pulse").run()
    assert "| Sundhed og Rehabilitering | – | – | – | 1 |" in words_on(app)
