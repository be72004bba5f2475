"""The practice ground's front: who practises, the cases to choose from, and what has been learnt."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from vil.charts import find_palette
from vil.charts.practice import draw_learning
from vil.content.practice import PracticeTexts, load_practice
from vil.errors import NotFound
from vil.model.practice import Difficulty, PracticeAnswer, PracticeRun, Sighting, Truth
from vil.narration.practice import say_learning
from vil.services import practising
from vil.services.scenes import open_scene
from vil.ui import frame, state
from vil.ui.drawing import show_drawn
from vil.ui.writing import as_plain

_RUN, _CASE = "oeve", "opgave"
_FEWEST_DRAWN = 3


def open_run() -> PracticeRun | None:
    """Find who practises: the one in the link, or else the one of this session."""
    run_id = st.query_params.get(_RUN) or state.remembered_card("practice")
    if not run_id:
        return None
    try:
        run = practising.load_run(state.open_store(), run_id)
    except NotFound:
        state.remember_card("practice", "")
        raise
    state.remember_card("practice", run.id)
    st.query_params[_RUN] = run.id
    return run


def opened_case() -> str | None:
    """The code of the case that is worked on, None where one is to be chosen."""
    return st.query_params.get(_CASE) or None


def open_case(code: str | None) -> None:
    """Go to a case, or back to choosing one."""
    if code is None:
        st.query_params.pop(_CASE, None)
    else:
        st.query_params[_CASE] = code
    st.rerun()


def texts() -> PracticeTexts:
    """The practice ground's words, with the organisation's own in place of ours."""
    return load_practice(state.read_settings().data_dir / "content")


def choose_who() -> None:
    """Ask whether a team or one alone practises, and begin."""
    words = texts()
    st.header(words.title)
    st.write(words.intro)
    alone, together = st.columns(2, gap="large")
    with alone.container(border=True, height="stretch"):
        st.write("**Alene.** Gem linket, så kan du tage op, hvor du slap. Ingen andre ser dine svar.")
        if st.button("Jeg øver alene", type="primary", key="practice.alone", icon=":material/person:"):
            _begin("")
    with together.container(border=True, height="stretch"):
        st.write("**Sammen.** Bliv enige om hvert svar. Teamet kan tage op, hvor det slap, fra enhver skærm.")
        team = _choose_team()
        if st.button("Vi øver som team", key="practice.team", icon=":material/groups:", disabled=not team):
            _begin(team)


def _choose_team() -> str:
    known = practising.list_teams(state.open_store())
    team = st.selectbox(
        "Teamets navn",
        known,
        index=None,
        accept_new_options=True,
        key="practice.name",
        placeholder="Skriv jeres navn, eller vælg det",
    )
    return team or ""


def _begin(team: str) -> None:
    run = practising.begin_run(state.open_store(), team=team)
    state.remember_card("practice", run.id)
    st.query_params[_RUN] = run.id
    st.rerun()


def show_choice(run: PracticeRun) -> None:
    """Show the ten cases, the next one first, what has been learnt, and the way to more."""
    words = texts()
    st.header(words.title)
    st.caption(as_plain(f"{run.team or 'Alene'} · {_count_done(run)}"))
    following = next_case(run)
    if following and st.button(
        "Begynd" if not run.answers else "Næste opgave",
        type="primary",
        key="practice.next",
        icon=":material/arrow_forward:",
    ):
        open_case(following)
    _show_learning(run)
    st.subheader("Ti opgaver")
    _show_cases(run)
    st.subheader("Flere opgaver")
    _offer_more(run)
    if st.button("Skift hold", type="tertiary", key="practice.switch", icon=":material/switch_account:"):
        state.remember_card("practice", "")
        st.query_params.pop(_RUN, None)
        st.rerun()


def _count_done(run: PracticeRun) -> str:
    done = len(done_answers(run))
    return "1 opgave løst" if done == 1 else f"{done} opgaver løst"


def done_answers(run: PracticeRun) -> tuple[PracticeAnswer, ...]:
    """The answers whose truth has been told, in the order they were begun."""
    return tuple(answer for answer in run.answers if answer.is_done)


def next_case(run: PracticeRun) -> str | None:
    """Find the first of the ten cases that is not done; after them a new one of middling difficulty."""
    done = {answer.case for answer in done_answers(run)}
    ready = next((code for code in sorted(texts().cases) if code not in done), None)
    return ready or practising.name_new_case(run, Difficulty.MEDIUM)


def _show_cases(run: PracticeRun) -> None:
    with st.container(horizontal=True, key="practice-cases"):
        for code, case in sorted(texts().cases.items()):
            answer = run.answer_to(code)
            icon = _status_icon(answer)
            if st.button(f"{int(code)}. {as_plain(case.title)}", key=f"practice.case.{code}", icon=icon):
                open_case(code)


def _status_icon(answer: PracticeAnswer | None) -> str:
    if answer is None:
        return ":material/radio_button_unchecked:"
    return ":material/check:" if answer.is_done else ":material/hourglass_bottom:"


def _offer_more(run: PracticeRun) -> None:
    st.write("Nye kurver hver gang. Jo sværere, jo tættere ligger det på det tilfældige.")
    with st.container(horizontal=True):
        for difficulty in Difficulty:
            if st.button(
                texts().levels[difficulty.value], key=f"practice.more.{difficulty.value}", icon=":material/casino:"
            ):
                open_case(practising.name_new_case(run, difficulty))


def _show_learning(run: PracticeRun) -> None:
    done = done_answers(run)
    if not done:
        return
    truths = [(answer, open_scene(texts(), answer.case).truth) for answer in done]
    with st.container(border=True, key="practice-learning"):
        st.markdown("**Det har I lært indtil nu**" if run.team else "**Det har du lært indtil nu**")
        for sentence in say_learning(truths):
            st.write(sentence)
        _draw_learning([(answer.sighting, truth) for answer, truth in truths if answer.sighting])
        with st.expander("Se svarene i rækkefølge"):
            st.dataframe(_list_answers(done), hide_index=True)


def _draw_learning(readings: Sequence[tuple[Sighting, Truth]]) -> None:
    """Draw the cases in the order they were answered, once there is an order to see."""
    if len(readings) < _FEWEST_DRAWN:
        return
    theme = frame.theme_name()
    show_drawn(
        draw_learning(readings, palette=find_palette(theme)).to_dict(),
        key=f"practice.learning.{theme}",
        alt="Hver opgave i rækkefølge: læst, som det var, læst modsat eller ladt åbent. Tallene står over tegningen.",
    )


def _list_answers(done: Sequence[PracticeAnswer]) -> list[dict[str, str]]:
    words, rows = texts(), []
    for answer in reversed(done):
        scene = open_scene(words, answer.case)
        if answer.sighting and answer.kind:
            rows.append(
                {
                    "Opgave": scene.title,
                    "Læst som": words.name_sighting(answer.sighting),
                    "Gættet": words.truth(answer.kind).name,
                    "Det var": words.truth(scene.truth).name,
                }
            )
    return rows
