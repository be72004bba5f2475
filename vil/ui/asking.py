"""Step 1's questions: what we believe beforehand, and what we pin."""

from __future__ import annotations

from contextlib import suppress
from typing import Literal

import streamlit as st

from vil.errors import EditedMeanwhile
from vil.model.round import Round, Step, Wonder
from vil.narration.place import begin_wonder
from vil.services import rounds
from vil.services.exploring import Sight
from vil.ui import frame, state
from vil.ui.charts import show_definition
from vil.ui.choosing import choose_card
from vil.ui.labels import SAVED
from vil.ui.writing import as_plain, write_text

Belief = Literal["citizens", "staff", "leaders", "expectation", "missing_knowledge"]
_BEFORE: tuple[Belief, ...] = ("citizens", "staff", "leaders", "expectation")
READINGS_ASKED_FOR = 2


def ask_before(current: Round | None, sight: Sight, *, is_waiting: bool, has_task: bool) -> None:
    """Ask step 1's questions where the writing is done; without a round only the number's own story is told.

    While the line is held back (`is_waiting`) the fields stand open; what is guessed in figures (`has_task`) is not asked for
    in words too.
    """
    step = frame.texts().step(Step.DATA)
    with st.container(border=True):
        st.subheader(step.aside)
        if current is not None:
            _ask_beliefs(current, step.questions[0], is_waiting=is_waiting, has_task=has_task)
        st.markdown(f"**{step.questions[1]}**")
        show_definition(sight)
        if current is not None:
            _ask(current, "missing_knowledge", lines=2)
            st.caption(SAVED)


def _ask_beliefs(current: Round, question: str, *, is_waiting: bool, has_task: bool) -> None:
    """Ask what the team believes; once the line has been seen, show what was written and keep the fields folded."""
    if is_waiting:
        st.markdown(f"**{question}**")
        for field in _BEFORE:
            if field != "expectation" or not has_task or current.assumptions.expectation:
                _ask(current, field, lines=2)
        return
    prompts = frame.texts().prompts
    for field in _BEFORE:
        if text := getattr(current.assumptions, field):
            st.markdown(f"**{prompts[field].label}** {as_plain(text)}")
    with st.expander("Det troede vi på forhånd", icon=":material/edit:"):
        for field in _BEFORE:
            _ask(current, field, lines=2)


def _ask(current: Round, field: Belief, *, lines: int) -> None:
    prompt, assumptions = frame.texts().prompts[field], current.assumptions

    def save(text: str, seen: int) -> int:
        return rounds.save_assumptions(state.open_store(), current.id, version=seen, **{field: text}).version

    write_text(
        prompt.label,
        key=f"step1.{field}.{current.id}",
        text=getattr(assumptions, field),
        version=assumptions.version,
        save=save,
        placeholder=prompt.placeholder,
        lines=lines,
    )


def offer_wonder(current: Round | None, sight: Sight) -> None:
    """Let the team pin what it sees, with the chart as it is, and go on to read it."""
    if not st.button(frame.texts().buttons["pin_wonder"], type="primary", key="step1.pin", icon=":material/keep:"):
        return
    store = state.open_store()
    if current is None:
        current = rounds.start_round(store, title=sight.version.recipe.title)
        state.remember_round(current.id)
        state.remember_view(sight.view, current.id)
    pin(current, sight)
    with suppress(EditedMeanwhile):  # two who pin at once both keep their wonder; the round shows the first one's view
        rounds.save_round(store, current.id, version=current.version, view=sight.view)
    frame.go_to(frame.STEPS[Step.INTERPRETATION])


def pin(current: Round, sight: Sight) -> Wonder:
    """Pin a view as a wonder, with room for the readings that are asked for."""
    store = state.open_store()
    narrative, place = sight.narrative, state.remembered_place(sight.view)
    wonder = rounds.pin_wonder(
        store,
        current.id,
        view=sight.view,
        headline=narrative.headline,
        sentence=" ".join(narrative.sentences),
        text=begin_wonder(sight.series, place) if place else "",
        place=place,
    )
    state.remember_place(sight.view, None)
    for _ in range(READINGS_ASKED_FOR):
        rounds.add_interpretation(store, wonder.id)
    state.remember_card("wonder", wonder.id)
    return wonder


def chosen_wonder(current: Round) -> Wonder | None:
    """Find the wonder that is worked on: the one last chosen, else the one pinned last."""
    by_id = {wonder.id: wonder for wonder in current.wonders}
    return by_id.get(state.remembered_card("wonder") or "") or next(reversed(by_id.values()), None)


def choose_wonder(current: Round, chosen: Wonder, *, key: str) -> None:
    """Let the team work on another wonder, where there are more."""
    names = {wonder.id: wonder.text or wonder.headline for wonder in current.wonders}
    choose_card("wonder", "Undring", names, chosen.id, key=key)
