"""The field where a team draws what it expects: the line as it is known, and a square to move for each period after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from vil.ui.components import read_part
from vil.ui.labels import GUESS_WORDS

_pad = st.components.v2.component(
    "vil.guess", html='<div class="pad"></div>\n', css=read_part("guess.css"), js=read_part("guess.js")
)


@dataclass(frozen=True)
class Asked:
    """One period to guess at: its code, its name read aloud and on the axis, and the guess (None: none yet)."""

    code: str
    name: str
    short: str
    value: float | None


@dataclass(frozen=True)
class Pad:
    """What is drawn. `line` holds the known values in order (None where the line breaks), `names` the named places on it.

    `step` is how far an arrow key moves a guess, `start` where a guess that is not made yet waits, `suffix` the måleenhed.
    """

    line: Sequence[float | None]
    names: Sequence[tuple[int, str]]
    ticks: Sequence[tuple[float, str]]
    asked: Sequence[Asked]
    low: float
    high: float
    start: float
    step: float
    decimals: int
    suffix: str


def show_pad(pad: Pad, *, key: str, on_drawn: Callable[[Mapping[str, float | None]], None]) -> None:
    """Draw the field; `on_drawn` is called before the page is drawn again, with the guesses that were moved by their codes."""

    def pass_on() -> None:
        drawn: Mapping[str, float | None] | None = st.session_state[key].drawn
        if drawn:
            on_drawn(drawn)

    _pad(key=key, data=_as_data(pad), on_drawn_change=pass_on)


def _as_data(pad: Pad) -> dict[str, Any]:
    return {
        "line": list(pad.line),
        "names": [{"at": at, "text": text} for at, text in pad.names],
        "ticks": [{"y": value, "text": text} for value, text in pad.ticks],
        "asked": [vars(one) for one in pad.asked],
        "low": pad.low,
        "high": pad.high,
        "start": pad.start,
        "step": pad.step,
        "decimals": pad.decimals,
        "suffix": pad.suffix,
        "words": GUESS_WORDS,
    }
