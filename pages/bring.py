"""Bring an extract: choose a file, see how it was read, confirm what it means, publish."""

import streamlit as st

from vil.ui import bringing, confirming, frame, releasing

frame.guard()
frame.show_notice()
st.header("Bring et udtræk")
if releasing.show_published():
    st.stop()

path = bringing.choose_file()
if path is None:
    st.stop()

reading = bringing.show_reading(path)
if reading is None:
    st.stop()

recipe = confirming.confirm_meaning(path, reading)
if recipe is not None:
    releasing.offer_publication(path, recipe)
