"""Step 5: hold new numbers against what we expected, and decide who must know."""

import streamlit as st

from vil.model.round import Step
from vil.ui import charts, claiming, following, frame

current = frame.require_round(Step.FOLLOW_UP)
action = following.chosen_action(current)
if action is None:
    frame.show_empty(Step.FOLLOW_UP, missing="action")
    st.stop()

result = following.read_result(current, action)
numbers, questions = st.columns([6, 4], gap="large")
with numbers:
    charts.show_origin(result.sight.version)
    charts.show_headline(result.narrative.headline)
    following.choose_action(current, action, key="step5.action")
    following.show_result_chart(current, result, action)
    charts.show_sentences(result.narrative)
    claiming.offer_fallen(current, key="step5.fallen")
    charts.show_numbers(result.sight, key="step5.numbers", current=current)

with questions:
    following.write_follow_up(current, action, result)
    following.offer_next_round()
