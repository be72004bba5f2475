"""Step 1: see one number over time, and say beforehand what we believe."""

import streamlit as st

from vil.model.round import Step
from vil.model.series import Lens
from vil.ui import asking, charts, choosing, frame, freshness, overview

current = frame.open_step(Step.DATA)
view = choosing.current_view(current)
if view is None:
    frame.show_empty(Step.DATA)
    st.stop()

numbers, questions = st.columns([7, 3], gap="large")
with numbers:
    sight = choosing.look_at(view, current)
    charts.show_origin(sight.version, freshness.write_late(sight.view))
    choosing.offer_newer(view, current)
    if asking.is_waiting(current):
        st.header(frame.texts().step(Step.DATA).title)
        choosing.choose_view(view, key="step1", current=current, is_waiting=True)
        asking.show_curtain(current, view)
    else:
        charts.show_headline(sight.narrative.headline)
        choosing.choose_view(view, key="step1", current=current)
        if view.lens is Lens.OVERVIEW:
            overview.show_overview(sight, key="step1", current=current)
        else:
            charts.show_chart(sight, key="step1.chart", height=260)
            charts.show_spoken(sight.narrative)
            choosing.show_trail(sight, key="step1", current=current)
        with st.container(horizontal=True, gap="medium"):
            if view.lens is not Lens.OVERVIEW:
                asking.offer_wonder(current, sight)
            charts.show_numbers(sight, key="step1.numbers")
            charts.show_downloads(sight, key="step1.download")
            choosing.share_link(view, current)
        if view.lens is not Lens.OVERVIEW:
            charts.show_notes(sight.narrative)

with questions:
    asking.ask_before(current, sight)
    frame.show_next(Step.INTERPRETATION)
