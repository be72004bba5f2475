"""The practice ground on the screen: one question at a time, and then the truth."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from vil.settings import Settings

Visit = Callable[..., AppTest]


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def test_a_case_is_answered_question_by_question_and_survives_a_reload(empty_folder: Settings, visit: Visit) -> None:
    app = press(visit("practice.py"), "practice.alone")
    app = press(app, "practice.next")
    assert app.subheader[0].value == "Hvad ser I i kurven?"
    assert app.get("vega_lite_chart")[0].proto.spec
    app = press(press(app, "practice.sighting.something_new"), "practice.kind.shift")
    again = visit("practice.py")
    again.query_params["oeve"], again.query_params["opgave"] = app.query_params["oeve"], "01"
    again.run()
    assert again.subheader[0].value == "Hvor ville I lede efter årsagen først?"
    again = press(press(again, "practice.place.none"), "practice.response.wait")
    assert "Tilfældige udsving" in again.header[0].value
    told = " ".join(str(one.value) for one in again.markdown)
    assert "Det kunne lige så godt være tilfældigt" in told
    assert "Af 100 kurver som denne" in told
    assert press(again, "practice.all").button(key="practice.next").label == "Næste opgave"
