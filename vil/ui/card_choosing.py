"""Which number's card is shown, and whether it is read or written on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from vil.model.round import Step
from vil.services import exploring, profiles
from vil.services.profiles import Profile
from vil.ui import frame, state

_READ, _WRITE = "Læs", "Ret"


def current_profile() -> Profile | None:
    """Find the card to show: the link's, else that of the number last looked at, else the first; None where none is published."""
    dataset, indicator = st.query_params.get("data"), st.query_params.get("tal", "")
    view = state.remembered_view(state.remembered_round())
    if dataset is None and view is not None:
        dataset, indicator = view.dataset, view.indicator
    if dataset is None:
        published = exploring.list_published(state.datasets_dir())
        if not published:
            return None
        dataset = published[0].dataset
    return profiles.find_profile(state.datasets_dir(), state.open_store(), dataset, indicator, date.today())


def choose_number(profile: Profile) -> bool:
    """Let the reader go to another number's card, and say whether this one is to be written on."""
    _put_in_address(profile.version.dataset, profile.indicator.id)
    names = {
        (version.dataset, found.id): f"{found.name} · {version.recipe.title}"
        for version in exploring.list_published(state.datasets_dir())
        for found in version.recipe.indicators
    }
    st.session_state["card.number"] = (profile.version.dataset, profile.indicator.id)
    with st.container(key="card-choices", horizontal=True, vertical_alignment="center", gap="medium"):
        st.selectbox(
            "Indikator",
            list(names),
            format_func=lambda number: names.get(number, str(number)),
            key="card.number",
            label_visibility="collapsed",
            on_change=_choose,
            width=560,
        )
        mode = st.segmented_control(
            "Læs eller ret",
            [_READ, _WRITE],
            default=_READ,
            key="card.mode",
            required=True,
            label_visibility="collapsed",
        )
        if st.button("Se kurven", key="card.chart", icon=":material/show_chart:"):
            _see_number(profile)
    return mode == _WRITE


def _see_number(profile: Profile) -> None:
    """Go to the line of a number, in the unit and window that it is best begun with."""
    version = profile.version
    view = exploring.fit_view(version, replace(exploring.propose_view(version), indicator=profile.indicator.id))
    state.remember_view(view, state.remembered_round())
    frame.go_to(frame.STEPS[Step.DATA])


def _choose() -> None:
    _put_in_address(*st.session_state["card.number"])


def _put_in_address(dataset: str, indicator: str) -> None:
    """Keep the address such that it leads back to this card."""
    for name, value in (("data", dataset), ("tal", indicator)):
        if st.query_params.get(name) != value:
            st.query_params[name] = value
