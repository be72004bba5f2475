"""The decision tree drawn as a trunk of eight stones with a branch of actions from each, and the team's path lit."""

from __future__ import annotations

import streamlit as st

from vil.content import TreeTexts
from vil.services.decision_tree import Standing
from vil.ui.components import read_part

_HTML = '<nav><svg aria-hidden="true"></svg><ol></ol></nav>'

_tree = st.components.v2.component(
    "vil.tree", html=_HTML, css=read_part("tree.css"), js=read_part("elements.js") + read_part("tree.js")
)


def show_tree(standing: Standing, selected: str, texts: TreeTexts) -> str | None:
    """Draw the tree, and return the key of the question just chosen, if any."""
    rows = [_as_row(key, standing, selected, texts) for key in texts.questions]
    shown = {"name": texts.name, "rows": rows, "end": texts.end, "isAtEnd": standing.stops_at is None}
    chosen: str | None = _tree(key="tree", data=shown, on_chosen_change=_nothing).chosen
    return chosen


def _as_row(key: str, standing: Standing, selected: str, texts: TreeTexts) -> dict[str, object]:
    question, answer = texts.questions[key], standing.answers[key]
    said = texts.unknown if answer.is_yes is None else texts.yes if answer.is_yes else texts.no
    is_here = key == standing.stops_at
    is_open = is_here and answer.is_yes is not None
    words = [f"{texts.number(key)}. {question.text} {said}."]
    words += ["Jeres eget svar."] if answer.of_team else []
    words += ["Her er I."] if is_here else []
    return {
        "id": key,
        "number": texts.number(key),
        "text": question.text,
        "said": said,
        "ofTeam": answer.of_team is not None,
        "passed": key in standing.path and not is_here,
        "onPath": key in standing.path,
        "here": is_here,
        "open": is_open,
        "selected": key == selected,
        "branch": texts.yes if question.opens_on == "yes" else texts.no,
        "actions": [action.text for _, action in texts.find_actions(key)],
        "spoken": " ".join(words),
    }


def _nothing() -> None:
    """Take an event that the page reads from the result instead."""
