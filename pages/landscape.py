"""The data landscape: where numbers come from, who knows them, and which goals they shed light on."""

import streamlit as st

from vil.ui import frame, landscape, landscape_list, landscape_node, wording

frame.guard()
frame.show_notice()
texts = wording.landscape()
st.header(texts.name)
st.caption(f"{texts.intro} {texts.by_itself}")
whole = landscape.see()
landscape.show_gaps(whole)
landscape.offer_undo()
shown = landscape.choose_area(whole)
landscape_list.show_list(shown)
landscape.offer_example()
landscape_node.show_opened(whole)
