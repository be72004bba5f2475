"""The card as an analyst writes on it: every field saves itself, and an approval carries a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import streamlit as st

from vil.errors import NumberUnreadable, VilError
from vil.model.period import Grain
from vil.narration.approval import say_approved
from vil.services import approving, cards
from vil.services.profiles import Profile
from vil.ui import state
from vil.ui.labels import CARD_FIELDS, CARD_PLACEHOLDERS, GRAINS, SAVED
from vil.ui.writing import Save, as_plain, choose_one, write_number, write_text

Text = Literal[
    "description",
    "source_system",
    "owner",
    "contact_name",
    "contact_phone",
    "contact_email",
    "contact_teams",
    "registration",
    "context",
    "caveats",
]
_TEXTS: tuple[Text, ...] = ("description", "caveats", "registration", "context")
_PEOPLE: tuple[Text, ...] = ("owner", "contact_name", "contact_phone", "contact_email", "contact_teams")


def write_texts(profile: Profile) -> None:
    """Write what is known beside the number; what changes the number itself is changed in the recipe."""
    st.subheader("Teksten ved siden af tallet")
    for field in _TEXTS:
        _write(profile, field, lines=3)
    st.subheader("Hvornår kommer tallene?")
    _write_frequency(profile)
    _write(profile, "source_system", lines=1)
    st.caption(f"{SAVED} Navn, definition og måleenhed står i opskriften: de ændrer tallet og giver en ny udgave.")


def write_people(profile: Profile) -> None:
    """Write who owns the number, and who to call."""
    st.subheader("Hvem kender tallet?")
    for field in _PEOPLE:
        _write(profile, field, lines=1)


def _write(profile: Profile, field: Text, *, lines: int) -> None:
    write_text(
        CARD_FIELDS[field],
        key=f"card.{field}.{profile.card.id}",
        text=getattr(profile.card, field),
        version=profile.card.version,
        save=_save(profile, field),
        placeholder=CARD_PLACEHOLDERS[field],
        lines=lines,
    )


def _write_frequency(profile: Profile) -> None:
    card = profile.card
    choose_one(
        "Nye tal for hver",
        {grain: GRAINS[grain] for grain in Grain},
        key=f"card.update_grain.{card.id}",
        chosen=card.update_grain,
        version=card.version,
        save=_save(profile, "update_grain"),
    )
    write_number(
        "Dage efter periodens slutning",
        key=f"card.update_lag.{card.id}",
        number=card.update_lag,
        version=card.version,
        save=_save(profile, "update_lag", _as_days),
        help_text="10 betyder den 10. i måneden efter. Så siger jeg til, når tallene burde være her.",
    )


def _as_days(number: float | None) -> int | None:
    if number is None:
        return None
    if number != int(number) or not 0 <= number <= 730:
        raise NumberUnreadable(f"{number:g}")
    return int(number)


def _save(profile: Profile, field: str, turn: Callable[[Any], Any] = lambda content: content) -> Save:
    def save(content: Any, seen: int) -> int:
        fields: Any = {field: turn(content)}
        number = (profile.version.dataset, profile.indicator.id)
        return cards.save_indicator_card(state.open_store(), *number, version=seen, **fields).version

    return save


def approve(profile: Profile) -> None:
    """Let somebody put a name to the number as it is defined now, or take that back."""
    st.subheader("Godkendelse")
    standing = profile.standing
    if standing is not None and standing.holds:
        st.markdown(f":material/verified: Godkendt {as_plain(say_approved(standing.approval))}.")
        if st.button("Træk godkendelsen tilbage", key="card.unapprove", icon=":material/undo:"):
            approving.withdraw_approval(state.open_store(), standing.approval.id)
            st.rerun()
        return
    st.caption("Den gælder definitionen og skemaet, som de er nu, og udløber af sig selv, hvis de ændres.")
    name = st.text_input("Hvem godkender?", key=f"card.approver.{profile.card.id}", placeholder="Navn og rolle")
    if st.button("Godkend tallet", key="card.approve", icon=":material/verified:"):
        _approve(profile, name)


def _approve(profile: Profile, name: str) -> None:
    try:
        approving.approve(state.open_store(), profile.version, profile.indicator.id, name=name, today=date.today())
    except VilError as problem:
        st.warning(str(problem), icon=":material/edit:")
        return
    st.rerun()
