"""Saves what is being written a moment after the last key, and says in Danish when the server is away."""

from __future__ import annotations

import streamlit as st

from vil.ui.components import read_part
from vil.ui.labels import CONNECTION_LOST

_autosave = st.components.v2.component("vil.autosave", js=read_part("autosave.js"))


def keep_what_is_typed() -> None:
    """Watch every text field of the page; it shows nothing itself."""
    _autosave(key="autosave", height=1, data=CONNECTION_LOST)
