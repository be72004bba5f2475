"""Ask everybody how much data enters their leadership, anonymously, and see it beside what was done."""

from vil.ui import frame, pulse

frame.guard()
pulse.show_page()
