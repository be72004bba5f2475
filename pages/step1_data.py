"""Step 1: see one number over time, and say beforehand what we believe."""

from functools import partial

import streamlit as st

from vil.model.round import Step
from vil.model.series import Lens
from vil.ui import asking, charts, choosing, first_time, frame, freshness, guessing, overview, placing, state

current = frame.open_step(Step.DATA)
view = choosing.current_view(current)
if view is None:
    frame.show_empty(Step.DATA)
    st.stop()

is_waiting = guessing.is_waiting(current, view)
first_time.guide(current, is_waiting=is_waiting)
numbers, questions = st.columns([7, 3], gap="large")
with numbers:
    sight = choosing.look_at(view, current)
    charts.show_origin(sight.version, freshness.write_late(sight.view))
    choosing.offer_newer(view, current)
    task = None
    if current and is_waiting:
        task = guessing.find_task(current, view)
        st.header(guessing.head_task(task))
        choosing.choose_view(view, key="step1", current=current, is_waiting=True)
        guessing.show_curtain(current, view, task)
    else:
        guessing.note_shown(current, sight)
        charts.show_headline(sight.narrative.headline)
        choosing.choose_view(view, key="step1", current=current)
        if view.lens is Lens.OVERVIEW:
            overview.show_overview(sight, key="step1", current=current)
        else:
            point = partial(state.remember_place, view)
            place = state.remembered_place(view)
            placing.show_chart(sight, key="step1.chart", current=current, place=place, on_place=point, height=260)
            charts.show_spoken(sight.narrative)
            choosing.show_trail(sight, key="step1", current=current)
        with st.container(horizontal=True, gap="medium"):
            if view.lens is not Lens.OVERVIEW:
                asking.offer_wonder(current, sight)
                if place:
                    placing.choose_place(sight, key="step1.place", place=place, on_place=point)
                    placing.offer_reach(sight, key="step1.reach", place=place)
            charts.show_numbers(sight, key="step1.numbers", current=current)
            charts.show_downloads(sight, key="step1.download", current=current)
            choosing.share_link(view, current)
        if view.lens is not Lens.OVERVIEW:
            charts.show_notes(sight.narrative)
            charts.show_method(sight, key="step1.method")
            choosing.say_missing_lenses(sight)

with questions:
    if not is_waiting:
        guessing.show_guess(current, sight)
    asking.ask_before(current, sight, is_waiting=is_waiting, has_task=task is not None)
    frame.show_next(Step.INTERPRETATION)
