"""Find what waits for a team now: days that are near, new numbers for a bid, readings that no longer hold, weeks not counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from vil.errors import NotFound
from vil.model.own_series import OwnSeries
from vil.model.reminder import ReminderKind
from vil.model.round import Action, Round
from vil.model.series import DatasetVersion
from vil.records import Store
from vil.services import reminders
from vil.services.cards import find_practices
from vil.services.claims import find_fallen
from vil.services.counting import list_own_series, monday_of
from vil.services.exploring import find_published, find_version
from vil.services.following import find_view

_WEEK = timedelta(days=7)
_CARDS_NAMED = 2
_STILL_COUNTING = 4
"""Weeks after the last one counted in which a team is still taken to be counting."""


class Kind(StrEnum):
    """What waits, and so where it is done."""

    CARD = "card"
    CARDS = "cards"
    """More cards than can be told one by one, from the nearest on."""
    GOAL = "goal"
    MEETING = "meeting"
    WORKSHOP = "workshop"
    PLAN = "plan"
    """When-then plans are to be looked at again at a workshop."""
    NEW_NUMBERS = "new_numbers"
    """A bid can be held against numbers that have come since."""
    FALLEN = "fallen"
    """A reading no longer holds."""
    COUNT = "count"
    """Nobody has counted in the week that has just ended."""


_OF_REMINDERS = {
    ReminderKind.CARD: Kind.CARD,
    ReminderKind.GOAL: Kind.GOAL,
    ReminderKind.MEETING: Kind.MEETING,
    ReminderKind.WORKSHOP: Kind.WORKSHOP,
    ReminderKind.PLAN: Kind.PLAN,
}


@dataclass(frozen=True)
class Waiting:
    """One thing that waits. `place_id` is of the card, goal, round, series or course it is done on, `part_id` of what in it.

    `day` is when it was or is to be done: for new numbers the day they came, for a week its Sunday, for a reading today.
    """

    kind: Kind
    place_id: str
    day: date
    text: str
    who: str = ""
    part_id: str = ""
    count: int = 1


def list_waiting(datasets: Path, store: Store, rounds: Sequence[Round], today: date) -> tuple[Waiting, ...]:
    """List what waits for a team, soonest first."""
    found = [
        *_fold_cards(list(_list_dated(datasets, store, rounds, today))),
        *(new for one in rounds for new in _find_new_numbers(datasets, one)),
        *_list_fallen(datasets, store, rounds, today),
        *(week for own in list_own_series(store) if (week := _find_uncounted(own, today))),
    ]
    return tuple(sorted(found, key=lambda one: (one.day, list(Kind).index(one.kind), one.text)))


def _list_dated(datasets: Path, store: Store, rounds: Sequence[Round], today: date) -> Iterable[Waiting]:
    for found in reminders.list_waiting(store, datasets, today, rounds):
        part_id = "" if found.number is None else str(found.number)
        yield Waiting(_OF_REMINDERS[found.kind], found.place_id, found.day, found.text, found.who, part_id)


def _fold_cards(dated: Sequence[Waiting]) -> Iterable[Waiting]:
    """Tell many cards as one, so that they do not crowd out a meeting."""
    cards = [one for one in dated if one.kind is Kind.CARD]
    if len(cards) <= _CARDS_NAMED:
        return dated
    first = replace(cards[0], kind=Kind.CARDS, who="", count=len(cards))
    return [first, *(one for one in dated if one.kind is not Kind.CARD)]


def _find_new_numbers(datasets: Path, current: Round) -> Iterable[Waiting]:
    """Find the first sealed bid of a round whose numbers have come in a version that nobody has held it against."""
    for action in current.actions:
        if action.expectation.sealed_on is None:
            continue
        view = find_view(current, action.explanation_id)
        version = find_published(datasets, view.dataset)
        read = max(view.version, _read_version(current, action))
        if version and version.number > read and _has_come_further(datasets, version, read):
            day = version.published_at.date()
            yield Waiting(Kind.NEW_NUMBERS, current.id, day, current.title, current.team, action.id)
            return


def _has_come_further(datasets: Path, version: DatasetVersion, read: int) -> bool:
    """Tell whether a version holds periods that the one that was read does not; one that is gone cannot be asked."""
    try:
        return version.last.end > find_version(datasets, version.dataset, read).last.end
    except NotFound:
        return True


def _read_version(current: Round, action: Action) -> int:
    return max((found.data_version for found in current.follow_ups if found.action_id == action.id), default=0)


def _list_fallen(datasets: Path, store: Store, rounds: Sequence[Round], today: date) -> Iterable[Waiting]:
    beside = find_practices(store)
    for current in rounds:
        fallen = find_fallen(datasets, current, beside)
        if fallen:
            yield Waiting(Kind.FALLEN, current.id, today, current.title, current.team, fallen[0].wonder_id)


def _find_uncounted(own: OwnSeries, today: date) -> Waiting | None:
    last = monday_of(today) - _WEEK
    is_counting = bool(own.weeks) and own.weeks[0][0] <= last and own.weeks[-1][0] >= last - _STILL_COUNTING * _WEEK
    if not is_counting or own.figure_of(last) is not None:
        return None
    return Waiting(Kind.COUNT, own.id, last + timedelta(days=6), own.name, own.team)
