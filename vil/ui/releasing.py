"""Bring an extract, the end: publish it, and lead on to a round about it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from vil.errors import VilError
from vil.model.recipe import Recipe
from vil.model.series import DatasetVersion
from vil.services import exploring, publishing
from vil.services.rolling_back import next_number
from vil.ui import home, state
from vil.ui.writing import as_plain

_FAULTS_SHOWN, _FAULTS_HEIGHT = 8, 320


def offer_publication(path: Path, recipe: Recipe) -> None:
    """Publish when asked, showing how far it has come; afterwards lead to a round about the numbers."""
    st.caption(_describe_next_version(recipe))
    if not st.button("Udgiv", type="primary", key="bring.publish", icon=":material/publish:"):
        return
    bar = st.progress(0.0, "Begynder …")

    def show(share: float, what: str) -> None:
        bar.progress(min(1.0, share), what)

    try:
        version = publishing.publish_extract(
            state.read_settings(),
            path,
            recipe,
            published_by="lokal bruger",
            progress=show,
        )
        publishing.keep_recipe(state.read_settings(), recipe)
    except VilError as problem:
        bar.empty()
        show_faults(str(problem).splitlines())
        return
    bar.empty()
    _celebrate(version)


def show_faults(problems: list[str]) -> None:
    """Say that nothing was published, and list every fault in a list that can be scrolled."""
    if len(problems) == 1:
        st.error(f"Tallene er ikke udgivet. {as_plain(problems[0])}", icon=":material/block:")
        return
    st.error(f"Tallene er ikke udgivet. {len(problems)} ting skal ses efter:", icon=":material/block:")
    with st.container(height=_FAULTS_HEIGHT if len(problems) > _FAULTS_SHOWN else "content", border=True):
        st.markdown("\n".join(f"- {as_plain(problem)}" for problem in problems))


def _celebrate(version: DatasetVersion) -> None:
    state.leave_notice(f"Udgave {version.number} af »{version.recipe.title}« er udgivet.")
    st.session_state["bring.done"] = version.dataset
    st.rerun()


def show_published() -> bool:
    """Say what was just published and lead on; whether there was anything."""
    dataset = st.session_state.get("bring.done")
    if not dataset:
        return False
    version = exploring.find_version(state.datasets_dir(), dataset)
    st.success(
        f"»{as_plain(version.recipe.title)}« er udgivet som udgave {version.number}.", icon=":material/check_circle:"
    )
    for warning in version.warnings:
        st.caption(f":material/info: {as_plain(warning)}")
    with st.container(horizontal=True, gap="medium"):
        if st.button("Begynd en runde", type="primary", key="bring.begin", icon=":material/play_arrow:"):
            st.session_state.pop("bring.done")
            home.begin(version)
        if st.button("Bring et udtræk til", key="bring.more"):
            st.session_state.pop("bring.done")
            st.rerun()
    return True


def _describe_next_version(recipe: Recipe) -> str:
    latest = exploring.find_published(state.datasets_dir(), recipe.dataset)
    if latest is None:
        return "Det bliver udgave 1 af et nyt datasæt."
    title = as_plain(latest.recipe.title)
    number = next_number(state.datasets_dir(), recipe.dataset)
    return f"Det bliver udgave {number} af »{title}«. De tidligere udgaver bliver stående."
