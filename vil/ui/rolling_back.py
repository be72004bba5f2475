"""Which version of a data set is in force: say it, and make another one so after a confirmation."""

from __future__ import annotations

import streamlit as st

from vil.errors import VilError
from vil.formats import format_date
from vil.model.series import DatasetVersion
from vil.services.rolling_back import list_rollbacks, roll_back
from vil.ui import state
from vil.ui.writing import as_plain

_WHO = "lokal bruger"


def choose_version_in_force(listed: DatasetVersion, *, current: int) -> None:
    """Mark the version in force, and offer to let any other one take its place."""
    if listed.number == current:
        st.caption(":material/check_circle: Den gældende udgave")
    elif st.button("Gør til den gældende udgave", key=f"rollback.{listed.dataset}.{listed.number}"):
        _confirm(listed, current)


@st.dialog("Skal en anden udgave gælde?")
def _confirm(listed: DatasetVersion, current: int) -> None:
    """Say what will happen, and do it when it is confirmed."""
    title = as_plain(listed.recipe.title)
    st.write(
        f"»{title}« viser så udgave {listed.number} fra {format_date(listed.published_at)} i stedet for udgave {current}. "
        "Runder, der er i gang, bliver ved den udgave, de har. Ingen udgave bliver slettet, og I kan altid vælge om."
    )
    with st.container(horizontal=True):
        label = f"Ja, lad udgave {listed.number} gælde"
        if st.button(label, type="primary", key="rollback.confirm", on_click=_put_in_force, args=(listed,)):
            st.rerun()
        if st.button("Nej, lad det være", key="rollback.cancel"):
            st.rerun()


def _put_in_force(listed: DatasetVersion) -> None:
    try:
        roll_back(state.read_settings(), listed.dataset, to=listed.number, by=_WHO)
    except VilError as problem:
        state.leave_notice(str(problem))
    else:
        state.leave_notice(f"Udgave {listed.number} af »{listed.recipe.title}« er nu den gældende.")


def tell_last_rollback(dataset: str) -> None:
    """Say who last chose another version, and when."""
    made = list_rollbacks(state.datasets_dir(), dataset)
    if made:
        last = made[-1]
        st.caption(
            f"{format_date(last.at)} valgte {as_plain(last.by)} udgave {last.version} i stedet for udgave {last.replaced}."
        )
