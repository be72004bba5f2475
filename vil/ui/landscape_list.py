"""The data landscape as a list: the same content as the map, to be read and edited with ordinary fields."""

from __future__ import annotations

import streamlit as st

from vil.content import ColumnText
from vil.errors import VilError
from vil.model.landscape import Column, Node
from vil.narration.landscape import list_names
from vil.services import landscape
from vil.services.landscape_picture import PUBLISHED, describe_node, list_all_facts
from vil.services.landscape_sight import Landscape
from vil.ui import frame, state, wording
from vil.ui.landscape import area_chosen, name_node
from vil.ui.writing import as_plain

_SHOWN_FACTS = ("Ejer", "Ring til", "Nye tal", PUBLISHED)


def show_list(shown: Landscape) -> None:
    """List the four columns one after the other, each with a field for one more."""
    texts = wording.landscape()
    for column in Column:
        words = texts.columns[column]
        nodes = shown.column(column)
        st.subheader(f"{column.place + 1}. {words.name} ({len(nodes)})")
        st.caption(words.essence)
        for node in nodes:
            _show_node(shown, node)
        _offer_more(column, words)


def _show_node(shown: Landscape, node: Node) -> None:
    box = describe_node(shown, node, wording.landscape())
    with st.container(border=True, key=f"node-{node.key}"), st.container(horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{as_plain(box.name)}**")
            if box.mark:
                st.markdown(f":material/help: *{as_plain(box.mark)}*")
            facts = [f"{label}: {text}" for label, text in list_all_facts(shown, node) if label in _SHOWN_FACTS]
            for said in filter(None, (" · ".join(facts), *_say_lines(shown, node))):
                st.caption(as_plain(said))
        if st.button("Åbn", key=f"landscape.open.{node.key}", icon=":material/open_in_full:"):
            st.query_params["punkt"] = node.key
            st.rerun()


def _say_lines(shown: Landscape, node: Node) -> tuple[str, ...]:
    onward = [name_node(shown, line.end) for line in shown.lines_of(node.key) if line.start == node.key]
    before = [name_node(shown, line.start) for line in shown.lines_of(node.key) if line.end == node.key]
    said = [f"Får data fra {list_names(before)}"] if before else []
    return (*said, *([f"Fører til {list_names(onward)}"] if onward else []))


def _offer_more(column: Column, words: ColumnText) -> None:
    if column is Column.GOAL:
        if st.button(words.add, key="landscape.add.goal", icon=":material/add:"):
            frame.go_to(frame.COMPASS)
        return
    key = f"landscape.add.{column}"
    st.text_input(
        words.name, key=key, placeholder=words.add, label_visibility="collapsed", on_change=_add, args=(column, key)
    )


def _add(column: Column, key: str) -> None:
    """Put what was written on the map; where it is refused it stands in the field still."""
    name = st.session_state[key].strip()
    if not name:
        return
    try:
        landscape.add_node(state.open_store(), column, name=name, area=area_chosen())
    except VilError as problem:
        state.leave_notice(str(problem))
        return
    st.session_state[key] = ""
