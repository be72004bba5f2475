"""The cube as one aggregate SQL text: every indicator by period, unit and member, small cells already hidden.

The text keeps to what sqlglot can say in PostgreSQL's and Spark's dialects too, so that it can run where the rows lie: no
`BY NAME`, no `GROUP BY ALL`, no alias used beside where it is made, parts of a union in the same order.

The rows have one line for each period, unit and member (more for person rows). They are added up once, exactly, to the finest
cells; sums, means and rates are put together from those cells' numerators and denominators, never from values that are already
ratios. Distinct counts, medians and distinct persons cannot be put together: they are found anew from the rows for each cell.
"""

from __future__ import annotations

from functools import partial

from vil.model.indicator import EVERY_ROW, Aggregation, Indicator
from vil.model.period import coarser_grains
from vil.model.recipe import Recipe
from vil.privacy import choose_protection, count_persons_from
from vil.warehouse.adding import AS_DECIMALS, Adding
from vil.warehouse.figures import ANEW, RATIOS, finest_columns
from vil.warehouse.formulas import formula_sql
from vil.warehouse.fresh import fresh_parts
from vil.warehouse.judging import ANSWER, PERSONS, judged_sql
from vil.warehouse.over_time import covered_sql, rolled_sql
from vil.warehouse.places import keyed_rows, place_columns
from vil.warehouse.sql import AddSql, exact_sum, identifier, literal, whole_sum
from vil.warehouse.together import with_groups, with_members_together

__all__ = ["COLUMNS", "ORDER", "cube_sql", "identifier", "literal"]

COLUMNS = (
    "indicator",
    "grain",
    "period_start",
    "unit",
    "member",
    "numerator",
    "denominator",
    "value",
    "state",
    "is_partial",
)
ORDER = "indicator, grain, member NULLS FIRST, unit, period_start"
"""How cells are stored."""


def cube_sql(
    recipe: Recipe, *, rows: str, computed_whole: str | None, cells: str | None = None, adding: Adding = AS_DECIMALS
) -> str:
    """Write the query that gives the whole cube, in no order.

    `rows` is the SQL of the shaped rows, `computed_whole` the name of a unit to add for all units together (None: the extract has
    its own, or only one unit). With `Recipe.unit_levels` the rows have a column `level_1`, `level_2` … for each, topmost first,
    and units and groups come out under their keys (`vil.warehouse.places`). `cells` names a table of the finest cells where they
    have been added up already (`cells_sql`); rows are then read only for what is found anew. `adding` is
    what is known of the numbers in the rows.
    """
    grains = (recipe.grain, *coarser_grains(recipe.grain))
    add = _adder(recipe, adding)
    parts = {
        "cells": f"SELECT * FROM {cells}" if cells else cells_sql(recipe, rows=rows, adding=adding),
        "by_indicator": " UNION ALL ".join(_one_indicator(one, place, recipe) for place, one in _found_in_rows(recipe)),
        "by_member": with_members_together(recipe, add) if recipe.dimensions else "SELECT * FROM by_indicator",
        "finest": with_groups(recipe, computed_whole, add),
        "covered": covered_sql(),
        "rolled": " UNION ALL ".join(rolled_sql(recipe, grain, add) for grain in grains),
        **fresh_parts(recipe, rows, grains, computed_whole),
        "judged": judged_sql(recipe),
    }
    parts["answers"] = " UNION ALL ".join([f"SELECT {ANSWER} FROM judged", *_formulas(recipe)])
    return f"WITH {', '.join(f'{name} AS ({query})' for name, query in parts.items())} {_shown()}"


def cells_sql(recipe: Recipe, *, rows: str, adding: Adding = AS_DECIMALS) -> str:
    """Write the query that adds the rows up to the finest cells, with how many rows each has."""
    sums = [finest_columns(indicator, place, recipe, adding) for place, indicator in _found_in_rows(recipe)]
    level = [] if adding.is_units else ["unit_level"]
    keys = ", ".join(["period_start", "vil_unit", *level, "vil_member", *place_columns(recipe)])
    columns = ", ".join([*([] if level else ["'unit' AS unit_level"]), "count(*) AS row_count", *sums])
    keyed = keyed_rows(recipe, rows, has_all_members=adding.has_all_members)
    return f"SELECT {keys}, {columns} FROM {keyed} AS keyed GROUP BY {keys}"


def _adder(recipe: Recipe, adding: Adding) -> AddSql:
    """Choose how finest cells are added on: as the rows were, unless some of them are quotients already or need decimals."""
    are_sums = all(one.is_additive or one.aggregation is not Aggregation.MEAN for one in recipe.indicators)
    are_products = any(one.weight and one.weight != EVERY_ROW for one in recipe.indicators)
    scale = adding.common_scale(recipe.number_columns) if are_sums and not are_products else None
    return exact_sum if scale is None else partial(whole_sum, scale=scale)


def _found_in_rows(recipe: Recipe) -> list[tuple[int, Indicator]]:
    pairs = enumerate(recipe.indicators)
    return [(place, one) for place, one in pairs if one.aggregation is not Aggregation.FORMULA]


def _formulas(recipe: Recipe) -> list[str]:
    return [formula_sql(one, recipe) for one in recipe.indicators if one.aggregation is Aggregation.FORMULA]


def _one_indicator(indicator: Indicator, place: int, recipe: Recipe) -> str:
    """Give the cells of one indicator as numerator and denominator; a mean without weights is a finished value over 1.

    A cell without a number has a gap, and makes what it is a part of partial, unless it lies before the unit's first number: a
    unit that did not exist yet is not missing.
    """
    numerator, denominator = f"n{place}", f"d{place}"
    if indicator.aggregation is Aggregation.MEAN and not indicator.is_additive:
        numerator, denominator = f"{numerator} / {denominator}", f"{denominator} / {denominator}"
    scale = float(indicator.scale) if indicator.aggregation in RATIOS else 1.0
    has_gap = (
        f"n{place} IS NULL AND count(n{place}) OVER "
        "(PARTITION BY vil_unit, vil_member ORDER BY period_start ROWS UNBOUNDED PRECEDING) > 0"
    )
    facts = {
        "indicator": literal(indicator.id),
        "aggregation": literal(indicator.aggregation),
        "protection": literal(choose_protection(indicator, recipe)),
        "persons_from": literal(count_persons_from(indicator, recipe)),
        "is_summed": _truth(indicator.is_additive or indicator.aggregation in ANEW),
        "counts_rows": _truth(indicator.counts_rows),
        "scale": f"CAST({scale!r} AS DOUBLE)",
        "unit": "vil_unit",
        "member": "vil_member",
        "period_start": "period_start",
        "numerator": numerator,
        "denominator": denominator,
        "persons": f"p{place}",
        "persons_in": f"i{place}",
        "persons_out": f"o{place}",
        "has_gap": has_gap,
    }
    columns = [f"{amount} AS {name}" for name, amount in facts.items()]
    return f"SELECT {', '.join([*columns, 'unit_level', *place_columns(recipe)])} FROM cells"


def _truth(claim: bool) -> str:
    return "TRUE" if claim else "FALSE"


def _shown() -> str:
    """Choose what of a cell may be seen; only one in the state 'value' holds any figure."""
    amounts = {
        "numerator": "numerator",
        "denominator": "denominator",
        "found": "value",
        **{one: one for one in PERSONS},
    }
    shown = ", ".join(f"CASE WHEN state = 'value' THEN {name} END AS {alias}" for name, alias in amounts.items())
    return (
        f"SELECT indicator, grain, period_start, unit, member, {shown}, state, "
        "is_partial AND state <> 'missing' AS is_partial FROM answers"
    )
