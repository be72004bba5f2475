"""Bring an extract: choose a file, see how it was read, hold it against last time or say what it means, publish."""

import streamlit as st

from vil.ui import bringing, deciding, drafting, frame, matching, recipes, releasing

frame.guard()
frame.show_notice()
st.header("Bring et udtræk")
drafting.follow_draft()
if releasing.show_running() or releasing.show_published():
    st.stop()

path = bringing.choose_file()
if path is None:
    st.stop()

known = matching.choose_dataset(path, recipes.bring_recipe())
reading = bringing.show_reading(path, matching.reading_of(known), is_known=known is not None)
if reading is None:
    st.stop()

decided = deciding.decide(path, reading, known)
if decided is not None:
    releasing.offer_publication(path, decided)
drafting.note_down()
