"""Rows become the cells of a version: added up once to the finest cells, and put together from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import duckdb

from vil.errors import RecipeInvalid
from vil.model.indicator import Disclosure
from vil.model.recipe import Recipe
from vil.model.series import Unit, UnitLevel
from vil.warehouse import texts
from vil.warehouse.adding import AS_DECIMALS, Adding, choose_adding, choose_scales, scales_sql, survey_sql, whole_sql
from vil.warehouse.cube import COLUMNS, ORDER, cells_sql, cube_sql
from vil.warehouse.row_source import RowsHere, RowSource
from vil.warehouse.rows import Coverage, look_over, look_over_cells

if TYPE_CHECKING:
    from vil.warehouse.earlier import Earlier

Progress = Callable[[float, str], None]
_FINEST = "finest_cells"


def write_cells(
    connection: duckdb.DuckDBPyConnection,
    source: RowSource,
    recipe: Recipe,
    progress: Progress,
    earlier: Sequence[Earlier] = (),
) -> Coverage:
    """Write the table `cells` of a version and say what it covers.

    `earlier` are the versions published before, the newest first: what they show and hide is held against this one. Rows that the
    connection reads itself are gone through once; rows that lie elsewhere are added up where they lie. Raises
    RecipeInvalid when there are none, when they lack period or unit, or when their numbers are too large to be added exactly.
    """
    progress(0.05, texts.READING)
    connection.execute("SET enable_progress_bar = false")
    ask = partial(source.ask, connection)
    adding, finest = AS_DECIMALS, None
    try:
        if isinstance(source, RowsHere):
            adding = _add_up(connection, source.relation, recipe)
            finest = _FINEST
            coverage = look_over_cells(ask, finest, recipe)
        else:
            coverage = look_over(ask, source.relation, recipe)
        progress(0.5, texts.ADDING)
        query = cube_sql(
            recipe, rows=source.relation, computed_whole=coverage.computed_whole, cells=finest, adding=adding
        )
        cells = source.bring_cells(connection, query)
        named = _with_names(connection, cells, coverage) if recipe.unit_levels else cells
        shown = _protected(connection, named, recipe, coverage, earlier)
        connection.execute(f"CREATE TABLE cells AS SELECT {', '.join(COLUMNS)} FROM {shown} AS found ORDER BY {ORDER}")
    except (duckdb.ConversionException, duckdb.OutOfRangeException) as error:
        raise RecipeInvalid((texts.TOO_LARGE,)) from error
    return coverage


def _add_up(connection: duckdb.DuckDBPyConnection, rows: str, recipe: Recipe) -> Adding:
    """Write the finest cells, in the quickest way that is exact for these numbers.

    What the first rows say of them is assumed of all, and rows are gone through once more only where that shows to be wrong.
    """
    columns = recipe.number_columns
    scales: dict[str, int] = {}
    if columns:
        scales = choose_scales(columns, connection.execute(scales_sql(columns, rows)).fetchone() or ())
    answers = [connection.execute(question).fetchone() or () for question in survey_sql(scales, rows)]
    adding = choose_adding(scales, answers)
    query = cells_sql(recipe, rows=rows, adding=adding)
    connection.execute(f"CREATE TEMP TABLE {_FINEST} AS {query}")
    if adding.scales and not _are_finite(connection):
        adding = choose_adding(scales, answers, connection.execute(whole_sql(scales, rows)).fetchone())
        query = cells_sql(recipe, rows=rows, adding=adding)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {_FINEST} AS {query}")
    return adding


def _are_finite(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether every sum in the finest cells is a number."""
    found = connection.execute(
        f"SELECT coalesce(bool_and(isfinite(COLUMNS('^[ndp][0-9]+$'))), TRUE) FROM {_FINEST}"
    ).fetchone()
    return all(found or ())


def _protected(
    connection: duckdb.DuckDBPyConnection, cells: str, recipe: Recipe, coverage: Coverage, earlier: Sequence[Earlier]
) -> str:
    """Hide what small cells, hidden already, could be worked out from, with what earlier versions show as well."""
    if recipe.disclosure is Disclosure.OPEN:
        return cells
    from vil.warehouse.concealing import conceal

    connection.execute(f"CREATE TEMP TABLE cells_here AS SELECT * FROM {cells} AS found")
    whole = coverage.computed_whole
    units = (*coverage.units, *([Unit(whole, UnitLevel.WHOLE)] if whole else []))
    return conceal(connection, "cells_here", recipe, units, earlier)


def _with_names(connection: duckdb.DuckDBPyConnection, cells: str, coverage: Coverage) -> str:
    """Put the names of units and groups for their keys."""
    connection.execute("CREATE TEMP TABLE names (key VARCHAR PRIMARY KEY, name VARCHAR)")
    connection.executemany("INSERT INTO names VALUES (?, ?)", coverage.names)
    return (
        f"(SELECT cells.* REPLACE (coalesce(name, unit) AS unit) FROM {cells} AS cells LEFT JOIN names ON unit = key)"
    )
