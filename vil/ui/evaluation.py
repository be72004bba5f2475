"""The evaluation as the facilitator shows it: words, the quotes behind them, and the groups they are put in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from vil.content import load_words
from vil.model.pulse import FEWEST_ANSWERS, Occasion, Quote
from vil.services import evaluating
from vil.ui import pulse_answer, state
from vil.ui.components.words import choose_word
from vil.ui.writing import as_plain

_SHORT = 60


def show_words(occasion: Occasion) -> None:
    """Show one question's words and quotes; nothing of them while there are under five."""
    st.subheader("Evaluering")
    questions = pulse_answer.list_questions()
    question = st.segmented_control(
        "Spørgsmål", list(questions), default=next(iter(questions)), format_func=questions.__getitem__,
        key=f"words.question.{occasion.id}", required=True, wrap=True,
    )  # fmt: skip
    store = state.open_store()
    quotes = evaluating.load_quotes(store, occasion.id, question)
    if not quotes:
        given = evaluating.count_quotes(store, occasion.id, question)
        st.caption(f"{given} har skrevet. Ordene vises, når der er {FEWEST_ANSWERS}.")
        return
    stop_words = load_words(state.read_settings().data_dir / "content").stop_words
    chosen = choose_word(questions[question], evaluating.list_words(quotes, stop_words), key=f"words.cloud.{question}")
    st.caption("Jo større, jo flere personer har brugt ordet. Tryk på et ord for at se citaterne.")
    _show_quotes([quotes[place] for place in chosen.places] if chosen else quotes)
    with st.expander("Saml citaterne i grupper"):
        _group(quotes)


def _show_quotes(quotes: Sequence[Quote]) -> None:
    ordered = sorted(quotes, key=lambda quote: (quote.theme == "", quote.theme, quote.id))
    for theme, group in groupby(ordered, key=lambda quote: quote.theme):
        if theme:
            st.markdown(f"**{as_plain(theme)}**")
        for quote in group:
            st.write(f"»{as_plain(quote.text)}«")


def _group(quotes: Sequence[Quote]) -> None:
    texts = {quote.id: quote.text if len(quote.text) <= _SHORT else f"{quote.text[: _SHORT - 1]}…" for quote in quotes}
    themes = sorted({quote.theme for quote in quotes if quote.theme})
    chosen = st.multiselect(
        "Citater", list(texts), format_func=texts.__getitem__, key="words.chosen", placeholder="Vælg citater"
    )
    theme = st.selectbox(
        "Gruppe",
        themes,
        index=None,
        accept_new_options=True,
        key="words.theme",
        placeholder="Skriv et navn, eller vælg et",
    )
    with st.container(horizontal=True):
        if st.button("Læg i gruppen", key="words.group", icon=":material/folder:", disabled=not (chosen and theme)):
            evaluating.group_quotes(state.open_store(), tuple(chosen), theme or "")
            st.rerun()
        if st.button("Skjul citaterne", key="words.hide", icon=":material/visibility_off:", disabled=not chosen):
            for quote_id in chosen:
                evaluating.hide_quote(state.open_store(), quote_id)
            st.rerun()
    st.caption("Skjul et citat, hvis nogen kan kendes på det.")
