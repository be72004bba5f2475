"""No hidden cell can be worked out from the shown ones: what an attacker with the whole cube and all its sums can find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warehouse.builders import COUNT, RATE, months, publish_rows, read, recipe, write_cases, write_rows
from vil.model.indicator import Aggregation, Disclosure, Indicator
from vil.model.period import Grain, Period
from vil.model.series import CellState, DatasetVersion, UnitLevel
from vil.services.judging import judge_version
from vil.warehouse.naming import match_own_groups

Place = tuple[str, date, str, str | None]
CASES = Indicator("sager", "Sager", Aggregation.COUNT)
SHARE = Indicator("andel", "Andel", Aggregation.SHARE, only=(("type", "a"),))
PART = Indicator("a", "A", Aggregation.COUNT, only=(("type", "a"),))
DAYS = Indicator("dage", "Dage", value="dage")


def read_cells(folder: Path, version: DatasetVersion, indicator: str) -> dict[Place, tuple[str, float | None]]:
    path = folder / "datasets" / version.dataset / str(version.number) / "cube.duckdb"
    with duckdb.connect(str(path), read_only=True) as cube:
        found = cube.execute(
            "SELECT grain, period_start, unit, member, state, coalesce(numerator, value) FROM cells WHERE indicator = ?",
            [indicator],
        ).fetchall()
    return {line[:4]: line[4:] for line in found}


def list_sums(version: DatasetVersion, places: Iterable[Place]) -> list[tuple[Place, list[Place]]]:
    """List every whole with its parts as anybody knows them: units, members, and periods straight up to each longer one."""
    parts: dict[tuple[str, Place], list[Place]] = defaultdict(list)
    there = set(places)
    parents = {unit.name: unit.parent for unit in version.units}
    tops = [unit.name for unit in version.units if unit.level is UnitLevel.WHOLE]
    for grain, start, unit, member in sorted(there, key=str):
        above = [parents[unit]] if parents[unit] else [top for top in tops if top != unit]
        wholes = [("unit", (grain, start, one, member)) for one in above if one]
        wholes += [("member", (grain, start, unit, None))] if member is not None else []
        wholes += [
            (f"{grain}-{longer}", (longer, Period.containing(start, longer).start, unit, member))
            for longer in version.grains
            if version.grains.index(longer) > version.grains.index(Grain(grain)) and grain != "week"
        ]
        for way, whole in wholes:
            if whole in there:
                parts[way, (str(whole[0]), *whole[1:])].append((grain, start, unit, member))
    return [(whole, some) for (_, whole), some in parts.items()]


def find_solvable(sums: list[tuple[Place, list[Place]]], hidden: set[Place]) -> set[Place]:
    """Find the hidden cells with one solution alone, by exact elimination of everything the shown cells say."""
    rows = []
    for whole, parts in sums:
        row = {place: Fraction(-1) for place in parts if place in hidden}
        if whole in hidden:
            row[whole] = Fraction(1)
        rows.append(row)
    pivots: dict[Place, dict[Place, Fraction]] = {}
    for row in rows:
        for place in [one for one in row if one in pivots]:
            row = subtract(row, pivots[place], row[place])
        if not row:
            continue
        lead = next(iter(row))
        row = {place: amount / row[lead] for place, amount in row.items()}
        for other, reduced in pivots.items():
            if lead in reduced:
                pivots[other] = subtract(reduced, row, reduced[lead])
        pivots[lead] = row
    return {place for place, row in pivots.items() if len(row) == 1}


def subtract(row: Mapping[Place, Fraction], other: Mapping[Place, Fraction], times: Fraction) -> dict[Place, Fraction]:
    left = {place: row.get(place, Fraction(0)) - times * other.get(place, Fraction(0)) for place in {**row, **other}}
    return {place: amount for place, amount in left.items() if amount}


def small_and_hidden(
    cells: Mapping[Place, tuple[str, float | None]], sizes: Mapping[Place, int]
) -> tuple[set[Place], set[Place]]:
    hidden = {place for place, (state, _) in cells.items() if state == "hidden"}
    return {place for place in hidden if sizes.get(place, 0) < 5}, hidden


def count_persons(version: DatasetVersion, cases: list[dict[str, Any]], places: Iterable[Place]) -> dict[Place, int]:
    names = {unit.name: unit for unit in version.units}
    counted = {}
    for grain, start, unit, member in places:
        period = Period.containing(start, Grain(grain))
        counted[grain, start, unit, member] = sum(
            period.start <= one["period_start"] <= period.end
            and member in (None, one["member"])
            and (names[unit].level is UnitLevel.WHOLE or unit in (one["unit"], one["level_1"]))
            for one in cases
        )
    return counted


ROWS = st.lists(
    st.tuples(st.integers(1, 7), st.integers(0, 4), st.sampled_from("abc"), st.integers(1, 14)), min_size=3, max_size=24
)


@settings(max_examples=8, deadline=None)
@given(ROWS)
def test_an_attacker_who_solves_all_sums_finds_no_small_cell(groups: list[tuple[int, int, str, int]]) -> None:
    cases = [
        {
            "period_start": date(2024, month, 1),
            "unit": f"Team {unit}",
            "level_1": "Nord" if unit < 2 else "Syd",
            "member": kind,
            "type": kind,
            "dage": 10.0,
        }
        for month, unit, kind, count in groups
        for _ in range(count)
    ]
    with TemporaryDirectory() as name:
        folder = Path(name)
        how = recipe(CASES, DAYS, disclosure=Disclosure.PERSON_ROWS, dimensions=("type",), unit_levels=("område",))
        version = publish_rows(folder, write_cases(folder / "rows.parquet", cases), how)
        for indicator in ("sager", "dage"):
            cells = read_cells(folder, version, indicator)
            sizes = count_persons(version, cases, cells)
            assert all(cells[place][0] == "hidden" for place, size in sizes.items() if 0 < size < 5)
            small, hidden = small_and_hidden(cells, sizes)
            assert not find_solvable(list_sums(version, cells), hidden) & small


def test_the_attacker_finds_what_only_the_first_step_hides() -> None:
    whole, parts = ("month", date(2024, 1, 1), "Alle", None), [("month", date(2024, 1, 1), one, None) for one in "ABC"]
    assert find_solvable([(whole, parts)], {parts[0]}) == {parts[0]}
    assert find_solvable([(whole, parts)], {parts[0], parts[1]}) == set()


def table(folder: Path, figures: Mapping[str, float], *, threshold: int = 5) -> dict[str, CellState]:
    """Publish one month of counts for some units and give the state of each and of all together."""
    rows = write_rows(
        folder / "rows.parquet",
        ["antal"],
        [(date(2024, 1, 1), unit, "unit", None, count) for unit, count in figures.items()],
    )
    version = publish_rows(folder, rows, recipe(disclosure=Disclosure.PERSONS, threshold=threshold))
    return {unit.name: read(folder, version, unit.name).points[0].state for unit in version.units}


@pytest.mark.parametrize(
    ("figures", "hidden"),
    [
        ({"A": 3, "B": 40, "C": 12}, "AC"),
        ({"A": 3, "B": 40, "C": 0}, "AB"),
        ({"A": 3, "B": 4, "C": 12}, "AB"),
        ({"A": 1, "B": 1, "C": 12, "D": 9}, "ABD"),
        ({"A": 30, "B": 40, "C": 12}, ""),
        ({"A": 0, "B": 40, "C": 12}, ""),
    ],
)
def test_the_smallest_unit_that_adds_something_covers_one_that_stands_alone(
    tmp_path: Path, figures: dict[str, float], hidden: str
) -> None:
    states = table(tmp_path, figures)
    assert "".join(unit for unit, state in states.items() if state is CellState.HIDDEN) == hidden
    assert states["Alle enheder"] is CellState.VALUE


def test_where_nothing_is_left_to_cover_with_the_whole_is_hidden_too(tmp_path: Path) -> None:
    assert set(table(tmp_path, {"A": 1, "B": 1, "C": 1, "D": 1, "E": 1}).values()) == {CellState.HIDDEN}


def test_a_month_is_not_found_from_its_quarter_nor_a_quarter_from_its_year(tmp_path: Path) -> None:
    counts = [3.0, *[float(20 + place) for place in range(11)]]
    rows = [(month, "A", "unit", None, count) for month, count in zip(months(12), counts, strict=True)]
    version = publish_rows(
        tmp_path, write_rows(tmp_path / "rows.parquet", ["antal"], rows), recipe(COUNT, disclosure=Disclosure.PERSONS)
    )
    states = [point.state for point in read(tmp_path, version, "A").points]
    assert states == [CellState.HIDDEN] * 2 + [CellState.VALUE] * 10
    assert {point.state for point in read(tmp_path, version, "A", grain=Grain.QUARTER).points} == {CellState.VALUE}


def test_a_rate_that_covers_shows_neither_numerator_nor_denominator(tmp_path: Path) -> None:
    rows = [
        (date(2024, 1, 1), unit, "unit", None, top, low)
        for unit, top, low in (("A", 2, 40), ("B", 10, 30), ("C", 20, 90))
    ]
    version = publish_rows(
        tmp_path,
        write_rows(tmp_path / "rows.parquet", ["taeller", "naevner"], rows),
        recipe(RATE, disclosure=Disclosure.PERSONS),
    )
    points = {unit: read(tmp_path, version, unit).points[0] for unit in "ABC"}
    assert [points[unit].state.value for unit in "ABC"] == ["hidden", "hidden", "value"]
    assert (points["B"].value, points["B"].numerator, points["B"].denominator) == (None, None, None)


def test_what_two_indicators_both_count_is_hidden_in_both_and_formulas_follow(tmp_path: Path) -> None:
    per_case = Indicator("pr", "Dage pr. sag", Aggregation.FORMULA, formula="a / sager")
    cases = [
        {"period_start": date(2024, 1, 1), "unit": unit, "type": "a" if number < few else "b"}
        for unit, few, count in (("A", 2, 20), ("B", 8, 30), ("C", 30, 60))
        for number in range(count)
    ]
    version = publish_rows(
        tmp_path,
        write_cases(tmp_path / "rows.parquet", cases),
        recipe(CASES, PART, SHARE, per_case, disclosure=Disclosure.PERSON_ROWS),
    )
    for indicator in ("a", "andel", "pr"):
        states = [read(tmp_path, version, unit, indicator=indicator).points[0].state.value for unit in "ABC"]
        assert states == ["hidden", "hidden", "value"], indicator
    assert {read(tmp_path, version, unit, indicator="sager").points[0].state for unit in "ABC"} == {CellState.VALUE}


def test_kroner_of_few_are_not_covered_by_hardly_any(tmp_path: Path) -> None:
    kroner = Indicator("kroner", "Kroner", value="dage")
    sizes = {"A": (3, 90_000.0), "B": (6, 10.0), "C": (9, 5_000.0), "D": (20, 4_000.0)}
    cases = [
        {"period_start": date(2024, 1, 1), "unit": unit, "dage": each}
        for unit, (count, each) in sizes.items()
        for _ in range(count)
    ]
    version = publish_rows(
        tmp_path, write_cases(tmp_path / "rows.parquet", cases), recipe(kroner, disclosure=Disclosure.PERSON_ROWS)
    )
    states = {unit: read(tmp_path, version, unit).points[0].state.value for unit in "ABCD"}
    assert states == {"A": "hidden", "B": "hidden", "C": "hidden", "D": "value"}


def test_where_half_of_the_days_are_hidden_no_day_is_shown_and_months_are(tmp_path: Path) -> None:
    days = [(date(2024, 1, day), "A", "unit", None, 2.0 if day < 25 else 40.0) for day in range(1, 32)]
    version = publish_rows(
        tmp_path,
        write_rows(tmp_path / "rows.parquet", ["antal"], days),
        recipe(COUNT, grain=Grain.DAY, disclosure=Disclosure.PERSONS),
    )
    assert {point.state for point in read(tmp_path, version, "A").points} == {CellState.HIDDEN}
    assert read(tmp_path, version, "A", grain=Grain.MONTH).values == (328.0,)


FIRST, SECOND = months(2)
OWN = [
    ("A", "unit", "Nord", 3, 30), ("B", "unit", "Nord", 40, 50), ("C", "unit", "Syd", 12, 2), ("D", "unit", "Syd", 50, 70),
    ("E", "unit", "Syd", 61, 60), ("F", "unit", "Vest", 4, 9), ("G", "unit", None, 10, 11), ("Nord", "group", None, 43, 80),
    ("Syd", "group", None, 123, 132), ("Vest", "group", None, 4, 9),
]  # fmt: skip


def publish_own(folder: Path, *, is_named: bool) -> tuple[DatasetVersion, dict[Place, tuple[str, float | None]]]:
    """Publish two months of units and of groups that are rows of their own; units name their group, or they do not."""
    rows = [
        {"period_start": month, "unit": unit, "unit_level": level, "level_1": group, "antal": float(count)}
        for unit, level, group, *counts in OWN
        for month, count in zip((FIRST, SECOND), counts, strict=True)
    ]
    levels = ("område",) if is_named else ()
    how = recipe(disclosure=Disclosure.PERSONS, unit_levels=levels)
    version = publish_rows(folder, write_cases(folder / "rows.parquet", rows), how, judge=judge_version)
    return version, read_cells(folder, version, "antal")


def find_small_of_own(cells: dict[Place, tuple[str, float | None]], sums: list[tuple[Place, list[Place]]]) -> set[str]:
    small = {
        (unit, month)
        for unit, _, _, *counts in OWN
        for month, count in zip((FIRST, SECOND), counts, strict=True)
        if count < 5
    }
    hidden = {place for place, (state, _) in cells.items() if state == "hidden"}
    assert small <= {(place[2], place[1]) for place in hidden if place[0] == "month"}
    found = find_solvable(sums, hidden)
    return {unit for grain, start, unit, _ in found if grain == "month" and (unit, start) in small}


def test_a_group_that_is_a_row_of_its_own_gives_no_unit_away_where_units_name_it(tmp_path: Path) -> None:
    version, cells = publish_own(tmp_path, is_named=True)
    matched = match_own_groups(version.units)
    assert {own[:3] for own in matched} == {added_up[:3] for added_up in matched.values()} == {"Nor", "Syd", "Ves"}
    sums = list_sums(version, [place for place in cells if place[2] not in matched])
    twice = [(place, [(*place[:2], matched[place[2]], place[3])]) for place in cells if place[2] in matched]
    assert not find_small_of_own(cells, sums + twice)
    assert version.quality is not None
    assert version.quality.own_groups == ()


def test_a_group_of_units_that_nobody_named_is_told_as_what_it_can_give_away(tmp_path: Path) -> None:
    version, cells = publish_own(tmp_path, is_named=False)
    sums = list_sums(version, [place for place in cells if place[2] not in ("Nord", "Syd", "Vest")])
    assert not find_small_of_own(cells, sums)
    inside = {group: [one[0] for one in OWN if one[2] == group] for group in ("Nord", "Syd", "Vest")}
    knows = [(place, [(*place[:2], unit, None) for unit in inside[place[2]]]) for place in cells if place[2] in inside]
    assert find_small_of_own(cells, sums + knows)
    assert version.quality is not None
    assert version.quality.own_groups == ("Nord", "Syd", "Vest")
