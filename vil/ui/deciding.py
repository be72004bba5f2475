"""Bring an extract, in the middle: a data set we know is held against last time, a new one is given its meaning."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from vil.model.reading import Reading
from vil.model.recipe import Recipe
from vil.services.arranging import list_unknown
from vil.ui.bringing import reading_options
from vil.ui.confirming import confirm_meaning
from vil.ui.decision import Decision
from vil.ui.drifting import show_dry_run
from vil.ui.writing import as_plain

_WAITS_FOR_ANSWER = "Svar først på spørgsmålet om, hvordan filen skal læses. Det står øverst."
_WAITS_FOR_PERSONS = "Svar først på, hvem der står bag {names}, eller vælg den kolonne, der tæller personerne."
_WAITS_FOR_PERIOD = "Skriv først, hvilken periode filen handler om."


def decide(path: Path, reading: Reading, known: Recipe | None) -> Decision | None:
    """Give what has been decided about the extract; None while its meaning is being changed or cannot be told."""
    if known is None:
        recipe = confirm_meaning(path, reading)
        is_dated = recipe is None or recipe.period or recipe.period_columns or recipe.fixed_period
        waits = _WAITS_FOR_ANSWER if reading.questions else "" if is_dated else _WAITS_FOR_PERIOD
        if recipe is not None and not waits:
            waits = _say_unknown(recipe)
        return Decision(recipe, recipe, st.container(), waits) if recipe else None
    key = f"bring.meaning.{path.name}.{known.dataset}"
    changed: Recipe | None = st.session_state.get(f"{key}.changed")
    if st.session_state.get(f"{key}.open"):
        _change_meaning(path, reading, changed or known, key)
        return None
    recipe = replace(changed or known, reading=reading_options(path, known.reading))
    decision = show_dry_run(path, reading, recipe)
    if st.button("Ret, hvad tallene betyder", key="bring.change", icon=":material/edit:"):
        st.session_state[f"{key}.open"] = True
        st.rerun()
    return decision


def _say_unknown(recipe: Recipe) -> str:
    names = [f"»{as_plain(one.name)}«" for one in list_unknown(recipe)]
    return _WAITS_FOR_PERSONS.format(names=" og ".join(names)) if names else ""


def _change_meaning(path: Path, reading: Reading, recipe: Recipe, key: str) -> None:
    """Let what was decided earlier be changed, and then hold the extract against last time again."""
    found = confirm_meaning(path, reading, recipe)
    with st.container(horizontal=True):
        if st.button("Hold det op imod sidst", type="primary", key="bring.compare", disabled=found is None):
            st.session_state[f"{key}.changed"] = found
            st.session_state[f"{key}.open"] = False
            st.rerun()
        if st.button("Fortryd", key="bring.unchange"):
            st.session_state[f"{key}.open"] = False
            st.rerun()
