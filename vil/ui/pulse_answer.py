"""What everybody meets on the phone: the pulse in ten seconds, and the open questions where they are asked."""

from __future__ import annotations

import uuid
from functools import partial

import streamlit as st

from vil.content import EvaluationText, load_programme
from vil.content.programme import PulseText
from vil.errors import VilError
from vil.model.pulse import Occasion
from vil.services import evaluating, pulsing
from vil.ui import state
from vil.ui.components.pulse import show_pulse
from vil.ui.writing import as_plain


def pulse_text() -> PulseText:
    """The pulse question and the first course's figures."""
    return load_programme(state.read_settings().data_dir / "content").pulse


def evaluation_text() -> EvaluationText:
    """The open questions of the evaluation."""
    return load_programme(state.read_settings().data_dir / "content").evaluation


def show_questions(occasion: Occasion) -> None:
    """Ask for the pulse, and for words where the occasion has an evaluation."""
    words = pulse_text()
    st.header(as_plain(words.question))
    give = partial(_give, occasion.id)
    show_pulse(occasion.id, lowest=words.lowest, highest=words.highest, give=give)
    st.caption("Anonymt: intet navn og intet klokkeslæt bliver gemt. Svarene vises først, når der er fem.")
    if occasion.has_evaluation:
        _ask_for_words(occasion)


def _give(occasion_id: str, score: int, token: str) -> None:
    pulsing.give_score(state.open_store(), occasion_id, score, token=token)


def _ask_for_words(occasion: Occasion) -> None:
    sent, token = f"words.sent.{occasion.id}", f"words.token.{occasion.id}"
    words = evaluation_text()
    st.subheader(as_plain(words.name))
    if st.session_state.get(sent):
        st.write("Tak for ordene. De er sendt.")
        return
    answers = {
        _question_id(number): st.text_area(question, key=f"words.{number}.{occasion.id}", height=98)
        for number, question in enumerate(words.questions)
    }
    st.caption("Skriv ingen navne og ingen CPR-numre. Alle kan læse det.")
    if st.button("Send", type="primary", key="words.send", icon=":material/send:"):
        try:
            evaluating.give_words(
                state.open_store(), occasion.id, answers, token=st.session_state.setdefault(token, uuid.uuid4().hex)
            )
        except VilError as problem:
            st.error(as_plain(str(problem)), icon=":material/info:")
            return
        if any(text.strip() for text in answers.values()):
            st.session_state[sent] = True
            st.rerun()


def _question_id(number: int) -> str:
    return f"question_{number}"


def list_questions() -> dict[str, str]:
    """Give the open questions by their id."""
    return {_question_id(number): question for number, question in enumerate(evaluation_text().questions)}
