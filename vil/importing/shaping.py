"""Turn a table as read into the rows that publication needs, all of it inside DuckDB."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from vil.errors import RecipeInvalid
from vil.importing import recipe_messages as messages
from vil.importing.engine import fetch_one, file_literal, literal, open_engine, quoted
from vil.importing.shaping_periods import map_period_column, map_period_headers
from vil.model.indicator import Aggregation, Disclosure, Indicator
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import Recipe, Totals

if TYPE_CHECKING:
    import duckdb

RESERVED = frozenset({"period_start", "unit", "unit_level", "member"})
HEADERS = ""
"""The column name in `Totals` that stands for the headers of `unit_columns`."""
NOT_STATED = "Ikke oplyst"


def shape_rows(reading: Reading, recipe: Recipe, target: Path, *, memory_mb: int = 512) -> int:
    """Write the rows of a data set as Parquet and count them.

    Columns: period_start DATE, unit, unit_level ('unit', 'group' or 'whole'), member (NULL without a dimension, '' for the
    extract's own total), and one DOUBLE column for every column the indicators name. Rows of a dimension's part totals are
    left out, because they would be counted twice. Raises RecipeInvalid with every fault found.
    """
    problems = find_recipe_problems(reading, recipe)
    if problems or reading.table is None:
        raise RecipeInvalid(tuple(problems) or (messages.nothing_left(),))
    with (
        tempfile.TemporaryDirectory(dir=target.parent, prefix=".shaping-") as scratch,
        open_engine(Path(scratch), memory_mb=memory_mb) as engine,
    ):
        problems = _prepare(engine, reading, recipe)
        if problems:
            raise RecipeInvalid(tuple(problems))
        engine.execute(
            f"COPY (SELECT * FROM shaped) TO {literal(str(target))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 500000)"
        )
        return int(str(fetch_one(engine, f"SELECT count(*) FROM read_parquet({file_literal(target)})")[0]))


def find_recipe_problems(reading: Reading, recipe: Recipe) -> list[str]:
    """Find what makes a recipe unfit for an extract, from the columns alone."""
    known = [column.name for column in reading.columns]
    numeric = {column.name for column in reading.columns if column.type is ColumnType.NUMBER}
    problems = [] if recipe.indicators else [messages.no_indicator()]
    if not recipe.period and not recipe.period_columns:
        problems.append(messages.period_missing())
    if len(recipe.dimensions) > 1:
        problems.append(messages.too_many_dimensions())
    for indicator in recipe.indicators:
        problems += _indicator_problems(indicator)
    values = recipe.period_columns or recipe.unit_columns or value_columns(recipe.indicators)
    named = [recipe.period, recipe.unit, *recipe.dimensions, *recipe.fill_down, *(name for name, _ in recipe.filters)]
    wanted = dict.fromkeys(name for name in [*named, *values] if name)
    problems += [messages.column_missing(name, known) for name in wanted if name not in known]
    problems += [messages.column_not_numeric(name) for name in values if name in known and name not in numeric]
    problems += [messages.name_taken(name) for name in value_columns(recipe.indicators) if name.lower() in RESERVED]
    return problems


def _indicator_problems(indicator: Indicator) -> list[str]:
    needs = {"tæller": indicator.numerator, "nævner": indicator.denominator}
    if indicator.aggregation is not Aggregation.RATE:
        needs = {"værdi": indicator.value}
    return [messages.indicator_incomplete(indicator.name, need) for need, column in needs.items() if not column]


def value_columns(indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """Name every column with numbers that the indicators read, in order and once."""
    named = (
        column
        for one in indicators
        for column in (one.value, one.numerator, one.denominator, one.weight, one.persons)
        if column
    )
    return tuple(dict.fromkeys(named))


def _prepare(engine: duckdb.DuckDBPyConnection, reading: Reading, recipe: Recipe) -> list[str]:
    """Build the view `shaped`; return the faults that only the rows can show.

    Inside, columns have names of their own (`period_cell`, `unit_cell`, `member_cell`, `value_1` …), so that no name in an
    extract can clash with them.
    """
    source = f"read_parquet({file_literal(Path(str(reading.table)))}, file_row_number = true)"
    filled = _filled(source, reading, recipe)
    engine.execute(f"CREATE VIEW filtered AS SELECT {_renamed(recipe)} FROM {filled} {_where(recipe)}")
    problems = _filter_problems(engine, source, recipe)
    if problems:
        return problems
    headers = recipe.period_columns or recipe.unit_columns
    if headers:
        cells = ", ".join(f"cell_{place}" for place in range(1, len(headers) + 1))
        engine.execute(
            f"CREATE VIEW long AS SELECT * FROM filtered UNPIVOT INCLUDE NULLS (value_1 FOR slot IN ({cells}))"
        )
    else:
        engine.execute("CREATE VIEW long AS SELECT *, NULL::VARCHAR AS slot FROM filtered")
    problems = (
        map_period_headers(engine, recipe) if recipe.period_columns else map_period_column(engine, reading, recipe)
    )
    if problems:
        return problems
    engine.execute(f"CREATE VIEW shaped AS {_shaped_sql(recipe)}")
    return _duplicate_problems(engine, recipe)


def _renamed(recipe: Recipe) -> str:
    named = {"period_cell": recipe.period, "unit_cell": recipe.unit, "member_cell": (*recipe.dimensions, None)[0]}
    columns = [f"{quoted(name)} AS {alias}" if name else f"NULL::VARCHAR AS {alias}" for alias, name in named.items()]
    headers = recipe.period_columns or recipe.unit_columns
    prefix, values = ("cell", headers) if headers else ("value", value_columns(recipe.indicators))
    columns += [f"CAST({quoted(name)} AS DOUBLE) AS {prefix}_{place}" for place, name in enumerate(values, 1)]
    return ", ".join(columns)


def _filled(source: str, reading: Reading, recipe: Recipe) -> str:
    unfilled = [name for name in recipe.fill_down if name not in reading.fill_down]
    if not unfilled:
        return source
    fills = ", ".join(
        f"last_value({quoted(name)} IGNORE NULLS) OVER (ORDER BY file_row_number) AS {quoted(name)}"
        for name in unfilled
    )
    return f"(SELECT * REPLACE ({fills}) FROM {source})"


def _where(recipe: Recipe) -> str:
    conditions = [f"CAST({quoted(name)} AS VARCHAR) = {literal(value)}" for name, value in recipe.filters]
    return "WHERE " + " AND ".join(conditions) if conditions else ""


def _filter_problems(engine: duckdb.DuckDBPyConnection, source: str, recipe: Recipe) -> list[str]:
    problems = []
    for name, value in recipe.filters:
        column = f"CAST({quoted(name)} AS VARCHAR)"
        if not fetch_one(engine, f"SELECT count(*) FROM {source} WHERE {column} = {literal(value)}")[0]:
            known = engine.execute(
                f"SELECT DISTINCT {column} FROM {source} WHERE {column} IS NOT NULL LIMIT 1000"
            ).fetchall()
            problems.append(messages.filter_empty(name, value, sorted(row[0] for row in known)))
    if not problems and not fetch_one(engine, "SELECT count(*) FROM (SELECT 1 FROM filtered LIMIT 1)")[0]:
        problems.append(messages.nothing_left())
    return problems


def _shaped_sql(recipe: Recipe) -> str:
    unit = _unit_expression(recipe)
    totals = {entry.column: entry for entry in recipe.totals}
    of_units = totals.get(recipe.unit or HEADERS, Totals(HEADERS))
    level = (
        f"CASE WHEN {_is_one_of(unit, of_units.whole)} THEN 'whole' "
        f"WHEN {_is_one_of(unit, of_units.groups)} THEN 'group' ELSE 'unit' END"
    )
    member, where = "NULL::VARCHAR", ""
    if recipe.dimensions:
        name = f"coalesce(CAST(member_cell AS VARCHAR), {literal(NOT_STATED)})"
        of_members = totals.get(recipe.dimensions[0], Totals(recipe.dimensions[0]))
        member = f"CASE WHEN {_is_one_of(name, of_members.whole)} THEN '' ELSE {name} END"
        where = f"WHERE NOT {_is_one_of(name, of_members.groups)}"
    values = ", ".join(
        f"value_{place} AS {quoted(name)}" for place, name in enumerate(value_columns(recipe.indicators), 1)
    )
    return (
        f"SELECT period_start, {unit} AS unit, {level} AS unit_level, {member} AS member, {values} FROM dated {where}"
    )


def _unit_expression(recipe: Recipe) -> str:
    if recipe.unit_columns:
        names = " ".join(
            f"WHEN 'cell_{place}' THEN {literal(name)}" for place, name in enumerate(recipe.unit_columns, 1)
        )
        return f"CASE slot {names} END"
    if recipe.unit:
        return f"coalesce(CAST(unit_cell AS VARCHAR), {literal(NOT_STATED)})"
    return literal(recipe.single_unit)


def _is_one_of(expression: str, members: tuple[str, ...]) -> str:
    if not members:
        return "false"
    return f"{expression} IN ({', '.join(literal(member) for member in members)})"


def _duplicate_problems(engine: duckdb.DuckDBPyConnection, recipe: Recipe) -> list[str]:
    """Find cells that several rows stand for; rows of persons may be added up, averages never."""
    may_be_added = all(one.is_additive for one in recipe.indicators)
    if recipe.disclosure is Disclosure.PERSON_ROWS and may_be_added:
        return []
    cells = "SELECT count(*) AS n FROM shaped GROUP BY period_start, unit, member HAVING count(*) > 1"
    rows, shared = fetch_one(engine, f"SELECT coalesce(sum(n), 0)::BIGINT, count(*) FROM ({cells})")
    return [messages.duplicate_rows(int(str(rows)), int(str(shared)))] if shared else []
