"""Write what was read as CSV that any program can take in."""

from __future__ import annotations

import tempfile
from pathlib import Path

from vil.importing.engine import file_literal, literal, open_engine, quoted
from vil.importing.shaping import shape_rows
from vil.model.indicator import Aggregation, Indicator
from vil.model.period import Grain
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import Recipe

_CODES = {
    Grain.DAY: "strftime(period_start, '%Y-%m-%d')",
    Grain.WEEK: "strftime(period_start, '%G-W%V')",
    Grain.MONTH: "strftime(period_start, '%Y-%m')",
    Grain.QUARTER: "strftime(period_start, '%Y-Q') || quarter(period_start)",
    Grain.HALF: "strftime(period_start, '%Y-H') || CASE WHEN month(period_start) > 6 THEN 2 ELSE 1 END",
    Grain.YEAR: "strftime(period_start, '%Y')",
    Grain.SCHOOLYEAR: "year(period_start) || '/' || (year(period_start) + 1)",
}
"""Period codes in SQL, as `Period.code` writes them."""
_CSV = "(FORMAT csv, HEADER true, DELIMITER ',', NULLSTR '')"


def write_rows(reading: Reading, target: Path) -> None:
    """Write the table as read: UTF-8, comma, decimal point, ISO dates, missing empty, one line for each row of data."""
    columns = ", ".join(
        f"{_number(quoted(one.name))} AS {quoted(one.name)}" if one.type is ColumnType.NUMBER else quoted(one.name)
        for one in reading.columns
    )
    _copy(f"SELECT {columns} FROM read_parquet({file_literal(Path(str(reading.table)))})", target)


def write_tidy(reading: Reading, recipe: Recipe, target: Path, *, workdir: Path) -> None:
    """Write the long table that publication would use: period code, unit, indicator, dimensions, value, numerator, denominator.

    Raises RecipeInvalid with every fault found.
    """
    rows = workdir / "shaped.parquet"
    shape_rows(reading, recipe, rows)
    dimension = f", member AS {quoted(recipe.dimensions[0])}" if recipe.dimensions else ""
    parts = [
        f"SELECT {_CODES[recipe.grain]} AS period, unit, {literal(one.id)} AS indicator{dimension}, {_figures(one)} "
        f"FROM read_parquet({file_literal(rows)})"
        for one in recipe.indicators
        if not one.is_calculated
    ]
    _copy(" UNION ALL ".join(parts), target)


def _figures(indicator: Indicator) -> str:
    def column(name: str | None) -> str:
        return _number(quoted(name)) if name else "NULL"

    value = column(indicator.value)
    is_so = " AND ".join(f"{quoted(name)} = {literal(text)}" for name, text in indicator.only) or "TRUE"
    match indicator.aggregation:
        case Aggregation.COUNT:
            return f"CASE WHEN {is_so} THEN '1' ELSE '0' END AS value, NULL AS numerator, NULL AS denominator"
        case Aggregation.SHARE:
            return f"NULL AS value, CASE WHEN {is_so} THEN '1' ELSE '0' END AS numerator, '1' AS denominator"
        case Aggregation.DISTINCT:
            key = quoted(str(indicator.key))
            return f"CASE WHEN {is_so} THEN {key} END AS value, NULL AS numerator, NULL AS denominator"
    if indicator.only:
        value = f"CASE WHEN {is_so} THEN {value} END"
    if indicator.aggregation is Aggregation.RATE:
        numerator, denominator = quoted(str(indicator.numerator)), quoted(str(indicator.denominator))
        value = f"CAST({indicator.scale!r} * {numerator} / nullif({denominator}, 0) AS VARCHAR)"
    return (
        f"{value} AS value, {column(indicator.numerator)} AS numerator, {column(indicator.denominator)} AS denominator"
    )


def _number(column: str) -> str:
    """Write whole numbers without a decimal point, others in full."""
    return (
        f"CASE WHEN {column} = round({column}) AND abs({column}) < 1e15 "
        f"THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE CAST({column} AS VARCHAR) END"
    )


def _copy(select: str, target: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="vil-") as scratch, open_engine(Path(scratch)) as engine:
        engine.execute(f"COPY ({select}) TO {literal(str(target.resolve()))} {_CSV}")
