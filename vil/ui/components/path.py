"""A course drawn as a path of eight stones: those held, the next one, and those to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import streamlit as st

from vil.ui.components import read_part

_path = st.components.v2.component(
    "vil.path", html="<nav><ol></ol></nav>", css=read_part("path.css"), js=read_part("path.js")
)


@dataclass(frozen=True)
class Stop:
    """One stone: its number, the words under it, and whether it is held, the next or the one that is looked at."""

    number: int
    name: str
    day: str
    spoken: str
    is_held: bool
    is_next: bool
    is_here: bool


def show_path(name: str, stops: Sequence[Stop], *, key: str) -> int | None:
    """Draw the path, and return the number of the workshop that was just chosen, if any."""
    shown = {"name": name, "stops": [asdict(stop) for stop in stops]}
    chosen = _path(key=key, data=shown, on_chosen_change=_nothing).chosen
    return None if chosen is None else int(chosen)


def _nothing() -> None:
    """Take an event that the page reads from the result instead."""
