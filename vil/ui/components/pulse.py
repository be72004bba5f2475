"""The pulse on a phone: ten large buttons, and thanks when one is pressed."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from vil.ui.components import read_part
from vil.ui.labels import PULSE_WORDS

_HTML = """
<div class="pulse">
  <div class="scale"></div>
  <div class="ends"><span></span><span></span></div>
  <p class="told" role="status" tabindex="-1"></p>
</div>
"""

_pulse = st.components.v2.component("vil.pulse", html=_HTML, css=read_part("pulse.css"), js=read_part("pulse.js"))


def show_pulse(occasion_id: str, *, lowest: str, highest: str, give: Callable[[int, str], object]) -> None:
    """Draw the scale from 1 to 10; an answer is handed to `give` with the device's token before the page is drawn again."""

    def pass_on() -> None:
        answer = st.session_state["pulse"].answer
        if answer:
            give(int(answer["score"]), str(answer["token"]))
            st.session_state["pulse.kept"] = str(answer["token"])

    _pulse(
        key="pulse",
        data={
            "id": occasion_id,
            "lowest": lowest,
            "highest": highest,
            "kept": st.session_state.get("pulse.kept", ""),
            "words": PULSE_WORDS,
        },
        on_answer_change=pass_on,
    )
