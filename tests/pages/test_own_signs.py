"""Own signs on the screen: from a name to a curve and a round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from streamlit.testing.v1 import AppTest

from vil.services import counting, evidence, own_signs, rounds
from vil.settings import Settings

Visit = Callable[..., AppTest]


def test_a_name_is_all_it_takes_to_begin_and_the_curve_and_a_round_follow(empty_folder: Settings, visit: Visit) -> None:
    app = visit("own_signs.py")
    app.button(key="sign.begin").click().run()
    assert "ikke noget navn" in app.error[0].value
    app.text_input(key="sign.name").input("Forgæves opkald").run()
    app.button(key="sign.begin").click().run()
    assert app.header[0].value == "Forgæves opkald"
    assert "Vores egen optælling" in app.markdown[0].value
    store = rounds.open_rounds(empty_folder)
    own = counting.list_own_series(store)[0]
    for step, figure in enumerate([4, 6, 3, 5, 4, 6, 5, 3, 4, 5, 6, 4], 1):
        counting.put_right(store, own.id, week=date.today() - timedelta(weeks=step), figure=figure)
    app.segmented_control(key=f"sign.view.{own.id}").set_value("curve").run()
    assert app.get("vega_lite_chart")[0].proto.spec
    assert "svinger, som" in app.subheader[0].value
    app.button(key="sign.round").click().run()
    assert rounds.list_rounds(store)[0].title == "Forgæves opkald"


def test_a_week_is_put_right_on_the_page_and_a_person_number_is_refused(empty_folder: Settings, visit: Visit) -> None:
    store = rounds.open_rounds(empty_folder)
    own = counting.begin_series(store, name="Besøg")
    app = visit("own_signs.py")
    app.segmented_control(key=f"sign.view.{own.id}").set_value("correct").run()
    week = counting.list_weeks(own, date.today())[0]
    app.number_input(key=f"sign.figure.{own.id}.{week}").set_value(7)
    app.text_input(key=f"sign.note.{own.id}").input("070761-4285")
    app.button(key="sign.put_right").click().run()
    assert "CPR-nummer" in app.error[0].value
    app.text_input(key=f"sign.note.{own.id}").input("Talt fra listen")
    app.button(key="sign.put_right").click().run()
    assert counting.load_own_series(store, own.id).figure_of(week) == 7


def test_what_happened_is_written_on_the_curve_once(empty_folder: Settings, visit: Visit) -> None:
    store = rounds.open_rounds(empty_folder)
    own = counting.begin_series(store, name="Besøg")
    counting.put_right(store, own.id, week=date.today() - timedelta(weeks=1), figure=4)
    app = visit("own_signs.py")
    app.segmented_control(key=f"sign.view.{own.id}").set_value("curve").run()
    app.text_input(key=f"sign.happened.{own.id}.0").input("Ny telefontid")
    app.button(key="sign.note").click().run()
    assert [event.name for event in own_signs.list_notes(store, own)] == ["Ny telefontid"]
    assert app.text_input(key=f"sign.happened.{own.id}.1").value == ""
    app.button(key="step2.evidence.add.quote").click().run()
    (quote,) = evidence.list_own_evidence(store, own.id)
    app.text_area(key=f"step2.evidence.text.{quote.id}").input("Jeg venter altid").run()
    app.date_input(key=f"step2.evidence.starts_on.{quote.id}").set_value(date.today() - timedelta(weeks=1)).run()
    assert [one.text for one in own_signs.list_seen(store, own)] == ["Jeg venter altid"]
    assert "Citat" in app.get("vega_lite_chart")[0].proto.alt
