"""The home page: where are we, and where do we begin?"""

from vil.ui import frame, home

frame.open_home()
home.show_page()
