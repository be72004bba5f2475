"""Step 3: place what may explain the wonder in the grid."""

import streamlit as st

from vil.model.round import Step
from vil.ui import asking, charts, explaining, footprints, frame

current = frame.require_round(Step.EXPLANATION)
wonder = asking.chosen_wonder(current)
if wonder is None:
    frame.show_empty(Step.EXPLANATION, missing="wonder")
    st.stop()

grid, numbers = st.columns([7, 3], gap="large")
with grid:
    explaining.show_wonder(wonder)
    st.header(frame.texts().step(Step.EXPLANATION).title)
    asking.choose_wonder(current, wonder, key="step3.wonder")
    explaining.show_cards(current, wonder)
    explaining.show_balance(current)
    footprints.show_footprint(current, wonder)

with numbers:
    sight = charts.look_at_wonder(current, wonder)
    charts.show_small(sight, key=f"step3.chart.{wonder.id}", current=current)
    explaining.show_readings(wonder)
    frame.show_next(Step.ACTION)
