"""One course: the path of its workshops, and the one that is looked at with all that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, Literal

import streamlit as st

from vil.formats import format_date_short
from vil.model.course import Course, Workshop
from vil.model.round import Round
from vil.narration.programme import question_day, say_meeting, say_progress, say_when
from vil.services import courses, pulsing
from vil.services.linking import split_lines
from vil.ui import behaviour, course_rounds, frame, state, wording
from vil.ui.components.path import Stop, show_path
from vil.ui.labels import SAVED
from vil.ui.writing import Save, as_plain, write_date, write_number, write_text

Field = Literal["place", "facilitator", "preparation", "material", "outcome"]
_PLACES = {place.path: place for place in frame.PLACES}


def show_course(course: Course) -> None:
    """Show a course: how far it is, its path, and the workshop that is looked at."""
    today = date.today()
    own = courses.list_rounds_of_course(state.open_store(), state.datasets_dir(), course.id)
    _show_head(course, own, today)
    here = _find_here(course)
    chosen = show_path(f"Workshops i {course.name}", _list_stops(course, here, today), key=f"course.path.{course.id}")
    if chosen is not None and chosen != here.number:
        st.query_params["workshop"] = str(chosen)
        st.rerun()
    about, practical = st.columns([7, 4], gap="large")
    with about:
        _show_workshop(course, here, today)
        behaviour.show_plans(course, own, here.number)
        _write_outcome(here, today)
    with practical:
        _write_practical(course, here)
        course_rounds.show_rounds(own)


def _show_head(course: Course, own: Sequence[Round], today: date) -> None:
    if st.button("Alle forløb", key="course.all", icon=":material/arrow_back:", type="tertiary"):
        for name in ("forloeb", "workshop"):
            st.query_params.pop(name, None)
        st.rerun()
    st.header(as_plain(course.name) or "Et forløb uden navn")
    loops = pulsing.count_closed_loops(own, today)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(as_plain(say_progress(course, loops)), width="content")
        with st.container(horizontal=True, width="content"):
            st.download_button(
                "Læg i kalenderen", partial(courses.write_course_calendar, course, wording.programme()), "program.ics",
                "text/calendar", key="course.ics", icon=":material/calendar_add_on:", on_click="ignore",
            )  # fmt: skip
            _offer_more(course)


def _offer_more(course: Course) -> None:
    """Let the course be renamed or put away."""
    prompts = wording.programme().prompts
    with st.popover("Mere", key="course.more"):
        write_text(
            prompts["name"].label,
            key=f"course.name.{course.id}",
            text=course.name,
            version=course.version,
            save=_course_saver(course, "name"),
            lines=1,
        )
        write_number(
            prompts["leaders"].label,
            key=f"course.leaders.{course.id}",
            number=course.leaders,
            version=course.version,
            save=_course_saver(course, "leaders"),
        )
        st.write("Forløbet kan fjernes for alle. Det kan hentes tilbage lige bagefter.")
        if st.button("Fjern forløbet", key="course.remove", icon=":material/delete:"):
            courses.remove_course(state.open_store(), course.id)
            state.remember_card("removed_course", course.id)
            for name in ("forloeb", "workshop"):
                st.query_params.pop(name, None)
            st.rerun()


def _course_saver(course: Course, field: str) -> Save:
    def save(content: Any, seen: int) -> int:
        fields: Any = {field: content if field == "name" or content is None else int(content)}
        return courses.save_course(state.open_store(), course.id, version=seen, **fields).version

    return save


def offer_undo() -> None:
    """Let the course that was just put away be brought back."""
    removed = state.remembered_card("removed_course")
    if removed and st.button("Fortryd: hent forløbet tilbage", key="course.undo", icon=":material/undo:"):
        courses.restore_course(state.open_store(), removed)
        state.remember_card("removed_course", "")
        st.query_params["forloeb"] = removed
        st.rerun()


def _find_here(course: Course) -> Workshop:
    """Find the workshop that is looked at: the link's, else the next one, else the last."""
    asked = st.query_params.get("workshop", "")
    found = course.workshop(int(asked)) if asked.isdecimal() else None
    return found or course.next_workshop or course.workshops[-1]


def _list_stops(course: Course, here: Workshop, today: date) -> list[Stop]:
    coming, stops = course.next_workshop, []
    for one in course.workshops:
        name, is_next = wording.programme().workshop(one.number).name, coming is not None and one.id == coming.id
        day = format_date_short(one.day) if one.day else "uden dag"
        state_word = "holdt" if one.held_on else f"den næste, {say_when(one, today)}" if is_next else ""
        spoken = ", ".join(part for part in (f"Workshop {one.number}: {name}", day, state_word) if part)
        stops.append(Stop(one.number, name, day, spoken, one.held_on is not None, is_next, one.id == here.id))
    return stops


def _show_workshop(course: Course, here: Workshop, today: date) -> None:
    """Lift the workshop forward: when, what it is about, what must be ready, and where the work is done."""
    text = wording.programme().workshop(here.number)
    coming = course.next_workshop
    kicker = "Holdt" if here.held_on else "Den næste" if coming and coming.id == here.id else "Senere"
    with st.container(border=True, key="course-workshop", gap="small"):
        st.caption(f"{kicker} · {say_when(here, today)}" if not here.held_on else kicker)
        st.subheader(as_plain(f"Workshop {here.number}: {text.name}"))
        if meeting := say_meeting(here):
            st.markdown(f"**{as_plain(meeting)}**")
        if here.held_on is None and (question := question_day(here.day)):
            st.caption(f":material/help: {question}")
        st.write(as_plain(text.about))
        about, ready = st.columns(2)
        with about:
            _list("Det handler om", text.content)
        with ready:
            _list("Hav det klar", (*text.preparation, *(line for line, _ in split_lines(here.preparation))))
        _show_links(course, here, text.pages)


def _list(title: str, lines: tuple[str, ...]) -> None:
    if lines:
        st.markdown("\n".join([f"**{title}**", "", *(f"- {_capital(as_plain(line))}" for line in lines)]))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _show_links(course: Course, here: Workshop, pages: tuple[str, ...]) -> None:
    st.markdown("**Her arbejder I**")
    with st.container(horizontal=True, gap="medium"):
        for page in pages:
            place = _PLACES[page]
            query = {"forloeb": course.id, "workshop": str(here.number)} if place is frame.PULSE else {}
            frame.link_to(place, place.name, **query)
    material = sorted(split_lines(here.material), key=lambda line: bool(line[1]))
    if material:
        st.markdown("**Materiale**")
        for words, address in material:
            if address:
                st.link_button(as_plain(words), address, icon=":material/open_in_new:", type="tertiary")
            else:
                st.markdown(f"- {as_plain(words)}")


def _write_outcome(here: Workshop, today: date) -> None:
    """Let the workshop be ticked as held, with a line about what came of it."""
    key = f"course.held.{here.id}"
    st.session_state[key] = here.held_on is not None

    def tick() -> None:
        day = (here.day if here.day and here.day <= today else today) if st.session_state[key] else None
        courses.save_workshop(state.open_store(), here.id, version=here.version, held_on=day)
        st.query_params["workshop"] = str(here.number)

    with st.container(border=True, key="course-outcome"):
        st.checkbox("Workshoppen er holdt", key=key, on_change=tick)
        if here.held_on or here.outcome:
            _write(here, "outcome", lines=1)


def _write_practical(course: Course, here: Workshop) -> None:
    """Ask for the day, the place, the one who leads it, and what is to be ready."""
    prompts = wording.programme().prompts
    st.subheader("Det praktiske")
    write_date(
        prompts["day"].label,
        key=f"course.day.{here.id}",
        day=here.day,
        version=here.version,
        save=_saver(here, "day"),
    )
    _offer_to_follow(course, here)
    _write(here, "place", lines=1)
    _write(here, "facilitator", lines=1)
    _write(here, "preparation", lines=3)
    _write(here, "material", lines=3)
    st.caption(SAVED)


def _offer_to_follow(course: Course, here: Workshop) -> None:
    """Let the workshops after one that was moved follow it, where they would move."""
    weeks = wording.programme().weeks
    days = courses.propose_days(course, here.number, weeks)
    if not any((workshop := course.workshop(number)) and workshop.day != day for number, day in days.items()):
        return
    if st.button("Lad de næste følge med", key="course.follow", icon=":material/redo:"):
        courses.move_later(state.open_store(), course.id, here.number, weeks)
        st.rerun()


def _saver(here: Workshop, field: str) -> Save:
    def save(content: Any, seen: int) -> int:
        fields: Any = {field: content}
        return courses.save_workshop(state.open_store(), here.id, version=seen, **fields).version

    return save


def _write(here: Workshop, field: Field, *, lines: int) -> None:
    prompt = wording.programme().prompts[field]
    write_text(
        prompt.label,
        key=f"course.{field}.{here.id}",
        text=getattr(here, field),
        version=here.version,
        save=_saver(here, field),
        placeholder=prompt.placeholder,
        lines=lines,
    )
