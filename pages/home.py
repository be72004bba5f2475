"""The home page: where are we, and where do we begin?"""

from vil.ui import frame, freshness, home, reminding

frame.open_home()
home.show_rounds()
reminding.show_waiting()
freshness.show_late()
home.show_datasets()
