"""Step 2: read one wonder together, in more than one way."""

import streamlit as st

from vil.model.round import Step
from vil.ui import asking, charts, evidence, first_time, frame, placing, reading, rereading

current = frame.require_round(Step.INTERPRETATION)
wonder = asking.chosen_wonder(current)
if wonder is None:
    frame.show_empty(Step.INTERPRETATION, missing="wonder")
    st.stop()

first_time.show_arrival(current)
numbers, questions = st.columns([6, 4], gap="large")
with numbers:
    sight = charts.look_at_wonder(current, wonder)
    charts.show_origin(sight.version)
    charts.show_headline(wonder.headline)
    asking.choose_wonder(current, wonder, key="step2.wonder")
    point = placing.wonder_placer(wonder, sight)
    placing.show_chart(sight, key=f"step2.chart.{wonder.id}", current=current, place=wonder.place, on_place=point)
    charts.show_sentences(sight.narrative)
    with st.container(horizontal=True, gap="medium"):
        placing.choose_place(sight, key=f"step2.place.{wonder.id}", place=wonder.place, on_place=point)
        placing.offer_reach(sight, key="step2.reach", place=wonder.place)
        charts.show_numbers(sight, key="step2.numbers", current=current)
    evidence.write_evidence(current, wonder)
    rereading.show_rereadings(wonder)

with questions:
    reading.write_wonder(wonder)
    reading.write_interpretations(wonder)
    reading.judge_wonder(wonder)
    frame.show_next(Step.EXPLANATION)
