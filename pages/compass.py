"""The goal compass: a goal is set together, one principle at a time."""

import streamlit as st

from vil.ui import compass, frame, goal_numbers, goals, wording

frame.guard()
frame.show_notice()
texts = wording.compass()
st.header(texts.name)
goals.offer_undo()
goal = goals.current_goal()
if goal is None:
    st.write(f"{texts.intro} Et godt mål begynder hos dem, det handler om.")
    if st.button("Sæt et mål", type="primary", key="compass.first", icon=":material/explore:"):
        goals.begin_goal()
    st.stop()

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    st.caption(texts.intro, width="content")
    with st.container(horizontal=True, width="content"):
        goals.choose_goal(goal, key="compass.goal")
        if st.button("Nyt mål", key="compass.new", icon=":material/add:"):
            goals.begin_goal()
        goals.offer_removal(goal)

work, sheet = st.columns([7, 4], gap="large")
with work:
    compass.write_goal(goal)
    principle = compass.choose_principle(goal)
    compass.write_principle(goal, principle)
with sheet:
    compass.write_team(goal)
    goals.show_sheet(goal)
    goal_numbers.show_rounds(goal)
