"""Practise on made-up numbers whose truth is known: read, place, choose, and see how sure one could be."""

from vil.ui import frame, practice_case, practising

frame.guard()
run = practising.open_run()
code = practising.opened_case()
if run is None:
    practising.choose_who()
elif code is None:
    practising.show_choice(run)
else:
    practice_case.show_case(run, code)
