"""The goal compass drawn as a rose of six petals, with a list of the same six beside it."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from vil.content import CompassTexts
from vil.ui.components import read_part

_HTML = '<nav><svg viewBox="-100 -100 200 200" aria-hidden="true"></svg><ol></ol></nav>'

_compass = st.components.v2.component(
    "vil.compass", html=_HTML, css=read_part("compass.css"), js=read_part("compass.js")
)


def show_compass(here: str, begun: Collection[str], texts: CompassTexts) -> str | None:
    """Draw the six principles with the one worked on lit up, and return the key of the one just chosen, if any."""
    petals = [
        {"id": key, "name": principle.name, "begun": key in begun, "here": key == here}
        for key, principle in texts.principles.items()
    ]
    words = {"begun": "skrevet på", "here": "her er I"}
    shown = {"name": texts.name, "petals": petals, "words": words}
    chosen: str | None = _compass(key="compass", data=shown, on_chosen_change=_nothing).chosen
    return chosen


def _nothing() -> None:
    """Take an event that the page reads from the result instead."""
