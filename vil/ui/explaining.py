"""Step 3: the cards of the grid, and whether we see the whole picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from vil.errors import EditedMeanwhile, VilError
from vil.model.round import Influence, Reach, Round, Wonder
from vil.narration.balance import describe_balance
from vil.services import rounds
from vil.ui import frame, state
from vil.ui.components.grid import show_grid
from vil.ui.writing import as_plain


def show_wonder(wonder: Wonder) -> None:
    """Keep what is to be explained in sight."""
    st.caption(f"Undringen: {as_plain(wonder.text or wonder.headline)}")


def show_cards(current: Round, wonder: Wonder) -> None:
    """Draw the grid with every card of the round; new cards hang on the chosen wonder."""
    has_many = len(current.wonders) > 1
    about = {other.id: other.text or other.headline for other in current.wonders} if has_many else {}

    def answer(event: Mapping[str, Any]) -> None:
        try:
            _change(event, wonder)
        except EditedMeanwhile as conflict:
            state.leave_notice(f"En anden har rettet kortet imens: »{conflict.theirs}«. Jeres tekst er også gemt.")
        except VilError as problem:
            state.leave_notice(str(problem))

    show_grid(current.explanations, frame.texts(), scope=wonder.id, about=about, on_event=answer)
    _offer_undo()


def _change(event: Mapping[str, Any], wonder: Wonder) -> None:
    store = state.open_store()
    match event["kind"]:
        case "add":
            influence, reach = Influence(event["influence"]), Reach(event["reach"])
            rounds.add_explanation(store, wonder.id, text=event["text"], influence=influence, reach=reach)
        case "edit":
            rounds.save_explanation(store, event["id"], version=event["version"], text=event["text"])
        case "move":
            influence, reach = Influence(event["influence"]), Reach(event["reach"])
            rounds.move_explanation(
                store,
                event["id"],
                version=event["version"],
                influence=influence,
                reach=reach,
                position=event["position"],
            )
        case "remove":
            rounds.remove(store, "explanation", event["id"])
            state.remember_card("removed", event["id"])


def _offer_undo() -> None:
    removed = state.remembered_card("removed")
    if removed and st.button("Fortryd: læg kortet tilbage", key="step3.undo", icon=":material/undo:"):
        rounds.restore(state.open_store(), "explanation", removed)
        state.remember_card("removed", "")
        st.rerun()


def show_balance(current: Round) -> None:
    """Ask whether we see the whole picture, from how the cards lie."""
    sentence = describe_balance(current.explanations)
    if sentence:
        st.markdown(f":material/balance: **{frame.texts().grid.balance}** {sentence}")


def show_readings(wonder: Wonder) -> None:
    """Keep the readings from step 2 in sight."""
    if wonder.written_interpretations:
        st.markdown("**Sådan læste vi det**")
        for reading in wonder.written_interpretations:
            st.markdown(f"- {as_plain(reading.text)}")
