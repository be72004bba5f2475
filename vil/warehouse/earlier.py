"""What versions published before tell of the cells of a new one: whoever has kept them can lay them beside each other.

Three things are read of them. What they *hide* stays hidden: another pattern over the same figures gives both away ("coherence
over time"; Hundepool et al., Statistical Disclosure Control, 2012, section 4.3). What they *show* covers nothing. And what they
tell of a period that was not over yet ("2026 until May") is one more sum of the months in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from vil.model.indicator import Disclosure
from vil.model.period import Period
from vil.model.recipe import Recipe
from vil.privacy.sums import Flags
from vil.warehouse.folders import CUBE, version_numbers
from vil.warehouse.layers import Layer
from vil.warehouse.quantities import Quantity, Source, list_quantities
from vil.warehouse.relations import Axes, Codes
from vil.warehouse.sql import literal
from vil.warehouse.versions import load_version

_MOST, _FOR_STATES = 12, 3
"""Of so many versions the unfinished periods are read, and of so many the state of every cell."""
_PLACED = (
    "SELECT (units_here.place * {members} + members_here.place) * {periods} + periods_here.place AS place, "
    "state = 'hidden' AS is_hidden FROM {cells} AS found "
    "JOIN units_here ON found.unit = units_here.unit "
    "JOIN members_here ON found.member IS NOT DISTINCT FROM members_here.member "
    "JOIN periods_here ON found.grain = periods_here.grain AND found.period_start = periods_here.period_start "
    "WHERE indicator = $indicator AND state <> 'missing'{where}"
)


@dataclass(frozen=True)
class Earlier:
    """A version published before: the name its cube is attached by, its recipe and its last period."""

    name: str
    cube: Path
    recipe: Recipe
    last: Period


@dataclass(frozen=True)
class Recalled:
    """Which cells of a layer were hidden before, and which were shown."""

    hidden: Flags
    seen: Flags

    def take(self, is_in: Flags) -> Recalled:
        """Take some of the cells."""
        return Recalled(self.hidden[is_in], self.seen[is_in])


@dataclass(frozen=True)
class Unfinished:
    """Which periods one version tells of that were not over, by their places in the cube now; it goes until `last`."""

    last: Period
    places: Codes


def find_earlier(datasets: Path, recipe: Recipe) -> tuple[Earlier, ...]:
    """Find the latest versions of a data set about persons that have the same grain, the newest first."""
    if recipe.disclosure is Disclosure.OPEN:
        return ()
    found = []
    for number in version_numbers(datasets, recipe.dataset)[: -_MOST - 1 : -1]:
        version = load_version(datasets, recipe.dataset, number)
        cube = datasets / recipe.dataset / str(number) / CUBE
        found.append(Earlier(f"version_{number}", cube, version.recipe, version.last))
    return tuple(one for one in found if one.recipe.grain is recipe.grain)


def attach(connection: duckdb.DuckDBPyConnection, earlier: Sequence[Earlier]) -> None:
    """Open earlier versions beside the one being made, to be read only."""
    for one in earlier:
        connection.execute(f"ATTACH {literal(str(one.cube))} AS {one.name} (READ_ONLY)")


def detach(connection: duckdb.DuckDBPyConnection, earlier: Sequence[Earlier]) -> None:
    """Let go of them again."""
    for one in earlier:
        connection.execute(f"DETACH {one.name}")


def list_hidden_before(connection: duckdb.DuckDBPyConnection, earlier: Sequence[Earlier]) -> set[Quantity]:
    """List the quantities that an earlier version hides cells of."""
    found: set[Quantity] = set()
    for one in earlier[:_FOR_STATES]:
        sql = f"SELECT DISTINCT indicator FROM {one.name}.cells WHERE state = 'hidden'"
        hidden = {line[0] for line in connection.execute(sql).fetchall()}
        quantities = list_quantities(one.recipe).items()
        found |= {quantity for quantity, sources in quantities if hidden & {source.indicator for source in sources}}
    return found


def recall(
    connection: duckdb.DuckDBPyConnection,
    earlier: Sequence[Earlier],
    quantity: Quantity,
    layer: Layer,
    axes: Axes,
    recipe: Recipe,
) -> Recalled:
    """Find what the latest version that has a cell says of it."""
    hidden, shown = np.zeros((2, len(layer.keys)), dtype=np.bool_)
    ends = axes.ends[layer.keys % len(axes.periods)]
    for one in reversed(earlier[:_FOR_STATES]):
        is_hidden, is_shown = _read_states(connection, one, quantity, layer.keys, axes)
        is_shorter = (ends > one.last.end.toordinal()) & (one.last.end.toordinal() < axes.last)
        there = (is_hidden | is_shown) & ~is_shorter
        hidden = np.where(there, is_hidden & _is_judged_alike(one.recipe, recipe), hidden)
        shown = np.where(there, is_shown, shown)
    return Recalled(hidden, shown)


def _is_judged_alike(before: Recipe, now: Recipe) -> bool:
    """Tell whether small cells are found as they were, no threshold lowered: else the analyst has decided anew what is hidden."""
    facts = [
        (recipe.disclosure, recipe.person_key, {one.id: (one.persons, one.behind) for one in recipe.indicators})
        for recipe in (before, now)
    ]
    return (
        facts[0][:2] == facts[1][:2]
        and facts[0][2].items() <= facts[1][2].items()
        and before.threshold <= now.threshold
    )


def _sources(one: Earlier, quantity: Quantity) -> tuple[Source, ...]:
    return list_quantities(one.recipe).get(quantity, ())


def _ask(
    connection: duckdb.DuckDBPyConnection, one: Earlier, source: Source, axes: Axes, where: str = ""
) -> dict[str, Any]:
    _, members, periods = axes.shape
    sql = _PLACED.format(cells=f"{one.name}.cells", column=source.column, members=members, periods=periods, where=where)
    return connection.execute(sql, {"indicator": source.indicator}).fetchnumpy()


def _read_states(
    connection: duckdb.DuckDBPyConnection, one: Earlier, quantity: Quantity, keys: Codes, axes: Axes
) -> tuple[Flags, Flags]:
    hidden, shown = np.zeros((2, len(keys)), dtype=np.bool_)
    for source in _sources(one, quantity):
        cells = _ask(connection, one, source, axes)
        at = np.searchsorted(keys, cells["place"]).clip(max=len(keys) - 1)
        is_here = keys[at] == cells["place"]
        at, is_hidden = at[is_here], np.asarray(cells["is_hidden"])[is_here]
        hidden[at] |= is_hidden & (not source.is_base)
        shown[at] |= ~is_hidden
    return hidden & ~shown, shown


def read_unfinished(
    connection: duckdb.DuckDBPyConnection, earlier: Sequence[Earlier], quantity: Quantity, axes: Axes
) -> tuple[Unfinished, ...]:
    """Read what earlier versions show of periods that were not over then and have got more since."""
    ends, found = axes.ends, []
    for one in earlier:
        last = one.last.end.toordinal()
        for source in _sources(one, quantity) if last < axes.last else ():
            cells = _ask(connection, one, source, axes, " AND is_partial AND state = 'value'")
            is_open = ends[cells["place"] % len(ends)] > last
            found += [Unfinished(one.last, cells["place"][is_open])] if is_open.any() else []
    return tuple(found)
