"""The frame round every page, and the application that any ASGI server can serve.

Streamlit runs this file as `__main__` for each visit; `vil start`, `streamlit run app.py` and ASGI servers import it once.
"""

import streamlit as st

from vil.ui import frame, server

if __name__ == "__main__":
    frame.run()
else:
    server.close_old_pages_mode()
    app = st.App(__file__, lifespan=server.prepare, middleware=server.MIDDLEWARE)
