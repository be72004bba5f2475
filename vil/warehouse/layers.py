"""One quantity of a cube that has come home, as arrays: what is hidden of it, what is known, and how much of it there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import numpy as np

from vil.privacy.subtraction import Side
from vil.privacy.sums import Amounts, Flags
from vil.warehouse.quantities import Quantity, Source
from vil.warehouse.relations import Codes

_READ = (
    "SELECT place, state = 'hidden' AS is_hidden, state = 'value' AS is_known, coalesce({column}, 0) AS amount, "
    "coalesce(denominator, 0) AS base, coalesce(denominator - numerator, 0) AS rest, coalesce(persons, 0) AS persons, "
    "coalesce(persons_in, 0) AS persons_in, coalesce(persons_out, 0) AS persons_out "
    "FROM placed_cells WHERE indicator = $indicator AND state <> 'missing'"
)
_OVERLAPPING = "distinct"
_Cells = Mapping[str, Any]


@dataclass(frozen=True)
class Layer:
    """The cells of one quantity: their places in ascending order, which are hidden, which are known, and their sides."""

    keys: Codes
    hidden: Flags
    known: Flags
    sides: tuple[Side, ...]

    def take(self, is_in: Flags) -> Layer:
        """Take some of the cells."""
        sides = tuple(Side(one.amount[is_in], one.persons[is_in], one.is_count) for one in self.sides)
        return Layer(self.keys[is_in], self.hidden[is_in], self.known[is_in], sides)


def read_layer(connection: duckdb.DuckDBPyConnection, quantity: Quantity, sources: Sequence[Source]) -> Layer:
    """Put together from the table `placed_cells` what is published of a quantity: it is known where anybody shows it.

    It is to be hidden where anybody who publishes it by itself hides it; what ratios are taken of where all of them do.
    """
    found = [
        connection.execute(_READ.format(column=one.column), {"indicator": one.indicator}).fetchnumpy()
        for one in sources
    ]
    keys = np.unique(np.concatenate([cells["place"] for cells in found]))
    known, hidden = np.zeros((2, len(keys)), dtype=np.bool_)
    for source, cells in zip(sources, found, strict=True):
        at = np.searchsorted(keys, cells["place"])
        known[at] |= cells["is_known"]
        hidden[at] |= np.asarray(cells["is_hidden"]) & (not source.is_base)
    if all(source.is_base for source in sources):
        hidden = ~known
    pairs = list(zip(sources, found, strict=True))
    own = _together([_own_side(keys, source, cells) for source, cells in pairs])
    others = [side for source, cells in pairs for side in _other_sides(keys, source, cells)]
    sides = [own, *others] if quantity[0] != _OVERLAPPING else [Side(own.amount, own.persons)]
    return Layer(keys, hidden, known, tuple(sides))


def nest(part: Layer, whole: Layer, threshold: int, *, may_overlap: bool) -> Layer:
    """Hide a part where few are in the whole beside it, and know them as a side of it: both shown, anybody can subtract.

    With `may_overlap` the same persons may be in both, and those only in the whole are at least as many as the whole has more.
    """
    amount, persons = np.zeros((2, len(part.keys)))
    _, ours, theirs = np.intersect1d(part.keys, whole.keys, assume_unique=True, return_indices=True)
    both = part.known[ours] & whole.known[theirs]
    ours, theirs = ours[both], theirs[both]
    amount[ours] = whole.sides[0].amount[theirs] - part.sides[0].amount[ours]
    persons[ours] = whole.sides[0].persons[theirs] - part.sides[0].persons[ours]
    if may_overlap:
        persons = np.where(amount > 0, np.maximum(persons, 1), 0)
    is_few = (amount > 0) & (persons > 0) & (persons < threshold)
    rest = Side(np.where(is_few, 0, amount), np.where(is_few, 0, persons))
    return replace(part, hidden=part.hidden | is_few, known=part.known & ~is_few, sides=(*part.sides, rest))


def _own_side(keys: Codes, source: Source, cells: _Cells) -> Side:
    """Say how much there is and of how many; only of a count, and of what a ratio is of, is there one at least in each cell."""
    amount = _spread(keys, cells, "amount")
    persons = _spread(keys, cells, "persons_in" if source.has_rest else "persons")
    is_lone = source.column == "value" or source.is_base
    return Side(amount, persons, is_count=is_lone and bool((amount == persons).all()))


def _other_sides(keys: Codes, source: Source, cells: _Cells) -> Iterator[Side]:
    """Say how much there is of what a ratio is taken of, and of what is not in it."""
    if source.column != "numerator":
        return
    if source.has_rest:
        yield Side(_spread(keys, cells, "rest"), _spread(keys, cells, "persons_out"))
    base, persons = _spread(keys, cells, "base"), _spread(keys, cells, "persons")
    yield Side(base, persons, is_count=bool((base == persons).all()))


def _together(sides: Sequence[Side]) -> Side:
    """Take each cell from the first who shows it."""
    first, *others = sides
    for other in others:
        is_empty = (first.amount == 0) & (first.persons == 0)
        amount = np.where(is_empty, other.amount, first.amount)
        first = Side(amount, np.where(is_empty, other.persons, first.persons), first.is_count and other.is_count)
    return first


def _spread(keys: Codes, cells: _Cells, column: str) -> Amounts:
    spread = np.zeros(len(keys))
    spread[np.searchsorted(keys, cells["place"])] = cells[column]
    return spread
