"""The first-time path: from nothing to a pinned wonder in four short steps, with the progress said and a way out at each.

How far a visitor has come goes along in the address, so that a reload and a link keep it; what is done is read from the round.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from vil.model.round import Round
from vil.model.series import DatasetVersion, Lens
from vil.services import exploring
from vil.services.overviewing import Curve, find_overview
from vil.ui import beginning, frame, state
from vil.ui.state import DISMISSED, FIRST_TIME, ON_THE_WAY
from vil.ui.writing import as_plain

_STEPS = ("Vælg jeres tal", "Find noget at undre jer over", "Gæt, og se kurven", "Sæt jeres undren fast")
_MOST = 3
_UNIT = "hvem"


def is_shown(*, has_begun: bool) -> bool:
    """Whether the home page is the path: for who asks for it, and where nothing has been begun and nobody has waved it away."""
    told = state.carried(FIRST_TIME)
    return told == ON_THE_WAY or (told is None and not has_begun)


def offer() -> None:
    """Offer the path quietly to who is new in a place where others have begun."""
    if st.button(
        "Første gang her? Fem minutter fra tal til undren", key="first.offer", type="tertiary", icon=":material/route:"
    ):
        state.carry(FIRST_TIME, ON_THE_WAY)
        st.rerun()


def show_choosing() -> None:
    """Show the path's first two steps: the numbers, and what in them is worth wondering about."""
    published = {version.dataset: version for version in beginning.list_published()}
    chosen = published.get(st.query_params.get(beginning.CHOSEN, ""))
    if chosen is not None:
        _show_worth_wondering(chosen)
        return
    frame.show_whole_board()
    st.header("Fra tal til handling, sammen")
    st.write(f"{frame.texts().board_intro} Begynd her: om fem minutter har I fundet noget, I undrer jer over.")
    _show_path(1)
    st.subheader("Vælg jeres tal")
    if published:
        beginning.show_datasets(tuple(published.values()), beginning.find_worth_wondering)
        return
    st.write("Her er ingen tal endnu. Et udtræk er en fil fra Excel eller MSB i Tal. Bagefter går I videre herfra.")
    if st.button("Bring et udtræk", type="primary", key="start.bring", icon=":material/upload_file:"):
        state.carry(FIRST_TIME, ON_THE_WAY)
        frame.go_to(frame.BRING)
    st.caption("Har I ingen fil ved hånden?")
    with st.container(horizontal=True):
        frame.link_to(frame.PRACTICE, "Øv jer på opdigtede tal")
        frame.link_to(frame.OWN_SIGNS, "Tæl noget selv")


def _show_worth_wondering(version: DatasetVersion) -> None:
    """Name the numbers that do more than they usually do, and show no line: it is guessed at first."""
    st.header("Hvad er værd at undre sig over?")
    _show_path(2)
    frame.show_synthetic(version.recipe.synthetic)
    units = [unit.name for unit in version.units]
    asked = st.query_params.get(_UNIT)
    unit = units[0]
    if len(units) > 1:
        unit = st.selectbox(
            "Hvem er I?",
            units,
            index=units.index(asked) if asked in units else 0,
            key=f"first.unit.{version.dataset}",
            width=420,
        )
        st.query_params[_UNIT] = unit
    _offer_curves(version, unit)
    if st.button("Vælg andre tal", key="first.back", type="tertiary", icon=":material/arrow_back:"):
        st.query_params.pop(beginning.CHOSEN, None)
        st.rerun()


def _offer_curves(version: DatasetVersion, unit: str) -> None:
    view = exploring.fit_view(version, replace(exploring.propose_view(version), unit=unit, lens=Lens.DEVELOPMENT))
    overview = find_overview(state.datasets_dir(), view)
    own = [curve for curve in overview.curves if curve.view.dataset == version.dataset]
    lifted = [curve for curve in own if curve in overview.lifted and not curve.only_follows_year]
    if lifted:
        st.write(
            "Her sker der mere, end der plejer. Vælg det, der betyder mest for jer. I får selv lov at gætte først."
        )
    else:
        st.write("Tallene svinger, som de plejer. Det er også et svar. Vælg det, der betyder mest for jer.")
    for place, curve in enumerate((lifted or own)[:_MOST]):
        _offer_curve(version, curve, place)


def _offer_curve(version: DatasetVersion, curve: Curve, place: int) -> None:
    indicator, unit = curve.series.indicator, curve.series.unit.name
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(width="stretch", gap="xsmall"):
            st.markdown(f"**{as_plain(indicator.name)}** · {as_plain(unit)}")
            if indicator.definition:
                st.caption(as_plain(indicator.definition))
        if st.button("Vælg", key=f"first.curve.{place}", icon=":material/arrow_forward:"):
            view = exploring.fit_view(version, curve.view)
            beginning.begin(version, view)


def guide(current: Round | None, *, is_waiting: bool) -> None:
    """Say on the first step where on the path a visitor is, in the round that was begun on it; nothing to anybody else."""
    if current is None or state.carried(FIRST_TIME) != current.id:
        return
    if is_waiting:
        _show_path(3, "Træk jeres gæt på plads, hvis I har et, og tryk »Vis tallene«.")
    else:
        _show_path(4, "Studser I over noget? Tryk på det sted på kurven, eller bare på »Det undrer os«.")


def show_arrival(current: Round) -> None:
    """Say that the first wonder is pinned, and that the rest of the board is theirs; then the path is over."""
    if state.carried(FIRST_TIME) != current.id:
        return
    with st.container(border=True, key="first-path", horizontal=True, vertical_alignment="center"):
        st.markdown(
            "**Jeres første undren sidder fast.** Skriv den med jeres egne ord, og læs den på flere måder. "
            "Alt bliver gemt undervejs; trinnene øverst viser vejen, og Start viser, hvor I er.",
            width="stretch",
        )
        if st.button("Luk vejledningen", key="first.done", type="tertiary", icon=":material/check:"):
            state.carry(FIRST_TIME, None)
            st.rerun()


def _show_path(here: int, hint: str = "") -> None:
    with st.container(
        border=True, key="first-path", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        with st.container(width="stretch", gap="small"):
            steps = "".join(_draw_step(number, name, here) for number, name in enumerate(_STEPS, 1))
            label = f"Første gang: trin {here} af {len(_STEPS)}"
            st.html(f'<ol class="vil-path" aria-label="{label}">{steps}</ol>', width="stretch")
            if hint:
                st.markdown(hint)
        if st.button("Luk vejledningen", key="first.dismiss", type="tertiary", icon=":material/close:"):
            state.carry(FIRST_TIME, DISMISSED)
            for name in (beginning.CHOSEN, _UNIT):
                st.query_params.pop(name, None)
            st.rerun()


def _draw_step(number: int, name: str, here: int) -> str:
    state_of = "done" if number < here else "here" if number == here else ""
    current = ' aria-current="step"' if number == here else ""
    return f'<li class="{state_of}"{current}><b>{"✓" if number < here else number}</b> {escape(name)}</li>'
