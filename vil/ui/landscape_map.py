"""The data landscape as a map or as a list: which of them is shown, and what is done on the map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from vil.errors import VilError
from vil.model.landscape import Column
from vil.services import landscape
from vil.services.landscape_sight import Landscape
from vil.ui import frame, state, wording
from vil.ui.components.landscape import show_map
from vil.ui.landscape import area_chosen

_VIEW, _IS_CHOSEN, _DRAFTS = "landscape.view", "landscape.view.chosen", "landscape.drafts"
_NAMES = {"kort": "Kort", "liste": "Liste"}


def choose_view() -> bool:
    """Let the team see the landscape as a map or as a list with the same content; a phone begins with the list.

    Gives whether it is the map.
    """
    if _VIEW not in st.session_state and st.query_params.get("vis") in _NAMES:
        st.session_state[_VIEW] = st.query_params["vis"]
        st.session_state[_IS_CHOSEN] = True
    st.session_state.setdefault(_VIEW, "kort")
    chosen = st.segmented_control(
        "Vis som",
        list(_NAMES),
        format_func=_NAMES.__getitem__,
        key=_VIEW,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: st.session_state.update({_IS_CHOSEN: True}),
    )
    return chosen == "kort"


def draw_map(shown: Landscape) -> None:
    """Draw the map; what is done on it is kept at once."""
    show_map(
        shown,
        wording.landscape(),
        opened=st.query_params.get("punkt", ""),
        asks_width=_IS_CHOSEN not in st.session_state,
        drafts=st.session_state.get(_DRAFTS, {}),
        on_event=lambda event: _take(shown, event),
    )
    if st.session_state.pop("landscape.goal", False):
        frame.go_to(frame.COMPASS)


def _take(shown: Landscape, event: Mapping[str, Any]) -> None:
    """Do what was done on the map; what is gone meanwhile is passed over, and a refusal is said."""
    named = [event[name] for name in ("key", "start", "end") if name in event]
    if any(key not in shown.nodes for key in named):
        return
    try:
        _DEEDS[event["kind"]](shown, event)
    except VilError as problem:
        state.leave_notice(str(problem))


def _open(_shown: Landscape, event: Mapping[str, Any]) -> None:
    st.query_params["punkt"] = event["key"]


def _move(_shown: Landscape, event: Mapping[str, Any]) -> None:
    landscape.move_node(state.open_store(), event["key"], Column(event["column"]), event["order"])


def _connect(shown: Landscape, event: Mapping[str, Any]) -> None:
    start, end = shown.nodes[event["start"]], shown.nodes[event["end"]]
    version = shown.versions.get(start.about)
    numbers = [indicator.id for indicator in version.recipe.indicators] if version else []
    if not landscape.connect(state.open_store(), start, end, numbers):
        st.query_params["punkt"] = start.key
        state.leave_notice("Vælg, hvilke af tallene der kan vise målet.")


def _disconnect(shown: Landscape, event: Mapping[str, Any]) -> None:
    for line in shown.lines:
        if (line.start, line.end) == (event["start"], event["end"]):
            landscape.disconnect(state.open_store(), line, shown.nodes[line.start], shown.nodes[line.end])


def _add(_shown: Landscape, event: Mapping[str, Any]) -> None:
    st.session_state[_DRAFTS] = {
        event["column"]: event["name"],
        "sent": event["sent"],
    }  # refused, it stands in its field again
    landscape.add_node(state.open_store(), Column(event["column"]), name=event["name"].strip(), area=area_chosen())
    st.session_state[_DRAFTS] = {}


def _remove(_shown: Landscape, event: Mapping[str, Any]) -> None:
    landscape.remove_node(state.open_store(), event["key"])
    state.remember_card("removed_node", event["key"])


def _set_goal(_shown: Landscape, _event: Mapping[str, Any]) -> None:
    st.session_state["landscape.goal"] = True


def _show_list(_shown: Landscape, _event: Mapping[str, Any]) -> None:
    st.session_state[_VIEW] = "liste"
    st.session_state[_IS_CHOSEN] = True


_DEEDS = {
    "open": _open,
    "move": _move,
    "connect": _connect,
    "disconnect": _disconnect,
    "add": _add,
    "remove": _remove,
    "goal": _set_goal,
    "narrow": _show_list,
}
