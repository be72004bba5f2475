"""The picture of which numbers there are: three states told apart without colour."""

from __future__ import annotations

from typing import Any

import pytest

from vil.charts import DARK, LIGHT, Palette
from vil.charts.completeness import draw_completeness
from vil.model.completeness import Completeness, PresenceRow
from vil.model.period import Period, span
from vil.model.series import CellState
from vil.ui.tables import list_presence

V, M, H = CellState.VALUE, CellState.MISSING, CellState.HIDDEN
FOUND = Completeness(
    "sager",
    span(Period.parse("2026-01"), Period.parse("2026-06")),
    (PresenceRow("Nord", (V, V, V, V, V, V)), PresenceRow("Vest", (H, H, V, M, M, V))),
)


def fields(layer: dict[str, Any]) -> list[tuple[str, int, int]]:
    return [(row["u"], row["x"], row["x2"]) for row in layer["data"]["values"]]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_state_has_a_look_of_its_own_and_neighbours_are_one_field(palette: Palette) -> None:
    value, hidden, missing, crosses = draw_completeness(FOUND, palette=palette).spec["layer"]
    assert fields(value) == [("Nord", 0, 6), ("Vest", 2, 3), ("Vest", 5, 6)]
    assert fields(hidden) == [("Vest", 0, 2)]
    assert "gradient" in hidden["mark"]["color"]
    assert fields(missing) == fields(crosses) == [("Vest", 3, 5)]
    assert crosses["mark"]["text"] == "×"


def test_the_table_behind_says_where_numbers_are_missing_or_hidden() -> None:
    assert list_presence(FOUND) == [
        {"Enhed": "Nord", "Tal": "6", "Mangler": "", "Skjult": ""},
        {"Enhed": "Vest", "Tal": "2", "Mangler": "april 2026 til maj 2026", "Skjult": "januar 2026 til februar 2026"},
    ]


def test_the_chart_follows_the_schema_and_has_a_row_for_each_unit_in_order() -> None:
    chart = draw_completeness(FOUND, palette=LIGHT)
    chart.to_altair()
    assert chart.spec["encoding"]["y"]["scale"]["domain"] == ["Nord", "Vest"]
