"""The columns that are neither unit, division nor number: what becomes of them is said before anything is published."""

from __future__ import annotations

import streamlit as st

from vil.model.recipe import Recipe
from vil.ui.writing import as_plain


def show_rest(recipe: Recipe) -> None:
    """Say over which columns the numbers are added up, and which rows are left out."""
    if recipe.added_over:
        names = ", ".join(f"»{name}«" for name in recipe.added_over)
        st.caption(f":material/functions: Lagt sammen over {as_plain(names)}: tallet er for alle under ét.")
    for name, member in recipe.filters:
        text = f"Kun rækker, hvor »{name}« er »{member}«, er med. De andre rækker bliver ikke udgivet."
        st.warning(as_plain(text), icon=":material/filter_alt:")
