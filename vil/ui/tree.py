"""The decision tree on the page: where the team stands, what the answers rest on, and what to do next."""

from __future__ import annotations

from datetime import date

import streamlit as st

from vil.content import TreeAction, TreeTexts
from vil.errors import ReasonMissing
from vil.formats import format_date
from vil.model.goal import Goal
from vil.narration.next_step import describe_ground
from vil.services import decision_tree, goals
from vil.services.decision_tree import Answer, Standing
from vil.ui import frame, state, wording
from vil.ui.components.tree import show_tree
from vil.ui.writing import as_plain

_PLACES = {place.path: place for place in frame.PLACES}
_DECKS = {"done_card": "get_it_done", "start_card": "getting_started", "friend": "friend"}


def find_standing(goal: Goal | None) -> tuple[Goal | None, Standing]:
    """Find where the team stands today, and keep the day of every answer that has changed."""
    store, today = state.open_store(), date.today()
    standing = decision_tree.find_standing(state.datasets_dir(), store, goal, wording.tree().questions, today)
    return decision_tree.keep_standing(store, goal, standing, today) if goal else None, standing


def choose_question(standing: Standing) -> str | None:
    """Find the question that is looked at: the link's, else where the team stops; None at the end of the tree."""
    asked = st.query_params.get("trin", "")
    return asked if asked in standing.answers else standing.stops_at


def draw(standing: Standing, selected: str | None) -> None:
    """Draw the whole tree; a press on a question looks at it."""
    chosen = show_tree(standing, selected or "", wording.tree())
    if chosen and chosen != selected:
        st.query_params["trin"] = chosen
        st.rerun()


def show_end(goal: Goal | None) -> None:
    """Say that the team has come all the way, and lead back to the goal."""
    texts = wording.tree()
    with st.container(border=True, key="tree-step"):
        st.subheader(texts.end)
        if goal is not None:
            frame.link_to(frame.COMPASS, texts.end_short, maal=goal.id)


def show_question(goal: Goal | None, standing: Standing, key: str) -> None:
    """Show one question: its answer, what that rests on, the team's own say, and what can be done."""
    texts, answer = wording.tree(), standing.answers[key]
    question = texts.questions[key]
    with st.container(border=True, key="tree-step"):
        if key == standing.stops_at:
            st.caption(f":material/trip_origin: {texts.next_step}")
        st.subheader(f"{texts.number(key)}. {question.text}")
        _show_answer(answer, texts)
        for ground in answer.proposal.grounds:
            st.markdown(f"- {as_plain(describe_ground(ground))}")
        if goal is not None:
            _let_team_answer(goal, answer, texts)
        if answer.is_yes is not None and question.opens(answer.is_yes):
            _show_actions(goal, key, texts)


def _show_answer(answer: Answer, texts: TreeTexts) -> None:
    said = _say(answer.is_yes, texts)
    if answer.of_team is None:
        source = (
            "Det kan VIL ikke se. Svar selv."
            if answer.is_yes is None
            else "Det bygger på det, I har skrevet, og på tallene:"
        )
        st.markdown(f"**{said}.** {source}")
        return
    reason = f": »{as_plain(answer.of_team.reason)}«" if answer.of_team.reason else ""
    st.markdown(f"**{said}.** Det svarede I selv {format_date(answer.of_team.answered_on)}{reason}.")
    if answer.proposal.is_yes is not None:
        st.caption(f"VIL ser {_say(answer.proposal.is_yes, texts).lower()}:")


def _say(is_yes: bool | None, texts: TreeTexts) -> str:
    return texts.unknown if is_yes is None else texts.yes if is_yes else texts.no


def _let_team_answer(goal: Goal, answer: Answer, texts: TreeTexts) -> None:
    store, today = state.open_store(), date.today()
    if answer.of_team is not None:
        if st.button("Brug det, VIL kan se", key=f"tree.follow.{answer.question}", icon=":material/undo:"):
            decision_tree.follow_evidence(store, goal, answer.question)
            st.rerun()
        return
    if answer.is_yes is None:
        with st.container(horizontal=True):
            for is_yes in (True, False):
                if st.button(_say(is_yes, texts), key=f"tree.answer.{answer.question}.{is_yes}"):
                    decision_tree.answer_otherwise(store, goal.id, answer, is_yes=is_yes, reason="", today=today)
                    st.rerun()
        return
    _offer_other_answer(goal, answer, texts)


def _offer_other_answer(goal: Goal, answer: Answer, texts: TreeTexts) -> None:
    other = not answer.is_yes
    with st.popover(
        f"Vi svarer {_say(other, texts).lower()}", key=f"tree.other.{answer.question}", icon=":material/edit:"
    ):
        reason = st.text_input("Hvorfor?", key=f"tree.reason.{answer.question}.{goal.id}", placeholder="Vi har …")
        if st.button("Gem vores svar", key=f"tree.keep.{answer.question}", type="primary"):
            try:
                decision_tree.answer_otherwise(
                    state.open_store(), goal.id, answer, is_yes=other, reason=reason, today=date.today()
                )
            except ReasonMissing as problem:
                st.warning(str(problem), icon=":material/edit:")
                return
            st.rerun()


def _show_actions(goal: Goal | None, key: str, texts: TreeTexts) -> None:
    st.markdown(f"**{texts.actions_word}**")
    for name, action in texts.find_actions(key):
        _link(goal, name, action)


def _link(goal: Goal | None, name: str, action: TreeAction) -> None:
    """Lead to the page where an action is done: a step in the goal's newest round, a deck for the goal, or the goal itself."""
    place = _PLACES.get(action.place)
    if place is None:
        st.markdown(as_plain(action.text))
        return
    query = {"maal": goal.id} if goal else {}
    if name in _DECKS:
        query["bunke"] = _DECKS[name]
    if place.step is not None:
        serving = goals.list_rounds_of(state.open_store(), goal.id) if goal else ()
        place, query = (place, {"runde": serving[0].id}) if serving else (frame.COMPASS, query)
    st.page_link(f"pages/{place.file}", label=action.text, icon=f":material/{place.icon}:", query_params=query or None)


def show_progress(goal: Goal) -> None:
    """List how far the team has come, by the day each answer turned."""
    texts = wording.tree()
    turns = [turn for turn in decision_tree.list_progress(goal) if turn.question in texts.questions]
    if not turns:
        return
    with st.expander(f"Sådan er I kommet frem ({len(turns)})"):
        for turn in turns:
            by = " (jeres svar)" if turn.is_of_team else ""
            question = texts.questions[turn.question].text
            st.markdown(f"{format_date(turn.answered_on)} · {question} **{_say(turn.is_yes, texts)}**{by}")
