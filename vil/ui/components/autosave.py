"""Saves what is being written a moment after the last key, without waiting for the field to be left."""

from __future__ import annotations

import streamlit as st

from vil.ui.components import read_part

_autosave = st.components.v2.component("vil.autosave", js=read_part("autosave.js"))


def keep_what_is_typed() -> None:
    """Watch every text field of the page; drawn once, it shows nothing."""
    _autosave(key="autosave", height=1)
