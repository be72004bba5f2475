"""Draw a finished chart, larger where it is shown to a room."""

from __future__ import annotations

from typing import Any

import streamlit as st

from vil.charts.enlarging import enlarge
from vil.ui import state

_TIMES = 1.5
"""As much as the letters of the page grow in projector mode."""


def show_drawn(spec: dict[str, Any], *, key: str, alt: str, **choosing: Any) -> Any:
    """Draw a chart under a key, with what is said to those who do not see it; `choosing` is what of it can be chosen."""
    is_large = state.carried(state.PROJECTOR) is not None
    return st.vega_lite_chart(enlarge(spec, _TIMES) if is_large else spec, theme=None, key=key, alt=alt, **choosing)
