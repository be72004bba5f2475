"""The programme: one course for each area, its workshops, and the plans made in it."""

from vil.ui import frame, programme

frame.guard()
programme.show_page()
