"""The published data sets: what they hold, where they come from and which versions there are."""

import streamlit as st

from vil.ui import frame, shelf

frame.guard()
frame.show_notice()
st.header("Vores datasæt")
shelf.show_datasets()
