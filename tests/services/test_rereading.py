"""Other ways to read the same number, of those the data allow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.services.test_comparing import SIZES, publish_rates
from tests.services.test_moving import publish_units
from tests.warehouse.builders import MEAN, RATE
from vil.model.period import Grain
from vil.model.recipe import Event
from vil.model.series import Comparison, Lens, View
from vil.records import Store
from vil.services import rounds
from vil.services.rereading import Kind, find_rereadings

CELLS = [(float(40 + place % 7),) for place in range(40)]


def kinds(datasets: Path, view: View) -> list[Kind]:
    return [one.kind for one in find_rereadings(datasets, view)]


def test_a_share_can_be_read_part_by_part_against_the_whole_and_against_last_year(tmp_path: Path) -> None:
    view = View("prøve", 1, RATE.id, "Nord", Grain.MONTH)
    assert kinds(publish_rates(tmp_path), view) == [Kind.PARTED, Kind.AGAINST_WHOLE, Kind.LAST_YEAR]


def test_after_a_change_of_registration_the_time_since_is_read_alone(tmp_path: Path) -> None:
    change = Event(date(2025, 6, 1), "Ny praksis", breaks_series=True)
    datasets = publish_units(tmp_path, dict.fromkeys(SIZES, CELLS), events=(change,))
    first = find_rereadings(datasets, View("prøve", 1, "antal", "Nord", Grain.MONTH))[0]
    assert first.kind is Kind.SINCE_BREAK
    assert first.sight.series.points[0].period.start == date(2025, 6, 1)


def test_an_average_is_never_read_part_by_part(tmp_path: Path) -> None:
    datasets = publish_units(tmp_path, dict.fromkeys(SIZES, CELLS), MEAN)
    assert Kind.PARTED not in kinds(datasets, View("prøve", 1, "snit", "Nord", Grain.MONTH))


def test_a_reading_never_repeats_the_one_it_stands_beside(tmp_path: Path) -> None:
    view = View("prøve", 1, RATE.id, "Nord", Grain.MONTH, comparison=Comparison.WHOLE)
    found = find_rereadings(publish_rates(tmp_path), view)
    assert view not in [one.sight.view for one in found]
    assert Kind.AGAINST_WHOLE not in [one.kind for one in found]


def test_a_pinned_part_by_part_reading_is_read_back_as_a_curve(tmp_path: Path) -> None:
    view = View("prøve", 1, RATE.id, "Nord", Grain.MONTH, lens=Lens.UNITS)
    assert Kind.AMONG_UNITS not in kinds(publish_rates(tmp_path), view)


@pytest.mark.parametrize("periods", [6, None])
def test_a_window_can_be_read_with_the_whole_history(tmp_path: Path, periods: int | None) -> None:
    datasets = publish_units(tmp_path, {"Nord": CELLS}, MEAN)
    view = replace(View("prøve", 1, "snit", "Nord", Grain.MONTH), periods=periods)
    assert (Kind.LONGER in kinds(datasets, view)) == (periods is not None)


def test_a_reading_is_written_in_the_first_empty_place_and_then_in_a_new_one(store: Store) -> None:
    thread = rounds.start_round(store, title="Prøve")
    view = View("prøve", 1, "antal", "Nord", Grain.MONTH)
    wonder = rounds.pin_wonder(store, thread.id, view=view, headline="Det svinger", sentence="Som det plejer.")
    rounds.add_interpretation(store, wonder.id)
    for text in ("Den første", "Den anden"):
        rounds.write_interpretation(store, rounds.load_round(store, thread.id).wonders[0], text)
    written = rounds.load_round(store, thread.id).wonders[0].interpretations
    assert [one.text for one in written] == ["Den første", "Den anden"]
