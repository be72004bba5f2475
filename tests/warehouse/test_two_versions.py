"""Whoever kept an earlier version finds no small cell by laying it beside the new one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.builders import months, publish_rows, read, recipe, write_cases, write_rows
from tests.warehouse.test_subtraction import (
    CASES,
    Place,
    count_persons,
    find_solvable,
    list_sums,
    read_cells,
    small_and_hidden,
)
from vil.model.indicator import Aggregation, Disclosure, Indicator
from vil.model.period import Grain
from vil.model.series import CellState, DatasetVersion

HOW = recipe(CASES, disclosure=Disclosure.PERSON_ROWS, dimensions=("type",), unit_levels=("område",))
ROWS = st.lists(
    st.tuples(st.integers(1, 6), st.integers(0, 3), st.sampled_from("ab"), st.integers(1, 14)), min_size=3, max_size=20
)


def make_cases(groups: list[tuple[int, int, str, int]], until: int) -> list[dict[str, Any]]:
    return [
        {
            "period_start": date(2024, month, 1),
            "unit": f"Team {unit}",
            "level_1": "Nord" if unit < 2 else "Syd",
            "member": kind,
            "type": kind,
        }
        for month, unit, kind, count in groups
        if month <= until
        for _ in range(count)
    ]


def then(place: Place, last: int) -> Place:
    """Name a cell of an earlier version: one whose period went on afterwards is another."""
    length = {"month": 1, "quarter": 3, "year": 12}[place[0]]
    is_over = place[1].month + length - 1 <= last
    return place if is_over else (f"{place[0]} until {last}", *place[1:])


@settings(max_examples=3, deadline=None)
@given(ROWS)
def test_an_attacker_with_every_version_finds_no_small_cell(groups: list[tuple[int, int, str, int]]) -> None:
    groups = [(1, 0, "a", 20), (1, 1, "b", 30), (1, 2, "a", 30), (1, 3, "b", 25), *groups]
    with TemporaryDirectory() as name:
        folder = Path(name)
        sums: list[tuple[Place, list[Place]]] = []
        seen: set[Place] = set()
        for last in (3, 4, 6):
            cases = make_cases(groups, last)
            version = publish_rows(folder, write_cases(folder / "rows.parquet", cases), HOW)
            cells = read_cells(folder, version, "sager")
            sums += [
                (then(whole, last), [then(one, last) for one in parts]) for whole, parts in list_sums(version, cells)
            ]
            seen |= {then(place, last) for place, (state, _) in cells.items() if state == "value"}
            small, _ = small_and_hidden(cells, count_persons(version, cases, cells))
            small = {then(place, last) for place in small}
            unknown = {place for whole, parts in sums for place in (whole, *parts)} - seen
            assert not small & seen
            assert not find_solvable(sums, unknown) & small


def publish_counts(folder: Path, figures: dict[str, float]) -> DatasetVersion:
    lines = [(date(2024, 1, 1), unit, "unit", None, count) for unit, count in figures.items()]
    return publish_rows(
        folder, write_rows(folder / "rows.parquet", ["antal"], lines), recipe(disclosure=Disclosure.PERSONS)
    )


def states(folder: Path, version: DatasetVersion) -> str:
    return "".join(
        unit.name for unit in version.units if read(folder, version, unit.name).points[0].state is CellState.HIDDEN
    )


@pytest.mark.parametrize(
    ("before", "now", "hidden"),
    [
        ({"A": 3, "B": 40, "C": 50}, {"A": 3, "B": 40, "C": 12}, "AB"),
        ({"A": 3, "B": 40, "C": 50}, {"A": 3, "B": 40, "C": 50}, "AB"),
        ({"A": 3, "B": 40, "C": 50}, {"A": 5, "B": 40, "C": 50}, ""),
        ({"A": 3, "B": 40, "C": 50}, {"A": 9, "B": 40, "C": 50}, ""),
        ({"A": 3, "B": 40, "C": 50}, {"A": 3, "B": 40, "C": 12, "D": 7}, "AB"),
        ({"A": 8, "B": 9, "C": 50}, {"A": 3, "B": 9, "C": 50, "D": 60}, "AD"),
        ({"A": 8, "B": 9, "C": 50}, {"A": 3, "B": 9, "C": 50}, "AB"),
    ],
)
def test_what_covered_a_small_cell_goes_on_covering_it_and_what_was_seen_covers_last(
    tmp_path: Path, before: dict[str, float], now: dict[str, float], hidden: str
) -> None:
    publish_counts(tmp_path, before)
    assert states(tmp_path, publish_counts(tmp_path, now)) == hidden


def test_a_lower_threshold_or_another_class_decides_anew(tmp_path: Path) -> None:
    lines = [(date(2024, 1, 1), unit, "unit", None, count) for unit, count in {"A": 4, "B": 40, "C": 50}.items()]
    rows = write_rows(tmp_path / "rows.parquet", ["antal"], lines)
    for threshold, hidden in ((5, "AB"), (4, ""), (5, "AB")):
        how = recipe(disclosure=Disclosure.PERSONS, threshold=threshold)
        assert states(tmp_path, publish_rows(tmp_path, rows, how)) == hidden


def test_a_month_is_not_found_from_the_year_so_far_in_two_versions(tmp_path: Path) -> None:
    counts = [20.0, 21.0, 22.0, 23.0, 3.0, 30.0, 31.0, 32.0]
    for last in (4, 5, 8):
        lines = [(month, "A", "unit", None, count) for month, count in zip(months(last), counts, strict=False)]
        version = publish_rows(
            tmp_path, write_rows(tmp_path / "rows.parquet", ["antal"], lines), recipe(disclosure=Disclosure.PERSONS)
        )
        shown = [point.state is CellState.VALUE for point in read(tmp_path, version, "A").points]
        year = read(tmp_path, version, "A", grain=Grain.YEAR).points[0]
        assert shown[:5] == [True, True, True, True, False][:last]
        assert (year.value is not None) == (last != 5)
    assert not all(shown[5:])


def test_a_part_is_hidden_where_few_are_left_beside_it(tmp_path: Path) -> None:
    whole = Indicator("syge", "Syge", value="syge")
    part = Indicator("lange", "Syge over 30 dage", value="lange", part_of="syge")
    figures = {"A": (20, 18), "B": (30, 12), "C": (40, 14), "D": (50, 50)}
    rows = write_rows(
        tmp_path / "rows.parquet",
        ["syge", "lange"],
        [(date(2024, 1, 1), unit, "unit", None, *counts) for unit, counts in figures.items()],
    )
    version = publish_rows(tmp_path, rows, recipe(whole, part, disclosure=Disclosure.PERSONS))
    of = {
        one: [read(tmp_path, version, unit, indicator=one).points[0].state.value for unit in "ABCD"]
        for one in ("syge", "lange")
    }
    assert of == {"syge": ["value"] * 4, "lange": ["hidden", "hidden", "value", "value"]}
    assert version.recipe.indicators[1].aggregation is Aggregation.SUM
