"""Goals set with the compass: nothing written is lost, and the links hold."""

from __future__ import annotations

from datetime import date

import pytest

from vil.content import load_cards, load_compass
from vil.errors import CardTooLate, EditedMeanwhile, GoalNotFound
from vil.model.action_card import Deck
from vil.records import Store
from vil.services import action_cards, goals
from vil.services.mirroring import find_reflections
from vil.services.rounds import remove, start_round

DAY = date(2026, 11, 2)


def test_a_goal_comes_back_with_everything_that_was_written(store: Store) -> None:
    goal = goals.set_goal(store, text="Unge oplever, at de er med", team="Unge")
    goals.save_answer(store, goal.id, "curious", 0, version=0, text="De unge selv")
    goal = goals.save_goal(store, goal.id, version=goal.version, heard="Tre unge", revisit_on=DAY)
    goals.link_indicator(store, goal.id, "sygefravaer", "rate")
    goals.link_indicator(store, goal.id, "sygefravaer", "rate")
    goals.dismiss_pair(store, goal.id, "control")
    found = goals.load_goal(store, goal.id)
    assert (found.text, found.heard, found.revisit_on) == ("Unge oplever, at de er med", "Tre unge", DAY)
    assert found.answer("curious", 0).text == "De unge selv"
    assert found.answer("curious", 1).text == ""
    assert found.is_begun("curious")
    assert not found.is_begun("pause")
    assert [(link.dataset, link.indicator) for link in found.indicators] == [("sygefravaer", "rate")]
    assert found.dismissed == {"control"}
    goals.unlink_indicator(store, goal.id, "sygefravaer", "rate")
    assert goals.load_goal(store, goal.id).indicators == ()
    assert goals.list_goals(store) == (goals.load_goal(store, goal.id),)


def test_two_who_write_the_same_answer_keep_both_texts(store: Store) -> None:
    goal = goals.set_goal(store, text="x")
    goals.save_answer(store, goal.id, "woven", 2, version=0, text="Mod")
    with pytest.raises(EditedMeanwhile) as caught:
        goals.save_answer(store, goal.id, "woven", 2, version=0, text="Tid")
    assert (caught.value.theirs, caught.value.yours) == ("Mod", "Tid")
    assert goals.load_goal(store, goal.id).answer("woven", 2).text == "Mod"
    assert [trace.before for trace in goals.list_goal_trace(store, goal.id) if trace.event == "refused"] == ["Tid"]


def test_two_who_write_different_fields_of_a_goal_at_once_both_keep_theirs(store: Store) -> None:
    goal = goals.set_goal(store, text="x")
    goals.save_goal(store, goal.id, version=goal.version, signs="Roen i gangen")
    found = goals.save_goal(store, goal.id, version=goal.version, dilemmas="Tid mod ro")
    assert (found.signs, found.dilemmas) == ("Roen i gangen", "Tid mod ro")


def test_a_round_serves_one_goal_at_a_time_until_either_is_gone(store: Store) -> None:
    first, second = goals.set_goal(store, text="a"), goals.set_goal(store, text="b")
    rounds = [start_round(store, title=title) for title in ("x", "y")]
    for current in rounds:
        goals.serve_goal(store, current.id, first.id)
    goals.serve_goal(store, rounds[0].id, second.id)
    assert [found.id for found in goals.list_rounds_of(store, first.id)] == [rounds[1].id]
    served = goals.find_goal_of(store, rounds[0].id)
    assert served is not None
    assert served.id == second.id
    goals.remove_goal(store, second.id)
    assert goals.find_goal_of(store, rounds[0].id) is None
    with pytest.raises(GoalNotFound, match="fjernet"):
        goals.load_goal(store, second.id)
    goals.restore_goal(store, second.id)
    remove(store, "round", rounds[1].id)
    assert goals.list_rounds_of(store, first.id) == ()
    goals.serve_goal(store, rounds[0].id, None)
    assert goals.find_goal_of(store, rounds[0].id) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vi vil nå vores KPI'er", [("kpi", "KPI'er")]),
        ("kpi-målet skal nås", [("kpi", "kpi-målet")]),
        ("Egenkontrollen og kontrolbesøg", [("control", "Egenkontrollen")]),
        ("Vi benchmarker\nos mod de andre", [("benchmark", "benchmarker")]),
        ("En data-drevet indsats", [("driven", "data-drevet")]),
        ("Alle  nøgletallene skal være grønne", [("all_numbers", "Alle nøgletallene")]),
        ("Resultatet har konsekvenser", [("consequence", "konsekvenser"), ("result", "Resultatet")]),
        ("Dit mål er at nå slutmålet", [("end_goal", "slutmålet"), ("yours", "Dit mål")]),
        ("Lavet ved et skrivebord", [("desk", "skrivebord")]),
        ("Nulfejlskulturen", [("zero_faults", "Nulfejlskulturen")]),
        ("Vi konstaterer, at ydelseskataloget …", [("catalogue", "ydelseskataloget"), ("statement", "konstaterer")]),
        ("Borgerne mærker, at vi ses og lytter", []),
        ("Vi spørger i den andens sted og ser tegn på værdi", []),
        ("Stokpinden", []),
    ],
)
def test_the_mirror_finds_words_in_their_forms_and_compounds(text: str, found: list[tuple[str, str]]) -> None:
    reflections = find_reflections([text], load_compass().pairs)
    assert [(one.key, one.word) for one in reflections] == found


def test_what_is_dismissed_stays_dismissed_and_the_line_offers_the_other_side() -> None:
    texts = load_compass()
    (one,) = find_reflections(["kontrol", "KPI"], texts.pairs, dismissed={"kpi"})
    said = texts.mirror.say(one.word, one.pair)
    assert "»kontrol«" in said
    assert "**Relation**" in said
    assert not any(letter.isdigit() for letter in said)


def test_a_card_to_be_done_has_fourteen_days_and_the_other_decks_as_long_as_they_need(store: Store) -> None:
    texts = load_cards()
    card = action_cards.draw_card(store, Deck.GET_IT_DONE, today=DAY)
    with pytest.raises(CardTooLate, match="14 dage"):
        action_cards.save_action_card(store, card.id, version=1, texts=texts, due=date(2026, 11, 17))
    kept = action_cards.save_action_card(
        store, card.id, version=1, texts=texts, due=date(2026, 11, 16), text="Ring", owner="Mette"
    )
    assert kept.is_ready
    friend = action_cards.draw_card(store, Deck.FRIEND, today=DAY)
    action_cards.save_action_card(store, friend.id, version=1, texts=texts, due=date(2027, 5, 1), whom="Karen")
    assert [one.id for one in action_cards.list_action_cards(store)] == [card.id, friend.id]
    action_cards.save_action_card(store, card.id, version=kept.version, texts=texts, done_on=date(2026, 11, 5))
    assert [one.id for one in action_cards.list_action_cards(store)] == [friend.id, card.id]
    action_cards.remove_action_card(store, friend.id)
    assert [one.id for one in action_cards.list_action_cards(store)] == [card.id]
    action_cards.restore_action_card(store, friend.id)
    assert action_cards.load_action_card(store, friend.id).whom == "Karen"
