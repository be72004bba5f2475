"""What waits for the reader: cards, goals to look at again and learning meetings."""

from __future__ import annotations

from datetime import date

from vil.formats import format_date
from vil.model.reminder import Reminder, ReminderKind
from vil.model.round import Step
from vil.services import reminders
from vil.ui import frame, state
from vil.ui.compass import LAST_PRINCIPLE
from vil.ui.writing import as_plain

_SHOWN = 5
_PLACES = {
    ReminderKind.CARD: (frame.CARDS, "kort", "Få gjort: {text}"),
    ReminderKind.GOAL: (frame.COMPASS, "maal", "Vend tilbage til målet: {text}"),
    ReminderKind.MEETING: (frame.STEPS[Step.FOLLOW_UP], "runde", "Læringsmøde: {text}"),
}


def show_waiting() -> None:
    """Say what is near or overdue, each with the way to it; nothing when nothing is."""
    today = date.today()
    for reminder in reminders.list_waiting(state.open_store(), today)[:_SHOWN]:
        place, name, _ = _PLACES[reminder.kind]
        query = {name: reminder.place_id}
        if reminder.kind is ReminderKind.GOAL:
            query["princip"] = LAST_PRINCIPLE
        frame.link_to(place, _say(reminder, today), **query)


def _say(reminder: Reminder, today: date) -> str:
    said = _PLACES[reminder.kind][2].format(text=as_plain(reminder.text) or "(uden ord)")
    who = f", {as_plain(reminder.who)}" if reminder.who else ""
    when = "i dag" if reminder.day == today else format_date(reminder.day)
    return f"{said} ({when}{who})"
