"""How far a round has come, as five small stones on the thread."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

import streamlit as st

from vil.content import BoardTexts
from vil.model.round import Step


def show_stones(done: Collection[Step], here: Step, texts: BoardTexts) -> None:
    """Draw the steps of a round: what is walked is red, what is done is filled, and the next one has a ring.

    It is drawn with the style sheet alone, so that a page may hold many; who does not see it is told which steps are done.
    """
    stones = "".join(f'<i class="{_name(step, done, here)}"></i>' for step in Step)
    names = ", ".join(texts.step(step).short_name for step in Step if step in done) or "intet endnu"
    spoken = escape(f"{len(done)} af 5 trin er gjort: {names}", quote=True)
    st.html(f'<div class="vil-stones" role="img" aria-label="{spoken}">{stones}</div>')


def _name(step: Step, done: Collection[Step], here: Step) -> str:
    return " ".join([*(["done"] if step in done else []), *(["next"] if step is here else [])])
