"""Hide what hidden cells could be worked out from, in a cube that has come home: the second step of the small-number rule.

Only what came home is read, where small cells hold no figure any more: the same answer whether the rows lay here, in PostgreSQL
or in Spark, and nothing that anybody else could not work out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

from vil.model.indicator import Aggregation, Disclosure
from vil.model.period import Grain
from vil.model.recipe import Recipe
from vil.model.series import Unit
from vil.privacy.subtraction import Memory, find_connected, find_protecting
from vil.warehouse.earlier import (
    Earlier,
    Recalled,
    Unfinished,
    attach,
    detach,
    list_hidden_before,
    read_unfinished,
    recall,
)
from vil.warehouse.formulas import list_parts
from vil.warehouse.layers import Layer, nest, read_layer
from vil.warehouse.quantities import Quantity, Source, list_nested, list_quantities
from vil.warehouse.relations import Axes, Codes, find_sums, is_within_months, part_by_time
from vil.warehouse.since import with_unfinished

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


def conceal(
    connection: duckdb.DuckDBPyConnection,
    cells: str,
    recipe: Recipe,
    units: Sequence[Unit],
    earlier: Sequence[Earlier] = (),
) -> str:
    """Give the cells with those hidden as well that a hidden one could be worked out from; as they are where none could.

    `cells` names a table with the persons behind each shown cell beside what is published. `earlier` are the versions of the data
    set that are published already, the newest first.
    """
    attach(connection, earlier)
    try:
        quantities = _touched(connection, cells, recipe, earlier)
        if not quantities:
            return cells
        task = _Task(connection, recipe, units, _place_cells(connection, cells), earlier)
        connection.execute("CREATE TEMP TABLE concealed (indicator VARCHAR, place BIGINT)")
        connection.execute(
            "CREATE TEMP VIEW taken AS SELECT DISTINCT indicator, place, TRUE AS is_taken FROM concealed"
        )
        for quantity, sources in quantities.items():
            added = _conceal_quantity(task, quantity, sources)
            for source in sources:
                _add(connection, source.indicator, added)
    finally:
        detach(connection, earlier)
    for indicator in recipe.indicators:
        if indicator.is_calculated:
            connection.execute(_FOLLOW, {"indicator": indicator.id, "parts": list_parts(indicator, recipe)})
    return _CONCEALED


@dataclass(frozen=True)
class _Task:
    """What every quantity is looked at with."""

    connection: duckdb.DuckDBPyConnection
    recipe: Recipe
    units: Sequence[Unit]
    axes: Axes
    earlier: Sequence[Earlier]


def _touched(
    connection: duckdb.DuckDBPyConnection, cells: str, recipe: Recipe, earlier: Sequence[Earlier]
) -> dict[Quantity, tuple[Source, ...]]:
    """List the quantities with hidden cells now or before, and those that are a part of others.

    What one ratio alone is taken of goes with what is in it.
    """
    if recipe.disclosure is Disclosure.OPEN:
        return {}
    with_hidden = {line[0] for line in connection.execute(_WITH_HIDDEN.format(cells=cells)).fetchall()}
    more = list_hidden_before(connection, earlier) | list_nested(recipe).keys()
    return {
        quantity: sources
        for quantity, sources in list_quantities(recipe).items()
        if (quantity in more or with_hidden & {source.indicator for source in sources})
        and (len(sources) > 1 or not sources[0].is_base)
    }


def _conceal_quantity(task: _Task, quantity: Quantity, sources: Sequence[Source]) -> Codes:
    """Find the places of the cells of one quantity that must be hidden, though persons enough are behind each."""
    layer = whole = read_layer(task.connection, quantity, sources)
    known = layer.known
    every = list_quantities(task.recipe)
    for name in list_nested(task.recipe).get(quantity, ()):
        whole = read_layer(task.connection, name, every[name])
        overlaps = task.recipe.person_key is not None and quantity[0] != Aggregation.DISTINCT
        layer = nest(layer, whole, task.recipe.threshold, may_overlap=overlaps)
    recalled = recall(task.connection, task.earlier, quantity, layer, task.axes, task.recipe)
    unfinished: tuple[Unfinished, ...] = ()
    if quantity[0] != Aggregation.STOCK:
        unfinished = read_unfinished(task.connection, task.earlier, quantity, task.axes)
    added = _find_added(task, layer, recalled, unfinished, is_level=quantity[0] == Aggregation.STOCK)
    return np.concatenate([layer.keys[known & layer.hidden], added])


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


def _find_added(
    task: _Task, layer: Layer, recalled: Recalled, unfinished: Sequence[Unfinished], *, is_level: bool
) -> Codes:
    """Find the places of the known cells that must be hidden; spans of time with nothing in common are looked at apart.

    Where half of the days are hidden, all days and weeks are: nothing of them is left to work out, and months go on as they are.
    """
    axes = task.axes
    place = layer.keys % len(axes.periods)
    is_short = is_within_months(axes)[place]
    is_filled = layer.hidden | (layer.known & (layer.sides[0].amount != 0))
    added = []
    if (layer.hidden & is_short).sum() * 2 > (is_filled & is_short).sum():
        added = [layer.keys[is_filled & layer.known & is_short]]
        layer, recalled, place, unfinished = layer.take(~is_short), recalled.take(~is_short), place[~is_short], ()
    span = part_by_time(axes)[place]
    for one in np.unique(span[layer.hidden | recalled.hidden]):
        some, before = layer.take(span == one), recalled.take(span == one)
        sums = find_sums(axes, some.keys, task.units, is_level=is_level)
        is_old = some.hidden & (before.hidden | before.seen)
        kept = some.known & before.hidden & find_connected(sums, is_old, before.hidden)
        longer, sums = with_unfinished(some, sums, unfinished, axes)
        rest = np.zeros(len(longer.keys) - len(some.keys), dtype=np.bool_)
        memory = Memory(np.append(kept, rest), np.append(before.seen, rest))
        hidden = find_protecting(sums, longer.hidden, longer.known, longer.sides, task.recipe.threshold, memory)
        added.append(longer.keys[hidden & longer.known])
    return np.concatenate(added) if added else layer.keys[:0]


def _add(connection: duckdb.DuckDBPyConnection, indicator: str, places: Codes) -> None:
    connection.register("arrived_places", {"place": places})
    connection.execute("INSERT INTO concealed SELECT ?, place FROM arrived_places", [indicator])
    connection.unregister("arrived_places")
