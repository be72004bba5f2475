"""A dry run tells everything that is not as it was, all at once, and publishes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.months import HEADERS, UNITS, Rows, make_rows, propose, publish_first, write_extract
from vil.errors import RecipeInvalid
from vil.importing import load_recipe, save_recipe
from vil.model.drift import Change, Difference, DryRun
from vil.model.indicator import Behind, Disclosure
from vil.model.reading import ColumnType
from vil.model.recipe import ColumnRule, Drift, Recipe
from vil.model.series import DatasetVersion
from vil.services.datasets import list_versions, query_cells
from vil.services.drift import accept, rehearse_extract
from vil.services.problem_lists import list_problems, problems_as_csv, problems_as_workbook
from vil.services.publishing import publish_extract
from vil.settings import Settings

pytestmark = pytest.mark.usefixtures("reading_here")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "vil")


@pytest.fixture
def first(settings: Settings, tmp_path: Path) -> DatasetVersion:
    return publish_first(settings, tmp_path)


def next_month(folder: Path, rows: Rows | None = None, headers: tuple[str, ...] = HEADERS) -> Path:
    return write_extract(folder / "naeste.csv", rows or make_rows(19), headers)


def only(dry_run: DryRun, change: Change) -> Difference:
    (found,) = [one for one in dry_run.differences if one.change is change]
    return found


def test_what_the_extract_was_like_is_written_into_the_published_recipe(first: DatasetVersion) -> None:
    assert first.recipe.columns == (
        ColumnRule("Måned", ColumnType.PERIOD),
        ColumnRule("Afdeling", ColumnType.TEXT),
        ColumnRule("Fraværsdage", ColumnType.NUMBER),
        ColumnRule("Ansatte", ColumnType.NUMBER),
    )
    assert {rule.drift for rule in first.recipe.columns} == {Drift.STOP}


def test_one_month_more_is_no_difference(settings: Settings, first: DatasetVersion, tmp_path: Path) -> None:
    dry_run = rehearse_extract(settings, next_month(tmp_path), first.recipe)

    assert dry_run.differences == ()
    assert dry_run.outcome is not None
    assert (dry_run.outcome.version.rows, dry_run.outcome.version.last.code) == (57, "2026-07")
    total = dry_run.outcome.totals[0]
    assert (total.changed_cells, total.common_cells) == (0, 54)
    assert total.before == total.after
    assert len(list_versions(settings, "fravaer")) == 1
    assert list((settings.data_dir / ".work").iterdir()) == []


def with_cell(row: int, column: int, text: str) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        rows[row][column] = text

    return change


def with_unit(rows: Rows) -> None:
    rows.append(["2026-07", "Afdeling Øst", "12", "20"])


def without_unit(rows: Rows) -> None:
    rows[:] = [row for row in rows if row[1] != UNITS[0]]


def without_history(rows: Rows) -> None:
    rows[:] = [row for row in rows if row[0] >= "2026-01"]


def after_a_hole(rows: Rows) -> None:
    rows[:] = [[month.replace("2026-", "2027-"), *rest] for month, *rest in rows if month >= "2026-01"]


def doubled(rows: Rows) -> None:
    rows.append(list(rows[5]))


def with_words(rows: Rows) -> None:
    for row in rows[: 2 * len(rows) // 3]:
        row[2] = "ukendt"


@pytest.mark.parametrize(
    ("change", "expected", "column", "names", "can_be_accepted"),
    [
        (with_unit, Change.UNIT_NEW, "Afdeling", ("Afdeling Øst",), True),
        (without_unit, Change.UNIT_GONE, "Afdeling", ("Afdeling Nord",), True),
        (with_cell(7, 2, "fejl!"), Change.FAULTY_CELLS, "Fraværsdage", ("Fraværsdage",), True),
        (with_cell(7, 0, "2025-13"), Change.FAULTY_CELLS, "Måned", ("Måned",), True),
        (with_words, Change.COLUMN_TYPE, "Fraværsdage", ("Fraværsdage",), True),
        (doubled, Change.DUPLICATES, None, (), False),
        (without_history, Change.PERIODS_GONE, "Måned", tuple(f"2025-{month:02d}" for month in range(1, 13)), True),
    ],
)
def test_each_difference_is_told_with_its_column_and_names(
    settings: Settings,
    first: DatasetVersion,
    tmp_path: Path,
    change: Callable[[Rows], None],
    expected: Change,
    column: str | None,
    names: tuple[str, ...],
    can_be_accepted: bool,
) -> None:
    rows = make_rows(19)
    change(rows)
    dry_run = rehearse_extract(settings, next_month(tmp_path, rows), first.recipe)

    found = only(dry_run, expected)
    assert (found.column, found.names, found.can_be_accepted) == (column, names, can_be_accepted)
    assert found.stops
    assert (dry_run.outcome is not None) is can_be_accepted


def test_faulty_cells_are_told_with_row_column_value_and_count(
    settings: Settings, first: DatasetVersion, tmp_path: Path
) -> None:
    rows = make_rows(19)
    for row in (3, 7, 40):
        rows[row][2] = "fejl!"
    dry_run = rehearse_extract(settings, next_month(tmp_path, rows), first.recipe)

    found = only(dry_run, Change.FAULTY_CELLS)
    assert found.count == 3
    assert [(fault.row, fault.column, fault.value) for fault in found.faults] == [
        (5, "Fraværsdage", "fejl!"),
        (9, "Fraværsdage", "fejl!"),
        (42, "Fraværsdage", "fejl!"),
    ]
    assert dry_run.outcome is not None
    assert dry_run.outcome.dropped == 3


def test_a_hole_between_the_versions_is_told(settings: Settings, first: DatasetVersion, tmp_path: Path) -> None:
    rows = make_rows(19)
    after_a_hole(rows)
    dry_run = rehearse_extract(settings, next_month(tmp_path, rows), first.recipe)

    assert only(dry_run, Change.PERIODS_MISSING).names == tuple(f"2026-{month:02d}" for month in range(7, 13))
    assert only(dry_run, Change.PERIODS_GONE).count == 18


@pytest.mark.parametrize(
    ("header", "name", "why"),
    [
        ("Afd.", "Afdeling", "samme slags (tekst), navnene ligner hinanden (85 %), 3 af 3 kendte værdier går igen"),
        ("Sted", "Afdeling", "samme slags (tekst), 3 af 3 kendte værdier går igen"),
        ("Fraværsdage i alt", "Fraværsdage", "samme slags (tal), navnene ligner hinanden (85 %)"),
        ("Tid", "Måned", "samme slags (perioder), den indeholder måneder som før"),
    ],
)
def test_a_renamed_column_is_recognised_with_what_speaks_for_it(
    settings: Settings, first: DatasetVersion, tmp_path: Path, header: str, name: str, why: str
) -> None:
    headers = tuple(header if one == name else one for one in HEADERS)
    dry_run = rehearse_extract(settings, next_month(tmp_path, headers=headers), first.recipe)

    (found,) = dry_run.differences
    assert found.change is Change.COLUMN_RENAMED
    assert found.mapping is not None
    assert (found.mapping.header, found.mapping.name, found.mapping.why) == (header, name, why)
    assert accept(dry_run).reading.renames == ((header, name),)


def test_a_column_that_nothing_resembles_is_missing_and_must_be_mended(
    settings: Settings, first: DatasetVersion, tmp_path: Path
) -> None:
    dry_run = rehearse_extract(settings, next_month(tmp_path, headers=(*HEADERS[:2], "Xyz", "Ansatte")), first.recipe)

    assert [one.change for one in dry_run.differences] == [Change.COLUMN_MISSING, Change.COLUMN_NEW]
    assert dry_run.outcome is None
    with pytest.raises(RecipeInvalid, match="Fraværsdage"):
        accept(dry_run)


def test_all_differences_are_told_at_once_and_accepted_in_one_step(
    settings: Settings, first: DatasetVersion, tmp_path: Path
) -> None:
    rows = [[*row, "x"] for row in make_rows(19)]
    rows[7][2] = "fejl!"
    rows.append(["2026-07", "Afdeling Øst", "12", "20", "x"])
    path = next_month(tmp_path, rows, ("Måned", "Afd.", "Fraværsdage", "Ansatte", "Bemærkning"))
    dry_run = rehearse_extract(settings, path, first.recipe)

    assert {one.change for one in dry_run.stops} == {
        Change.COLUMN_RENAMED,
        Change.COLUMN_NEW,
        Change.FAULTY_CELLS,
        Change.UNIT_NEW,
    }
    version = publish_extract(settings, path, accept(dry_run), published_by="test")
    assert (version.number, version.rows, len(version.units)) == (2, 58, len(first.units) + 1)
    assert version.warnings[-1] == "1 celle, der ikke kunne læses, er udeladt."
    assert dry_run.outcome is not None
    assert dry_run.outcome.version.rows == 58
    (cell,) = query_cells(
        settings, "fravaer", indicator="fravaersdage", unit="Afdeling Syd", first=version.first, last=version.first
    ).cells
    assert cell.point.value == 41


def test_what_was_accepted_once_is_no_difference_next_time_but_new_faults_stop_again(
    settings: Settings, first: DatasetVersion, tmp_path: Path
) -> None:
    rows = make_rows(19)
    rows[7][2] = "fejl!"
    path = next_month(tmp_path, rows, ("Måned", "Afd.", "Fraværsdage", "Ansatte"))
    dry_run = rehearse_extract(settings, path, first.recipe)
    publish_extract(settings, path, accept(dry_run), published_by="test")
    lasting = accept(dry_run, lasting=True)

    again = rehearse_extract(
        settings, next_month(tmp_path, make_rows(20), ("Måned", "Afd.", "Fraværsdage", "Ansatte")), lasting
    )
    assert again.stops == ()
    assert lasting.rule_of("Fraværsdage") is Drift.STOP
    assert lasting.columns[2].type is ColumnType.NUMBER


def ruled(recipe: Recipe, column: str, drift: Drift) -> Recipe:
    rules = tuple(replace(rule, drift=drift) if rule.name == column else rule for rule in recipe.columns)
    return replace(recipe, columns=rules)


def test_a_rule_to_drop_leaves_new_units_out_and_says_so(
    settings: Settings, first: DatasetVersion, tmp_path: Path
) -> None:
    rows = make_rows(19)
    with_unit(rows)
    recipe = ruled(first.recipe, "Afdeling", Drift.DROP)
    path = next_month(tmp_path, rows)
    dry_run = rehearse_extract(settings, path, recipe)

    assert dry_run.stops == ()
    assert only(dry_run, Change.UNIT_NEW).message == (
        "»Afdeling Øst« er ny og bliver udeladt efter opskriftens regel: 1 række."
    )
    version = publish_extract(settings, path, accept(dry_run), published_by="test")
    assert "Afdeling Øst" not in [unit.name for unit in version.units]
    assert "Afdeling Øst" in version.warnings[-1]

    safe = tuple(replace(one, behind=Behind.SAFE) for one in first.recipe.indicators)
    of_persons = replace(accept(dry_run), disclosure=Disclosure.PERSONS, indicators=safe)
    told = " ".join(publish_extract(settings, path, of_persons, published_by="test").warnings)
    assert "Afdeling Øst" in told
    assert "1 række" not in told


@pytest.mark.parametrize(("drift", "stops"), [(Drift.ACCEPT, False), (Drift.STOP, True), (Drift.DROP, False)])
def test_vanished_units_come_under_the_rule_of_their_column(
    settings: Settings, first: DatasetVersion, tmp_path: Path, drift: Drift, stops: bool
) -> None:
    rows = make_rows(19)
    without_unit(rows)
    dry_run = rehearse_extract(settings, next_month(tmp_path, rows), ruled(first.recipe, "Afdeling", drift))

    assert only(dry_run, Change.UNIT_GONE).stops is stops


def test_a_rule_to_drop_makes_faulty_cells_missing_without_a_stop(
    settings: Settings, first: DatasetVersion, tmp_path: Path
) -> None:
    rows = make_rows(19)
    rows[7][2] = "fejl!"
    dry_run = rehearse_extract(settings, next_month(tmp_path, rows), ruled(first.recipe, "Fraværsdage", Drift.DROP))

    assert dry_run.stops == ()
    assert only(dry_run, Change.FAULTY_CELLS).count == 1


def test_a_recipe_without_rules_accepts_what_still_fits_and_nothing_else(
    settings: Settings, first: DatasetVersion, tmp_path: Path
) -> None:
    bare = replace(first.recipe, columns=())
    rows = make_rows(19)
    with_unit(rows)
    assert rehearse_extract(settings, next_month(tmp_path, rows), bare).stops == ()
    rows[7][2] = "fejl!"
    dry_run = rehearse_extract(settings, next_month(tmp_path, rows), bare)
    assert [one.change for one in dry_run.stops] == [Change.FAULTY_CELLS]


def test_a_further_total_is_held_apart_and_not_taken_for_a_unit(
    settings: Settings, first: DatasetVersion, tmp_path: Path
) -> None:
    rows = make_rows(19)
    rows += [[f"2026-{month:02d}", "I alt", "130", "180"] for month in range(1, 8)]
    dry_run = rehearse_extract(settings, next_month(tmp_path, rows), first.recipe)

    assert Change.UNIT_NEW not in {one.change for one in dry_run.differences}
    assert accept(dry_run).totals[0].whole == ("I alt",)


def test_months_as_headers_bring_their_new_months_along(settings: Settings, tmp_path: Path) -> None:
    months = [f"{2025 + month // 12}-{month % 12 + 1:02d}" for month in range(14)]

    def wide(name: str, count: int) -> Path:
        rows = [[unit, *(str(10 + place + n) for n in range(count))] for place, unit in enumerate(UNITS)]
        return write_extract(tmp_path / name, rows, ("Afdeling", *months[:count]))

    path = wide("en.csv", 13)
    version = publish_extract(settings, path, propose(settings, path), published_by="test")
    dry_run = rehearse_extract(settings, wide("to.csv", 14), version.recipe)
    assert dry_run.differences == ()
    assert accept(dry_run).period_columns[-1] == "2026-02"
    shorter = rehearse_extract(settings, wide("tre.csv", 12), version.recipe)
    assert only(shorter, Change.PERIODS_GONE).names == ("2026-01",)


def test_the_recipe_reads_back_with_what_was_accepted(
    settings: Settings, first: DatasetVersion, tmp_path: Path
) -> None:
    path = next_month(tmp_path, headers=("Måned", "Afd.", "Fraværsdage", "Ansatte"))
    recipe = accept(rehearse_extract(settings, path, first.recipe), lasting=True)
    save_recipe(recipe, tmp_path / "opskrift.toml")

    assert load_recipe(tmp_path / "opskrift.toml") == recipe
    assert 'renames = [["Afd.", "Afdeling"]]' in (tmp_path / "opskrift.toml").read_text(encoding="utf-8")


def test_every_problem_is_listed_for_download_and_none_is_a_formula(
    settings: Settings, first: DatasetVersion, tmp_path: Path
) -> None:
    rows = make_rows(19)
    rows[7][2], rows[8][2] = "=1+1", "fejl!"
    dry_run = rehearse_extract(settings, next_month(tmp_path, rows), first.recipe)

    listed = list_problems(dry_run)
    assert [row[2:5] for row in listed] == [
        ("9", "Fraværsdage", "=1+1"),
        ("10", "Fraværsdage", "fejl!"),
    ]
    text = problems_as_csv([dry_run]).decode("utf-8-sig").splitlines()
    assert text[0] == "fil;ark;række;kolonne;værdi;antal;hvad"
    assert text[1].startswith("naeste.csv;;9;Fraværsdage;'=1+1;1;")
    assert problems_as_workbook(dry_run).startswith(b"PK")
