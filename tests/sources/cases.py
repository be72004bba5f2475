"""One table of made-up cases with everything a recipe can ask of rows, and cubes held against each other."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from vil.model.indicator import Aggregation, Disclosure, Indicator
from vil.model.period import Grain
from vil.model.recipe import Bands, Recipe, Totals
from vil.model.series import DatasetVersion
from vil.settings import Settings
from vil.warehouse.cells import open_cube

CREATED = """
SELECT DATE '2024-01-01' + CAST((i * 37) % 700 AS INTEGER) AS dato,
       strftime(DATE '2024-01-01' + CAST((i * 37) % 700 AS INTEGER), '%YM%m') AS maaned,
       CASE (i * 7) % 3 WHEN 0 THEN 'Nord' WHEN 1 THEN 'Syd' END AS omraade,
       'Team ' || (i * 11) % 5 AS "Enhed Ø",
       CASE i % 3 WHEN 0 THEN 'Mand' WHEN 1 THEN 'Kvinde' END AS "køn",
       CAST((i * 13) % 96 AS INTEGER) AS alder,
       'p' || (i * 17) % 149 AS borger,
       CASE WHEN i % 11 <> 0 THEN CAST((i * 29) % 400 / 10.0 AS DOUBLE) END AS dage,
       CAST((i * 31) % 9 AS DECIMAL(9, 2)) / 7 AS timer,
       CASE WHEN (i * 3) % 4 = 0 THEN 'ja' ELSE 'nej' END AS til_tiden,
       CAST(1 + i % 2 AS SMALLINT) AS vaegt
FROM range({rows}) AS r(i)
"""
INDICATORS = (
    Indicator("sager", "Sager", Aggregation.COUNT),
    Indicator("borgere", "Borgere", Aggregation.DISTINCT, key="borger"),
    Indicator("rettidige", "Til tiden", Aggregation.SHARE, only=(("til_tiden", "ja"),), scale=100.0),
    Indicator("timer", "Timer", Aggregation.SUM, value="timer"),
    Indicator("ventetid", "Ventetid", Aggregation.MEAN, value="dage", weight="*"),
    Indicator("midt", "Midterste ventetid", Aggregation.MEDIAN, value="dage"),
    Indicator("rate", "Timer pr. vægt", Aggregation.RATE, numerator="dage", denominator="vaegt"),
    Indicator("timer_pr_sag", "Timer pr. sag", Aggregation.FORMULA, formula="timer / sager"),
)
CASES = Recipe(
    "sager",
    "Sager",
    INDICATORS,
    Grain.QUARTER,
    period="dato",
    unit="Enhed Ø",
    unit_levels=("omraade",),
    dimensions=("Alder",),
    bands=(Bands("Alder", "alder", (0.0, 18.0, 67.0)),),
    disclosure=Disclosure.PERSON_ROWS,
    person_key="borger",
)
BY_TEXT = replace(
    CASES,
    grain=Grain.MONTH,
    period="maaned",
    unit_levels=(),
    dimensions=("køn",),
    bands=(),
    filters=(("til_tiden", "nej"),),
    person_key=None,
    indicators=tuple(one for one in INDICATORS if one.id in ("sager", "timer", "ventetid")),
)
FEW = replace(
    CASES,
    dimensions=(),
    bands=(),
    indicators=tuple(one for one in INDICATORS if one.id in ("sager", "borgere", "timer", "midt")),
)
"""What a slow engine is asked: it holds a count, a distinct count, a sum, a median, keyed persons and a group of units."""
READY = Recipe(
    "klar",
    "Færdige tal",
    (Indicator("antal", "Antal", value="antal"), Indicator("snit", "Snit", Aggregation.MEAN, value="snit")),
    Grain.QUARTER,
    period="periode",
    unit="enhed",
    totals=(Totals("enhed", whole=("I alt",)),),
    disclosure=Disclosure.PERSONS,
)
READY_ROWS = """
SELECT ['2024K1', '1. kvt. 2024'][1] AS periode, enhed, antal, antal / 3.0::DOUBLE AS snit
FROM (VALUES ('A', 3), ('B', 40), ('I alt', 43)) AS v(enhed, antal)
UNION ALL SELECT '2024K2', enhed, antal, antal / 3.0::DOUBLE FROM (VALUES ('A', 30), ('B', 40), ('I alt', 70)) AS v(enhed, antal)
"""
EXACT = frozenset({Aggregation.COUNT, Aggregation.DISTINCT})


def write_cases(target: Path, rows: int = 3000, sql: str = CREATED) -> Path:
    """Write the cases as Parquet."""
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({sql.format(rows=rows)}) TO '{target}' (FORMAT parquet)")
    return target


def read_cells(settings: Settings, version: DatasetVersion) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Read every cell of a version by where it stands."""
    path = settings.datasets / version.dataset / str(version.number) / "cube.duckdb"
    with open_cube(path) as cube:
        found = cube.execute(
            "SELECT indicator, grain, period_start, unit, member, state, is_partial, value, numerator, denominator "
            "FROM cells"
        ).fetchall()
    return {line[:5]: line[5:] for line in found}


def assert_same_cube(settings: Settings, one: DatasetVersion, other: DatasetVersion) -> None:
    """Hold two versions against each other: counts to the last digit, sums within 1e-9."""
    first, second = read_cells(settings, one), read_cells(settings, other)
    assert first.keys() == second.keys()
    assert len(first) > 3
    assert {key: cell[:2] for key, cell in first.items()} == {key: cell[:2] for key, cell in second.items()}
    exact = {indicator.id for indicator in one.recipe.indicators if indicator.aggregation in EXACT}
    for key, cell in first.items():
        for figure, expected in zip(second[key][2:], cell[2:], strict=True):
            if key[0] in exact or expected is None or figure is None:
                assert figure == expected, key
            else:
                assert math.isclose(figure, expected, rel_tol=1e-9, abs_tol=1e-9), key
    assert (one.units, one.rows, one.dimensions, one.first, one.last) == (
        other.units,
        other.rows,
        other.dimensions,
        other.first,
        other.last,
    )
