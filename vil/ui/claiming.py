"""Holder det? A reading put to the numbers: chosen, never parsed, and tried again when new numbers come."""

from __future__ import annotations

import streamlit as st

from vil.model.claim import ClaimVerdict
from vil.model.indicator import Direction
from vil.model.round import Interpretation, Round, Step, Wonder
from vil.model.series import Comparison, View
from vil.services import cards, claims, exploring, rounds
from vil.ui import frame, state
from vil.ui.writing import as_plain

_ICONS = {
    ClaimVerdict.SUPPORTED: ":material/check_circle:",
    ClaimVerdict.OPPOSED: ":material/swap_vert:",
    ClaimVerdict.UNDECIDED: ":material/help:",
}
_CHANGED = ":material/update:"
_FALLEN = "En læsning holder ikke længere"
_SIDES = {Direction.UP: "højere", Direction.DOWN: "lavere"}
_COMPARED = {
    Comparison.OWN_HISTORY: "end det plejer",
    Comparison.LAST_YEAR: "end samme tid sidste år",
    Comparison.WHOLE: "end helheden",
}


def show_claim(wonder: Wonder, reading: Interpretation) -> None:
    """Show the claim of a reading with its verdict, and let it be put together or taken away, which closes the choice."""
    show_verdict(reading)
    claim = reading.claim
    kept = f"{claim.direction}.{claim.view.comparison}.{claim.text}" if claim else "none"
    with st.popover("Holder det?", icon=":material/balance:", key=f"step2.claim.{reading.id}.{kept}"):
        _choose_claim(wonder, reading)


def show_verdict(reading: Interpretation) -> None:
    """Show what the newest numbers say of a reading's claim, and whether it is something else than when it was made."""
    if reading.claim is None:
        return
    checked = claims.check_again(state.datasets_dir(), reading.claim, cards.find_practices(state.open_store()))
    if checked is None:
        st.caption("Tallet, læsningen blev holdt op imod, findes ikke længere.")
        return
    icon = _ICONS[checked.finding.verdict]
    st.markdown(f"{icon} **{checked.answer}:** {as_plain(checked.sentence)}")
    st.caption(as_plain(f"{checked.reason} Prøvet på udgave {checked.tried_on}."))
    if checked.change:
        st.warning(f"**{_FALLEN}.** {checked.change}" if checked.has_fallen else checked.change, icon=_CHANGED)


def offer_fallen(current: Round, *, key: str) -> None:
    """Say that readings of a round no longer hold, where there are any, and lead to the first of them."""
    fallen = claims.find_fallen(state.datasets_dir(), current, cards.find_practices(state.open_store()))
    if not fallen:
        return
    text = _FALLEN if len(fallen) == 1 else f"{len(fallen)} læsninger holder ikke længere"
    if st.button(text, key=key, icon=_CHANGED):
        state.remember_round(current.id)
        state.remember_card("wonder", fallen[0].wonder_id)
        st.query_params["runde"] = current.id
        frame.go_to(frame.STEPS[Step.INTERPRETATION])


def _choose_claim(wonder: Wonder, reading: Interpretation) -> None:
    st.write("Vælg, hvad læsningen siger, så holder vi den op imod tallene.")
    view = wonder.view
    version = exploring.find_version(state.datasets_dir(), view.dataset, view.version)
    possible = claims.list_compared(version, view)
    key = f"step2.claim.{reading.id}"
    side = st.segmented_control("Tallet ligger", list(_SIDES), format_func=_SIDES.__getitem__, key=f"{key}.side")
    than = st.segmented_control(
        "Sammenlignet", possible, format_func=_COMPARED.__getitem__, key=f"{key}.than", label_visibility="collapsed"
    )
    if side and than:
        checked = _make(view, side, than)
        text = st.text_input("Læsningen", checked.sentence, key=f"{key}.text.{side}.{than}")
        st.markdown(f"{_ICONS[checked.finding.verdict]} **{checked.answer}.** {as_plain(checked.reason)}")
        if st.button("Gem", type="primary", key=f"{key}.keep"):
            _keep(wonder, reading, side, than, "" if text == checked.sentence else text)
    if reading.claim is not None and st.button("Fjern", key=f"{key}.remove"):
        rounds.save_claim(state.open_store(), reading.id, version=reading.version, claim=None)
        st.rerun()


def _make(view: View, side: Direction, than: Comparison, text: str = "") -> claims.CheckedClaim:
    beside = cards.find_practices(state.open_store())
    return claims.make_claim(state.datasets_dir(), view, direction=side, comparison=than, text=text, beside=beside)


def _keep(wonder: Wonder, reading: Interpretation, side: Direction, than: Comparison, text: str) -> None:
    store = state.open_store()
    checked = _make(wonder.view, side, than, text)
    kept = rounds.save_claim(store, reading.id, version=reading.version, claim=checked.claim)
    if not kept.text.strip():
        rounds.save_interpretation(store, kept.id, version=kept.version, text=checked.sentence)
    st.rerun()
