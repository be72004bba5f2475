"""The årsagsfelter: a grid of cards that are dragged, moved by keyboard, and edited where they lie."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from vil.content import BoardTexts
from vil.model.round import Explanation, Influence, Reach
from vil.ui.components import read_part
from vil.ui.labels import GRID_WORDS

_grid = st.components.v2.component(
    "vil.grid",
    html='<div class="grid"></div>\n',
    css=read_part("grid.css"),
    js=read_part("elements.js") + read_part("post.js") + read_part("grid.js"),
)


def show_grid(
    explanations: Sequence[Explanation],
    texts: BoardTexts,
    *,
    scope: str,
    about: Mapping[str, str],
    on_event: Callable[[Mapping[str, Any]], None],
) -> None:
    """Draw the grid; `scope` names what new cards hang on, `about` maps a card's wonder id to the words written small on it.

    `on_event` is called before the page is drawn again with one of: {kind: add, influence, reach, text},
    {kind: edit, id, version, text}, {kind: move, id, version, influence, reach, position}, {kind: remove, id, version}.
    """

    def pass_on() -> None:
        event = st.session_state["grid"].event
        if event and event["kind"] != "wake":
            on_event(event)

    _grid(
        key="grid",
        data={
            "columns": [_axis(texts, influence) for influence in Influence],
            "rows": [_axis(texts, reach) for reach in Reach],
            "cards": [_card(explanation, about) for explanation in explanations],
            "words": GRID_WORDS,
            "scope": scope,
        },
        on_event_change=pass_on,
    )


def _axis(texts: BoardTexts, axis: Influence | Reach) -> dict[str, str]:
    return {"id": axis.value, "name": texts.axis(axis).name, "explanation": texts.axis(axis).explanation}


def _card(explanation: Explanation, about: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": explanation.id,
        "version": explanation.version,
        "text": explanation.text,
        "influence": explanation.influence.value,
        "reach": explanation.reach.value,
        "about": about.get(explanation.wonder_id, ""),
    }
