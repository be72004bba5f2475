"""Which rounds belong to a course: told on the course's page, and chosen on the round's own."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from vil.model.round import Round
from vil.services import courses
from vil.ui import frame, state
from vil.ui.writing import as_plain

_SHOWN_ROUNDS = 8


def show_rounds(found: Sequence[Round]) -> None:
    """Lead to the rounds of the course, the one begun last first."""
    if not found:
        return
    st.subheader("Runder i forløbet")
    for current in found[:_SHOWN_ROUNDS]:
        team = f" · {current.team}" if current.team.strip() else ""
        frame.link_to(frame.THREAD, as_plain(f"{current.title}{team}") or "En runde uden navn", runde=current.id)
    if len(found) > _SHOWN_ROUNDS:
        st.caption(f"Og {len(found) - _SHOWN_ROUNDS} mere.")


def choose_course_of(current: Round) -> None:
    """Let the team say which course a round belongs to; the one named as its operating area stands chosen already."""
    store, key = state.open_store(), f"thread.course.{current.id}"
    names = {course.id: course.name for course in courses.list_courses(store)}
    if not names:
        return
    st.session_state[key] = courses.place_rounds(store, state.datasets_dir(), [current]).get(current.id)
    st.selectbox(
        "Forløbet, runden hører til",
        list(names),
        format_func=lambda course_id: names.get(course_id, ""),
        key=key,
        index=None,
        placeholder="Vælg et forløb",
        on_change=lambda: courses.place_round(store, current.id, st.session_state[key]),
    )
