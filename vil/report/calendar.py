"""Reminders as an iCalendar file (RFC 5545): one whole-day event each, with an alarm the morning before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from vil.model.reminder import Reminder, ReminderKind

if TYPE_CHECKING:
    from icalendar import Event

_TITLES = {
    ReminderKind.CARD: "Få gjort: {text}",
    ReminderKind.GOAL: "Vend tilbage til målet: {text}",
    ReminderKind.MEETING: "Læringsmøde: {text}",
    ReminderKind.WORKSHOP: "Workshop {text}",
    ReminderKind.PLAN: "Se på jeres når–så-planer igen: {text}",
}
_NAMELESS = "(uden ord)"
_BEFORE = timedelta(hours=-15)
"""From the midnight that a whole day begins with: nine o'clock the morning before."""


def write_calendar(reminders: Iterable[Reminder], written_at: datetime) -> bytes:
    """Write reminders as one calendar; the same reminder keeps its name, so that a newer one takes its place.

    `written_at` is in UTC. Long lines are folded and commas, semicolons and line breaks escaped as the standard has it.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//VIL//Vidensinformeret ledelse//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for reminder in reminders:
        calendar.add_component(_as_event(reminder, written_at))
    written: bytes = calendar.to_ical()
    return written


def _as_event(reminder: Reminder, written_at: datetime) -> Event:
    from icalendar import Alarm, Event

    title = _TITLES[reminder.kind].format(text=" ".join(reminder.text.split()) or _NAMELESS)
    event, alarm = Event(), Alarm()
    event.add("uid", f"{reminder.kind}-{reminder.id}@vil")
    event.add("sequence", reminder.version)
    event.add("dtstamp", written_at)
    event.add("dtstart", reminder.day)
    event.add("dtend", reminder.day + timedelta(days=1))
    event.add("summary", title)
    event.add("transp", "TRANSPARENT")
    if reminder.place:
        event.add("location", reminder.place)
    if reminder.who:
        event.add("description", reminder.who)
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", _BEFORE)
    alarm.add("description", title)
    event.add_component(alarm)
    return event
