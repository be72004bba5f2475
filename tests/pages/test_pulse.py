"""The pulse on the screen: asked in one press, answered by a link, and shown from five."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from streamlit.testing.v1 import AppTest

from vil.services import courses, evaluating, pulsing, rounds
from vil.settings import Settings

Visit = Callable[..., AppTest]


def test_four_answers_show_no_picture_and_five_do_with_the_course_beside(empty_folder: Settings, visit: Visit) -> None:
    store = rounds.open_rounds(empty_folder)
    course = courses.begin_course(store, name="Vest", start=date(2026, 11, 18), weeks=range(8))
    rounds.start_round(store, title="Et andet sted")
    app = visit("pulse.py", forloeb=course.id, workshop="3")
    assert app.selectbox(key="pulse.course").value == "Vest"
    assert app.selectbox(key="pulse.workshop.0").value == 3
    app.selectbox(key="pulse.workshop.0").set_value(7).run()
    app.button(key="pulse.ask").click().run()
    occasion = pulsing.list_occasions(store)[0]
    assert (occasion.workshop, occasion.has_evaluation, occasion.course_id) == (7, True, course.id)
    for number in range(4):
        pulsing.give_score(store, occasion.id, 8, token=str(number))
        evaluating.give_words(store, occasion.id, {"question_0": "Dialog om tal"}, token=str(number))
    app.run()
    assert len(app.get("vega_lite_chart")) == 1  # the first course alone
    assert any("4 svar er kommet" in caption.value for caption in app.caption)
    assert not [one for one in app.markdown if "Dialog" in one.value]
    pulsing.give_score(store, occasion.id, 3, token="5")
    evaluating.give_words(store, occasion.id, {"question_0": "Dialog om tal"}, token="5")
    app.run()
    assert len(app.get("vega_lite_chart")) == 2
    assert "I gennemsnit 7,0 af 5 svar." in " ".join(one.value for one in app.markdown)
    assert len([one for one in app.markdown if "Dialog" in one.value]) == 5
    assert "Ingen læringsloops er lukket i forløbet endnu" in " ".join(one.value for one in app.markdown)


def test_the_one_with_the_link_meets_the_question_and_a_person_number_is_refused(
    empty_folder: Settings, visit: Visit
) -> None:
    store = rounds.open_rounds(empty_folder)
    occasion = pulsing.open_occasion(store, course="Vest", workshop=7, today=date(2026, 11, 18), has_evaluation=True)
    app = visit("pulse.py")
    app.query_params["puls"] = occasion.id
    app.run()
    assert app.header[0].value == "Hvor meget indgår data i din ledelse og dine beslutninger lige nu?"
    field = app.text_area[0]
    field.input("Borgeren 070761-4285").run()
    app.button(key="words.send").click().run()
    assert "CPR-nummer" in app.error[0].value
    app.text_area[0].input("Dialogen").run()
    app.button(key="words.send").click().run()
    assert evaluating.count_quotes(store, occasion.id, "question_0") == 1
