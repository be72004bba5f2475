"""The data landscape as a map: things that are dragged or moved by keyboard, and lines between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from vil.content import LandscapeTexts
from vil.model.landscape import Box, Column, Line, Origin
from vil.services.landscape_picture import make_boxes
from vil.services.landscape_sight import Landscape
from vil.ui.components import read_part
from vil.ui.labels import LANDSCAPE_WORDS

_map = st.components.v2.component(
    "vil.landscape",
    html='<div class="scroll"><div class="map"></div></div>\n',
    css=read_part("landscape.css"),
    js=read_part("elements.js") + read_part("post.js") + read_part("landscape_lines.js") + read_part("landscape.js"),
)


def show_map(
    shown: Landscape,
    texts: LandscapeTexts,
    *,
    opened: str,
    asks_width: bool,
    drafts: Mapping[str, str],
    on_event: Callable[[Mapping[str, Any]], None],
) -> None:
    """Draw the map.

    `opened` is the key of what lies open beside it, `asks_width` whether a phone is to be told of, and `drafts` what was refused.

    `on_event` is called before the page is drawn again with one of: {kind: open, key}, {kind: move, key, column, order},
    {kind: connect, start, end}, {kind: disconnect, start, end}, {kind: add, column, name, sent}, {kind: remove, key},
    {kind: goal} or {kind: narrow}.
    """

    def pass_on() -> None:
        event = st.session_state["landscape_map"].event
        if event and event["kind"] != "wake":
            on_event(event)

    boxes = make_boxes(shown, texts)
    _map(
        key="landscape_map",
        data={
            "columns": [_as_column(column, boxes, shown, texts) for column in Column],
            "lines": [_as_line(line) for line in shown.drawn()],
            "all": [_as_line(line) for line in shown.lines],
            "chains": {key: sorted(shown.reach.chain(key)) for key in shown.nodes},
            "words": LANDSCAPE_WORDS,
            "opened": opened,
            "asksWidth": asks_width,
            "drafts": dict(drafts),
        },
        on_event_change=pass_on,
    )


def _as_column(column: Column, boxes: tuple[Box, ...], shown: Landscape, texts: LandscapeTexts) -> dict[str, Any]:
    words = texts.columns[column]
    return {
        "id": column.value,
        "name": words.name,
        "essence": words.essence,
        "add": words.add,
        "isWritten": column is not Column.GOAL,
        "nodes": [_as_node(box, shown) for box in boxes if box.column is column],
    }


def _as_node(box: Box, shown: Landscape) -> dict[str, Any]:
    onward = [" ".join(shown.nodes[line.end].name.split()) for line in shown.lines_of(box.key) if line.start == box.key]
    spoken = [box.name, *box.notes, box.mark, f"{LANDSCAPE_WORDS['leads_to']} {', '.join(onward)}" if onward else ""]
    return {
        "key": box.key,
        "name": box.name,
        "notes": list(box.notes),
        "mark": box.mark,
        "isWritten": shown.nodes[box.key].origin is Origin.WRITTEN,
        "spoken": ". ".join(part.rstrip(".") for part in spoken if part),
    }


def _as_line(line: Line) -> dict[str, str]:
    return {"start": line.start, "end": line.end, "kind": line.origin.value}
