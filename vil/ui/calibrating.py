"""How often we were surprised: words and dots on a calm place, never a mark and never a row of teams."""

from __future__ import annotations

import streamlit as st

from vil.analysis.guesses import find_calibration
from vil.charts import find_palette
from vil.charts.calibration import draw_calibration
from vil.formats import format_date
from vil.model.guess import Guess
from vil.model.indicator import Indicator
from vil.model.round import Round
from vil.narration.guess import NOT_A_MARK, describe_calibration, describe_guess
from vil.services import exploring
from vil.services.calibrating import Scope, find_past_guesses
from vil.ui import frame, state
from vil.ui.charts import show_table
from vil.ui.drawing import show_drawn
from vil.ui.tables import list_guesses
from vil.ui.writing import as_plain

_SCOPES = {Scope.ROUND: "Runden", Scope.TEAM: "Holdet", Scope.AREA: "Området"}
_DOTS_FROM = 2


def show_told(guess: Guess) -> None:
    """Say what was guessed, when, and in which version of the numbers, and name the gap."""
    view = guess.view
    indicator = _find_indicator(guess)
    said = describe_guess(guess, indicator)
    st.subheader(f"Vores gæt{f' ({as_plain(guess.author)})' if guess.author else ''}")
    st.markdown(f"**{as_plain(said.headline)}.** {as_plain(' '.join(said.sentences))}")
    about = f"{indicator.name} · {view.unit} · gættet {format_date(guess.guessed_at)} i udgave {view.version}"
    st.caption(as_plain(about))


def show_calibration(current: Round) -> None:
    """Follow how often guesses held a surprise, for the round and, where there are more, its team and area."""
    past = find_past_guesses(state.datasets_dir(), state.open_store(), current)
    if not past:
        return
    st.subheader(
        "Hvor tit blev vi overrasket?",
        help="Overrasket: mindst ét tal lå længere fra gættet, end tallet plejer at svinge.",
    )
    scope = _choose_scope(list(past))
    found = find_calibration(past[scope])
    said = describe_calibration(found) or ("Der er for få målinger til at sige, om gættet var langt fra.",)
    st.markdown(as_plain(" ".join(said)))
    if found.judged >= _DOTS_FROM:
        theme = frame.theme_name()
        spec = draw_calibration(past[scope], palette=find_palette(theme)).to_dict()
        alt = f"Et punkt for hvert gæt. {said[0]}"
        show_drawn(spec, key=f"thread.calibration.{scope}.{theme}", alt=alt)
        st.caption("Inden for båndet svinger tallet, som det plejer.")
        show_table(list_guesses(past[scope], _find_indicator), key="thread.calibration.numbers")
    st.caption(NOT_A_MARK)


def _find_indicator(guess: Guess) -> Indicator:
    version = exploring.find_version(state.datasets_dir(), guess.view.dataset, guess.view.version)
    return version.indicator(guess.view.indicator)


def _choose_scope(scopes: list[Scope]) -> Scope:
    if len(scopes) < 2:
        return scopes[0]
    chosen = st.segmented_control(
        "Hvis gæt?",
        scopes,
        format_func=_SCOPES.__getitem__,
        default=scopes[0],
        key="thread.scope",
        label_visibility="collapsed",
    )
    return chosen or scopes[0]
