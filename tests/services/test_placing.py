"""A wonder is pinned at a point or a stretch of the line."""

from __future__ import annotations

import pytest

from tests.records.builders import VIEW
from tests.unit.builders import CALM, make_series
from vil.model.period import Period
from vil.model.round import Place
from vil.records import Store
from vil.services import placing, rounds

SERIES = make_series(list(CALM))
MAY, JUNE, AUGUST = (Period.parse(code) for code in ("2024-05", "2024-06", "2024-08"))


@pytest.mark.parametrize(
    ("selected", "place"),
    [
        ({"spot": [{"x": 31}]}, Place(JUNE, JUNE)),
        ({"span": {"x": [20.5, 100.0]}}, Place(JUNE, AUGUST)),
        ({"span": {"x": [-3.0, 1.0]}, "spot": [{"x": 31}]}, Place(MAY, MAY)),
        ({"span": {"x": [5.0, 6.0]}, "spot": [{"x": 31}]}, Place(JUNE, JUNE)),
        ({"spot": [{"x": 32}]}, None),
        ({"spot": [], "span": {}}, None),
        ({}, None),
    ],
)
def test_a_click_is_a_point_and_a_stroke_is_every_period_that_begins_in_it(
    selected: dict[str, object], place: Place | None
) -> None:
    assert placing.read_selection(SERIES, selected) == place


def test_a_place_begins_the_sentence_until_somebody_has_written(sqlite_store: Store) -> None:
    current = rounds.start_round(sqlite_store, title="Fravær")
    wonder = rounds.pin_wonder(sqlite_store, current.id, view=VIEW, headline="H", sentence="S.")
    wonder = placing.place_wonder(sqlite_store, wonder, SERIES, Place(JUNE, JUNE))
    assert (wonder.place, wonder.text) == (Place(JUNE, JUNE), "Sygefraværet i Vest er 6,4 dage i juni 2024")
    wonder = placing.place_wonder(sqlite_store, wonder, SERIES, Place(JUNE, AUGUST))
    assert wonder.text == "Sygefraværet i Vest er mellem 6,4 og 7,9 dage fra juni 2024 til august 2024"
    wonder = rounds.save_wonder(sqlite_store, wonder.id, version=wonder.version, text="Hvorfor netop i ferien?")
    wonder = placing.place_wonder(sqlite_store, wonder, SERIES, Place(MAY, MAY))
    assert (wonder.place, wonder.text) == (Place(MAY, MAY), "Hvorfor netop i ferien?")
    assert placing.place_wonder(sqlite_store, wonder, SERIES, None).place is None
    assert rounds.load_round(sqlite_store, current.id).wonders[0].text == "Hvorfor netop i ferien?"
