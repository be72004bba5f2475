"""A counter to tap on a phone: a large plus, a small minus, and the week's figure between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from vil.services.counting import Tap
from vil.ui.components import read_part
from vil.ui.labels import COUNTER_WORDS

_HTML = """
<div class="counter">
  <button type="button" class="round less"></button>
  <output class="figure" role="status"></output>
  <button type="button" class="round more"></button>
  <button type="button" class="none"></button>
  <p class="told" aria-live="polite"></p>
</div>
"""

_counter = st.components.v2.component(
    "vil.counter", html=_HTML, css=read_part("counter.css"), js=read_part("counter.js")
)

KeepTaps = Callable[[str, list[Tap]], int]
"""Keep the taps of a device, and give the highest number kept of it."""


def show_counter(series_id: str, week: date, figure: int | None, keep: KeepTaps) -> None:
    """Draw the counter of a week (`figure` None: not counted); taps are handed to `keep` before the page is drawn again."""
    acknowledged = st.session_state.get(f"counter.kept.{series_id}", ("", 0))

    def pass_on() -> None:
        event = st.session_state["counter"].taps
        if event:
            device, taps = str(event["device"]), list(_read_taps(event["taps"]))
            st.session_state[f"counter.kept.{series_id}"] = (device, keep(device, taps))

    _counter(
        key="counter",
        data={
            "series": series_id,
            "week": week.isoformat(),
            "figure": figure,
            "device": acknowledged[0],
            "kept": acknowledged[1],
            "words": COUNTER_WORDS,
        },
        on_taps_change=pass_on,
    )


def _read_taps(sent: list[dict[str, Any]]) -> list[Tap]:
    return [Tap(int(one["ordinal"]), date.fromisoformat(one["week"]), int(one["change"])) for one in sent]
