"""Targets and events as they are written on a card: what is there, and one more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import streamlit as st

from vil import formats
from vil.errors import NumberUnreadable, VilError
from vil.model.card import CardEvent, Target
from vil.model.indicator import Aggregation
from vil.model.period import Grain
from vil.model.recipe import Event
from vil.services import cards
from vil.services.profiles import Profile
from vil.ui import state
from vil.ui.card_shown import describe_target
from vil.ui.labels import GRAINS
from vil.ui.writing import as_plain, write_date, write_text

_ALL_UNITS = "Alle enheder"
_COUNTS = (Aggregation.SUM, Aggregation.COUNT, Aggregation.DISTINCT)
_SCOPES = {False: "Kun dette tal", True: "Alle tal i datasættet"}


def write_targets(profile: Profile) -> None:
    """Show every target with its time, and set a new one that leaves the earlier as they were."""
    st.subheader("Måltal")
    for target in reversed(profile.card.targets):
        _write_target(target, profile)
    with st.expander("Sæt et nyt måltal", icon=":material/add:"):
        _set_target(profile)


def _write_target(target: Target, profile: Profile) -> None:
    st.markdown(describe_target(target, profile))
    if target.is_withdrawn:
        if st.button("Lad det gælde igen", key=f"card.reinstate.{target.id}", type="tertiary", icon=":material/undo:"):
            cards.reinstate_target(state.open_store(), target.id)
            st.rerun()
        return
    with st.popover("Slut eller træk tilbage", key=f"card.target.{target.id}"):
        write_date(
            "Gælder til og med",
            key=f"card.target_end.{target.id}",
            day=target.ends_on,
            version=target.version,
            save=lambda day, seen: cards.end_target(state.open_store(), target.id, version=seen, ends_on=day).version,
        )
        if st.button("Træk tilbage (det var en fejl)", key=f"card.withdraw.{target.id}", icon=":material/undo:"):
            cards.withdraw_target(state.open_store(), target.id)
            st.rerun()


def _set_target(profile: Profile) -> None:
    ask = _Asking("target", profile.card.id)
    measure = profile.indicator.measure.name
    figure = st.text_input(f"Måltal ({measure})" if measure else "Måltal", key=ask.key("value"))
    unit = st.selectbox(
        "Gælder for", [_ALL_UNITS, *(found.name for found in profile.version.units)], key=ask.key("unit")
    )
    grain = _ask_grain(profile, ask)
    begins, ends = st.columns(2)
    starts_on = begins.date_input("Fra", date.today(), format="DD-MM-YYYY", key=ask.key("from"))
    ends_on = ends.date_input("Til (kan vente)", None, format="DD-MM-YYYY", key=ask.key("to"))
    set_by = st.text_input("Hvem har sat det?", key=ask.key("by"), placeholder="Chefgruppen, byrådet …")
    if not st.button("Sæt måltallet", key="card.set_target", icon=":material/flag:"):
        return
    ask.do(
        lambda: cards.set_target(
            state.open_store(),
            profile.version.dataset,
            profile.indicator.id,
            value=_read_number(figure),
            starts_on=starts_on,
            ends_on=ends_on,
            unit=None if unit == _ALL_UNITS else unit,
            grain=grain,
            set_by=set_by,
        )
    )


def _ask_grain(profile: Profile, ask: _Asking) -> Grain | None:
    """Ask which length of period a count is meant for; a rate or a mean is read alike at each of them."""
    grains = profile.version.grains
    if profile.indicator.aggregation not in _COUNTS or len(grains) < 2:
        return grains[0] if profile.indicator.aggregation in _COUNTS else None
    return st.segmented_control(
        "Tallet gælder for hver",
        grains,
        format_func=lambda each: GRAINS[each],
        default=grains[0],
        key=ask.key("grain"),
        required=True,
    )


def _read_number(text: str) -> float | None:
    try:
        return formats.parse_number(text)
    except ValueError as error:
        raise NumberUnreadable(text) from error


def write_events(profile: Profile) -> None:
    """Show the events written on the card, each to be changed, and add one; those of the recipe are changed there."""
    st.subheader("Hændelser")
    st.caption("De står på kurven som prikkede linjer. Hændelser fra opskriften kan ikke rettes her.")
    for found in profile.card.events:
        with st.expander(f"{formats.format_date(found.event.start)}: {as_plain(found.event.name)}"):
            _write_event(found)
    _offer_undo()
    with st.expander("Tilføj en hændelse", icon=":material/add:"):
        _add_event(profile)


def _write_event(found: CardEvent) -> None:
    for field, label, lines in (("name", "Kort navn", 1), ("text", "Hvad skete der?", 3)):
        content = found.event.name if field == "name" else found.event.text
        write_text(
            label,
            key=f"card.event.{field}.{found.id}",
            text=content,
            version=found.version,
            save=_save_event(found.id, "name" if field == "name" else "text"),
            lines=lines,
        )
    write_date(
        "Slutter (kan være tom)",
        key=f"card.event.end.{found.id}",
        day=found.event.end,
        version=found.version,
        save=_save_event(found.id, "end"),
    )
    if st.button("Fjern hændelsen", key=f"card.event.remove.{found.id}", icon=":material/delete:"):
        cards.remove_event(state.open_store(), found.id)
        state.remember_card("removed_event", found.id)
        st.rerun()


def _offer_undo() -> None:
    removed = state.remembered_card("removed_event")
    if removed and st.button("Fortryd: hent hændelsen tilbage", key="card.event.undo", icon=":material/undo:"):
        cards.restore_event(state.open_store(), removed)
        state.remember_card("removed_event", "")
        st.rerun()


def _save_event(event_id: str, field: Literal["name", "text", "end"]) -> Callable[[Any, int], int]:
    def save(content: Any, seen: int) -> int:
        fields: Any = {field: content}
        return cards.save_event(state.open_store(), event_id, version=seen, **fields)

    return save


def _add_event(profile: Profile) -> None:
    ask = _Asking("event", profile.card.id)
    name = st.text_input("Kort navn", key=ask.key("name"), placeholder="Ny vagtplan")
    text = st.text_area("Hvad skete der?", key=ask.key("text"), placeholder="Hvad ændrede sig, og for hvem?")
    begins, ends = st.columns(2)
    start = begins.date_input("Begynder", date.today(), format="DD-MM-YYYY", key=ask.key("start"))
    end = ends.date_input("Slutter (kan være tom)", None, format="DD-MM-YYYY", key=ask.key("end"))
    is_for_all = st.selectbox("Vedrører", list(_SCOPES), format_func=lambda scope: _SCOPES[scope], key=ask.key("scope"))
    unit = st.selectbox("Hvor", [_ALL_UNITS, *(found.name for found in profile.version.units)], key=ask.key("unit"))
    breaks = st.checkbox("Måden at registrere på blev ændret", key=ask.key("breaks"))
    if not st.button("Tilføj hændelsen", key="card.add_event", icon=":material/event:"):
        return
    about = None if is_for_all else profile.indicator.id
    event = Event(start or date.today(), name, end, text, about, None if unit == _ALL_UNITS else unit, breaks)
    ask.do(lambda: cards.add_event(state.open_store(), profile.version.dataset, profile.indicator.id, event))


class _Asking:
    """The fields of one thing that is about to be added; they are empty again when it has been."""

    def __init__(self, what: str, card_id: str) -> None:
        self.count = f"card.asked.{what}.{card_id}"
        self.name = f"card.new_{what}.{card_id}.{st.session_state.get(self.count, 0)}"

    def key(self, field: str) -> str:
        """Name a field's widget."""
        return f"{self.name}.{field}"

    def do(self, add: Callable[[], object]) -> None:
        """Add it, or say what is missing."""
        try:
            add()
        except VilError as problem:
            st.warning(str(problem), icon=":material/edit:")
            return
        st.session_state[self.count] = st.session_state.get(self.count, 0) + 1
        st.rerun()
