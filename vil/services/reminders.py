"""Find what waits for a day, for the home page and for people's own calendars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from vil.model.action_card import ActionCard
from vil.model.goal import Goal
from vil.model.reminder import Reminder, ReminderKind
from vil.model.round import FollowUp, Round
from vil.records import Store
from vil.services.action_cards import SOON_DAYS, list_action_cards
from vil.services.courses import list_courses, place_rounds, remind_of_workshop
from vil.services.goals import list_goals
from vil.services.plans import list_plans, remind_of_plans
from vil.services.rounds import list_rounds


def list_reminders(store: Store, datasets: Path, known: Sequence[Round] | None = None) -> tuple[Reminder, ...]:
    """List what has a day, the nearest first: cards, goals, learning meetings, each course's next workshop and its plans.

    Rounds that are `known` are not loaded again.
    """
    rounds = list_rounds(store) if known is None else known
    found = [
        *(remind_of_card(card) for card in list_action_cards(store) if not card.done_on),
        *(remind_of_goal(goal) for goal in list_goals(store)),
        *(meeting for current in rounds for meeting in _remind_of_meetings(current)),
        *_remind_of_courses(store, datasets, rounds),
    ]
    return tuple(sorted((one for one in found if one is not None), key=lambda one: (one.day, one.kind, one.id)))


def list_waiting(
    store: Store, datasets: Path, today: date, known: Sequence[Round] | None = None
) -> tuple[Reminder, ...]:
    """List what is near or overdue: cards and meetings from a few days before, goals from their day."""
    near = today + timedelta(days=SOON_DAYS)
    found = list_reminders(store, datasets, known)
    return tuple(one for one in found if one.day <= (today if one.kind is ReminderKind.GOAL else near))


def remind_of_card(card: ActionCard) -> Reminder | None:
    """Remind of a card on its day; None while it has none."""
    if card.due is None:
        return None
    return Reminder(ReminderKind.CARD, card.id, card.id, card.due, card.text, card.owner, card.version)


def remind_of_goal(goal: Goal) -> Reminder | None:
    """Remind of a goal on the day it is looked at again; None while it has none."""
    if goal.revisit_on is None:
        return None
    return Reminder(ReminderKind.GOAL, goal.id, goal.id, goal.revisit_on, goal.title, goal.team, goal.version)


def find_next_meeting(current: Round, today: date) -> date | None:
    """Find the day of a round's next learning meeting; None when none is set that is not over."""
    return min((one.day for one in _remind_of_meetings(current) if one.day >= today), default=None)


def _remind_of_meetings(current: Round) -> Iterable[Reminder]:
    """Remind of the meeting that the latest follow-up of each action set."""
    latest: dict[str, FollowUp] = {found.action_id: found for found in current.follow_ups}
    for found in latest.values():
        if found.next_meeting is not None:
            yield Reminder(
                ReminderKind.MEETING,
                found.id,
                current.id,
                found.next_meeting,
                current.title,
                current.team,
                found.version,
            )


def _remind_of_courses(store: Store, datasets: Path, rounds: Sequence[Round]) -> Iterable[Reminder | None]:
    """Remind of each course's next workshop, and of plans that wait."""
    found = list_courses(store)
    placed = place_rounds(store, datasets, rounds) if found else {}
    for course in found:
        if course.next_workshop:
            yield remind_of_workshop(course.next_workshop, f"{course.next_workshop.number}, {course.name}")
        own = [current for current in rounds if placed.get(current.id) == course.id]
        yield from remind_of_plans(course, list_plans(store, course, own))


def write_reminders(reminders: Sequence[Reminder]) -> bytes:
    """Write reminders as a calendar file that any calendar can take in."""
    from vil.report.calendar import write_calendar

    return write_calendar(reminders, datetime.now(UTC))
