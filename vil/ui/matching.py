"""Bring an extract: is it new, or have we had it before?"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from vil.model.reading import Reading
from vil.model.recipe import ReadingOptions, Recipe
from vil.services import exploring, recalling
from vil.ui import state
from vil.ui.writing import as_plain

_NEW = ""


def choose_dataset(path: Path, brought: Recipe | None) -> Recipe | None:
    """Ask which data set the file belongs to, the likeliest chosen beforehand; its recipe, None for a new data set."""
    if brought is not None:
        return brought
    published = {version.dataset: version for version in exploring.list_published(state.datasets_dir())}
    if not published:
        return None
    settings = state.read_settings()
    options = [_NEW, *published]
    found = recalling.find_home(settings, path.name)
    chosen = st.selectbox(
        "Er det nyt, eller har vi haft det før?",
        options,
        index=options.index(found) if found in options else 0,
        format_func=lambda name: f"Ny udgave af »{published[name].recipe.title}«" if name else "Et nyt datasæt",
        key=_key(path),
    )
    if not chosen:
        return None
    recipe = recalling.recall_recipe(settings, chosen)
    if recipe is not None:
        st.caption(f":material/history: Vi bruger opskriften fra sidst til »{as_plain(recipe.title)}«.")
    return recipe


def ask_home(path: Path, reading: Reading) -> bool:
    """Ask whether a file brought as new belongs to a data set with the same columns; whether an answer is waited for."""
    if st.session_state.get(f"{_key(path)}.new"):
        return False
    found = recalling.find_alike(state.read_settings(), reading)
    if not found:
        return False
    st.markdown(":material/help: **Udtrækket har de samme kolonner som noget, I har i forvejen. Hører det til her?**")
    with st.container(horizontal=True):
        for version in found:
            st.button(
                f"Ny udgave af »{as_plain(version.recipe.title)}«",
                key=f"{_key(path)}.alike.{version.dataset}",
                on_click=_settle,
                args=(_key(path), version.dataset),
            )
        st.button(
            "Nej, det er et nyt datasæt", key=f"{_key(path)}.alike", on_click=_settle, args=(f"{_key(path)}.new", True)
        )
    return True


def _settle(key: str, answer: str | bool) -> None:
    st.session_state[key] = answer


def _key(path: Path) -> str:
    return f"bring.dataset.{path.name}.{path.stat().st_size}"


def reading_of(known: Recipe | None) -> ReadingOptions:
    """The options a file is read with at first: those of the data set it belongs to."""
    return known.reading if known else ReadingOptions()
