"""Recipes on the screen: bring one along, read it, and take it home."""

from __future__ import annotations

import streamlit as st

from vil.errors import VilError
from vil.model.recipe import Recipe
from vil.services import recalling
from vil.ui.writing import as_plain

_BROUGHT = "bring.brought"


def bring_recipe() -> Recipe | None:
    """Let an analyst bring a recipe as a file; None when there is none, or it cannot be used."""
    recipe: Recipe | None = st.session_state.get(_BROUGHT)
    if recipe is None:
        with st.expander("Jeg har en opskrift", icon=":material/menu_book:"):
            st.caption(
                "En opskrift er en lille fil, der slutter på .toml. Den siger, hvordan udtrækket bliver til et datasæt."
            )
            _ask_for_recipe()
        return None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/menu_book: Vi bruger opskriften til »{as_plain(recipe.title)}«.", width="content")
        if st.button("Brug den ikke", key="bring.unuse", icon=":material/close:"):
            forget_recipe()
            st.rerun()
    return recipe


def _ask_for_recipe() -> None:
    """Take a recipe as a file, and draw the page again with it; say every fault of one that cannot be used."""
    brought = st.file_uploader("Opskrift", type=["toml"], key="bring.recipe")
    if brought is None:
        return
    try:
        recipe = recalling.take_recipe(brought.getvalue().decode("utf-8", errors="replace"), brought.name)
    except VilError as problem:
        for line in str(problem).splitlines():
            st.error(as_plain(line), icon=":material/block:")
        return
    st.session_state[_BROUGHT] = recipe
    st.rerun()


def forget_recipe() -> None:
    """Let the next extract begin without the recipe that was brought for this one."""
    st.session_state.pop(_BROUGHT, None)


def show_recipe(recipe: Recipe, *, key: str) -> None:
    """Show a recipe as it is kept, and let it be taken home."""
    with st.expander("Opskriften", icon=":material/menu_book:"):
        st.caption(
            "Alt, der er valgt for datasættet. Gem den gerne, hvor I gemmer jeres filer; den kan læses af et menneske."
        )
        text = recalling.write_recipe(recipe)
        st.download_button(
            "Hent opskriften",
            text,
            f"{recipe.dataset}.toml",
            "application/toml",
            key=f"{key}.recipe",
            icon=":material/download:",
        )
        st.code(text, language="toml", wrap_lines=True, height=320)
