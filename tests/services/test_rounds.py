from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.records.builders import VIEW
from vil.errors import CardNotFound, CardRemoved, EditedMeanwhile, ExpectationEmpty, ExpectationSealed, RoundNotFound
from vil.model.indicator import Direction
from vil.model.round import Action, Explanation, Hallmark, Influence, Reach, Round, Step, Verdict, Wonder
from vil.records import Store, open_store
from vil.services import rounds

TODAY = date(2026, 11, 21)


def begin(store: Store) -> Round:
    return rounds.start_round(store, title="Sygefravær i Vest", team="Center for Voksne", view=VIEW)


def wonder_of(store: Store) -> Wonder:
    return rounds.pin_wonder(
        store, begin(store).id, view=VIEW, headline="Lavere end det plejer", sentence="Under midten."
    )


def explanation_of(store: Store, text: str = "Nye vagtplaner") -> Explanation:
    return rounds.add_explanation(store, wonder_of(store).id, text=text)


def action_of(store: Store) -> Action:
    return rounds.add_action(store, explanation_of(store).id, text="Fast makker", direction=Direction.DOWN, target=5.5)


def test_a_new_round_is_empty_and_nothing_is_done(store: Store) -> None:
    loaded = rounds.load_round(store, begin(store).id)
    assert (loaded.title, loaded.team, loaded.view, loaded.version) == (
        "Sygefravær i Vest",
        "Center for Voksne",
        VIEW,
        1,
    )
    assert loaded.done_steps() == frozenset()


def test_a_whole_round_reads_back_as_it_was_written_after_a_restart(store: Store, address: str) -> None:
    action = action_of(store)
    first = rounds.load_round(store, action.round_id).wonders[0]
    for text in ("Vi er blevet raskere", "Vi registrerer anderledes"):
        rounds.add_interpretation(store, first.id, text=text)
    rounds.save_wonder(store, first.id, version=1, text="Hvorfor nu?", compared_with="Os selv", is_good_enough=False)
    rounds.seal_expectation(store, action.id, baseline=7.1, today=TODAY)
    rounds.record_follow_up(
        store, action.id, data_version=4, verdict=Verdict.ON_THE_WAY, sentence="På vej.", next_meeting=TODAY
    )
    before = rounds.load_round(store, action.round_id)
    store.close()
    reopened = open_store(address)
    after = rounds.load_round(reopened, action.round_id)
    reopened.close()
    assert after == before
    assert after.done_steps() == frozenset(Step)
    assert after.wonders[0].view == VIEW
    assert [reading.text for reading in after.wonders[0].interpretations] == [
        "Vi er blevet raskere",
        "Vi registrerer anderledes",
    ]
    assert after.actions[0].expectation.sealed_on == TODAY


def test_rounds_are_listed_the_one_begun_last_first(store: Store) -> None:
    ids = [rounds.start_round(store, title=str(number)).id for number in range(3)]
    rounds.save_round(store, ids[0], version=1, title="rettet sidst")
    assert [found.id for found in rounds.list_rounds(store)] == ids[::-1]


def test_two_who_change_different_fields_both_save(store: Store) -> None:
    wonder = wonder_of(store)
    rounds.save_wonder(store, wonder.id, version=wonder.version, text="Hvorfor nu?")
    second = rounds.save_wonder(store, wonder.id, version=wonder.version, compared_with="Sidste år")
    assert (second.text, second.compared_with, second.version) == ("Hvorfor nu?", "Sidste år", 3)


def test_two_who_change_the_same_field_both_keep_their_text(store: Store) -> None:
    wonder = wonder_of(store)
    rounds.save_wonder(store, wonder.id, version=wonder.version, text="Vores")
    with pytest.raises(EditedMeanwhile, match="Begge tekster er bevaret") as refused:
        rounds.save_wonder(store, wonder.id, version=wonder.version, text="Deres", compared_with="Sidste år")
    assert (refused.value.theirs, refused.value.yours) == ("Vores", "Deres")
    loaded = rounds.load_round(store, wonder.round_id).wonders[0]
    assert (loaded.text, loaded.compared_with) == ("Vores", "Sidste år")
    traces = rounds.list_trace(store, wonder.round_id)
    assert [(trace.event, trace.field, trace.before) for trace in traces] == [
        ("changed", "text", ""),
        ("refused", "text", "Deres"),
        ("changed", "compared_with", ""),
    ]


def test_after_a_refusal_the_two_texts_can_be_put_together_and_saved(store: Store) -> None:
    wonder = wonder_of(store)
    rounds.save_wonder(store, wonder.id, version=1, text="Vores")
    with pytest.raises(EditedMeanwhile) as refused:
        rounds.save_wonder(store, wonder.id, version=1, text="Deres")
    both = f"{refused.value.theirs}\n{refused.value.yours}"
    now = rounds.load_round(store, wonder.round_id).wonders[0]
    assert rounds.save_wonder(store, wonder.id, version=now.version, text=both).text == "Vores\nDeres"


def test_saving_what_already_stands_is_no_change_and_no_conflict(store: Store) -> None:
    wonder = wonder_of(store)
    rounds.save_wonder(store, wonder.id, version=1, text="Det samme")
    again = rounds.save_wonder(store, wonder.id, version=1, text="Det samme")
    assert again.version == 2
    assert len(rounds.list_trace(store, wonder.round_id)) == 1


def test_one_writer_who_follows_the_version_is_never_refused(store: Store) -> None:
    started = begin(store)
    version = started.assumptions.version
    for text in ("V", "Vi", "Vi tror"):
        version = rounds.save_assumptions(store, started.id, version=version, staff=text).version
    assert rounds.load_round(store, started.id).assumptions.staff == "Vi tror"


def test_drafts_may_be_empty_everywhere(store: Store) -> None:
    started = rounds.start_round(store, title="")
    wonder = rounds.pin_wonder(store, started.id, view=VIEW, headline="", sentence="")
    rounds.add_interpretation(store, wonder.id)
    action = rounds.add_action(store, rounds.add_explanation(store, wonder.id).id)
    loaded = rounds.load_round(store, started.id)
    assert loaded.actions == (action,)
    assert Step.ACTION not in loaded.done_steps()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text())
def test_any_text_reads_back_but_for_what_no_database_can_hold(store: Store, text: str) -> None:
    card = rounds.add_interpretation(store, wonder_of(store).id, text=text)
    assert card.text == text.replace("\0", "")


def test_half_a_character_does_not_stop_the_rest_from_being_saved(store: Store) -> None:
    assert rounds.add_interpretation(store, wonder_of(store).id, text="før\ud800efter").text == "før?efter"


def test_a_sealed_expectation_cannot_be_changed_but_the_rest_can(store: Store) -> None:
    action = action_of(store)
    sealed = rounds.seal_expectation(store, action.id, baseline=7.1, today=TODAY)
    assert (sealed.expectation.baseline, sealed.expectation.sealed_on) == (7.1, TODAY)
    with pytest.raises(ExpectationSealed, match=r"låst 21\. november 2026"):
        rounds.save_action(store, action.id, version=sealed.version, target=6.0, owner="Mette")
    with pytest.raises(ExpectationSealed):
        rounds.seal_expectation(store, action.id, baseline=1.0, today=TODAY)
    saved = rounds.save_action(store, action.id, version=sealed.version, owner="Mette", target=5.5)
    assert (saved.owner, saved.expectation) == ("Mette", sealed.expectation)


def test_an_expectation_with_nothing_in_it_is_not_sealed(store: Store) -> None:
    action = rounds.add_action(store, explanation_of(store).id, text="Noget")
    with pytest.raises(ExpectationEmpty, match="ikke noget bud"):
        rounds.seal_expectation(store, action.id, baseline=None, today=TODAY)


def place(card: Explanation) -> tuple[str, Influence, Reach, int]:
    return card.text, card.influence, card.reach, card.position


def test_a_moved_card_lands_where_it_was_dropped_and_the_others_make_room(store: Store) -> None:
    wonder = wonder_of(store)
    a, b, c = (rounds.add_explanation(store, wonder.id, text=text) for text in "abc")
    outside = rounds.add_explanation(store, wonder.id, text="d", influence=Influence.EXTERNAL)
    rounds.move_explanation(
        store, outside.id, version=1, influence=Influence.INTERNAL, reach=Reach.INDIVIDUAL, position=1
    )
    cards = rounds.load_round(store, wonder.round_id).explanations
    assert [card.text for card in cards] == ["a", "d", "b", "c"]
    assert [card.position for card in cards] == [0, 1, 2, 3]
    assert {card.id for card in cards} == {a.id, b.id, c.id, outside.id}


def test_two_who_move_one_card_to_different_fields_are_not_mixed(store: Store) -> None:
    card = explanation_of(store)
    rounds.move_explanation(store, card.id, version=1, influence=Influence.EXTERNAL, reach=Reach.INDIVIDUAL, position=0)
    with pytest.raises(EditedMeanwhile):
        rounds.move_explanation(
            store, card.id, version=1, influence=Influence.INTERNAL, reach=Reach.COLLECTIVE, position=0
        )
    moved = rounds.load_round(store, card.round_id).explanations[0]
    assert place(moved) == ("Nye vagtplaner", Influence.EXTERNAL, Reach.INDIVIDUAL, 0)


def test_moving_a_card_does_not_refuse_the_one_who_writes_on_it(store: Store) -> None:
    card = explanation_of(store)
    rounds.move_explanation(store, card.id, version=1, influence=Influence.EXTERNAL, reach=Reach.COLLECTIVE, position=0)
    assert rounds.save_explanation(store, card.id, version=1, text="Rettet").text == "Rettet"


def test_what_is_removed_is_out_of_sight_with_what_hangs_on_it_and_comes_back_whole(store: Store) -> None:
    action = action_of(store)
    before = rounds.load_round(store, action.round_id)
    rounds.remove(store, "wonder", before.wonders[0].id)
    empty = rounds.load_round(store, action.round_id)
    assert (empty.wonders, empty.explanations, empty.actions) == ((), (), ())
    rounds.restore(store, "wonder", before.wonders[0].id)
    after = rounds.load_round(store, action.round_id)
    assert (after.wonders, after.explanations, after.actions) == (before.wonders, before.explanations, before.actions)
    assert [trace.event for trace in rounds.list_trace(store, action.round_id)] == ["removed", "restored"]


def test_a_removed_round_is_neither_listed_nor_loaded(store: Store) -> None:
    started = begin(store)
    rounds.remove(store, "round", started.id)
    assert rounds.list_rounds(store) == ()
    with pytest.raises(RoundNotFound, match="Runden findes ikke"):
        rounds.load_round(store, started.id)


def test_text_for_a_card_that_was_removed_meanwhile_is_kept_in_the_trace(store: Store) -> None:
    card = explanation_of(store)
    rounds.remove(store, "explanation", card.id)
    with pytest.raises(CardRemoved) as refused:
        rounds.save_explanation(store, card.id, version=card.version, text="Lang tekst")
    assert refused.value.yours == "Lang tekst"
    assert rounds.list_trace(store, card.round_id)[-1].before == "Lang tekst"


def test_a_card_that_never_was_is_said_to_be_missing(store: Store) -> None:
    with pytest.raises(CardNotFound, match="Hent siden igen"):
        rounds.save_wonder(store, "no-such-id", version=1, text="x")
    with pytest.raises(RoundNotFound):
        rounds.pin_wonder(store, "no-such-id", view=VIEW, headline="", sentence="")


def test_the_round_says_when_anything_in_it_was_last_changed(store: Store) -> None:
    wonder = wonder_of(store)
    before = rounds.load_round(store, wonder.round_id)
    rounds.add_interpretation(store, wonder.id)
    after = rounds.load_round(store, wonder.round_id)
    assert after.changed_at > before.changed_at
    assert (after.created_at, after.version) == (before.created_at, before.version)


def test_what_would_be_seen_if_an_explanation_were_true_is_kept_with_it(store: Store) -> None:
    explanation = explanation_of(store)
    assert explanation.hallmark is None
    kept = rounds.save_hallmark(store, explanation.id, version=explanation.version, hallmark=Hallmark.ONLY_HERE)
    assert kept.text == explanation.text
    loaded = rounds.load_round(store, explanation.round_id).explanations[0]
    assert loaded.hallmark is Hallmark.ONLY_HERE
    again = rounds.save_hallmark(store, explanation.id, version=loaded.version, hallmark=None)
    assert again.hallmark is None
