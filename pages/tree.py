"""The decision tree: eight questions that find the next step, answered from what the team has done."""

import streamlit as st

from vil.ui import frame, goals, tree, wording

frame.guard()
frame.show_notice()
texts = wording.tree()
st.header(texts.name)
goal, standing = tree.find_standing(goals.current_goal())
with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.caption(texts.intro, width="content")
    if goal is None:
        if st.button("Sæt et mål", type="primary", key="tree.first", icon=":material/explore:"):
            frame.go_to(frame.COMPASS)
    else:
        goals.choose_goal(goal, key="tree.goal")
        goals.offer_sheet(goal)

selected = tree.choose_question(standing)
step, whole = st.columns([5, 8], gap="large")
with step:
    if selected is None:
        tree.show_end(goal)
    else:
        tree.show_question(goal, standing, selected)
    if goal is not None:
        tree.show_progress(goal)
with whole:
    tree.draw(standing, selected)
