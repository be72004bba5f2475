"""The data landscape: where numbers come from, who knows them, and which goals they shed light on."""

import streamlit as st

from vil.ui import frame, landscape, landscape_list, landscape_map, landscape_node, wording

frame.guard()
frame.show_notice()
texts = wording.landscape()
st.header(texts.name)
st.caption(f"{texts.intro} {texts.by_itself}")
whole = landscape.see()
landscape.show_gaps(whole)
landscape.offer_undo()
with st.container(horizontal=True, vertical_alignment="center"):
    is_map = landscape_map.choose_view()
    shown = landscape.choose_area(whole)
    landscape.offer_downloads(shown)
    landscape.offer_example()
if is_map:
    landscape_map.draw_map(shown)
else:
    landscape_list.show_list(shown)
landscape_node.show_opened(whole)
landscape.follow(whole)
