"""Which numbers may show a goal, and the rounds that serve it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from vil.model.goal import Goal, GoalIndicator
from vil.model.round import Round, Step
from vil.model.series import DatasetVersion
from vil.services import exploring, goals, rounds
from vil.ui import frame, state
from vil.ui.writing import as_plain


def name_numbers() -> dict[tuple[str, str], str]:
    """Name every published number, by its data set and indicator."""
    return {
        (version.dataset, found.id): f"{found.name} · {version.recipe.title}"
        for version in exploring.list_published(state.datasets_dir())
        for found in version.recipe.indicators
    }


def choose_numbers(goal: Goal) -> None:
    """Let the team say which of the published numbers may show the goal."""
    names = name_numbers()
    chosen = [(link.dataset, link.indicator) for link in goal.indicators]
    if not names and not chosen:
        st.caption("Her er ingen tal endnu. Når de er udgivet, kan I knytte dem til målet her.")
        return
    key = f"compass.indicators.{goal.id}"
    st.session_state[key] = chosen
    st.multiselect(
        "Tal i VIL, der kan vise det",
        [*names, *(number for number in chosen if number not in names)],
        format_func=lambda number: names.get(number, "Et tal, der ikke er udgivet mere"),
        key=key,
        placeholder="Vælg et eller flere tal",
        on_change=_keep_numbers,
        args=(goal, key),
    )


def _keep_numbers(goal: Goal, key: str) -> None:
    before = {(link.dataset, link.indicator) for link in goal.indicators}
    after = set(st.session_state[key])
    for number in after - before:
        goals.link_indicator(state.open_store(), goal.id, *number)
    for number in before - after:
        goals.unlink_indicator(state.open_store(), goal.id, *number)


def show_rounds(goal: Goal) -> None:
    """List the rounds that serve the goal, and let the team begin one or bring one along."""
    st.subheader("Runder, der tjener målet")
    serving = goals.list_rounds_of(state.open_store(), goal.id)
    for current in serving:
        _show_round(current)
    if not serving:
        st.caption("Ingen endnu. En runde er jeres tur rundt på spillepladen med ét spørgsmål til tallene.")
    with st.container(horizontal=True):
        _offer_round(goal)
        _offer_older(goal, {current.id for current in serving})


def _show_round(current: Round) -> None:
    done = len(current.done_steps())
    st.page_link(
        f"pages/{frame.THREAD.file}",
        label=f"{as_plain(current.title)} ({done} af 5 trin)",
        icon=":material/timeline:",
        query_params={"runde": current.id},
    )


def _offer_round(goal: Goal) -> None:
    """Begin a round about one of the goal's numbers."""
    published = {version.dataset: version for version in exploring.list_published(state.datasets_dir())}
    links = [link for link in goal.indicators if link.dataset in published]
    if len(links) == 1:
        if st.button("Begynd en runde om målet", key="compass.begin", icon=":material/play_arrow:"):
            _begin(goal, links[0], published[links[0].dataset])
        return
    with st.popover("Begynd en runde om målet", key="compass.begin.more", icon=":material/play_arrow:"):
        if not links:
            st.write("Vælg først et tal, der kan vise målet, under »Omfavn data«.")
        names = name_numbers()
        for link in links:
            label = names.get((link.dataset, link.indicator), link.indicator)
            if st.button(label, key=f"compass.begin.{link.id}"):
                _begin(goal, link, published[link.dataset])


def _begin(goal: Goal, link: GoalIndicator, version: DatasetVersion) -> None:
    current = rounds.start_round(state.open_store(), title=goal.title or version.recipe.title, team=goal.team)
    goals.serve_goal(state.open_store(), current.id, goal.id)
    view = exploring.fit_view(version, replace(exploring.propose_view(version), indicator=link.indicator))
    state.remember_round(current.id)
    state.remember_view(view, current.id)
    st.query_params.from_dict({"runde": current.id})
    frame.go_to(frame.STEPS[Step.DATA])


def _offer_older(goal: Goal, serving: set[str]) -> None:
    """Let a round that is under way serve this goal."""
    others = [current for current in rounds.list_rounds(state.open_store()) if current.id not in serving]
    if not others:
        return
    with st.popover("Knyt en runde, I har", key="compass.link", icon=":material/add_link:"):
        for current in others[:8]:
            if st.button(as_plain(current.title) or "En runde uden navn", key=f"compass.link.{current.id}"):
                goals.serve_goal(state.open_store(), current.id, goal.id)
                st.rerun()
