"""Step 4: choose what we do about an explanation, and what we expect to see."""

import streamlit as st

from vil.model.round import Step
from vil.ui import acting, behaviour, charts, frame

current = frame.require_round(Step.ACTION)
chosen = acting.chosen_explanation(current)
if chosen is None:
    frame.show_empty(Step.ACTION, missing="explanation")
    st.stop()

action = acting.find_action(current, chosen)
sight = charts.look_at_explanation(current, chosen)
numbers, plan = st.columns([6, 4], gap="large")
with numbers:
    charts.show_origin(sight.version)
    st.header(frame.texts().step(Step.ACTION).title)
    acting.choose_explanation(current, chosen, key="step4.explanation")
    acting.show_expected_chart(current, sight, action)
    acting.write_expectation(sight, action)

with plan:
    acting.write_action(action)
    acting.write_plan(action)
    behaviour.show_in_round(current, action)
    frame.show_next(Step.FOLLOW_UP)
