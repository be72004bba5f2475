"""What waits for the reader: goals to look at again."""

from __future__ import annotations

from datetime import date

from vil.formats import format_date
from vil.services import goals
from vil.ui import frame, state
from vil.ui.goals import as_title
from vil.ui.writing import as_plain

_SHOWN = 3


def show_waiting() -> None:
    """Say what is due by now, each with the way to it; nothing when nothing is."""
    today = date.today()
    for goal in goals.list_due_goals(state.open_store(), today)[:_SHOWN]:
        day = format_date(goal.revisit_on) if goal.revisit_on else ""
        frame.link_to(frame.COMPASS, f"Vend tilbage til målet »{as_plain(as_title(goal))}« ({day})", maal=goal.id)
