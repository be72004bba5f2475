"""Action cards: two decks and a friend to call; draw, fill, give away and finish."""

import streamlit as st

from vil.ui import action_cards, frame, wording

frame.guard()
frame.show_notice()
texts = wording.cards()
st.header(texts.name)
st.caption(texts.intro)
action_cards.offer_undo()
opened = action_cards.find_open_card()
if opened is not None:
    action_cards.write_card(opened)
action_cards.show_decks()
action_cards.list_cards(opened)
