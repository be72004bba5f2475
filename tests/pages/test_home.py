"""The home page says where things are to who has begun, and shows the way in to who has not."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from vil.model.round import Round
from vil.services import goals, rounds
from vil.settings import Settings, load_settings

Visit = Callable[..., AppTest]


def test_a_new_leader_comes_from_nothing_to_a_pinned_wonder_in_four_presses(
    sample_folder: Settings, visit: Visit
) -> None:
    app = visit("home.py")
    app.button("start.new.afgang").click().run()
    assert app.header[0].value == "Hvad er værd at undre sig over?"
    app.button("first.curve.0").click().run()
    app.switch_page("pages/step1_data.py").run()
    assert not app.get("vega_lite_chart")
    app.button("step1.show").click().run()
    app.button("step1.pin").click().run()
    app.switch_page("pages/step2_interpretation.py").run()
    assert any("Jeres første undren sidder fast" in found.value for found in app.markdown)
    (begun,) = rounds.list_rounds(rounds.open_rounds(sample_folder))
    assert [wonder.view.unit for wonder in begun.wonders] == ["Jobteam Vest"]
    app.button("first.done").click().run()
    assert not any("Jeres første undren" in found.value for found in app.markdown)


def test_the_path_is_waved_away_and_never_stands_before_those_who_have_begun(
    sample_folder: Settings, visit: Visit
) -> None:
    app = visit("home.py")
    app.button("first.dismiss").click().run()
    assert app.query_params["foerste"] == "nej"
    assert [found.value for found in app.subheader] == ["Begynd jeres første runde"]
    goals.set_goal(rounds.open_rounds(sample_folder), text="Ro")
    assert visit("home.py").header[0].value == "Hvor er vi?"
    again = visit("home.py")
    again.button("first.offer").click().run()
    assert again.header[0].value == "Fra tal til handling, sammen"


def test_a_round_is_taken_up_where_it_has_come_to(whole_round: Round, visit: Visit) -> None:
    store = rounds.open_rounds(load_settings())
    goals.set_goal(store, text="Ro hele året")
    app = visit("home.py")
    assert [found.value for found in app.subheader] == ["Vores runder", "Vores mål", "Tallene", "Begynd en ny runde"]
    links = [link.proto.label for link in app.get("page_link")]
    assert "2 af 8: Har vi data, der belyser målet?" in links
    app.button(f"start.go.{whole_round.id}").click().run()
    assert app.query_params["runde"] == whole_round.id
    app.switch_page("pages/home.py").run()
    app.button(f"start.remove.{whole_round.id}").click().run()
    app.button("start.undo").click().run()
    assert [one.id for one in rounds.list_rounds(store)] == [whole_round.id]
