"""The home page: what waits, where our rounds and goals are, which numbers are new, and the way in for who is new here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from vil.formats import format_day_near
from vil.model.round import Round, Step
from vil.services import own_signs, rounds
from vil.services.action_cards import list_action_cards
from vil.services.counting import list_own_series
from vil.services.goals import list_goals
from vil.services.reminders import find_next_meeting
from vil.services.waiting import Kind, list_waiting
from vil.ui import beginning, first_time, frame, home_goals, home_numbers, reminding, state
from vil.ui.stones import show_stones
from vil.ui.writing import as_plain

_SHOWN_ROUNDS = 3


def show_page() -> None:
    """Show the way in to those who are new, and to everybody else where things are."""
    found = sorted(rounds.list_rounds(state.open_store()), key=lambda one: one.changed_at, reverse=True)
    if first_time.is_shown(has_begun=bool(found) or _has_anything()):
        first_time.show_choosing()
        return
    if not found and not _has_anything():
        frame.show_whole_board()
        st.header("Fra tal til handling, sammen")
        _offer_undo()
        _show_beginning(found)
        return
    st.header("Hvor er vi?")
    _offer_undo()
    _show_where_we_are(found)


def _has_anything() -> bool:
    store = state.open_store()
    return bool(list_goals(store) or list_action_cards(store) or list_own_series(store))


def _show_where_we_are(found: Sequence[Round]) -> None:
    store = state.open_store()
    for own in list_own_series(store):
        own_signs.keep_up(state.read_settings(), own, date.today())
    waiting = list_waiting(state.datasets_dir(), store, found, date.today())
    main, aside = st.columns([7, 4], gap="large")
    with main:
        reminding.show_waiting(waiting)
        _show_rounds(found)
    with aside:
        home_goals.show_goals(list_goals(store))
        home_numbers.show_numbers(found, {one.place_id for one in waiting if one.kind is Kind.NEW_NUMBERS})
    _show_beginning(found)


def _show_rounds(found: Sequence[Round]) -> None:
    if not found:
        return
    meetings = {current.id: find_next_meeting(current, date.today()) for current in found}
    st.subheader("Vores runder")
    for current in found[:_SHOWN_ROUNDS]:
        _show_round(current, meetings[current.id])
    if len(found) > _SHOWN_ROUNDS:
        with st.expander(f"Ældre runder ({len(found) - _SHOWN_ROUNDS})"):
            for current in found[_SHOWN_ROUNDS:]:
                _show_round(current, meetings[current.id])


def _show_round(current: Round, meeting: date | None) -> None:
    step = next_step(current)
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="stretch", gap="xsmall", key=f"round-{current.id}"):
            about = f": {current.wonders[-1].text or current.wonders[-1].headline}" if current.wonders else ""
            st.markdown(f"**{as_plain(current.title)}**{as_plain(about)}")
            show_stones(current.done_steps(), step, frame.texts())
            st.caption(" · ".join(_tell(current, step, meeting)))
        with st.container(horizontal=True, width="content", gap="small"):
            if st.button("Fortsæt", key=f"start.go.{current.id}", icon=":material/arrow_forward:"):
                state.remember_round(current.id)
                st.query_params["runde"] = current.id
                frame.go_to(frame.STEPS[step])
            _offer_removal(current)


def _tell(current: Round, step: Step, meeting: date | None) -> list[str]:
    team = [as_plain(current.team)] if current.team else []
    today = date.today()
    when = (
        f"læringsmøde {format_day_near(meeting, today)}"
        if meeting
        else f"ændret {format_day_near(current.changed_at.date(), today)}"
    )
    return [f"Næste: {frame.texts().step(step).short_name}", *team, when]


def _offer_removal(current: Round) -> None:
    """Let a round that was begun by mistake be put away; it can be brought back for a while."""
    with st.popover("Mere", key=f"start.more.{current.id}", type="tertiary"):
        st.write("Runden forsvinder fra listen for alle. Den kan hentes tilbage lige bagefter.")
        if st.button("Fjern runden", key=f"start.remove.{current.id}", icon=":material/delete:"):
            rounds.remove(state.open_store(), "round", current.id)
            state.remember_card("removed_round", current.id)
            if state.remembered_round() == current.id:
                state.remember_round(None)
            st.rerun()


def _offer_undo() -> None:
    removed = state.remembered_card("removed_round")
    if removed and st.button("Fortryd: hent runden tilbage", key="start.undo", icon=":material/undo:"):
        rounds.restore(state.open_store(), "round", removed)
        state.remember_card("removed_round", "")
        st.rerun()


def next_step(current: Round) -> Step:
    """Find the first step that is not done; a round that has been all the way goes on with following up."""
    done = current.done_steps()
    return next((step for step in Step if step not in done), Step.FOLLOW_UP)


def _show_beginning(found: Sequence[Round]) -> None:
    """Offer to begin a round: in one line beside those that are under way, else with all there is to begin with."""
    published = beginning.list_published()
    st.subheader("Begynd en ny runde" if found else "Begynd jeres første runde")
    if not published:
        st.write("Her er ingen tal endnu.")
        if st.button("Bring et udtræk", type="primary", key="start.bring", icon=":material/upload_file:"):
            frame.go_to(frame.BRING)
        return
    if found:
        beginning.choose_dataset(published)
    else:
        beginning.show_datasets(published)
    first_time.offer()
