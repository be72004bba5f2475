"""The data landscape on the page: what is worth wondering about, which area is shown, and the filled example."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from vil.content import GapText
from vil.model.landscape import Column
from vil.services import landscape, landscape_example, landscape_sight
from vil.services.landscape_export import is_made_up, make_download
from vil.services.landscape_sight import Landscape
from vil.ui import frame, state, wording
from vil.ui.labels import EVERYTHING
from vil.ui.writing import as_plain

_AREA = "landscape.area"
_SHOWN = 4
_FOLLOW = "5s"
_SHORT = 70
_DOWNLOADS = {
    "png": ("Billede (PNG)", "image"),
    "svg": ("Billede, der kan gøres større (SVG)", "shapes"),
    "xlsx": ("Excel med alt, der står på kortet", "table"),
}


def see() -> Landscape:
    """See the map as it is now."""
    return landscape_sight.see_landscape(state.datasets_dir(), state.open_store(), date.today())


def follow(whole: Landscape) -> None:
    """Draw the page again when somebody else has drawn on the map; while a thing lies open, that waits."""
    if not st.query_params.get("punkt"):
        st.fragment(_look_again, run_every=_FOLLOW)(whole)


def _look_again(seen: Landscape) -> None:
    now = see()
    if (now.nodes, now.lines) != (seen.nodes, seen.lines):
        st.rerun(scope="app")


def show_gaps(whole: Landscape) -> None:
    """Say the two things worth wondering about, each with the way to what can be done."""
    texts = wording.landscape()
    has_goals = bool(whole.column(Column.GOAL))
    has_data = len(whole.nodes) > len(whole.column(Column.GOAL))
    frame.show_synthetic(is_made_up(whole))
    shown = ["goals", "data"] if has_goals or not has_data else ["goals"]
    for gap, column in zip(shown, st.columns(len(shown), gap="medium"), strict=True):
        with column, st.container(border=True, height="stretch", key=f"gap-{gap}"):
            if gap == "goals":
                _show_gap(whole, texts.gaps[gap], whole.reach.unreached, is_empty=not has_goals)
                if not has_goals:
                    frame.link_to(frame.COMPASS, "Sæt et mål")
            else:
                _show_gap(whole, texts.gaps[gap], whole.reach.ends, is_empty=not has_data)
                if not has_data:
                    frame.link_to(frame.BRING, "Bring et udtræk")


def _show_gap(whole: Landscape, text: GapText, keys: Sequence[str], *, is_empty: bool) -> None:
    count = f" ({len(keys)})" if keys else ""
    st.markdown(f"**{text.name}{count}**")
    if is_empty:
        st.caption(text.empty)
        return
    st.caption(text.essence if keys else text.none)
    for key in keys[:_SHOWN]:
        frame.link_to(frame.LANDSCAPE, name_node(whole, key), punkt=key)
    if len(keys) > _SHOWN:
        st.caption(f"og {len(keys) - _SHOWN} mere på kortet.")


def name_node(whole: Landscape, key: str) -> str:
    """Name a node so that it can stand on a button, a link or in a list."""
    name = " ".join(whole.nodes[key].name.split())
    short = name if len(name) <= _SHORT else f"{name[:_SHORT].rsplit(' ', 1)[0]} …"
    return as_plain(short) or wording.landscape().unnamed


def area_chosen() -> str:
    """The operating area that is looked at alone; empty where it is all of them."""
    chosen: str = st.session_state.get(_AREA) or ""
    return "" if chosen == EVERYTHING else chosen


def choose_area(whole: Landscape) -> Landscape:
    """Let the team look at one operating area alone; with fewer than two there is nothing to choose."""
    areas = sorted({node.area for node in whole.nodes.values() if node.area.strip()})
    if len(areas) < 2:
        return whole
    chosen = st.selectbox(
        "Driftsområde",
        [EVERYTHING, *areas],
        format_func=lambda area: "Alle områder" if area == EVERYTHING else area,
        key=_AREA,
        label_visibility="collapsed",
        width=320,
    )
    return whole.within(chosen) if chosen in areas else whole


def offer_downloads(shown: Landscape) -> None:
    """Offer what is shown as a picture or a workbook, made when it is asked for."""
    texts = wording.landscape()
    with st.popover("Hent", icon=":material/download:", key="landscape.downloads"):
        for kind, (label, icon) in _DOWNLOADS.items():
            st.download_button(
                label,
                partial(make_download, shown, texts, kind, area=area_chosen(), today=date.today()),
                file_name=f"datalandskab.{kind}",
                key=f"landscape.download.{kind}",
                icon=f":material/{icon}:",
                on_click="ignore",
                width="stretch",
            )


def offer_undo() -> None:
    """Let what was just taken off the map be brought back."""
    removed = state.remembered_card("removed_node")
    if removed and st.button("Fortryd: læg det tilbage på kortet", key="landscape.undo", icon=":material/undo:"):
        landscape.restore_node(state.open_store(), removed)
        state.remember_card("removed_node", "")
        st.rerun()


def offer_example() -> None:
    """Let a filled example for the six areas be laid in, and taken away again."""
    texts, store = wording.landscape(), state.open_store()
    if not landscape_example.is_laid_in(store, texts.example):
        if st.button(texts.lay_in, key="landscape.lay_in", icon=":material/auto_awesome_mosaic:"):
            landscape_example.lay_in(state.datasets_dir(), store, texts.example)
            st.rerun()
        return
    st.caption(texts.is_example, width="content")
    if st.button(texts.take_away, key="landscape.take_away", icon=":material/layers_clear:"):
        kept = landscape_example.take_away(store, texts.example)
        said = "Eksemplet er taget væk."
        state.leave_notice(f"{said} Det, I har skrevet i eller bruger ({kept}), er blevet liggende." if kept else said)
        st.rerun()
