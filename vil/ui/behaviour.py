"""When-then plans in a course: written at workshop 4, looked at again at 5 and 6, with what was said before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

import streamlit as st

from vil.formats import format_date
from vil.model.course import LOOKING_AGAIN, PLANNING, Course, Decision, Happened, Plan, Review
from vil.model.round import Action, Round, Step
from vil.narration.programme import say_plan
from vil.services import courses, plans
from vil.ui import acting, frame, state, wording
from vil.ui.labels import MORE_OF_PLAN, SAVED
from vil.ui.writing import as_plain, choose_one, write_text

Field = Literal["who", "when", "then", "obstacle", "reminder", "easy", "visible", "together"]
_MORE: tuple[Field, ...] = ("easy", "visible", "together")


def show_plans(course: Course, own: Sequence[Round], number: int) -> None:
    """Show what a workshop does with the plans of a course and its `own` rounds: made at one, looked at again at two."""
    if number != PLANNING and number not in LOOKING_AGAIN:
        return
    found = plans.list_plans(state.open_store(), course, own)
    behaviour = frame.texts().behaviour
    with st.container(border=True, key="course-plans"):
        st.subheader(behaviour.name)
        if number == PLANNING:
            st.caption(f"{behaviour.intro} I ser på planerne igen ved workshop 5 og 6.")
            _write_plans(course, found)
        else:
            _look_again(course, number, [plan for plan in found if plan.is_written])


def _write_plans(course: Course, found: tuple[Plan, ...]) -> None:
    for plan in found:
        title = as_plain(say_plan(plan)) or "En plan uden ord endnu"
        who = f" · {as_plain(plan.who)}" if plan.who.strip() else ""
        if plan.round_id:
            _show_of_round(plan, title + who)
            continue
        is_open = state.remembered_card("plan") == plan.id
        with st.expander(title + who, expanded=is_open, key=f"plans.{plan.id}", icon=":material/edit_note:"):
            _write_one(plan)
    with st.container(horizontal=True):
        if st.button("Skriv en plan", key="plans.add", icon=":material/add:"):
            empty = next((plan for plan in course.plans if not plan.is_written), None)
            begun = empty or plans.add_plan(state.open_store(), course.id, today=date.today())
            state.remember_card("plan", begun.id)
            st.rerun()
        removed = state.remembered_card("removed_plan")
        if removed and st.button("Fortryd: hent planen tilbage", key="plans.undo", icon=":material/undo:"):
            plans.restore_plan(state.open_store(), removed)
            state.remember_card("removed_plan", "")
            st.rerun()


def _show_of_round(plan: Plan, title: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f":material/flag: {title}", width="content")
        frame.link_to(frame.STEPS[Step.ACTION], "Fra en runde", runde=plan.round_id or "")


def _write_one(plan: Plan) -> None:
    for field in ("when", "then", "obstacle", "reminder"):
        _write(plan, field)
    _write(plan, "who")
    with st.popover(MORE_OF_PLAN, key=f"plans.more.{plan.id}", icon=":material/groups:"):
        for field in _MORE:
            _write(plan, field)
    st.caption(SAVED)
    if st.button("Fjern planen", key=f"plans.remove.{plan.id}", icon=":material/delete:"):
        plans.remove_plan(state.open_store(), plan.id)
        state.remember_card("removed_plan", plan.id)
        st.rerun()


def _write(plan: Plan, field: Field) -> None:
    prompt = wording.programme().prompts["who"] if field == "who" else acting.find_prompt(field)

    def save(content: Any, seen: int) -> int:
        state.remember_card("plan", plan.id)
        fields: Any = {field: content}
        return plans.save_plan(state.open_store(), plan.id, version=seen, **fields).version

    write_text(
        prompt.label,
        key=f"plans.{field}.{plan.id}",
        text=getattr(plan, field),
        version=plan.version,
        save=save,
        placeholder=prompt.placeholder,
        lines=1,
    )


def _look_again(course: Course, number: int, written: list[Plan]) -> None:
    """Ask of each plan how it went and what becomes of it; those given up before are named below."""
    live = [plan for plan in written if not plan.is_dropped_before(number)]
    if not written:
        st.caption("Her er ingen når–så-planer endnu. De bliver skrevet ved workshop 4 eller på trin 4 i en runde.")
        if st.button("Gå til workshop 4", key="plans.back", icon=":material/arrow_back:"):
            st.query_params["workshop"] = str(PLANNING)
            st.rerun()
        return
    waiting = sum(plan.waits_at(number) for plan in live)
    st.caption(_say_waiting(waiting, len(live)))
    for plan in live:
        _review(course, plan, number)
    dropped = [plan for plan in written if plan.is_dropped_before(number)]
    if dropped:
        st.caption("Lagt væk: " + as_plain("; ".join(say_plan(plan) for plan in dropped)))


def _say_waiting(waiting: int, count: int) -> str:
    if not waiting:
        return "I har set på alle planerne."
    return "1 plan venter på jer." if waiting == 1 else f"{waiting} af {count} planer venter på jer."


def _review(course: Course, plan: Plan, number: int) -> None:
    texts, said = wording.programme(), plan.review_at(number)
    with st.container(border=True, key=f"review-{plan.id}-{number}"):
        who = f" · {as_plain(plan.who)}" if plan.who.strip() else ""
        st.markdown(f"**{as_plain(say_plan(plan))}**{who}")
        for earlier in plan.reviews:
            if earlier.workshop != number and earlier.is_answered:
                _show_review(earlier, plan)
        version = said.version if said else 0
        _ask(course, plan, number, "happened", {one: texts.happened[one] for one in Happened})
        _ask(course, plan, number, "decision", {one: texts.decisions[one] for one in Decision})
        if said and said.decision is Decision.CHANGE and plan.round_id is None:
            _write(plan, "when")
            _write(plan, "then")
        write_text(
            texts.reviews["note"],
            key=f"review.note.{plan.id}.{number}",
            text=said.note if said else "",
            version=version,
            save=_saver(course, plan, number, "note"),
            lines=1,
        )
        if plan.round_id:
            frame.link_to(frame.STEPS[Step.ACTION], "Ret planen i runden", runde=plan.round_id)


def _ask(course: Course, plan: Plan, number: int, field: str, options: dict[Any, str]) -> None:
    said = plan.review_at(number)
    choose_one(
        wording.programme().reviews[field],
        options,
        key=f"review.{field}.{plan.id}.{number}",
        chosen=getattr(said, field) if said else None,
        version=said.version if said else 0,
        save=_saver(course, plan, number, field),
    )


def _saver(course: Course, plan: Plan, number: int, field: str) -> Any:
    def save(content: Any, seen: int) -> int:
        fields: Any = {field: content}
        return plans.review_plan(state.open_store(), course, plan, number, version=seen, today=date.today(), **fields)

    return save


def _show_review(review: Review, plan: Plan) -> None:
    """Say what was said at a workshop, and how the plan read then where it has been changed since."""
    texts = wording.programme()
    parts = [
        texts.happened[review.happened] if review.happened else "",
        texts.decisions[review.decision] if review.decision else "",
        f"»{review.note.strip()}«" if review.note.strip() else "",
        f"Dengang: {review.was}" if review.was and review.was != say_plan(plan) else "",
    ]
    said = ". ".join(part for part in parts if part)
    st.caption(as_plain(f"Workshop {review.workshop}, {format_date(review.reviewed_on)}: {said}."))


def show_in_round(current: Round, action: Action) -> None:
    """Say on a round's step 4 how the plan of its action has gone, and lead to the course that looks at it again."""
    store = state.open_store()
    reviews = plans.list_action_reviews(store, action.id)
    plan = plans.as_plan(action, current, reviews)
    for review in reviews:
        if review.is_answered:
            _show_review(review, plan)
    placed = courses.place_rounds(store, state.datasets_dir(), [current])
    if course_id := placed.get(current.id):
        course = courses.load_course(store, course_id)
        number = next((one for one in LOOKING_AGAIN if plan.waits_at(one)), PLANNING)
        words = "Planerne i forløbet" if number == PLANNING else f"Planen bliver set på igen ved workshop {number}"
        frame.link_to(frame.PROGRAMME, f"{words}: {as_plain(course.name)}", forloeb=course_id, workshop=str(number))
