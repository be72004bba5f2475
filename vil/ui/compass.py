"""The goal compass: one principle at a time, and what each gives to the goal."""

from __future__ import annotations

from typing import Any

import streamlit as st

from vil.content import CompassTexts, Principle
from vil.model.goal import Goal
from vil.services import goals
from vil.services.mirroring import find_reflections
from vil.ui import frame, goal_numbers, state, wording
from vil.ui.components.compass import show_compass
from vil.ui.labels import SAVED
from vil.ui.writing import Save, as_plain, write_date, write_text

CARRIES = {
    "curious": ("heard",),
    "woven": ("dilemmas",),
    "together": ("next_steps",),
    "meaningful": ("difference", "signs"),
    "embrace": ("numbers", "producers"),
    "pause": ("learned",),
}
"""What each principle gives to the goal."""
LAST_PRINCIPLE = "pause"
"""Where a goal is looked at again: what was learned, and when next."""
_MIRRORED = ("text", "difference", "signs", "next_steps")
_AT_ONCE = 3


def write_goal(goal: Goal) -> None:
    """Ask for the goal in the team's own words, and hold them up in the mirror."""
    _write(goal, "text", lines=2)
    _show_mirror(goal, wording.compass())


def _show_mirror(goal: Goal, texts: CompassTexts) -> None:
    """Offer the other side of words that pull another way; what is waved away stays away."""
    written = [getattr(goal, field) for field in _MIRRORED]
    found = find_reflections(written, texts.pairs, goal.dismissed)[:_AT_ONCE]
    if not found:
        return
    with st.container(border=True, key="mirror"):
        st.markdown(f":material/flip: **{texts.mirror.name}.** {texts.mirror.intro}")
        for one in found:
            with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
                st.markdown(texts.mirror.say(as_plain(one.word), one.pair), width="content")
                if st.button(texts.mirror.dismiss, key=f"compass.dismiss.{goal.id}.{one.key}", icon=":material/close:"):
                    goals.dismiss_pair(state.open_store(), goal.id, one.key)
                    st.rerun()


def choose_principle(goal: Goal) -> str:
    """Draw the compass, and find the principle that is worked on: the link's, else the first that nobody has written on."""
    texts = wording.compass()
    begun = {key for key in texts.principles if goal.is_begun(key) or any(getattr(goal, name) for name in CARRIES[key])}
    waiting = [key for key in texts.principles if key not in begun]
    here = st.query_params.get("princip", "")
    if here not in texts.principles:
        here = waiting[0] if waiting else next(iter(texts.principles))
        st.query_params["princip"] = here
    chosen = show_compass(here, begun, texts)
    if chosen and chosen != here:
        _go_to(chosen)
    return here


def write_principle(goal: Goal, key: str) -> None:
    """Ask one principle's three questions, and what it gives to the goal."""
    texts = wording.compass()
    principle = texts.principles[key]
    with st.container(border=True, key="principle"):
        _show_principle(principle, texts)
        for number, question in enumerate(principle.questions):
            _write_answer(goal, key, number, question)
        st.markdown(f"**{texts.carried_word}**")
        for field in CARRIES[key]:
            _write(goal, field, lines=2)
        if key == "embrace":
            goal_numbers.choose_numbers(goal)
        if key == LAST_PRINCIPLE:
            _write_day(goal)
        st.caption(SAVED)
    _offer_neighbours(goal, key, texts)


def _show_principle(principle: Principle, texts: CompassTexts) -> None:
    st.subheader(principle.name)
    st.markdown(f"*{texts.think_word} {principle.think}*")
    st.write(principle.essence)
    if principle.emphasis:
        st.markdown(f":material/star: **{texts.emphasis_word}:** {as_plain(principle.emphasis)}")
    st.markdown(f"**{texts.questions_word}**")


def _write_answer(goal: Goal, principle: str, number: int, question: str) -> None:
    answer = goal.answer(principle, number)

    def save(content: Any, seen: int) -> int:
        return goals.save_answer(state.open_store(), goal.id, principle, number, version=seen, text=content)

    write_text(
        question,
        key=f"compass.{principle}.{number}.{goal.id}",
        text=answer.text,
        version=answer.version,
        save=save,
        placeholder=wording.compass().prompts["answer"].placeholder,
        lines=2,
    )


def _offer_neighbours(goal: Goal, key: str, texts: CompassTexts) -> None:
    names = list(texts.principles)
    place = names.index(key)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if place and st.button(
            texts.principles[names[place - 1]].name, key="compass.before", icon=":material/arrow_back:"
        ):
            _go_to(names[place - 1])
        if place + 1 < len(names):
            following = texts.principles[names[place + 1]].name
            if st.button(f"Videre: {following}", key="compass.after", icon=":material/arrow_forward:"):
                _go_to(names[place + 1])
        elif st.button("Find jeres næste skridt", key="compass.tree", icon=":material/account_tree:"):
            frame.go_to(frame.TREE, maal=goal.id)


def _go_to(key: str) -> None:
    st.query_params["princip"] = key
    st.rerun()


def saver(goal: Goal, field: str) -> Save:
    """Make what saves one field of a goal."""

    def save(content: Any, seen: int) -> int:
        fields: Any = {field: content}
        return goals.save_goal(state.open_store(), goal.id, version=seen, **fields).version

    return save


def _write(goal: Goal, field: str, *, lines: int) -> None:
    prompt = wording.compass().prompts[field]
    write_text(
        prompt.label,
        key=f"compass.{field}.{goal.id}",
        text=getattr(goal, field),
        version=goal.version,
        save=saver(goal, field),
        placeholder=prompt.placeholder,
        lines=lines,
    )


def write_team(goal: Goal) -> None:
    """Ask who sets the goal."""
    _write(goal, "team", lines=1)


def _write_day(goal: Goal) -> None:
    write_date(
        wording.compass().prompts["revisit_on"].label,
        key=f"compass.revisit_on.{goal.id}",
        day=goal.revisit_on,
        version=goal.version,
        save=saver(goal, "revisit_on"),
        help_text="Så minder forsiden jer om det.",
    )
