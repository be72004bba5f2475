"""What the pages share on the server, and the few things one visitor's session remembers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import streamlit as st

from vil.model.round import Place, Round
from vil.model.series import Lens, View
from vil.services import rounds
from vil.services.rounds import RecordStore
from vil.settings import Settings, load_settings

_ROUND = "vil.round"
_VIEW = "vil.view"
_NOTICE = "vil.notice"
_SHOWN = "vil.shown"
_PLACE = "vil.place"
_PAGE, _ARRIVED = "vil.page", "vil.arrived"
_CARRIED = "vil.carried."
PROJECTOR, FIRST_TIME = "projektor", "foerste"
"""What goes along in the address from page to page: that everything is large, and how far a first-time visitor has come."""
CARDS_IN_LINKS = {"undren": "wonder", "handling": "action"}
YES, ON_THE_WAY, DISMISSED = "ja", "ja", "nej"
"""A first-time visitor is on the way, or has waved the path away; else the address names the round that was begun on it."""


def read_settings() -> Settings:
    """Read the settings as they are now."""
    return load_settings()


def open_store() -> RecordStore:
    """Open the records, once for the whole server."""
    return _open_once(read_settings())


@cache
def _open_once(settings: Settings) -> RecordStore:
    return rounds.open_rounds(settings)


def datasets_dir() -> Path:
    """Where the published versions are."""
    return read_settings().datasets


def remember_round(round_id: str | None) -> None:
    """Choose the round that the pages work on."""
    if round_id is None:
        st.session_state.pop(_ROUND, None)
        st.query_params.pop("runde", None)
        return
    st.session_state[_ROUND] = round_id


def remembered_round() -> str | None:
    """The id of the round last worked on in this session."""
    round_id: str | None = st.session_state.get(_ROUND)
    return round_id


def current_round() -> Round | None:
    """Load the round named by the link, or else the one last worked on in this session."""
    round_id = st.query_params.get("runde") or st.session_state.get(_ROUND)
    if not round_id:
        return None
    found = rounds.load_round(open_store(), round_id)
    st.session_state[_ROUND] = found.id
    if st.query_params.get("runde") != found.id:
        st.query_params["runde"] = found.id
    return found


def take_up_link() -> None:
    """Take up what the address carries along; a link from one of our own pages that leaves it out changes nothing."""
    for name in (PROJECTOR, FIRST_TIME):
        if name in st.query_params:
            st.session_state[_CARRIED + name] = st.query_params[name]


def carry(name: str, value: str | None) -> None:
    """Let something go along from page to page and survive a reload; None ends that."""
    st.session_state[_CARRIED + name] = value
    keep_in_link()


def carried(name: str) -> str | None:
    """What goes along under a name, None when nothing does."""
    value: str | None = st.session_state.get(_CARRIED + name)
    return value


def list_carried() -> dict[str, str]:
    """What goes along, as parameters of an address."""
    return {name: value for name in (PROJECTOR, FIRST_TIME) if (value := carried(name))}


def keep_in_link() -> None:
    """Put what goes along back into the address, where leaving for another page has taken it out."""
    for name in (PROJECTOR, FIRST_TIME):
        value = carried(name)
        if value is None:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != value:
            st.query_params[name] = value


def remember_view(view: View, round_id: str | None) -> None:
    """Keep the view that the chart shows, for this round, and put it in the address of the page."""
    st.session_state[_VIEW] = (round_id, view)


def remembered_view(round_id: str | None) -> View | None:
    """The view this session last looked at in this round."""
    remembered: tuple[str | None, View] | None = st.session_state.get(_VIEW)
    return remembered[1] if remembered and remembered[0] == round_id else None


def remember_shown(round_id: str, view: View, indicators: Sequence[str]) -> None:
    """Remember that this visit has seen a number; with the overview all `indicators` of its data set."""
    shown: dict[tuple[str, str, str], int] = st.session_state.setdefault(_SHOWN, {})
    for indicator in indicators if view.lens is Lens.OVERVIEW else [view.indicator]:
        key = (round_id, view.dataset, indicator)
        shown[key] = max(view.version, shown.get(key, 0))


def shown_version(round_id: str, view: View) -> int | None:
    """The latest version in which this visit has seen a number; None when it has not."""
    shown: dict[tuple[str, str, str], int] = st.session_state.get(_SHOWN, {})
    return shown.get((round_id, view.dataset, view.indicator))


def remember_place(view: View, place: Place | None) -> None:
    """Remember where on a line this visit points, before it is pinned."""
    st.session_state[_PLACE] = (view, place)


def remembered_place(view: View) -> Place | None:
    """Where on this very line the visit points, None when nowhere."""
    remembered: tuple[View, Place | None] | None = st.session_state.get(_PLACE)
    return remembered[1] if remembered and remembered[0] == view else None


def leave_notice(text: str) -> None:
    """Leave one sentence for the next time a page is drawn."""
    st.session_state[_NOTICE] = text


def take_notice() -> str | None:
    """Take the sentence that was left, if any."""
    notice: str | None = st.session_state.pop(_NOTICE, None)
    return notice


def remember_card(kind: str, card_id: str) -> None:
    """Remember which wonder, explanation or action is being worked on."""
    st.session_state[f"vil.{kind}"] = card_id


def remembered_card(kind: str) -> str | None:
    """The card of a kind last worked on in this session."""
    card_id: str | None = st.session_state.get(f"vil.{kind}")
    return card_id


def take_up_cards() -> None:
    """Work on the wonder or the action that a link names; it is named once, and another can be chosen after that."""
    for name, kind in CARDS_IN_LINKS.items():
        if name in st.query_params:
            remember_card(kind, st.query_params.pop(name))


def note_page(address: str) -> None:
    """Note which page is drawn, so that it can tell when somebody comes to it from another or from outside."""
    if st.session_state.get(_PAGE) != address:
        st.session_state[_PAGE] = address
        st.session_state[_ARRIVED] = True


def take_arrival() -> bool:
    """Tell once whether the visitor has just come to the page."""
    return bool(st.session_state.pop(_ARRIVED, False))
