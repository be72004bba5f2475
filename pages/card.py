"""One number's indicator card: what it is, who knows it, how fresh it is and what to keep in mind."""

import streamlit as st

from vil.ui import card_choosing, card_shown, card_targets, card_written, frame

frame.guard()
frame.show_notice()
profile = card_choosing.current_profile()
if profile is None:
    frame.show_nothing_yet("Indikatorkort")
    st.stop()

is_writing = card_choosing.choose_number(profile)
card_shown.show_head(profile)
if is_writing:
    texts, deeds = st.columns(2, gap="large")
    with texts:
        card_written.write_texts(profile)
        card_targets.write_events(profile)
    with deeds:
        card_written.write_people(profile)
        card_written.approve(profile)
        card_targets.write_targets(profile)
else:
    card_shown.show_facts(profile)
    story, beside = st.columns([6, 5], gap="large")
    with story:
        card_shown.show_story(profile)
    with beside:
        card_shown.show_context(profile)
        card_shown.offer_schema(profile)
