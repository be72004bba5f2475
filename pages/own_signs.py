"""Count what nobody measures, week by week, and see it as a number like any other."""

from vil.ui import counting, frame

frame.guard()
counting.show_page()
