"""Says in Danish what the framework says of its own parts, which it has no setting for."""

from __future__ import annotations

import streamlit as st

from vil.ui.components import read_part
from vil.ui.labels import FRAMEWORK_PATTERNS, FRAMEWORK_WORDS

_danish = st.components.v2.component("vil.danish", js=read_part("danish.js"))


def speak_danish() -> None:
    """Watch the page for the framework's own words; it shows nothing itself."""
    _danish(key="danish", height=1, data={"words": FRAMEWORK_WORDS, "patterns": FRAMEWORK_PATTERNS})
