"""Our goals on the home page: each with the question it has come to in the decision tree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from vil.model.goal import Goal
from vil.services import decision_tree
from vil.ui import frame, state, wording
from vil.ui.goals import as_title
from vil.ui.writing import as_plain

_SHOWN = 3


def show_goals(found: Sequence[Goal]) -> None:
    """Show the goals worked on last with the way to their next step, and lead to the others; or to setting the first."""
    st.subheader("Vores mål")
    if not found:
        frame.link_to(frame.COMPASS, "Sæt et mål sammen")
        return
    latest = sorted(found, key=lambda goal: goal.changed_at, reverse=True)
    for goal in latest[:_SHOWN]:
        with st.container(gap="xsmall"):
            st.markdown(f"**{as_plain(as_title(goal))}**")
            frame.link_to(frame.TREE, _say_where(goal), maal=goal.id)
    if len(latest) > _SHOWN:
        with st.expander(f"Andre mål ({len(latest) - _SHOWN})"):
            for goal in latest[_SHOWN:]:
                frame.link_to(frame.TREE, as_plain(as_title(goal)), maal=goal.id)


def _say_where(goal: Goal) -> str:
    """Say which question a goal has come to, from the evidence of today."""
    texts, store = wording.tree(), state.open_store()
    standing = decision_tree.find_standing(state.datasets_dir(), store, goal, texts.questions, date.today())
    if standing.stops_at is None:
        return texts.end
    number = texts.number(standing.stops_at)
    return f"{number} af {len(texts.questions)}: {texts.questions[standing.stops_at].text}"
