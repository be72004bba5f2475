"""Own counts: no tap is lost or counted twice, however phones send them; and the number is one like any other."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vil.analysis import PatternVerdict
from vil.errors import CardNotFound, EventUnnamed, PersonNumberWritten, SignUnnamed
from vil.model.indicator import Direction
from vil.model.own_series import OwnSeries
from vil.model.round import Verdict
from vil.model.series import Comparison
from vil.records import Store, open_store
from vil.services import exploring, rounds
from vil.services.cards import find_beside
from vil.services.claims import make_claim
from vil.services.counting import (
    Tap,
    begin_series,
    count_taps,
    list_counts,
    list_own_series,
    list_weeks,
    load_own_series,
    put_right,
    remove_own_series,
    restore_own_series,
    save_own_series,
)
from vil.services.following import read_result
from vil.services.own_signs import (
    OWN_COUNT,
    keep_up,
    list_notes,
    look_at_own,
    name_dataset,
    note_what_happened,
    publish_own,
)
from vil.services.waiting import Kind, list_waiting
from vil.settings import Settings, load_settings

TODAY = date(2026, 11, 18)
WEEK = date(2026, 11, 16)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return open_store(f"sqlite:///{tmp_path_factory.mktemp('records') / 'records.sqlite'}")


@pytest.fixture
def own(store: Store) -> OwnSeries:
    return begin_series(store, name="Forgæves opkald", why="Telefontiden", team="Vest")


def tap(store: Store, own: OwnSeries, device: str, *taps: Tap) -> int:
    return count_taps(store, own.id, device=device, taps=taps, today=TODAY)


def count_weeks(store: Store, own: OwnSeries, figures: list[int], last: date = date(2026, 11, 9)) -> OwnSeries:
    for place, figure in enumerate(reversed(figures)):
        put_right(store, own.id, week=last - place * timedelta(days=7), figure=figure)
    return load_own_series(store, own.id)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 12), st.integers(1, 6)), min_size=1, max_size=12))
def test_however_often_and_in_which_bunches_taps_are_sent_each_counts_once(
    store: Store, sent: list[tuple[str, int, int]]
) -> None:
    own = begin_series(store, name="x")
    for device, first, count in sent:
        tap(store, own, device, *(Tap(first + step, WEEK, 1) for step in range(count)))
    distinct = {(device, first + step) for device, first, count in sent for step in range(count)}
    assert load_own_series(store, own.id).figure_of(WEEK) == len(distinct)


def test_many_phones_at_once_that_send_again_and_again_add_up(store: Store, own: OwnSeries) -> None:
    def send(phone: int) -> None:
        waiting = [Tap(number, WEEK, 1) for number in range(1, 21)]
        for upto in [*random.Random(phone).sample(range(1, 21), 6), 20, 20]:
            tap(store, own, f"phone-{phone}", *waiting[:upto])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(8)))
    assert load_own_series(store, own.id).figure_of(WEEK) == 8 * 20


def test_a_week_never_goes_below_zero_and_a_week_with_none_is_not_a_missing_one(store: Store, own: OwnSeries) -> None:
    assert load_own_series(store, own.id).figure_of(WEEK) is None
    tap(store, own, "A", Tap(1, WEEK, 0))
    assert load_own_series(store, own.id).figure_of(WEEK) == 0
    tap(store, own, "A", Tap(2, WEEK, -1), Tap(3, WEEK, 1), Tap(4, WEEK, 5000))
    assert load_own_series(store, own.id).figure_of(WEEK) == 2


def test_a_week_that_has_not_come_cannot_be_counted_and_any_day_stands_for_its_week(
    store: Store, own: OwnSeries
) -> None:
    tap(store, own, "A", Tap(1, TODAY + timedelta(days=30), 1), Tap(2, TODAY, 1))
    assert load_own_series(store, own.id).weeks == ((WEEK, 1),)
    assert list_weeks(load_own_series(store, own.id), TODAY)[0] == WEEK


def test_a_week_put_right_keeps_what_it_was_and_why(store: Store, own: OwnSeries) -> None:
    tap(store, own, "A", *(Tap(number, WEEK, 1) for number in range(1, 8)))
    put_right(store, own.id, week=TODAY, figure=5, note="To talt dobbelt")
    assert load_own_series(store, own.id).figure_of(WEEK) == 5
    history = list_counts(store, own.id)
    assert (history[0].change, history[0].is_correction, history[0].note) == (-2, True, "To talt dobbelt")
    assert len(history) == 8


@pytest.mark.parametrize("texts", [{"name": "Ring til 070761-4285"}, {"name": "x", "why": "070761-4285"}])
def test_a_person_number_is_never_kept(store: Store, own: OwnSeries, texts: dict[str, str]) -> None:
    with pytest.raises(PersonNumberWritten):
        begin_series(store, **texts)
    with pytest.raises(PersonNumberWritten):
        put_right(store, own.id, week=TODAY, figure=1, note=texts.get("why", texts["name"]))


def test_the_words_can_be_changed_and_a_series_put_away_and_brought_back(store: Store, own: OwnSeries) -> None:
    with pytest.raises(SignUnnamed):
        begin_series(store, name="  ")
    save_own_series(store, own.id, version=own.version, name="Opkald uden svar")
    assert load_own_series(store, own.id).name == "Opkald uden svar"
    remove_own_series(store, own.id)
    assert own.id not in {one.id for one in list_own_series(store)}
    with pytest.raises(CardNotFound):
        load_own_series(store, own.id)
    restore_own_series(store, own.id)
    assert list_own_series(store)[0].id == own.id


def test_the_curve_is_judged_and_told_as_any_other(store: Store, own: OwnSeries) -> None:
    assert look_at_own(own, TODAY) is None
    counted = count_weeks(store, own, [9, 11, 8, 12, 10, 9, 11, 10, 4, 3, 5, 4, 3, 4, 5, 3, 4, 3])
    tap(store, counted, "A", Tap(1, WEEK, 1))
    sight = look_at_own(load_own_series(store, own.id), TODAY)
    assert sight is not None
    assert sight.pattern.verdict in {PatternVerdict.LOWER, PatternVerdict.DRIFTING}
    assert sight.pattern.partial == (18,)
    assert sight.narrative.headline.startswith("Forgæves opkald i Vest")


def test_a_week_nobody_counted_is_missing_in_the_curve(store: Store, own: OwnSeries) -> None:
    put_right(store, own.id, week=WEEK - timedelta(days=21), figure=4)
    put_right(store, own.id, week=WEEK - timedelta(days=7), figure=6)
    sight = look_at_own(load_own_series(store, own.id), TODAY)
    assert sight is not None
    assert sight.series.values == (4, None, 6)


def test_what_happened_stands_on_the_curve_and_goes_along_into_a_round(store: Store, own: OwnSeries) -> None:
    counted = count_weeks(store, own, [3, 4, 5])
    note_what_happened(store, counted, date(2026, 11, 3), "Ny telefontid")
    with pytest.raises(EventUnnamed):
        note_what_happened(store, counted, date(2026, 11, 3), " ")
    with pytest.raises(PersonNumberWritten):
        note_what_happened(store, counted, date(2026, 11, 3), "Talte med 070761-4285")
    sight = look_at_own(counted, TODAY, list_notes(store, counted))
    assert sight is not None
    assert [event.name for event in sight.series.events] == ["Ny telefontid"]
    assert [event.name for event in find_beside(store, name_dataset(counted), "antal").events] == ["Ny telefontid"]


@pytest.fixture
def folder(tmp_path: Path) -> Settings:
    return load_settings({"data_dir": tmp_path}, environ={})


def test_published_it_carries_a_claim_like_any_number_and_says_whose_count_it_is(
    store: Store, own: OwnSeries, folder: Settings
) -> None:
    counted = count_weeks(store, own, [9, 11, 8, 12, 10, 9, 11, 10, 4, 3, 5, 4, 3, 4])
    tap(store, counted, "A", Tap(1, WEEK, 1))
    counted = load_own_series(store, own.id)
    version = publish_own(folder, counted, TODAY)
    assert version is not None
    view = exploring.propose_view(version)
    sight = exploring.look(folder.datasets, view)
    assert sight.series.values[-1] == 4  # the week that is not over is left out
    assert version.recipe.source == OWN_COUNT
    claim = make_claim(folder.datasets, view, direction=Direction.DOWN, comparison=Comparison.OWN_HISTORY)
    assert claim.sentence


def test_it_is_published_anew_when_a_week_is_put_right_and_not_before(
    store: Store, own: OwnSeries, folder: Settings
) -> None:
    counted = count_weeks(store, own, [3, 4, 5])
    assert keep_up(folder, counted, TODAY) is None
    assert publish_own(folder, replace(counted, weeks=()), TODAY) is None
    first = publish_own(folder, counted, TODAY)
    tap(store, counted, "A", Tap(1, WEEK, 1))
    same = keep_up(folder, load_own_series(store, own.id), TODAY)
    put_right(store, own.id, week=date(2026, 11, 9), figure=7)
    later = keep_up(folder, load_own_series(store, own.id), TODAY)
    assert first is not None
    assert same is not None
    assert later is not None
    assert (first.number, same.number, later.number) == (1, 1, 2)


def test_a_bid_on_an_own_count_waits_for_the_weeks_to_come_and_is_read_against_them(
    store: Store, own: OwnSeries, tmp_path: Path
) -> None:
    config = load_settings({"data_dir": tmp_path}, environ={})
    for ago in range(14, 8, -1):
        put_right(store, own.id, week=WEEK - timedelta(weeks=ago), figure=10 + ago % 2)
    version = publish_own(config, load_own_series(store, own.id), TODAY - timedelta(weeks=8))
    assert version is not None
    thread = rounds.start_round(store, title=own.name)
    wonder = rounds.pin_wonder(store, thread.id, view=exploring.propose_view(version), headline="", sentence="")
    action = rounds.add_action(
        store,
        rounds.add_explanation(store, wonder.id, text="Telefontiden").id,
        text="Flyt den",
        starts_on=WEEK - timedelta(weeks=8),
        direction=Direction.DOWN,
    )
    rounds.seal_expectation(store, action.id, baseline=10.5, today=WEEK - timedelta(weeks=8))
    for ago in range(8, 0, -1):
        put_right(store, own.id, week=WEEK - timedelta(weeks=ago), figure=4 + ago % 2)
    keep_up(config, load_own_series(store, own.id), TODAY)
    thread = rounds.load_round(store, thread.id)
    waiting = list_waiting(config.datasets, store, [thread], TODAY)
    assert [one.part_id for one in waiting if one.kind is Kind.NEW_NUMBERS] == [action.id]
    result = read_result(config.datasets, store, thread, thread.actions[0])
    assert result.outcome.verdict is Verdict.AS_HOPED
    assert result.sight.version.recipe.source == OWN_COUNT
