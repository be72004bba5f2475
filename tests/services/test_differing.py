"""A version held against an earlier one, and `vil diff` as documented."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from tests.warehouse.builders import COUNT, RATE, months, publish_rows, recipe, write_rows
from vil.cli import run
from vil.errors import NothingToCompare
from vil.model.difference import Transition
from vil.model.indicator import Disclosure
from vil.model.plain import to_plain
from vil.model.recipe import Recipe
from vil.services.differing import compare_versions, tell_difference
from vil.settings import Settings

Rows = list[tuple[Any, ...]]


def counts(amount: int = 24, *, units: str = "AB", base: float = 20) -> Rows:
    return [
        (start, unit, "unit", None, base + place + 2 * index)
        for place, unit in enumerate(units)
        for index, start in enumerate(months(amount))
    ]


def publish_two(
    folder: Path, first: Rows, second: Rows, how: Recipe | None = None, again: Recipe | None = None
) -> Settings:
    for rows, chosen in ((first, how or recipe()), (second, again or how or recipe())):
        publish_rows(folder, write_rows(folder / "r", ["antal"], rows), chosen)
    return Settings(data_dir=folder)


def with_value(rows: Rows, unit: str, index: int, value: float | None) -> Rows:
    start = months(index + 1)[index]
    return [(*row[:4], value) if row[:2] == (start, unit) else row for row in rows]


def test_the_same_numbers_again_are_no_difference(tmp_path: Path) -> None:
    settings = publish_two(tmp_path, counts(), counts())
    found = compare_versions(settings, "prøve")
    assert (found.before, found.after, found.changed, found.changes) == (1, 2, 0, ())
    assert found.indicators[0].compared == 48
    assert tell_difference(settings, found) == ("Siden sidste udgave er ingen tidligere tal rettet.",)


def test_a_new_month_and_a_changed_one_are_told_with_where_and_how_much(tmp_path: Path) -> None:
    later = with_value(counts(25), "A", 22, 80)
    settings = publish_two(tmp_path, counts(24), later)
    found = compare_versions(settings, "prøve")
    (change,) = found.changes
    assert (change.unit, change.period.code, change.before, change.after) == ("A", "2025-11", 64, 80)
    (indicator,) = found.indicators
    assert indicator.total_before is not None
    assert indicator.total_after == indicator.total_before + 16
    assert [(age.age, age.compared, age.changed) for age in indicator.by_age if age.changed] == [(1, 2, 1)]
    assert tell_difference(settings, found) == (
        "Siden sidste udgave er 1 tal fra november 2025 rettet.",
        "Januar 2026 er kommet til.",
    )


def test_what_most_changes_are_from_is_told(tmp_path: Path) -> None:
    later = with_value(with_value(with_value(counts(), "A", 22, 80), "B", 22, 81), "A", 20, 82)
    settings = publish_two(tmp_path, counts(), later)
    assert tell_difference(settings, compare_versions(settings, "prøve"))[0] == (
        "Siden sidste udgave er 3 tal rettet. De fleste er fra november 2025."
    )


def test_units_that_came_and_went_are_named(tmp_path: Path) -> None:
    settings = publish_two(tmp_path, counts(units="AB"), counts(units="BC"))
    found = compare_versions(settings, "prøve")
    assert (found.units_gained, found.units_lost) == (("C",), ("A",))
    assert tell_difference(settings, found)[1:] == ("»C« er kommet til.", "»A« er ikke med længere.")


def test_a_number_that_is_gone_is_told_from_one_that_was_corrected(tmp_path: Path) -> None:
    settings = publish_two(tmp_path, counts(), with_value(counts(), "B", 3, None))
    (change,) = compare_versions(settings, "prøve").changes
    assert (change.transition, change.before, change.after) == (Transition.VANISHED, 27, None)


def test_an_indicator_that_is_counted_in_another_way_is_not_compared(tmp_path: Path) -> None:
    other = replace(COUNT, scale=2.0, name="Antal")
    settings = publish_two(tmp_path, counts(), counts(base=90), recipe(COUNT), recipe(other))
    found = compare_versions(settings, "prøve")
    assert (found.indicators[0].is_redefined, found.indicators[0].compared, found.changes) == (True, 0, ())
    assert "Antal tælles på en anden måde nu." in tell_difference(settings, found)[1]


def test_a_new_name_or_definition_is_not_another_way_of_counting(tmp_path: Path) -> None:
    renamed = replace(COUNT, name="Sager", definition="Alle sager")
    settings = publish_two(tmp_path, counts(), counts(), recipe(COUNT), recipe(renamed))
    assert compare_versions(settings, "prøve").indicators[0].compared == 48


@settings_of(max_examples=12, deadline=None)
@given(small=st.integers(1, 4), large=st.integers(5, 900), hides_first=st.booleans())
def test_a_cell_hidden_in_either_version_is_named_and_never_given(
    tmp_path_factory: pytest.TempPathFactory, small: int, large: int, *, hides_first: bool
) -> None:
    folder = tmp_path_factory.mktemp("hidden")
    few, many = (with_value(counts(base=5000), "A", 12, float(value)) for value in (small, large))
    pair = (few, many) if hides_first else (many, few)
    settings = publish_two(folder, *pair, recipe(disclosure=Disclosure.PERSONS))
    found = compare_versions(settings, "prøve")
    assert {change.transition for change in found.changes} == {
        Transition.REVEALED if hides_first else Transition.CONCEALED
    }
    assert {(change.before, change.after) for change in found.changes} == {(None, None)}
    (indicator,) = found.indicators
    assert indicator.total_before == indicator.total_after
    text = json.dumps(to_plain(replace(found, before=0, after=0, indicators=(replace(indicator, compared=0),))))
    assert f" {float(large)}" not in text


def test_a_change_by_few_persons_is_named_and_not_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    how = recipe(disclosure=Disclosure.PERSONS)
    for number, (value, told) in enumerate(((64.0, None), (67.0, None), (69.0, (64.0, 69.0)))):
        folder = tmp_path / str(number)
        folder.mkdir()
        now = with_value(counts(24), "A", 22, value)
        found = compare_versions(publish_two(folder, counts(24), now, how, how), "prøve")
        changes = [(change.before, change.after) for change in found.changes]
        assert changes == ([told or (None, None)] if value != 64.0 else [])
        total = found.indicators[0].total_before
        assert (total is None) == (value == 67.0)
        assert run(["diff", "prøve", "--data", str(folder)]) == 0
        printed = capsys.readouterr().out
        assert ("A · Antal: er rettet" in printed) == (value == 67.0)
        assert "67" not in printed


def test_rates_are_totalled_by_their_parts(tmp_path: Path) -> None:
    for top in (30.0, 40.0):
        rows = [
            (start, unit, "unit", None, top, size) for start in months(12) for unit, size in (("A", 50.0), ("B", 150.0))
        ]
        publish_rows(tmp_path, write_rows(tmp_path / "r", ["taeller", "naevner"], rows), recipe(RATE))
    (indicator,) = compare_versions(Settings(data_dir=tmp_path), "prøve").indicators
    assert (indicator.total_before, indicator.total_after) == (pytest.approx(30), pytest.approx(40))


def test_one_version_has_nothing_to_be_held_against(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish_rows(tmp_path, write_rows(tmp_path / "r", ["antal"], counts()), recipe())
    with pytest.raises(NothingToCompare):
        compare_versions(Settings(data_dir=tmp_path), "prøve")
    assert run(["diff", "prøve", "--data", str(tmp_path)]) == 2
    assert "»Prøve« har ingen anden udgave at holde op imod." in capsys.readouterr().err


def test_the_command_prints_sentences_and_changes_or_one_json_object(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish_two(tmp_path, counts(24), with_value(counts(25), "A", 22, 80))
    assert run(["diff", "prøve", "--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Prøve: udgave 2 holdt op imod udgave 1",
        "  Siden sidste udgave er 1 tal fra november 2025 rettet.",
        "  Januar 2026 er kommet til.",
        "  · november 2025 · A · Antal: 64 → 80",
    ]
    assert run(["diff", "prøve", "2", "1", "--json", "--data", str(tmp_path)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["before"], answer["after"], answer["periods_lost"]) == (2, 1, ["2026-01"])
    assert run(["diff", "prøve", "9", "--data", str(tmp_path)]) == 2
    assert "Udgaven »9« findes ikke." in capsys.readouterr().err
