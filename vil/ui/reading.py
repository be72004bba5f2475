"""Step 2's questions: what we wonder at, how it can be read, and whether it is good enough."""

from __future__ import annotations

import streamlit as st

from vil.model.round import Interpretation, Step, Wonder
from vil.services import rounds
from vil.ui import claiming, frame, state
from vil.ui.asking import READINGS_ASKED_FOR
from vil.ui.labels import SAVED
from vil.ui.writing import choose_one, write_text

_ANSWERS = {"yes": "Ja", "no": "Nej"}
_AS_ANSWER = {True: "yes", False: "no", None: None}


def write_wonder(wonder: Wonder) -> None:
    """Put the wonder into words."""
    step, prompt = frame.texts().step(Step.INTERPRETATION), frame.texts().prompts["wonder"]
    st.subheader(step.questions[0])

    def save(text: str, seen: int) -> int:
        return rounds.save_wonder(state.open_store(), wonder.id, version=seen, text=text).version

    write_text(
        prompt.label,
        key=f"step2.text.{wonder.id}",
        text=wonder.text,
        version=wonder.version,
        save=save,
        placeholder=prompt.placeholder,
        lines=2,
    )


def write_interpretations(wonder: Wonder) -> None:
    """Ask for at least two readings, and keep room for more."""
    prompts = frame.texts().prompts
    for index, reading in enumerate(wonder.interpretations):
        _write_one(wonder, reading, prompts["interpretation" if index == 0 else "another_interpretation"].label, index)
    missing = READINGS_ASKED_FOR - len(wonder.written_interpretations)
    if missing > 0:
        st.caption("Skriv mindst to læsninger. Den anden er den, I ikke selv ville vælge.")
    elif st.button("En læsning mere", key="step2.more", icon=":material/add:"):
        rounds.add_interpretation(state.open_store(), wonder.id)
        st.rerun()


def _write_one(wonder: Wonder, reading: Interpretation, label: str, index: int) -> None:
    prompts = frame.texts().prompts

    def save(text: str, seen: int) -> int:
        return rounds.save_interpretation(state.open_store(), reading.id, version=seen, text=text).version

    write_text(
        label if index < READINGS_ASKED_FOR else f"{label} ({index + 1})",
        key=f"step2.reading.{reading.id}",
        text=reading.text,
        version=reading.version,
        save=save,
        placeholder=prompts["interpretation" if index == 0 else "another_interpretation"].placeholder,
        lines=2,
    )
    claiming.show_claim(wonder, reading)


def judge_wonder(wonder: Wonder) -> None:
    """Ask whether it is good enough, and compared with what."""
    prompts = frame.texts().prompts

    def save_comparison(text: str, seen: int) -> int:
        return rounds.save_wonder(state.open_store(), wonder.id, version=seen, compared_with=text).version

    def save_answer(answer: str | None, seen: int) -> int:
        is_good_enough = None if answer is None else answer == "yes"
        return rounds.save_wonder(state.open_store(), wonder.id, version=seen, is_good_enough=is_good_enough).version

    choose_one(
        prompts["is_good_enough"].label,
        _ANSWERS,
        key=f"step2.good.{wonder.id}",
        chosen=_AS_ANSWER[wonder.is_good_enough],
        version=wonder.version,
        save=save_answer,
    )
    write_text(
        prompts["compared_with"].label,
        key=f"step2.compared.{wonder.id}",
        text=wonder.compared_with,
        version=wonder.version,
        save=save_comparison,
        placeholder=prompts["compared_with"].placeholder,
        lines=1,
    )
    st.caption(SAVED)
