"""Step 2: can it be read in more than one way? Answered with numbers."""

from __future__ import annotations

import streamlit as st

from vil.model.round import Wonder
from vil.services import cards, rounds
from vil.services.rereading import Kind, Rereading, find_rereadings
from vil.ui import charts, state
from vil.ui.writing import as_plain

_NAMES = {
    Kind.SINCE_BREAK: "Kun efter ny registrering",
    Kind.PARTED: "Del for del",
    Kind.COUNT_FOR_RATE: "Antal eller andel",
    Kind.AGAINST_WHOLE: "Mod helheden",
    Kind.LAST_YEAR: "Mod sidste år",
    Kind.AMONG_UNITS: "Blandt enhederne",
    Kind.LONGER: "Hele historien",
    Kind.OWN_HISTORY: "Kurven alene",
}


def show_rereadings(wonder: Wonder) -> None:
    """Offer other ways to read the pinned number, each with its own chart and sentence, one at a time."""
    beside = cards.find_practices(state.open_store())
    found = {one.kind: one for one in find_rereadings(state.datasets_dir(), wonder.view, beside)}
    if not found:
        return
    st.subheader("Samme tal, læst på andre måder")
    chosen = st.segmented_control(
        "Samme tal, læst på andre måder",
        list(found),
        format_func=lambda kind: _NAMES[kind],
        key=f"step2.other.{wonder.id}",
        label_visibility="collapsed",
        wrap=True,
    )
    if chosen:
        _show_one(wonder, found[chosen])


def _show_one(wonder: Wonder, other: Rereading) -> None:
    narrative = other.sight.narrative
    st.markdown(f"**{as_plain(narrative.headline)}**")
    charts.show_chart(other.sight, key=f"step2.other.{wonder.id}.{other.kind}", height=260)
    charts.show_sentences(narrative)
    charts.show_numbers(other.sight, key=f"step2.other.numbers.{other.kind}")
    if st.button("Skriv den som en læsning", key=f"step2.take.{other.kind}", icon=":material/add_comment:"):
        rounds.write_interpretation(state.open_store(), wonder, narrative.headline)
        st.rerun()
