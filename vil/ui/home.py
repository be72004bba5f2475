"""The home page's two halves: the rounds we are in, and the numbers a new one can begin with."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from vil.formats import count_units, format_date, format_period
from vil.model.round import Round, Step
from vil.model.series import DatasetVersion, UnitLevel
from vil.services import exploring, rounds
from vil.ui import claiming, frame, state
from vil.ui.labels import SYNTHETIC, SYNTHETIC_BADGE
from vil.ui.writing import as_plain

_SHOWN_ROUNDS = 3


def show_rounds() -> None:
    """List the rounds that can be taken up again, newest first."""
    found = rounds.list_rounds(state.open_store())
    _offer_undo()
    if not found:
        st.header("Fra tal til handling, sammen")
        st.write(frame.texts().board_intro + " Vælg et emne herunder, og begynd jeres første runde.")
        return
    st.header("Hvor er vi?")
    for current in found[:_SHOWN_ROUNDS]:
        _show_round(current)
    if len(found) > _SHOWN_ROUNDS:
        with st.expander(f"Ældre runder ({len(found) - _SHOWN_ROUNDS})"):
            for current in found[_SHOWN_ROUNDS:]:
                _show_round(current)


def _show_round(current: Round) -> None:
    step = next_step(current)
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="content"):
            about = f": {current.wonders[-1].text or current.wonders[-1].headline}" if current.wonders else ""
            st.markdown(f"**{as_plain(current.title)}**{as_plain(about)}")
            texts = frame.texts()
            team = f"{as_plain(current.team)} · " if current.team else ""
            changed = format_date(current.changed_at)
            st.caption(f"{team}Næste trin: {texts.step(step).short_name} · sidst ændret {changed}")
            claiming.offer_fallen(current, key=f"start.fallen.{current.id}")
        with st.container(horizontal=True, width="content", gap="small"):
            if st.button("Fortsæt", key=f"start.go.{current.id}", icon=":material/arrow_forward:"):
                state.remember_round(current.id)
                st.query_params["runde"] = current.id
                frame.go_to(frame.STEPS[step])
            _offer_removal(current)


def _offer_removal(current: Round) -> None:
    """Let a round that was begun by mistake be put away; it can be brought back for a while."""
    with st.popover("Mere", key=f"start.more.{current.id}"):
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


def show_datasets() -> None:
    """Offer the published numbers by operating area; one click begins a round."""
    published = exploring.list_published(state.datasets_dir())
    st.subheader("Begynd en runde")
    if not published:
        st.write("Her er ingen tal endnu.")
        if st.button("Bring et udtræk", type="primary", key="start.bring", icon=":material/upload_file:"):
            frame.go_to(frame.BRING)
        return
    for row in _in_rows(published, 3):
        for column, version in zip(st.columns(3, gap="medium"), row, strict=False):
            with column:
                _show_dataset(version)


def _show_dataset(version: DatasetVersion) -> None:
    units = sum(unit.level is UnitLevel.UNIT for unit in version.units)
    with st.container(border=True, height="stretch", vertical_alignment="distribute"):
        st.markdown(f"**{as_plain(version.recipe.title)}**")
        until = format_period(version.last)
        badge = f"{SYNTHETIC_BADGE}  \n" if version.recipe.synthetic else ""
        st.caption(
            f"{badge}{as_plain(version.recipe.area)}  \n{count_units(units)} · til og med {until}", help=_help(version)
        )
        if st.button("Begynd her", key=f"start.new.{version.dataset}", icon=":material/play_arrow:", width="stretch"):
            begin(version)


def _help(version: DatasetVersion) -> str | None:
    return SYNTHETIC if version.recipe.synthetic else None


def begin(version: DatasetVersion) -> None:
    """Begin a round about a data set and go to its first step."""
    current = rounds.start_round(state.open_store(), title=version.recipe.title)
    state.remember_round(current.id)
    state.remember_view(exploring.propose_view(version), current.id)
    st.query_params["runde"] = current.id
    frame.go_to(frame.STEPS[Step.DATA])


def _in_rows(versions: Sequence[DatasetVersion], width: int) -> list[Sequence[DatasetVersion]]:
    return [versions[start : start + width] for start in range(0, len(versions), width)]
