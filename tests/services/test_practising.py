"""Answers on the practice ground: kept one by one, by the first who presses, until the truth is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from vil.content.practice import load_practice
from vil.errors import NotFound
from vil.model.practice import Difficulty, Response, Sighting, Truth
from vil.model.round import Influence, Reach
from vil.records import Store, open_store
from vil.services.practising import (
    begin_run,
    count_sightings,
    give_answer,
    list_teams,
    load_run,
    name_new_case,
    step_back,
)
from vil.services.scenes import Way, best_way, list_ways, look_at_scene, open_scene


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(f"sqlite:///{tmp_path / 'records.sqlite'}")


def test_answers_are_kept_one_by_one_and_are_there_after_a_reload(store: Store) -> None:
    run = begin_run(store, team=" Team  Nord ")
    give_answer(store, run.id, "01", sighting=Sighting.SOMETHING_NEW)
    give_answer(store, run.id, "01", kind=Truth.SHIFT)
    give_answer(store, run.id, "01", is_placed=True, influence=Influence.INTERNAL, reach=Reach.COLLECTIVE)
    assert not load_run(store, run.id).answers[0].is_done
    give_answer(store, run.id, "01", response=Response.ASK)
    kept = load_run(store, run.id).answer_to("01")
    assert kept is not None
    assert (kept.sighting, kept.kind, kept.influence, kept.response, kept.is_done) == (
        Sighting.SOMETHING_NEW,
        Truth.SHIFT,
        Influence.INTERNAL,
        Response.ASK,
        True,
    )
    assert list_teams(store) == ("Team Nord",)
    assert begin_run(store, team="Team Nord").id == run.id
    assert begin_run(store).id != begin_run(store).id


def test_a_step_can_be_taken_back_until_the_truth_is_told(store: Store) -> None:
    run = begin_run(store)
    give_answer(store, run.id, "01", sighting=Sighting.SOMETHING_NEW)
    give_answer(store, run.id, "01", kind=Truth.SHIFT)
    give_answer(store, run.id, "01", is_placed=True)
    assert not step_back(store, run.id, "01").is_placed
    assert step_back(store, run.id, "01").kind is None
    give_answer(store, run.id, "01", response=Response.WAIT)
    assert step_back(store, run.id, "01").sighting is Sighting.SOMETHING_NEW
    assert give_answer(store, run.id, "01", kind=Truth.MIX).kind is None


def test_of_two_who_press_at_once_the_first_is_kept(store: Store) -> None:
    run = begin_run(store, team="Vest")
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda one: give_answer(store, run.id, "02", sighting=one), list(Sighting) * 6))
    assert len({answer.sighting for answer in said}) == 1
    assert len(load_run(store, run.id).answers) == 1


def test_only_finished_answers_are_counted_among_others(store: Store) -> None:
    for number in range(3):
        run = begin_run(store)
        give_answer(store, run.id, "03", sighting=Sighting.NOTHING_NEW)
        if number:
            give_answer(store, run.id, "03", response=Response.WAIT)
    assert count_sightings(store, "03") == {Sighting.NOTHING_NEW: 2}


def test_a_new_case_is_one_the_run_has_not_had_and_a_begun_one_comes_first(store: Store) -> None:
    run = begin_run(store)
    first = name_new_case(run, Difficulty.HARD)
    give_answer(store, run.id, first, sighting=Sighting.CANNOT_TELL)
    assert name_new_case(load_run(store, run.id), Difficulty.HARD) == first
    give_answer(store, run.id, first, response=Response.WAIT)
    assert name_new_case(load_run(store, run.id), Difficulty.HARD) != first


def test_until_the_truth_is_told_nothing_on_the_screen_tells_it() -> None:
    texts = load_practice()
    for code in texts.cases:
        scene = open_scene(texts, code)
        assert best_way(scene) in list_ways(scene)
        for way in list_ways(scene):
            sight = look_at_scene(scene, way, is_told=False)
            assert (sight.pattern.run, sight.pattern.unusual, sight.narrative.sentences) == (None, (), ())
            assert texts.truth(scene.truth).name.lower() not in sight.narrative.alt_text.lower()
        assert "{" not in scene.told + scene.story


def test_afterwards_the_words_are_those_of_real_numbers() -> None:
    texts = load_practice()
    shifted, mixed = open_scene(texts, "02"), open_scene(texts, "06")
    assert "ligger lavere" in look_at_scene(shifted, Way.CURVE, is_told=True).narrative.headline
    parted = look_at_scene(mixed, best_way(mixed), is_told=True)
    assert "fordelingen mellem delene" in " ".join(parted.narrative.sentences)


def test_a_case_that_does_not_exist_is_said_kindly() -> None:
    with pytest.raises(NotFound, match="findes ikke"):
        open_scene(load_practice(), "umulig")
