"""Hide what hidden cells could be worked out from, in a cube that has come home: the second step of the small-number rule.

Only what came home is read, where small cells hold no figure any more: the same answer whether the rows lay here, in PostgreSQL
or in Spark, and nothing that anybody else could not work out.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import numpy as np

from vil.model.indicator import Aggregation, Disclosure
from vil.model.period import Grain
from vil.model.recipe import Recipe
from vil.model.series import Unit
from vil.privacy.subtraction import find_protecting
from vil.warehouse.formulas import list_parts
from vil.warehouse.layers import Layer, read_layer
from vil.warehouse.quantities import Quantity, Source, list_quantities
from vil.warehouse.relations import Axes, Codes, find_sums, is_within_months, part_by_time

_WITH_HIDDEN = "SELECT DISTINCT indicator FROM {cells} AS found WHERE state = 'hidden'"
_AXES = {
    "units_here": "SELECT DISTINCT unit FROM {cells} AS found ORDER BY unit",
    "members_here": "SELECT DISTINCT member FROM {cells} AS found ORDER BY member NULLS FIRST",
    "periods_here": "SELECT DISTINCT grain, period_start FROM {cells} AS found ORDER BY period_start, grain",
}
_PLACED = (
    "SELECT found.*, (units_here.place * {members} + members_here.place) * {periods} + periods_here.place AS place "
    "FROM {cells} AS found JOIN units_here ON found.unit = units_here.unit "
    "JOIN members_here ON found.member IS NOT DISTINCT FROM members_here.member "
    "JOIN periods_here ON found.grain = periods_here.grain AND found.period_start = periods_here.period_start"
)
_FOLLOW = (
    "INSERT INTO concealed SELECT DISTINCT $indicator, place FROM placed_cells LEFT JOIN taken USING (indicator, place) "
    "WHERE list_contains($parts, indicator) AND (state = 'hidden' OR is_taken)"
)
_SHOWN = ", ".join(
    f"CASE WHEN is_taken IS NULL THEN {name} END AS {name}" for name in ("numerator", "denominator", "value")
)
_CONCEALED = (
    f"(SELECT * REPLACE ({_SHOWN}, CASE WHEN is_taken AND state = 'value' THEN 'hidden' ELSE state END AS state) "
    "FROM placed_cells LEFT JOIN taken USING (indicator, place))"
)


def conceal(connection: duckdb.DuckDBPyConnection, cells: str, recipe: Recipe, units: Sequence[Unit]) -> str:
    """Give the cells with those hidden as well that a hidden one could be worked out from; as they are where none could.

    `cells` names a table with the persons behind each shown cell beside what is published.
    """
    quantities = _touched(connection, cells, recipe)
    if not quantities:
        return cells
    axes = _place_cells(connection, cells)
    connection.execute("CREATE TEMP TABLE concealed (indicator VARCHAR, place BIGINT)")
    connection.execute("CREATE TEMP VIEW taken AS SELECT DISTINCT indicator, place, TRUE AS is_taken FROM concealed")
    for quantity, sources in quantities.items():
        layer = read_layer(connection, quantity, sources)
        added = _find_added(layer, axes, units, recipe.threshold, is_level=quantity[0] == Aggregation.STOCK)
        for source in sources:
            _add(connection, source.indicator, added)
    for indicator in recipe.indicators:
        if indicator.is_calculated:
            connection.execute(_FOLLOW, {"indicator": indicator.id, "parts": list_parts(indicator, recipe)})
    return _CONCEALED


def _touched(connection: duckdb.DuckDBPyConnection, cells: str, recipe: Recipe) -> dict[Quantity, tuple[Source, ...]]:
    """List the quantities with hidden cells; what one ratio alone is taken of goes with what is in it."""
    if recipe.disclosure is Disclosure.OPEN:
        return {}
    with_hidden = {line[0] for line in connection.execute(_WITH_HIDDEN.format(cells=cells)).fetchall()}
    return {
        quantity: sources
        for quantity, sources in list_quantities(recipe).items()
        if with_hidden & {source.indicator for source in sources} and (len(sources) > 1 or not sources[0].is_base)
    }


def _place_cells(connection: duckdb.DuckDBPyConnection, cells: str) -> Axes:
    """Give each cell a number for its unit, member and period together, and say what the numbers stand for."""
    lines = []
    for name, query in _AXES.items():
        numbered = f"SELECT *, row_number() OVER () - 1 AS place FROM ({query.format(cells=cells)}) AS found"
        connection.execute(f"CREATE TEMP TABLE {name} AS {numbered}")
        lines.append(connection.execute(f"SELECT * FROM {name} ORDER BY place").fetchall())
    units, members, periods = lines
    placed = _PLACED.format(cells=cells, members=len(members), periods=len(periods))
    connection.execute(f"CREATE TEMP TABLE placed_cells AS {placed}")
    return Axes(
        tuple(line[0] for line in units),
        tuple(line[0] for line in members),
        tuple((Grain(grain), start) for grain, start, _ in periods),
    )


def _find_added(layer: Layer, axes: Axes, units: Sequence[Unit], threshold: int, *, is_level: bool) -> Codes:
    """Find the places of the known cells that must be hidden; spans of time with nothing in common are looked at apart.

    Where half of the days are hidden, all days and weeks are: nothing of them is left to work out, and months go on as they are.
    """
    place = layer.keys % len(axes.periods)
    is_short = is_within_months(axes)[place]
    is_filled = layer.hidden | (layer.known & (layer.sides[0].amount != 0))
    added = []
    if (layer.hidden & is_short).sum() * 2 > (is_filled & is_short).sum():
        added = [layer.keys[is_filled & layer.known & is_short]]
        layer, place = layer.take(~is_short), place[~is_short]
    span = part_by_time(axes)[place]
    for one in np.unique(span[layer.hidden]):
        some = layer.take(span == one)
        sums = find_sums(axes, some.keys, units, is_level=is_level)
        hidden = find_protecting(sums, some.hidden, some.known, some.sides, threshold)
        added.append(some.keys[hidden & some.known])
    return np.concatenate(added) if added else layer.keys[:0]


def _add(connection: duckdb.DuckDBPyConnection, indicator: str, places: Codes) -> None:
    connection.register("arrived_places", {"place": places})
    connection.execute("INSERT INTO concealed SELECT ?, place FROM arrived_places", [indicator])
    connection.unregister("arrived_places")
