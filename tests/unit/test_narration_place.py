"""The neutral beginning of a wonder: what the numbers are at a place, and nothing of what they mean."""

from __future__ import annotations

import pytest

from tests.unit.builders import CASES, DEADLINES, HIDDEN, Cell, make_series
from tests.unit.test_narration_series import NEVER
from vil.model.indicator import Indicator
from vil.model.period import Period
from vil.model.round import Place
from vil.narration.place import begin_wonder, name_place

CELLS: list[Cell] = [91.5, 88.0, 88.0, None, HIDDEN, 93.25]


def at(first: str, last: str = "") -> Place:
    return Place(Period.parse(first), Period.parse(last or first))


@pytest.mark.parametrize(
    ("indicator", "place", "told"),
    [
        (DEADLINES, at("2024-05"), "Overholdte frister i Vest er 91,5 % i maj 2024"),
        (
            DEADLINES,
            at("2024-05", "2024-06"),
            "Overholdte frister i Vest er mellem 88,0 og 91,5 % fra maj 2024 til juni 2024",
        ),
        (DEADLINES, at("2024-06", "2024-07"), "Overholdte frister i Vest er 88,0 % fra juni 2024 til juli 2024"),
        (DEADLINES, at("2024-08"), "Overholdte frister i Vest mangler i august 2024"),
        (DEADLINES, at("2024-08", "2024-09"), "Overholdte frister i Vest er skjult fra august 2024 til september 2024"),
        (
            CASES,
            at("2024-05", "2024-10"),
            "Bekræftede tilfælde i Vest er mellem 88 og 93 fra maj 2024 til oktober 2024",
        ),
        (CASES, at("2030-01"), ""),
    ],
)
def test_a_place_is_said_with_its_numbers_alone(indicator: Indicator, place: Place, told: str) -> None:
    said = begin_wonder(make_series(CELLS, indicator=indicator), place)
    assert said == told
    assert not any(word in said.lower() for word in NEVER)


def test_a_place_is_named_by_its_ends() -> None:
    assert name_place(at("2024-05")) == "maj 2024"
    assert name_place(at("2024-05", "2024-07")) == "maj 2024 til juli 2024"
