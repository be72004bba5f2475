"""Rows become the cells of a version: added up once to the finest cells, and put together from there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import duckdb

from vil.errors import RecipeInvalid
from vil.model.recipe import Recipe
from vil.warehouse import texts
from vil.warehouse.adding import AS_DECIMALS, Adding, choose_scales, scales_sql
from vil.warehouse.cube import COLUMNS, ORDER, cells_sql, cube_sql
from vil.warehouse.figures import exactness_checks
from vil.warehouse.row_source import RowsHere, RowSource
from vil.warehouse.rows import Coverage, look_over, look_over_cells

Progress = Callable[[float, str], None]
_FINEST = "finest_cells"


def write_cells(
    connection: duckdb.DuckDBPyConnection, source: RowSource, recipe: Recipe, progress: Progress
) -> Coverage:
    """Write the table `cells` of a version and say what it covers.

    Rows that the connection reads itself are gone through once; rows that lie elsewhere are added up where they lie. Raises
    RecipeInvalid when there are none, when they lack period or unit, or when their numbers are too large to be added exactly.
    """
    progress(0.05, texts.READING)
    ask = partial(source.ask, connection)
    try:
        if isinstance(source, RowsHere):
            _add_up(connection, source.relation, recipe)
            coverage = look_over_cells(ask, _FINEST, recipe)
        else:
            coverage = look_over(ask, source.relation, recipe)
        progress(0.5, texts.ADDING)
        finest = _FINEST if isinstance(source, RowsHere) else None
        query = cube_sql(recipe, rows=source.relation, computed_whole=coverage.computed_whole, cells=finest)
        cells = source.bring_cells(connection, query)
        named = _with_names(connection, cells, coverage) if recipe.unit_levels else cells
        connection.execute(f"CREATE TABLE cells AS SELECT {', '.join(COLUMNS)} FROM {named} AS found ORDER BY {ORDER}")
    except (duckdb.ConversionException, duckdb.OutOfRangeException) as error:
        raise RecipeInvalid((texts.TOO_LARGE,)) from error
    return coverage


def _add_up(connection: duckdb.DuckDBPyConnection, rows: str, recipe: Recipe) -> None:
    """Write the finest cells: quickly where numbers are whole or have few decimals, and again where they turn out not to."""
    adding = _propose_adding(connection, rows, recipe)
    while True:
        query = cells_sql(recipe, rows=rows, adding=adding)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {_FINEST} AS {query}")
        inexact = _find_inexact(connection, recipe, adding)
        if not inexact:
            return
        adding = adding.without(inexact)


def _propose_adding(connection: duckdb.DuckDBPyConnection, rows: str, recipe: Recipe) -> Adding:
    columns = list(recipe.number_columns)
    found = connection.execute(scales_sql(columns, rows)).fetchone() if columns else None
    return choose_scales(columns, found) if found else AS_DECIMALS


def _find_inexact(connection: duckdb.DuckDBPyConnection, recipe: Recipe, adding: Adding) -> frozenset[str]:
    """Name the columns that were not added exactly."""
    checks = exactness_checks(recipe, adding)
    if not checks:
        return frozenset()
    claims = ", ".join(f"coalesce(bool_and(ok{place}), TRUE)" for place in range(len(checks)))
    answers = connection.execute(f"SELECT {claims} FROM {_FINEST}").fetchone() or ()
    failed = (columns for (columns, _), is_exact in zip(checks, answers, strict=True) if not is_exact)
    return frozenset().union(*failed)


def _with_names(connection: duckdb.DuckDBPyConnection, cells: str, coverage: Coverage) -> str:
    """Put the names of units and groups for their keys."""
    connection.execute("CREATE TEMP TABLE names (key VARCHAR PRIMARY KEY, name VARCHAR)")
    connection.executemany("INSERT INTO names VALUES (?, ?)", coverage.names)
    return (
        f"(SELECT cells.* REPLACE (coalesce(name, unit) AS unit) FROM {cells} AS cells LEFT JOIN names ON unit = key)"
    )
