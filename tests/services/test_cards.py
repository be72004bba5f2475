"""Indicator cards: text beside a number, kept without a new version and without losing anybody's words."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.services.walk import RECIPE, publish_months
from tests.warehouse.builders import months, publish_rows, write_rows
from vil.errors import ApprovalUnnamed, EditedMeanwhile, EventUnnamed, TargetIncomplete
from vil.model.card import Frequency
from vil.model.indicator import Aggregation, Behind, Indicator, Measure
from vil.model.period import Grain
from vil.model.reading import ColumnType
from vil.model.recipe import ColumnRule, Event, Recipe
from vil.records import Store, open_store
from vil.services import approving, cards, exploring

TODAY = date(2026, 11, 22)
NUMBER = ("sygefravaer", "dage")


def test_a_card_nobody_has_written_on_is_empty(store: Store) -> None:
    card = cards.load_card(store, *NUMBER)
    assert card.is_empty
    assert card.frequency is None


def test_a_card_reads_back_as_it_was_written_after_a_restart(store: Store, address: str) -> None:
    cards.save_indicator_card(
        store, *NUMBER, version=0, owner="HR", caveats="Kun månedslønnede", update_grain=Grain.MONTH, update_lag=10
    )
    cards.set_target(store, *NUMBER, value=4.5, starts_on=date(2026, 1, 1), set_by="Chefgruppen")
    cards.add_event(store, *NUMBER, Event(date(2025, 3, 1), "Nyt system", text="Lønsystemet", indicator="dage"))
    before = cards.load_card(store, *NUMBER)
    store.close()
    reopened = open_store(address)
    assert cards.load_card(reopened, *NUMBER) == before
    assert before.frequency == Frequency(Grain.MONTH, 10)
    assert (before.owner, before.targets[0].set_by, before.events[0].event.name) == ("HR", "Chefgruppen", "Nyt system")
    reopened.close()


def test_cards_are_kept_apart_by_data_set_and_indicator(store: Store) -> None:
    cards.save_indicator_card(store, "a", "x", version=0, owner="Anna")
    cards.save_indicator_card(store, "a", "y", version=0, owner="Bo")
    cards.save_indicator_card(store, "b", "x", version=0, owner="Carl")
    assert [card.owner for card in cards.load_cards(store, "a", ("y", "x", "z"))] == ["Bo", "Anna", ""]


def test_two_who_write_in_different_fields_of_a_new_card_both_keep_their_text(store: Store) -> None:
    cards.save_indicator_card(store, *NUMBER, version=0, owner="HR")
    card = cards.save_indicator_card(store, *NUMBER, version=0, caveats="Kun månedslønnede")
    assert (card.owner, card.caveats) == ("HR", "Kun månedslønnede")


def test_two_who_write_in_the_same_field_both_keep_their_text(store: Store) -> None:
    first = cards.save_indicator_card(store, *NUMBER, version=0, context="Vinteren var mild")
    cards.save_indicator_card(store, *NUMBER, version=first.version, context="Vinteren var hård")
    with pytest.raises(EditedMeanwhile) as conflict:
        cards.save_indicator_card(store, *NUMBER, version=first.version, context="Der var influenza")
    assert (conflict.value.theirs, conflict.value.yours) == ("Vinteren var hård", "Der var influenza")
    told = [(trace.event, trace.before) for trace in cards.list_card_trace(store, *NUMBER)]
    assert ("refused", "Der var influenza") in told
    assert ("changed", "Vinteren var mild") in told


def test_many_who_begin_the_same_card_at_once_make_one(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: cards.begin_card(store, *NUMBER), range(16)))
    assert len(set(made)) == 1


def test_a_new_target_leaves_the_earlier_ones_as_they_were(store: Store) -> None:
    cards.set_target(store, *NUMBER, value=5.0, starts_on=date(2025, 1, 1), set_by="Mette")
    cards.set_target(store, *NUMBER, value=4.5, starts_on=date(2026, 1, 1), set_by="Ole")
    kept = cards.load_card(store, *NUMBER).targets
    assert [(target.value, target.starts_on.year, target.set_by) for target in kept] == [
        (5, 2025, "Mette"),
        (4.5, 2026, "Ole"),
    ]
    assert all(target.set_at is not None for target in kept)


def test_a_withdrawn_target_stays_in_the_history_and_goes_with_no_number(store: Store) -> None:
    wrong = cards.set_target(store, *NUMBER, value=45, starts_on=date(2025, 1, 1))
    cards.withdraw_target(store, wrong.id)
    assert [target.is_withdrawn for target in cards.load_card(store, *NUMBER).targets] == [True]
    assert cards.find_beside(store, *NUMBER).targets == ()
    assert [trace.event for trace in cards.list_card_trace(store, *NUMBER)] == ["removed"]
    cards.reinstate_target(store, wrong.id)
    assert [target.value for target in cards.find_beside(store, *NUMBER).targets] == [45]


@pytest.mark.parametrize(
    "fields",
    [
        {"value": None, "starts_on": TODAY},
        {"value": 1.0, "starts_on": None},
        {"value": 1.0, "starts_on": TODAY, "ends_on": date(2026, 11, 21)},
    ],
)
def test_a_target_without_figure_or_time_is_not_set(store: Store, fields: dict[str, Any]) -> None:
    with pytest.raises(TargetIncomplete):
        cards.set_target(store, *NUMBER, **fields)
    assert cards.load_card(store, *NUMBER).is_empty


def test_an_event_belongs_to_its_indicator_or_to_the_whole_data_set(store: Store) -> None:
    cards.add_event(store, "a", "x", Event(TODAY, "Kun x", indicator="x"))
    cards.add_event(store, "a", "x", Event(TODAY, "Alle tal", unit="Vest"))
    cards.add_event(store, "b", "x", Event(TODAY, "Et andet datasæt"))
    assert [event.name for event in cards.find_beside(store, "a", "x").events] == ["Kun x", "Alle tal"]
    assert [(event.name, event.unit) for event in cards.find_beside(store, "a", "y").events] == [("Alle tal", "Vest")]


def test_an_event_can_be_changed_removed_and_brought_back(store: Store) -> None:
    added = cards.add_event(store, *NUMBER, Event(TODAY, "Ny vagtplan", indicator="dage"))
    cards.save_event(store, added.id, version=added.version, text="Planen kommer fire uger før")
    cards.remove_event(store, added.id)
    assert cards.load_card(store, *NUMBER).events == ()
    cards.restore_event(store, added.id)
    assert cards.load_card(store, *NUMBER).events[0].event.text == "Planen kommer fire uger før"
    with pytest.raises(EventUnnamed):
        cards.add_event(store, *NUMBER, Event(TODAY, "  "))


def publish_as(folder: Path, recipe: Recipe) -> None:
    rows = [(month, team, "unit", None, 55, 500) for month in months(12, date(2025, 1, 1)) for team in ("Nord", "Vest")]
    publish_rows(folder, write_rows(folder / "rows.parquet", ("afgang", "ledige"), rows), recipe)


def change(**fields: Any) -> Callable[[Recipe], Recipe]:
    return lambda recipe: replace(recipe, **fields)


def change_number(**fields: Any) -> Callable[[Recipe], Recipe]:
    return lambda recipe: replace(recipe, indicators=(replace(recipe.indicators[0], **fields),))


def judge(folder: Path, store: Store) -> approving.Standing:
    approval = cards.load_card(store, "afgang", "afgang").approval
    assert approval is not None
    return approving.judge_approval(folder, approval, exploring.find_version(folder, "afgang"), "afgang")


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        (change_number(definition="Noget andet"), "definition"),
        (change_number(measure=Measure("pct.", 0)), "measure"),
        (change_number(numerator="ledige"), "numerator"),
        (change(filters=(("Team", "Nord"),)), "filters"),
        (change(threshold=10), "threshold"),
    ],
)
def test_an_approval_lapses_by_itself_when_the_definition_or_schema_changes(
    changed: Callable[[Recipe], Recipe], name: str, tmp_path: Path, sqlite_store: Store
) -> None:
    publish_as(tmp_path, RECIPE)
    folder = tmp_path / "datasets"
    version = exploring.find_version(folder, "afgang")
    approving.approve(sqlite_store, version, "afgang", name="Sofie Krogh", today=TODAY)
    assert judge(folder, sqlite_store).holds
    publish_as(tmp_path, changed(RECIPE))
    first = exploring.find_version(folder, "afgang").published_at
    publish_as(tmp_path, changed(RECIPE))
    standing = judge(folder, sqlite_store)
    assert standing.changed == (name,)
    assert standing.since == first


def test_new_numbers_notes_and_events_leave_an_approval_standing(tmp_path: Path, sqlite_store: Store) -> None:
    publish_months(tmp_path, 40)
    folder = tmp_path / "datasets"
    version = exploring.find_version(folder, "afgang")
    approving.approve(sqlite_store, version, "afgang", name="Sofie Krogh", today=TODAY)
    publish_months(tmp_path, 44)
    publish_as(tmp_path, replace(RECIPE, notes=("Nyt",), events=(), title="Et andet navn"))
    assert judge(folder, sqlite_store).holds


def test_an_approval_has_a_name_and_can_be_taken_back(tmp_path: Path, sqlite_store: Store) -> None:
    publish_months(tmp_path, 40)
    version = exploring.find_version(tmp_path / "datasets", "afgang")
    with pytest.raises(ApprovalUnnamed):
        approving.approve(sqlite_store, version, "afgang", name=" ", today=TODAY)
    first = approving.approve(sqlite_store, version, "afgang", name="Sofie", today=TODAY)
    second = approving.approve(sqlite_store, version, "afgang", name="Ole", today=TODAY)
    approving.withdraw_approval(sqlite_store, second.id)
    assert cards.load_card(sqlite_store, "afgang", "afgang").approval == first


def test_every_field_of_a_recipe_and_an_indicator_is_part_of_what_is_approved_or_knowingly_not() -> None:
    beside_the_number = {"id", "direction", "source"}
    of_the_extract = {"period_columns", "unit_columns", "single_unit", "fill_down", "extracted_on", "reading", "files"}
    of_the_extract |= {"fixed_period"}
    about_the_data_set = {"dataset", "title", "indicators", "area", "source", "synthetic", "notes", "events"}
    told = replace(RECIPE.indicators[0], behind=Behind.SAFE, part_of="b")
    facts = {name for name, _ in approving.list_facts(RECIPE, told)}
    fields = {field.name for kind in (Recipe, Indicator) for field in dataclasses.fields(kind)}
    assert fields - facts == beside_the_number | of_the_extract | about_the_data_set
    assert facts - fields == {"parts"}


def test_an_approval_of_a_calculated_number_lapses_when_a_part_of_it_changes() -> None:
    part = Indicator("a", "Fravær", value="dage", definition="Sygedage")
    whole = Indicator("b", "Pr. ansat", Aggregation.FORMULA, formula="a / c")
    before = replace(RECIPE, indicators=(part, whole))
    after = replace(before, indicators=(replace(part, definition="Alle dage"), whole))
    told = zip(approving.list_facts(before, whole), approving.list_facts(after, whole), strict=True)
    assert [name for (name, was), (_, now) in told if was != now] == ["parts"]


def test_a_month_more_in_a_wide_extract_leaves_an_approval_standing() -> None:
    rules = tuple(ColumnRule(name, ColumnType.NUMBER) for name in ("Enhed", "jan 2026"))
    before = replace(RECIPE, period_columns=("jan 2026",), columns=rules)
    after = replace(
        before, period_columns=("jan 2026", "feb 2026"), columns=(*rules, ColumnRule("feb 2026", ColumnType.NUMBER))
    )
    number = RECIPE.indicators[0]
    assert approving.list_facts(before, number) == approving.list_facts(after, number)
