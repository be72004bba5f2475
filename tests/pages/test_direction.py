"""Direction as a team meets it: the goal compass, and what it puts on other pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import words_on
from vil.model.round import Round
from vil.services import action_cards, goals, rounds
from vil.services.landscape_sight import key_of_goal, see_landscape
from vil.settings import Settings, load_settings

Visit = Callable[..., AppTest]


def test_a_goal_is_set_and_the_mirror_is_waved_away_for_good(empty_folder: Settings, visit: Visit) -> None:
    store = rounds.open_rounds(empty_folder)
    app = visit("compass.py")
    app.button(key="compass.first").click().run()
    (goal,) = goals.list_goals(store)
    app.text_area(key=f"compass.text.{goal.id}").set_value("Mindre kontrol, flere smil").run()
    assert "»kontrol«. Kunne det være **Relation**?" in words_on(app)
    app.button(key=f"compass.dismiss.{goal.id}.control").click().run()
    assert "Kunne det være" not in words_on(app)
    app.text_area(key=f"compass.curious.1.{goal.id}").set_value("Ja, for de unge").run()
    app.button(key="compass.after").click().run()
    app.text_area(key=f"compass.dilemmas.{goal.id}").set_value("Tid mod ro").run()
    assert not app.exception
    found = goals.load_goal(store, goal.id)
    assert (found.text, found.dilemmas) == ("Mindre kontrol, flere smil", "Tid mod ro")
    assert found.answer("curious", 1).text == "Ja, for de unge"
    app = visit("compass.py", maal=goal.id)
    assert "Tid mod ro" in words_on(app)
    app.button(key="goals.remove").click().run()
    assert goals.list_goals(store) == ()
    app.button(key="goals.undo").click().run()
    assert "Tid mod ro" in words_on(app)


def test_one_principle_is_asked_at_a_time(empty_folder: Settings, visit: Visit) -> None:
    goal = goals.set_goal(rounds.open_rounds(empty_folder), text="x")
    for principle, first in (("curious", "Hvem bør vi høre først?"), ("pause", "Hvordan stopper vi op hos os?")):
        app = visit("compass.py", maal=goal.id, princip=principle)
        labels = [area.label for area in app.text_area]
        assert labels[:2] == ["Vores mål er", first]
        assert len(labels) == 5


def test_the_tree_proposes_an_answer_and_the_team_overrules_it_with_a_reason(
    empty_folder: Settings, visit: Visit
) -> None:
    store = rounds.open_rounds(empty_folder)
    goal = goals.set_goal(store, text="Ro om de unge")
    app = visit("tree.py", maal=goal.id)
    assert "2. Har vi data, der belyser målet?" in words_on(app)
    assert "Målet er ikke knyttet til nogen tal endnu." in words_on(app)
    app.button(key="tree.keep.numbers").click().run()
    assert "Skriv kort hvorfor" in app.warning[0].value
    app.text_input(key=f"tree.reason.numbers.{goal.id}").set_value("Vi tæller selv").run()
    app.button(key="tree.keep.numbers").click().run()
    assert "3. Er data stillet op" in words_on(app)
    app = visit("tree.py", maal=goal.id, trin="numbers")
    assert "»Vi tæller selv«" in words_on(app)
    app.button(key="tree.follow.numbers").click().run()
    assert "Målet er ikke knyttet" in words_on(app)
    assert not app.exception


def test_a_card_is_drawn_filled_and_finished(empty_folder: Settings, visit: Visit) -> None:
    store = rounds.open_rounds(empty_folder)
    goal = goals.set_goal(store, text="Ro om de unge")
    app = visit("action_cards.py", bunke="get_it_done", maal=goal.id)
    app.button(key="cards.draw.get_it_done").click().run()
    (card,) = action_cards.list_action_cards(store)
    assert card.goal_id == goal.id
    assert card.due is not None
    before = card.text
    app.button(key=f"cards.another.{card.id}").click().run()
    assert action_cards.load_action_card(store, card.id).text != before
    app.text_input(key=f"cards.owner.{card.id}").set_value("Mette").run()
    due = app.date_input(key=f"cards.due.{card.id}")
    assert due.max == card.drawn_on + timedelta(days=14)
    due.set_value(card.drawn_on + timedelta(days=14)).run()
    assert action_cards.load_action_card(store, card.id).due == card.drawn_on + timedelta(days=14)
    app.button(key=f"cards.finish.{card.id}").click().run()
    app.text_area(key=f"cards.learned.{card.id}").set_value("De ville gerne høres").run()
    assert not app.exception
    found = action_cards.load_action_card(store, card.id)
    assert (found.owner, found.learned, found.done_on) == ("Mette", "De ville gerne høres", date.today())
    assert "Mette" in words_on(visit("action_cards.py"))


def test_a_friend_is_found_on_the_indicator_cards(sample_folder: Settings, visit: Visit) -> None:
    app = visit("action_cards.py")
    app.button(key="cards.draw.friend").click().run()
    (card,) = action_cards.list_action_cards(rounds.open_rounds(sample_folder))
    app.button(key=f"cards.friend.{card.id}.0").click().run()
    found = action_cards.load_action_card(rounds.open_rounds(sample_folder), card.id)
    assert found.whom
    assert found.about
    assert app.text_input(key=f"cards.whom.{card.id}").value == found.whom


def test_a_round_says_which_goal_it_serves_and_home_says_when_to_return(whole_round: Round, visit: Visit) -> None:
    store = rounds.open_rounds(load_settings())
    goal = goals.set_goal(store, text="Nærvær hele året", revisit_on=date(2026, 1, 2))
    app = visit("thread.py", runde=whole_round.id)
    app.selectbox(key=f"thread.goal.{whole_round.id}").select(goal.id).run()
    assert [found.id for found in goals.list_rounds_of(store, goal.id)] == [whole_round.id]
    links = [link.proto.label for link in visit("step2_interpretation.py", runde=whole_round.id).get("page_link")]
    assert "Mål: Nærvær hele året" in links
    links = [link.proto.label for link in visit("home.py").get("page_link")]
    assert "Vend tilbage til målet: Nærvær hele året :gray[· 2.\N{NO-BREAK SPACE}januar]" in links


def test_the_landscape_is_listed_opened_and_written_on(sample_folder: Settings, visit: Visit) -> None:
    store = rounds.open_rounds(sample_folder)
    goal = goals.set_goal(store, text="Et ansigt, de kender")
    app = visit("landscape.py", vis="liste")
    assert "Mål, som ingen data når (1)" in words_on(app)
    assert "Vi burde have oktober 2026" in words_on(app)
    app.text_input(key="landscape.add.source").set_value("Dørtælleren").run()
    assert "Dørtælleren" in words_on(app)
    node = next(
        one
        for one in see_landscape(sample_folder.datasets, store, date.today()).nodes.values()
        if one.name == "Dørtælleren"
    )
    app = visit("landscape.py", punkt=node.key)
    app.text_input(key=f"landscape.owner.{node.key}").set_value("Bygningsdrift").run()
    app.multiselect(key=f"landscape.onward.{node.key}").set_value([key_of_goal(goal.id)]).run()
    assert not app.exception
    found = see_landscape(sample_folder.datasets, store, date.today())
    assert (found.nodes[node.key].texts.owner, found.reach.unreached) == ("Bygningsdrift", ())
    app = visit("landscape.py", punkt=key_of_goal(goal.id))
    app.multiselect(key=f"compass.indicators.{goal.id}").set_value([("sygefravaer", "sygefravaer")]).run()
    assert goals.load_goal(store, goal.id).indicators
