"""Shaped rows, recipes and publications for tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from vil.model.indicator import Aggregation, Disclosure, Indicator, Measure
from vil.model.period import Grain
from vil.model.recipe import Recipe
from vil.model.series import DatasetVersion, Series, View
from vil.warehouse import load_series, publish

COUNT = Indicator("antal", "Antal", value="antal")
RATE = Indicator(
    "andel", "Andel", Aggregation.RATE, Measure("pct.", 1), numerator="taeller", denominator="naevner", scale=100.0
)
MEAN = Indicator("snit", "Gennemsnit", Aggregation.MEAN, value="snit")
WEIGHTED = Indicator("vejet", "Vejet gennemsnit", Aggregation.MEAN, value="snit", weight="antal")


def months(count: int, first: date = date(2024, 1, 1)) -> list[date]:
    start = first.year * 12 + first.month - 1
    return [date((start + step) // 12, (start + step) % 12 + 1, 1) for step in range(count)]


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Path:
    """Write rows of (period_start, unit, unit_level, member, *figures)."""
    names = ["period_start", "unit", "unit_level", "member", *columns]
    kinds = [pa.date32(), pa.string(), pa.string(), pa.string(), *([pa.float64()] * len(columns))]
    table = list(rows)
    arrays = [pa.array([row[place] for row in table], kind) for place, kind in enumerate(kinds)]
    pq.write_table(pa.table(arrays, names=names), path)
    return path


def recipe(
    *indicators: Indicator, grain: Grain = Grain.MONTH, disclosure: Disclosure = Disclosure.OPEN, **fields: Any
) -> Recipe:
    return Recipe("prøve", "Prøve", indicators or (COUNT,), grain, disclosure=disclosure, **fields)


def publish_rows(folder: Path, rows: Path, how: Recipe, **options: Any) -> DatasetVersion:
    return publish(
        rows,
        how,
        datasets=folder / "datasets",
        source_file="udtræk.csv",
        source_hash="abc",
        published_by="Anne",
        **options,
    )


def read(folder: Path, version: DatasetVersion, unit: str, **fields: Any) -> Series:
    first = version.recipe.indicators[0].id
    view = View(
        version.dataset,
        version.number,
        fields.pop("indicator", first),
        unit,
        fields.pop("grain", version.recipe.grain),
        **fields,
    )
    return load_series(folder / "datasets", view)


def write_cases(path: Path, cases: Sequence[dict[str, Any]]) -> Path:
    """Write rows as dictionaries, one for each case; what a row does not say is unit "A", level "unit" and no member."""
    names = list(
        dict.fromkeys(["period_start", "unit", "unit_level", "member", *(name for row in cases for name in row)])
    )
    filled = [{"unit": "A", "unit_level": "unit", "member": None, **row} for row in cases]
    columns = {name: [row.get(name) for row in filled] for name in names}
    kinds = {"period_start": pa.date32(), "unit": pa.string(), "unit_level": pa.string(), "member": pa.string()}
    is_number = {name: any(isinstance(value, float) for value in columns[name]) for name in names}
    arrays = [
        pa.array(columns[name], kinds.get(name, pa.float64() if is_number[name] else pa.string())) for name in names
    ]
    pq.write_table(pa.table(arrays, names=names), path)
    return path
