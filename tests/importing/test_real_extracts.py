"""The real extracts, held against what two independent readers agree on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.expectations import find_faults, load_expected
from tests.importing.reading import read_here
from vil.importing import guess_recipe, shape_rows
from vil.model.reading import ColumnType
from vil.model.recipe import ReadingOptions

SEVEN = [
    "07_bekraeftede_tilfaelde_pr_dag_pr_kommune.csv",
    "FOLK1A-1.csv",
    "jobindsats.xlsx",
    "trivsel_fravaer_time_merged.csv",
    "RAS200.xlsx",
    "13_responstid_pivot_aar_x_region_A.xlsx",
    "Test_pos_over_time.csv",
]
OTHERS = [
    "nwRap-10Sep2024-101803.csv",
    "jobindsats_Y30R21-api.csv",
    "indbygger_data.csv",
    "05_nye_indlaeggelser_pr_dag.csv",
    "06_new_admissions_by_vaccination_status_by_age_group_by_week.csv",
    "Newly_admitted_over_time.csv",
    "FOLK1A.csv",
    "before_1850.csv",
    "index_gas.csv",
    "kommunerne.csv",
    "komgrp.csv",
    "bm010_ejer.xlsx",
    "UUheld.xlsx",
    "net_wealth.xlsx",
    "IncomeGroups.xlsx",
    "AgeCat.xlsx",
    "UDDAKT10_Data.xlsx",
    "NAH1_pivoted.xlsx",
    "07_prioritering_ABC.xlsx",
    "mortality.xlsx",
    "dk_region_province_municipality.ods",
]


@pytest.mark.parametrize("name", SEVEN + OTHERS)
def test_a_real_extract_is_read_as_it_should_be(name: str, shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "real"
    entries = [entry for entry in load_expected(folder) if entry["file"] == name]

    faults = []
    for entry in entries:
        reading = read_here(folder / name, ReadingOptions(sheet=entry.get("sheet")), workdir=tmp_path)
        faults += find_faults(entry, reading)

    assert entries
    assert faults == []


@pytest.mark.parametrize(
    ("name", "unit", "rows"),
    [
        ("07_bekraeftede_tilfaelde_pr_dag_pr_kommune.csv", "Kommunenavn", 58272),
        ("FOLK1A-1.csv", "OMRÅDE", 525),
        ("jobindsats.xlsx", "age", 27),
        ("trivsel_fravaer_time_merged.csv", "kommune", 1174),
        ("RAS200.xlsx", "(col 5)", 1624),
        ("13_responstid_pivot_aar_x_region_A.xlsx", None, 25),
        ("Test_pos_over_time.csv", None, 1088),
    ],
)
def test_the_proposed_recipe_publishes_every_figure(
    name: str, unit: str | None, rows: int, shared_data: Path, tmp_path: Path
) -> None:
    reading = read_here(shared_data / "real" / name, workdir=tmp_path)

    recipe = guess_recipe(reading, dataset="prove", title="Prøve")

    assert recipe.unit == unit
    assert shape_rows(reading, recipe, tmp_path / "rows.parquet") == rows


def test_municipality_codes_are_codes_and_the_names_are_the_units(shared_data: Path, tmp_path: Path) -> None:
    reading = read_here(shared_data / "real" / SEVEN[0], workdir=tmp_path)

    assert reading.columns[0].type is ColumnType.CODE
    assert reading.unit == "Kommunenavn"


@pytest.mark.parametrize(
    ("name", "code"),
    [("../workbooks/excelize/encryptSHA512.xlsx", "password")],
)
def test_what_is_no_table_is_refused_by_its_kind(name: str, code: str, shared_data: Path, tmp_path: Path) -> None:
    reading = read_here(shared_data / "real" / name, workdir=tmp_path)

    assert reading.refused is not None
    assert reading.refused.code == code
