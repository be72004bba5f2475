"""The programme as a whole: every course on one line of time, and the pulse beside what was done in each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import streamlit as st

from vil.charts import find_palette
from vil.charts.programme import draw_courses
from vil.errors import CourseNotFound, VilError
from vil.formats import format_date_short
from vil.model.course import Course
from vil.narration.programme import describe_courses, say_progress, say_when
from vil.narration.pulse import list_pulses
from vil.services import courses, exploring, practice_beside, rounds
from vil.ui import course as one_course
from vil.ui import frame, state, wording
from vil.ui.drawing import show_drawn
from vil.ui.writing import as_plain

_COURSE = "forloeb"
_SOON, _WEDNESDAY = timedelta(days=14), 2
_VIEWS = {"courses": "Forløbene", "pulse": "Puls og praksis"}


def show_page() -> None:
    """Show the course that the link names, else all of them."""
    frame.show_notice()
    course_id = st.query_params.get(_COURSE)
    if course_id:
        try:
            found = courses.load_course(state.open_store(), course_id)
        except CourseNotFound:
            st.query_params.pop(_COURSE, None)
            raise
        one_course.show_course(found)
        return
    _show_all()


def _show_all() -> None:
    texts = wording.programme()
    st.header(texts.name)
    one_course.offer_undo()
    found = courses.list_courses(state.open_store())
    if not found:
        st.write(f"{texts.intro} {texts.empty}")
        _write_new(is_first=True)
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(as_plain(f"{texts.intro} {_count(found)}"), width="content")
        with st.container(horizontal=True, width="content"):
            view = st.segmented_control(
                "Vis", list(_VIEWS), default="courses", format_func=_VIEWS.__getitem__,
                key="programme.view", label_visibility="collapsed", required=True,
            )  # fmt: skip
            with st.popover("Nyt forløb", icon=":material/add:", key="programme.new"):
                _write_new(is_first=False)
    if view == "pulse":
        _show_pulse_and_practice(found)
    else:
        _show_courses(found)


def _count(found: tuple[Course, ...]) -> str:
    leaders = sum(course.leaders or 0 for course in found)
    names = "1 forløb" if len(found) == 1 else f"{len(found)} forløb"
    return f"Her er {names}{f' med {leaders} ledere' if leaders else ''}."


def _show_courses(found: tuple[Course, ...]) -> None:
    theme, today = frame.theme_name(), date.today()
    with st.container(key="programme-timeline"):
        chart = draw_courses(found, today, palette=find_palette(theme))
        show_drawn(chart.to_dict(), key=f"programme.time.{theme}", alt=describe_courses(found))
        st.caption("Fyldt: holdt. Kraftig kant: den næste. Åben: endnu ikke.")
    for course in found:
        _show_card(course, today)


def _show_card(course: Course, today: date) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="content", gap=None):
            st.markdown(f"**{as_plain(course.name)}**")
            st.caption(as_plain(say_progress(course)))
            if coming := course.next_workshop:
                name = wording.programme().workshop(coming.number).name
                day = f"{format_date_short(coming.day)}, " if coming.day else ""
                said = f"Næste: workshop {coming.number}, {name} ({day}{say_when(coming, today)})"
                st.markdown(as_plain(said))
        if st.button("Åbn", key=f"programme.open.{course.id}", icon=":material/arrow_forward:"):
            open_course(course.id)


def open_course(course_id: str) -> None:
    """Open a course on this page."""
    st.query_params[_COURSE] = course_id
    st.query_params.pop("workshop", None)
    st.rerun()


def _write_new(*, is_first: bool) -> None:
    """Ask for the three things a course is begun with."""
    texts = wording.programme()
    prompts = texts.prompts
    areas = sorted({one.recipe.area for one in exploring.list_published(state.datasets_dir()) if one.recipe.area})
    taken = {course.name for course in courses.list_courses(state.open_store())}
    name = st.selectbox(
        prompts["name"].label,
        [area for area in areas if area not in taken],
        index=None,
        accept_new_options=True,
        key=f"programme.name.{len(taken)}",
        placeholder="Skriv et navn, eller vælg et",
    )
    start = st.date_input(
        prompts["start"].label, _propose_start(date.today()), format="DD-MM-YYYY", key=f"programme.start.{len(taken)}"
    )
    leaders = st.number_input(
        prompts["leaders"].label, min_value=1, max_value=2000, value=None, step=1, key=f"programme.leaders.{len(taken)}",
        placeholder=prompts["leaders"].placeholder,
    )  # fmt: skip
    st.caption(texts.suggested)
    kind: Literal["primary", "secondary"] = "primary" if is_first else "secondary"
    if st.button("Læg forløbet", type=kind, key="programme.begin", icon=":material/event_note:"):
        _begin(name or "", start or date.today(), leaders)


def _propose_start(today: date) -> date:
    """Propose a Wednesday two weeks from now or a little later."""
    soon = today + _SOON
    return soon + timedelta(days=(_WEDNESDAY - soon.weekday()) % 7)


def _begin(name: str, start: date, leaders: int | None) -> None:
    weeks = wording.programme().weeks
    try:
        course = courses.begin_course(state.open_store(), name=name, start=start, weeks=weeks, leaders=leaders)
    except VilError as problem:
        st.warning(as_plain(str(problem)), icon=":material/edit:")
        return
    open_course(course.id)


def _show_pulse_and_practice(found: tuple[Course, ...]) -> None:
    """Set the pulse of each course beside the learning loops that were closed in it, in the order the courses began."""
    store = state.open_store()
    beside = practice_beside.hold_together(store, state.datasets_dir(), found, rounds.list_rounds(store), date.today())
    pulse = wording.programme().pulse
    rows = list_pulses(beside, pulse.reference, year=pulse.reference_year)
    head, *lines = [[as_plain(cell) for cell in row] for row in rows]
    written = [f"| {' | '.join(head)} |", f"|{' :-- |' + ' --: |' * (len(head) - 1)}"]
    with st.container(key="programme-pulse"):
        st.markdown("\n".join([*written, *(f"| {' | '.join(line)} |" for line in lines)]))
    st.caption(
        "Puls 3 er gennemsnittet ved workshop 3, og et læringsloop tæller, når det er lukket. Forløbene står i den "
        "rækkefølge, de begyndte. En puls vises, når mindst fem har svaret. »Alle viste« er kun de svar, der står i "
        f"tabellen: de skjulte er ikke lagt til. {pulse.reference_note}"
    )
    frame.link_to(frame.PULSE, "Se fordelingen, eller spørg igen")
