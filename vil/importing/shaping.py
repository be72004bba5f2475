"""Turn a table as read into the rows that publication needs, all of it inside DuckDB."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vil.cancelling import Cancel, stopping
from vil.errors import RecipeInvalid
from vil.importing import recipe_messages as messages
from vil.importing.engine import fetch_one, file_literal, literal, open_engine, quoted
from vil.importing.faults import (
    NO_DUPLICATES,
    CellFaults,
    Duplicates,
    find_duplicates,
    find_number_cells,
    find_period_cells,
    told_cells,
    told_duplicates,
)
from vil.importing.fitting import find_recipe_problems, only_known, read_columns
from vil.importing.fixed_period import fixed_period
from vil.importing.rows import DAY, ROW
from vil.importing.shaped_columns import over_columns, renamed_sql, shaped_sql
from vil.importing.shaping_periods import map_period_column, map_period_headers
from vil.importing.steps import Steps
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import Drift, Recipe
from vil.privacy import mask

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Examined:
    """What shaping an extract found. `rows` is how many there are, None when something stopped it, and `relation` they as SQL.

    `problems` are those of recipe and columns, `cells` the faulty cells that stop it and `dropped` those left out because the
    rule of their column says so.
    """

    rows: int | None = None
    relation: str = ""
    problems: tuple[str, ...] = ()
    cells: tuple[CellFaults, ...] = ()
    dropped: tuple[CellFaults, ...] = ()
    duplicates: Duplicates = NO_DUPLICATES

    @property
    def told(self) -> tuple[str, ...]:
        """Every fault that stops it as a sentence, a long list cut off."""
        return (*self.problems, *told_cells(self.cells), *told_duplicates(self.duplicates))

    @property
    def dropped_cells(self) -> int:
        """How many faulty cells are left out."""
        return sum(one.count for one in self.dropped)


def shape_rows(
    reading: Reading, recipe: Recipe, target: Path, *, memory_mb: int = 512, cancel: Cancel | None = None
) -> int:
    """Write the rows of a data set as Parquet and count them.

    Columns: period_start DATE, unit, unit_level ('unit', 'group' or 'whole'), member (NULL without a dimension, '' for the
    extract's own total), level_1, level_2 … (the groups above the unit, topmost first, where the recipe has any), one DOUBLE
    column for every column of numbers and one VARCHAR for every column of text that the recipe names. Rows of a dimension's
    part totals are left out, because they would be counted twice. Raises RecipeInvalid with every fault found.
    """
    examined = examine_rows(reading, recipe, target, memory_mb=memory_mb, cancel=cancel, is_written=True)
    if examined.rows is None:
        raise RecipeInvalid(tuple(mask(one) for one in examined.told))
    return examined.rows


def examine_rows(
    reading: Reading,
    recipe: Recipe,
    target: Path,
    *,
    memory_mb: int = 512,
    cancel: Cancel | None = None,
    is_written: bool = False,
) -> Examined:
    """Do as `shape_rows` does, and give every fault instead of raising, and the rows as a relation when nothing stops it.

    Rows that the table holds one by one are read from there, by whoever runs the relation; others are written to `target` first.
    Both need the files of the reading and beside `target` as long as the relation is used. Setting `cancel` stops it and raises
    PublicationCancelled.
    """
    if reading.table is None:
        return Examined(problems=(messages.nothing_left(),))
    with (
        tempfile.TemporaryDirectory(dir=target.parent, prefix=".shaping-") as scratch,
        open_engine(Path(scratch), memory_mb=memory_mb) as engine,
        stopping(cancel, engine.interrupt),
    ):
        steps = Steps(engine)
        examined = _prepare(steps, reading, recipe, target.with_suffix(".starts.parquet"))
        if examined.told:
            return examined
        only_here = ", ".join([quoted(ROW), quoted(DAY), *over_columns(recipe)])
        shaped = f"SELECT * EXCLUDE ({only_here}) FROM shaped"
        relation = steps.relation(shaped)
        if is_written or recipe.period_columns or recipe.unit_columns or recipe.fill_down:
            engine.execute(f"COPY ({shaped}) TO {literal(str(target))} (FORMAT parquet, COMPRESSION snappy)")
            relation = f"read_parquet({file_literal(target)})"
        rows = int(str(fetch_one(engine, f"SELECT count(*) FROM {relation}")[0]))
        return replace(examined, rows=rows, relation=relation)


def _prepare(steps: Steps, reading: Reading, recipe: Recipe, starts: Path) -> Examined:
    """Build the view `shaped`; return every fault of the recipe and the rows. The first days of periods are kept in `starts`.

    Inside, columns have names of their own (`period_cell`, `unit_cell`, `member_cell`, `value_1` …), so that no name in an
    extract can clash with them. What does not fit the columns is left out, so that the faults of the rest are found too.
    """
    engine, problems = steps.engine, find_recipe_problems(reading, recipe)
    fitting = only_known(recipe, [column.name for column in reading.columns])
    source = _source(engine, reading)
    steps.add("kept", f"SELECT * FROM {_filled(source, reading, fitting)} {_where(fitting)}")
    filters = _filter_problems(engine, source, fitting)
    if filters:
        return Examined(problems=(*problems, *filters))
    unread, faulty = _find_number_faults(engine, reading, fitting)
    cells = [one for one in faulty if recipe.rule_of(one.column) is not Drift.DROP]
    dropped = [one for one in faulty if recipe.rule_of(one.column) is Drift.DROP]
    steps.add("filtered", f"SELECT {renamed_sql(reading, fitting, dropped)} FROM kept")
    _make_long(steps, fitting)
    problems += unread
    if fitting.period_columns:
        problems += map_period_headers(steps, fitting, starts)
    elif fitting.period:
        faults = map_period_column(steps, reading, fitting, starts)
        found = find_period_cells(engine, reading, fitting, faults)
        if found.count:
            (dropped if recipe.rule_of(found.column) is Drift.DROP else cells).append(found)
    elif fixed := fixed_period(fitting):
        steps.add("dated", f"SELECT *, DATE '{fixed.start.isoformat()}' AS period_start FROM long")
    examined = Examined(problems=tuple(problems), cells=tuple(cells), dropped=tuple(dropped))
    is_dated = recipe.period or recipe.period_columns or fixed_period(recipe)
    if fitting != recipe or len(recipe.dimensions) > 1 or not is_dated:
        return examined
    steps.add("shaped", shaped_sql(fitting))
    return replace(examined, duplicates=find_duplicates(engine, reading, fitting))


def _source(engine: duckdb.DuckDBPyConnection, reading: Reading) -> str:
    """Write the table as SQL with the physical row of every line; a table without them is numbered."""
    table = file_literal(Path(str(reading.table)))
    names = {row[0] for row in engine.execute(f"DESCRIBE SELECT * FROM read_parquet({table})").fetchall()}
    source = f"read_parquet({table}, file_row_number = true)"
    return (
        source
        if ROW in names
        else f"(SELECT *, file_row_number + {reading.first_data_row or 1} AS {quoted(ROW)} FROM {source})"
    )


def _make_long(steps: Steps, recipe: Recipe) -> None:
    headers = recipe.period_columns or recipe.unit_columns
    if headers:
        cells = ", ".join(f"cell_{place}" for place in range(1, len(headers) + 1))
        steps.add("long", f"SELECT * FROM filtered UNPIVOT INCLUDE NULLS (value_1 FOR slot IN ({cells}))")
    else:
        steps.add("long", "SELECT *, NULL::VARCHAR AS slot FROM filtered")


def _find_number_faults(
    engine: duckdb.DuckDBPyConnection, reading: Reading, recipe: Recipe
) -> tuple[list[str], list[CellFaults]]:
    """Find the columns of values that are no numbers: as a whole, or because of a few cells."""
    types = {column.name: column.type for column in reading.columns}
    were_numbers = {rule.name for rule in recipe.columns if rule.type is ColumnType.NUMBER}
    unread, faults = [], []
    wanted = dict.fromkeys([*read_columns(recipe), *(() if recipe.indicators else reading.nearly_numbers)])
    for name in wanted:
        if types[name] is ColumnType.NUMBER:
            continue
        is_text = types[name] in (ColumnType.TEXT, ColumnType.CODE)
        found = find_number_cells(engine, reading, name, was_number=name in were_numbers) if is_text else None
        if found:
            faults.append(found)
        else:
            unread.append(messages.column_not_numeric(name))
    return unread, faults


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
    if not problems and not fetch_one(engine, "SELECT count(*) FROM (SELECT 1 FROM kept LIMIT 1)")[0]:
        problems.append(messages.nothing_left())
    return problems
