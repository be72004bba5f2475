"""One practice case: its chart in the middle, one question at a time, and then what was true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from vil.charts import find_palette
from vil.content.practice import find_field
from vil.model.practice import PracticeAnswer, PracticeRun, Response, Sighting, Truth
from vil.model.round import Influence, Reach
from vil.narration.practice import name_place, say_certainty, say_kind, say_others, say_reading
from vil.services import practising
from vil.services.scenes import (
    PracticeSight,
    Scene,
    Way,
    best_way,
    draw_practice,
    fill_in,
    find_scene_facit,
    list_ways,
    look_at_scene,
    open_scene,
)
from vil.ui import frame, state
from vil.ui.charts import show_headline, show_sentences, show_table
from vil.ui.drawing import show_drawn
from vil.ui.labels import SYNTHETIC, SYNTHETIC_BADGE
from vil.ui.numbers import list_points
from vil.ui.practising import next_case, open_case, texts
from vil.ui.writing import as_plain

_WAYS = {
    Way.CURVE: "Kurven",
    Way.LAST_YEAR: "Mod sidste år",
    Way.UNITS: "Mod enhederne",
    Way.BY_UNIT: "Delt på enheder",
    Way.BY_GROUP: "Delt på grupper",
}
_STEPS = 4
_Ask = Callable[[Scene, PracticeRun], None]


def show_case(run: PracticeRun, code: str) -> None:
    """Show a case and its next question, or what was true when every question is answered."""
    scene = open_scene(texts(), code)
    answer = run.answer_to(code)
    if answer and answer.is_done:
        _show_truth(scene, run, answer)
    else:
        _show_scene(scene, is_told=False, above=as_plain(scene.story))
        _ask(scene, run, answer)
    st.divider()
    if st.button("Alle opgaver", type="tertiary", key="practice.all", icon=":material/apps:"):
        open_case(None)


def _show_scene(scene: Scene, *, is_told: bool, above: str = "") -> PracticeSight:
    st.caption(as_plain(f"{scene.area} · {scene.lines.shown.indicator.name}"), help=SYNTHETIC)
    if not is_told:
        show_headline(scene.title)
        st.markdown(f"{SYNTHETIC_BADGE} {above}")
    way = st.segmented_control(
        "Se det på en anden måde",
        list_ways(scene),
        default=best_way(scene) if is_told else Way.CURVE,
        format_func=lambda way: _WAYS[way],
        key=f"practice.way.{scene.case.code}.{is_told}",
        required=True,
        wrap=True,
    )
    sight = look_at_scene(scene, way, is_told=is_told)
    theme = frame.theme_name()
    show_drawn(
        draw_practice(sight, find_palette(theme)).to_dict(),
        key=f"practice.chart.{theme}",
        alt=sight.narrative.alt_text,
    )
    show_table(list_points(sight.series), key=f"practice.numbers.{way}")
    return sight


def _ask(scene: Scene, run: PracticeRun, answer: PracticeAnswer | None) -> None:
    """Ask the first question that is not answered."""
    if answer is None or answer.sighting is None:
        number, ask = 1, _ask_sighting
    elif answer.kind is None:
        number, ask = 2, _ask_kind
    elif not answer.is_placed:
        number, ask = 3, _ask_place
    else:
        number, ask = 4, _ask_response
    with st.container(border=True, key="practice-question"):
        question = list(texts().questions.values())[number - 1]
        st.caption(f"Spørgsmål {number} af {_STEPS}")
        st.subheader(question)
        ask(scene, run)
        if number > 1 and st.button("Et skridt tilbage", type="tertiary", key="practice.back", icon=":material/undo:"):
            practising.step_back(state.open_store(), run.id, scene.case.code)
            st.rerun()


def _ask_sighting(scene: Scene, run: PracticeRun) -> None:
    _offer(scene, run, {sighting: texts().name_sighting(sighting) for sighting in Sighting}, "sighting")


def _ask_kind(scene: Scene, run: PracticeRun) -> None:
    _offer(scene, run, {truth: texts().truth(truth).name for truth in Truth}, "kind")


def _ask_response(scene: Scene, run: PracticeRun) -> None:
    _offer(scene, run, {response: texts().responses[response.value] for response in Response}, "response")


def _offer(scene: Scene, run: PracticeRun, options: Mapping[Any, str], field: str) -> None:
    with st.container(horizontal=True):
        for option, label in options.items():
            if st.button(as_plain(label), key=f"practice.{field}.{option.value}"):
                _keep(scene, run, **{field: option})


def _ask_place(scene: Scene, run: PracticeRun) -> None:
    st.caption(as_plain(texts().placed_note))
    board = frame.texts()
    for influence, column in zip(Influence, st.columns(2, gap="large"), strict=True):
        axis = board.axis(influence)
        column.markdown(f"**{as_plain(axis.name)}** {as_plain(axis.explanation)}")
        with column.container(horizontal=True):
            for reach in Reach:
                label = f"{board.axis(reach).name}: {board.axis(reach).explanation}"
                if st.button(as_plain(label), key=f"practice.place.{influence.value}.{reach.value}"):
                    _keep(scene, run, is_placed=True, influence=influence, reach=reach)
    if st.button("Ingen steder: her er ikke noget at forklare", key="practice.place.none"):
        _keep(scene, run, is_placed=True)


def _keep(scene: Scene, run: PracticeRun, **fields: Any) -> None:
    practising.give_answer(state.open_store(), run.id, scene.case.code, **fields)
    st.rerun()


def _show_truth(scene: Scene, run: PracticeRun, answer: PracticeAnswer) -> None:
    """Tell what was true, show it, say how sure one could be, and how the answers agree with it."""
    words = texts().truth(scene.truth)
    show_headline(f"Svaret: {words.name}")
    st.markdown(f"{SYNTHETIC_BADGE} {as_plain(scene.told)}")
    sight = _show_scene(scene, is_told=True)
    show_sentences(sight.narrative)
    left, right = st.columns(2, gap="large")
    with left:
        _show_certainty(scene, answer)
    with right:
        _show_answers(scene, answer)
    following = next_case(run)
    if following and st.button("Næste opgave", type="primary", key="practice.next", icon=":material/arrow_forward:"):
        open_case(following)


def _show_certainty(scene: Scene, answer: PracticeAnswer) -> None:
    facit = find_scene_facit(scene)
    st.subheader("Hvor sikkert kunne man se det?")
    certainty = say_certainty(scene.truth, rate=facit.rate, signal_rate=facit.signal_rate, was_found=facit.was_found)
    st.write(as_plain(" ".join(certainty)))
    st.write(as_plain(fill_in(texts().truth(scene.truth).why, scene.lines)))
    counts = practising.count_sightings(state.open_store(), scene.case.code)
    others = say_others(counts, answer.sighting, texts().sightings) if answer.sighting else None
    if others:
        st.caption(as_plain(others))


def _show_answers(scene: Scene, answer: PracticeAnswer) -> None:
    facit, words = find_scene_facit(scene), texts()
    st.subheader("Det svarede I")
    names = {truth: words.truth(truth).name.lower() for truth in Truth}
    if answer.sighting:
        st.write(as_plain(say_reading(answer.sighting, scene.truth, was_found=facit.was_found)))
    if answer.kind:
        st.write(as_plain(say_kind(answer.kind, scene.truth, names)))
    st.write(as_plain(_say_place(scene, answer)))
    if answer.response:
        st.write(as_plain(_say_response(scene, answer.response)))


def _say_place(scene: Scene, answer: PracticeAnswer) -> str:
    given = (answer.influence, answer.reach) if answer.influence and answer.reach else None
    was = find_field(scene.field)
    if given == was:
        return (
            f"Årsagen lå {_name(was)}, og der ville I lede."
            if was
            else "Der var ingen årsag at lede efter, og det så I."
        )
    there = f"Årsagen lå {_name(was)}" if was else "Der var ingen årsag at lede efter"
    return f"{there}; I ville lede {_name(given)}. {texts().placed_note}"


def _name(field: tuple[Influence, Reach] | None) -> str:
    board = frame.texts()
    return name_place(board.axis(field[0]).name, board.axis(field[1]).name) if field else name_place(None, None)


def _say_response(scene: Scene, response: Response) -> str:
    words = texts()
    truth = words.truth(scene.truth)
    chosen = f"I valgte »{words.responses[response.value].lower()}«."
    advice = fill_in(truth.advice, scene.lines)
    if response.value in truth.helps:
        return f"{chosen} Det er det, der hjælper her. {advice}"
    if response.value in truth.also:
        return f"{chosen} Det kan også bruges her. {advice}"
    return f"{chosen} Et andet skridt hjælper mere her: {advice}"
