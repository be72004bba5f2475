"""Goals on every page that knows them: which one is worked on, its sheet, and which of them a round serves."""

from __future__ import annotations

from datetime import date

import streamlit as st

from vil.errors import NotFound
from vil.formats import format_date
from vil.model.goal import Goal
from vil.model.round import Round
from vil.services import goals
from vil.services.action_cards import list_action_cards
from vil.services.landscape_sight import key_of_goal
from vil.ui import frame, goal_numbers, state, wording
from vil.ui.writing import as_plain

UNNAMED = "Et mål uden ord endnu"
_SHEET = ("heard", "difference", "dilemmas", "signs", "next_steps", "numbers", "producers", "learned")


def current_goal() -> Goal | None:
    """Find the goal that is worked on: the link's, else the one last worked on, else the newest; None where there is none."""
    store, linked = state.open_store(), st.query_params.get("maal")
    if linked:
        try:
            return _keep(goals.load_goal(store, linked))
        except NotFound:
            st.query_params.pop("maal", None)
            raise
    found = goals.list_goals(store)
    remembered = state.remembered_card("goal")
    chosen = next((goal for goal in found if goal.id == remembered), found[0] if found else None)
    return _keep(chosen) if chosen else None


def _keep(goal: Goal) -> Goal:
    state.remember_card("goal", goal.id)
    if st.query_params.get("maal") != goal.id:
        st.query_params["maal"] = goal.id
    return goal


def choose_goal(goal: Goal, *, key: str) -> None:
    """Let the team work on another of its goals; one alone needs no choice."""
    names = {one.id: as_title(one) for one in goals.list_goals(state.open_store())}
    if len(names) < 2:
        return
    st.session_state[key] = goal.id

    def choose() -> None:
        st.query_params["maal"] = st.session_state[key]
        for name in ("princip", "trin"):
            st.query_params.pop(name, None)

    st.selectbox(
        "Vælg mål",
        list(names),
        format_func=lambda goal_id: names.get(goal_id, ""),
        key=key,
        on_change=choose,
        label_visibility="collapsed",
        width=560,
    )


def as_title(goal: Goal) -> str:
    """Name a goal by the beginning of its own words."""
    return goal.title or UNNAMED


def begin_goal() -> None:
    """Begin a new goal and open it."""
    goal = goals.set_goal(state.open_store())
    state.remember_card("goal", goal.id)
    st.query_params.pop("princip", None)
    st.query_params["maal"] = goal.id
    st.rerun()


def offer_removal(goal: Goal) -> None:
    """Let a goal be put away; it can be brought back right after."""
    with st.popover("Mere", key="goals.more"):
        st.write("Målet forsvinder fra listen for alle. Det kan hentes tilbage lige bagefter.")
        if st.button("Fjern målet", key="goals.remove", icon=":material/delete:"):
            goals.remove_goal(state.open_store(), goal.id)
            state.remember_card("removed_goal", goal.id)
            state.remember_card("goal", "")
            for name in ("maal", "princip"):
                st.query_params.pop(name, None)
            st.rerun()


def offer_sheet(goal: Goal) -> None:
    """Lead to the goal's own page."""
    if st.button("Se målet", key="goals.sheet", icon=":material/explore:"):
        frame.go_to(frame.COMPASS, maal=goal.id)


def offer_undo() -> None:
    """Let the goal that was just put away be brought back."""
    removed = state.remembered_card("removed_goal")
    if removed and st.button("Fortryd: hent målet tilbage", key="goals.undo", icon=":material/undo:"):
        goals.restore_goal(state.open_store(), removed)
        state.remember_card("removed_goal", "")
        st.query_params["maal"] = removed
        st.rerun()


def show_sheet(goal: Goal) -> None:
    """Show the goal as it stands: what has been written, at a glance."""
    prompts = wording.compass().prompts
    with st.container(border=True, key="goal-sheet"):
        st.subheader("Målet, som det står nu")
        st.markdown(f"**{as_plain(goal.text)}**" if goal.text.strip() else f"*{UNNAMED}*")
        for field in _SHEET:
            if text := getattr(goal, field).strip():
                st.markdown(f"**{prompts[field].label.rstrip('?')}**  \n{as_plain(text)}")
        _show_numbers(goal)
        if goal.revisit_on:
            late = " :material/notifications: Det er nu." if goal.revisit_on <= date.today() else ""
            st.markdown(f":material/event_repeat: Vi vender tilbage {format_date(goal.revisit_on)}.{late}")
        frame.link_to(frame.TREE, "Find jeres næste skridt", maal=goal.id)
        frame.link_to(frame.LANDSCAPE, "Se, hvilke data der når målet", punkt=key_of_goal(goal.id))
        _show_cards(goal)


def _show_numbers(goal: Goal) -> None:
    names = goal_numbers.name_numbers()
    for link in goal.indicators:
        if name := names.get((link.dataset, link.indicator)):
            frame.link_to(frame.CARD, as_plain(name), data=link.dataset, tal=link.indicator)


def _show_cards(goal: Goal) -> None:
    """Show the cards that were drawn for the goal and are not done yet."""
    for card in list_action_cards(state.open_store()):
        if card.goal_id == goal.id and card.done_on is None:
            frame.link_to(frame.CARDS, as_plain(card.text) or "Et kort uden ord", kort=card.id)


def choose_served(current: Round) -> None:
    """Let the team say which of its goals a round serves."""
    names = {goal.id: as_title(goal) for goal in goals.list_goals(state.open_store())}
    if not names:
        return
    served, key = goals.find_goal_of(state.open_store(), current.id), f"thread.goal.{current.id}"
    st.session_state[key] = served.id if served else None
    st.selectbox(
        "Målet, runden tjener",
        list(names),
        format_func=lambda goal_id: names.get(goal_id, ""),
        key=key,
        index=None,
        placeholder="Vælg et mål",
        on_change=lambda: goals.serve_goal(state.open_store(), current.id, st.session_state[key]),
    )
