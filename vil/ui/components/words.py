"""Words sized by how many people used them; a word that is pressed shows the quotes it stands in."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from vil.analysis.words import UsedWord
from vil.ui.components import read_part

_words = st.components.v2.component("vil.words", html="<ul></ul>", css=read_part("words.css"), js=read_part("words.js"))


def choose_word(name: str, words: Sequence[UsedWord], *, key: str) -> UsedWord | None:
    """Draw the words in the order of the alphabet, and give the one that is chosen, if any."""
    chosen = f"{key}.word"

    def remember() -> None:
        st.session_state[chosen] = st.session_state[key].chosen or ""

    current = st.session_state.get(chosen, "")
    shown = [
        {"word": one.word, "people": one.people, "told": "1 person" if one.people == 1 else f"{one.people} personer"}
        for one in sorted(words, key=lambda one: one.word)
    ]
    _words(key=key, data={"name": name, "words": shown, "chosen": current}, on_chosen_change=remember)
    return next((one for one in words if one.word == current), None)
