"""What only a person can decide about a file: numbers that can be read in two ways, and columns of personal numbers."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from vil.model.reading import PersonalFinding, PersonalKind, Question, Reading
from vil.model.recipe import PersonalColumn, ReadingOptions, Treatment
from vil.services.answering import answer_question
from vil.ui.labels import TREATMENTS
from vil.ui.writing import as_plain

PERSONAL = "personal_numbers"


def ask_questions(reading: Reading, options: ReadingOptions) -> ReadingOptions | None:
    """Show every reading of what is in doubt side by side; the options with a new answer, None when none was given."""
    for place, question in enumerate(reading.questions):
        with st.container(border=True):
            st.markdown(f":material/help: **{as_plain(question.message)}**")
            answer = _choose(question, f"bring.question.{place}.{question.code}.{question.column}")
        if answer is not None:
            return answer_question(options, question, answer)
    return None


def _choose(question: Question, key: str) -> str | None:
    """Show the readings beside each other, each with what speaks for it; the one that was chosen."""
    chosen = None
    for place, (side, choice) in enumerate(zip(st.columns(len(question.choices)), question.choices, strict=True)):
        with side:
            st.markdown(as_plain(choice.label))
            if choice.evidence:
                st.caption(as_plain(choice.evidence))
            if place == 0:
                st.caption(":material/check: Sådan er det læst nu")
            label = "Ja, læs det sådan" if place == 0 else "Nej, læs det sådan"
            if st.button(label, key=f"{key}.{place}"):
                chosen = choice.answer
    return chosen


def must_decide_personal(reading: Reading) -> bool:
    """Tell whether a file was not read because of columns of personal numbers."""
    return reading.refused is not None and reading.refused.code == PERSONAL and bool(_personal_columns(reading))


def _personal_columns(reading: Reading) -> list[PersonalFinding]:
    return [one for one in reading.personal if one.is_column and one.kind is PersonalKind.CPR]


def decide_personal(reading: Reading, options: ReadingOptions) -> ReadingOptions | None:
    """Ask what is to be done with each column of personal numbers; the options when it is decided, else None."""
    columns = _personal_columns(reading)
    st.subheader("Personnumre skal ud, før vi går videre")
    many = "En kolonne indeholder" if len(columns) == 1 else "Kolonner indeholder"
    st.write(f"{many} CPR-numre, og de skal ikke med i datasættet. Vælg, hvad der skal ske, så læser vi filen igen.")
    chosen = []
    for finding in columns:
        treatment = st.radio(
            f"Kolonnen »{as_plain(finding.column)}«",
            list(Treatment),
            format_func=TREATMENTS.__getitem__,
            key=f"bring.personal.{finding.column}",
        )
        chosen.append(PersonalColumn(finding.column, Treatment(str(treatment))))
    st.caption("Numrene kommer aldrig med i et datasæt. En kode kan ikke føres tilbage til personen uden jeres nøgle.")
    if not st.button("Læs igen uden personnumre", type="primary", key="bring.personal.go", icon=":material/refresh:"):
        return None
    others = [one for one in options.personal if one.column not in {column.column for column in chosen}]
    return replace(options, personal=(*others, *chosen))
