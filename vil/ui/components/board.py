"""The spilleplade drawn as an arc of five stones on the red thread."""

from __future__ import annotations

from collections.abc import Callable, Collection

import streamlit as st

from vil.content import BoardTexts
from vil.model.round import Step
from vil.ui.components import read_part

_HTML = """
<nav>
  <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true"></svg>
  <ol></ol>
</nav>
"""

_board = st.components.v2.component("vil.board", html=_HTML, css=read_part("board.css"), js=read_part("board.js"))


def show_board(
    here: Step | None, done: Collection[Step], texts: BoardTexts, on_choose: Callable[[], None]
) -> Step | None:
    """Draw the board with the team's place lit up, and return the step that was just chosen, if any."""
    steps = [
        {
            "id": step.value,
            "name": texts.step(step).short_name,
            "done": step in done,
            "here": step is here,
            "spoken": texts.spoken_step(step, is_done=step in done, is_here=step is here),
        }
        for step in Step
    ]
    result = _board(key="board", data={"name": texts.board_name, "steps": steps}, on_chosen_change=on_choose)
    return Step(result.chosen) if result.chosen else None
