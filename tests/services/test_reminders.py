"""What waits for a day is told near it, and goes into any calendar whole."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.records.builders import VIEW
from vil.content import load_cards
from vil.model.action_card import Deck
from vil.model.reminder import Reminder, ReminderKind
from vil.model.round import Verdict
from vil.records import Store
from vil.report.calendar import write_calendar
from vil.services import action_cards, goals, reminders, rounds

DAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)


def told(store: Store, today: date) -> list[str]:
    return [one.text for one in reminders.list_waiting(store, Path("nowhere"), today)]


def test_cards_are_told_of_three_days_before_and_goals_on_their_day(sqlite_store: Store) -> None:
    card = action_cards.draw_card(sqlite_store, Deck.GET_IT_DONE, today=date(2026, 11, 10), text="Ring")
    card = action_cards.save_action_card(sqlite_store, card.id, version=1, texts=load_cards(), due=DAY)
    goals.set_goal(sqlite_store, text="Ro", revisit_on=DAY)
    goals.set_goal(sqlite_store, text="Uden dag")
    action_cards.draw_card(sqlite_store, Deck.FRIEND, today=DAY, text="Uden dag")
    assert told(sqlite_store, date(2026, 11, 16)) == []
    assert told(sqlite_store, date(2026, 11, 17)) == ["Ring"]
    assert told(sqlite_store, DAY) == ["Ring", "Ro"]
    action_cards.save_action_card(sqlite_store, card.id, version=card.version, texts=load_cards(), done_on=DAY)
    assert told(sqlite_store, date(2027, 1, 1)) == ["Ro"]


def test_the_meeting_of_the_latest_follow_up_is_the_one_that_waits(sqlite_store: Store) -> None:
    current = rounds.start_round(sqlite_store, title="Fravær")
    wonder = rounds.pin_wonder(sqlite_store, current.id, view=VIEW, headline="", sentence="")
    action = rounds.add_action(sqlite_store, rounds.add_explanation(sqlite_store, wonder.id).id)
    for day in (date(2026, 9, 1), DAY):
        rounds.record_follow_up(
            sqlite_store, action.id, data_version=1, verdict=Verdict.TOO_EARLY, sentence="", next_meeting=day
        )
    (meeting,) = reminders.list_reminders(sqlite_store, Path("nowhere"))
    assert (meeting.kind, meeting.place_id, meeting.day) == (ReminderKind.MEETING, current.id, DAY)


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200)


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS)
def test_whatever_is_written_is_read_back_from_the_calendar(text: str, who: str) -> None:
    written = write_calendar([Reminder(ReminderKind.CARD, "x", "x", DAY, text, who, 3)], NOW)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    assert str(event["summary"]) == f"Få gjort: {' '.join(text.split()) or '(uden ord)'}"
    assert str(event.get("description", "")) == who
    assert (event["uid"], event["sequence"], event.decoded("dtstart")) == ("card-x@vil", 3, DAY)


def test_commas_semicolons_and_line_breaks_are_escaped_as_the_standard_says() -> None:
    written = write_calendar([Reminder(ReminderKind.GOAL, "g", "g", DAY, "Ro, nu; og\nher", "A\nB")], NOW).decode()
    assert "SUMMARY:Vend tilbage til målet: Ro\\, nu\\; og her\r\n" in written
    assert "DESCRIPTION:A\\nB\r\n" in written
    assert "DTSTART;VALUE=DATE:20261120\r\n" in written
    assert "TRIGGER:-PT15H\r\n" in written
