"""The red thread: one record from number to verdict, and the report of it."""

import streamlit as st

from vil.ui import calibrating, course_rounds, frame, goals, thread

current = frame.open_thread()
story, papers = st.columns([7, 3], gap="large")
with story:
    thread.show_title(current)
    thread.show_knots(current)
with papers:
    thread.write_title(current)
    goals.choose_served(current)
    course_rounds.choose_course_of(current)
    thread.offer_report(current)
    calibrating.show_calibration(current)
