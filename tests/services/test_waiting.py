"""What waits for a team is told in time, soonest first, and never crowds itself out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.services.walk import publish_months, walk_round
from vil.content import load_cards
from vil.model.action_card import Deck
from vil.records import Store
from vil.services import action_cards, counting, goals, rounds
from vil.services.exploring import list_published
from vil.services.news import find_seen_version, list_news
from vil.services.waiting import Kind, list_waiting

TODAY = date(2026, 11, 20)


def told(folder: Path, store: Store, today: date = TODAY) -> list[tuple[Kind, str, int]]:
    found = list_waiting(folder / "datasets", store, rounds.list_rounds(store), today)
    return [(one.kind, one.text, one.count) for one in found]


def draw(store: Store, text: str, due: date) -> None:
    card = action_cards.draw_card(store, Deck.GET_IT_DONE, today=date(2026, 11, 10), text=text)
    action_cards.save_action_card(store, card.id, version=card.version, texts=load_cards(), due=due)


def test_many_cards_are_one_line_so_that_a_goal_beside_them_is_seen(sqlite_store: Store, tmp_path: Path) -> None:
    goals.set_goal(sqlite_store, text="Ro", revisit_on=TODAY)
    for count, expected in (
        (2, [(Kind.CARD, "Ring 0", 1), (Kind.CARD, "Ring 1", 1)]),
        (3, [(Kind.CARDS, "Ring 0", 3)]),
    ):
        while len(action_cards.list_action_cards(sqlite_store)) < count:
            done = len(action_cards.list_action_cards(sqlite_store))
            draw(sqlite_store, f"Ring {done}", date(2026, 11, 12 + done))
        assert told(tmp_path, sqlite_store) == [*expected, (Kind.GOAL, "Ro", 1)]


@pytest.mark.parametrize(
    ("weeks_ago", "waits"),
    [((2, 3), True), ((1, 2), False), ((0,), False), ((0, 2), True), ((5,), True), ((6,), False), ((), False)],
)
def test_the_week_that_has_ended_waits_while_a_team_still_counts(
    weeks_ago: tuple[int, ...], waits: bool, sqlite_store: Store, tmp_path: Path
) -> None:
    own = counting.begin_series(sqlite_store, name="Opkald")
    for ago in weeks_ago:
        counting.put_right(sqlite_store, own.id, week=counting.monday_of(TODAY) - timedelta(weeks=ago), figure=3)
    assert told(tmp_path, sqlite_store) == ([(Kind.COUNT, "Opkald", 1)] if waits else [])


def test_a_bid_waits_for_new_numbers_until_it_is_held_against_them(sqlite_store: Store, tmp_path: Path) -> None:
    thread = walk_round(sqlite_store, tmp_path)
    assert told(tmp_path, sqlite_store) == []
    publish_months(tmp_path, 58)
    assert told(tmp_path, sqlite_store) == []
    publish_months(tmp_path, 60)
    assert told(tmp_path, sqlite_store) == [(Kind.NEW_NUMBERS, "Fra ledig til i gang", 1)]
    (version,) = list_published(tmp_path / "datasets")
    assert (version.number, find_seen_version(thread, "afgang")) == (4, 2)
    today = version.published_at.date()
    (news,) = list_news([version], [thread], today)
    assert news.reader == thread
    assert list_news([version], [thread], today + timedelta(days=31)) == ()
    seen = replace(thread, follow_ups=(replace(thread.follow_ups[0], data_version=4),))
    assert list_news([version], [seen], today) == ()
    assert list_news([replace(version, number=1)], [], datetime.now(UTC).date()) == ()
