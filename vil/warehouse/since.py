"""Sums over time that only earlier versions give away: what a period was before it was over, and what has come since."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vil.model.period import Period
from vil.privacy.subtraction import Side
from vil.privacy.sums import Cells, Sums
from vil.warehouse.earlier import Unfinished
from vil.warehouse.layers import Layer
from vil.warehouse.relations import Axes, Codes

_FIRST = -1
"""These sums are looked at before others: what must be hidden for them may cover the rest."""


def with_unfinished(layer: Layer, sums: Sums, unfinished: Sequence[Unfinished], axes: Axes) -> tuple[Layer, Sums]:
    """Add to the cells what periods were before they were over, which everybody knows, and the two sums each of them is in.

    The shorter periods until then make it; and it makes, with those since, what the period is now.
    """
    count = len(layer.keys)
    for one in unfinished:
        layer, sums = _add(layer, sums, one, axes, layer.keys[:count])
    return layer, sums


def _add(layer: Layer, sums: Sums, one: Unfinished, axes: Axes, keys: Codes) -> tuple[Layer, Sums]:
    places = np.intersect1d(one.places, keys)
    part, which = _find_parts(keys, places, axes)
    if not len(part):
        return layer, sums
    is_until = axes.ends[keys[part] % len(axes.periods)] <= one.last.end.toordinal()
    every = np.arange(len(places))
    cells, until, since = len(layer.keys) + every, len(sums) + every, len(sums) + len(places) + every
    whole = np.searchsorted(keys, places)
    lines = [
        (until[which[is_until]], part[is_until], False),
        (until, cells, True),
        (since[which[~is_until]], part[~is_until], False),
        (since, cells, False),
        (since, whole, True),
    ]
    kinds = np.full(2 * len(places), _FIRST)
    return _longer(layer, len(places)), _with_lines(sums, lines, kinds)


def _find_parts(keys: Codes, places: Codes, axes: Axes) -> tuple[Cells, Cells]:
    """Pair the cells of the shortest periods with those longer ones among `places` that they lie in."""
    starts = {period: place for place, period in enumerate(axes.periods)}
    unit, member, period = np.unravel_index(keys, axes.shape)
    parts, which = [], []
    for longer in {axes.periods[place][0] for place in np.unique(places % len(axes.periods))}:
        over = np.array(
            [
                starts.get((longer, Period.containing(start, longer).start), -1) if grain is axes.shortest else -1
                for grain, start in axes.periods
            ]
        )[period]
        part = np.flatnonzero(over >= 0)
        wanted = np.ravel_multi_index((unit[part], member[part], over[part]), axes.shape)
        at = np.searchsorted(places, wanted).clip(max=len(places) - 1)
        is_there = places[at] == wanted
        parts.append(part[is_there])
        which.append(at[is_there])
    return (np.concatenate(parts), np.concatenate(which)) if parts else (keys[:0], keys[:0])


def _longer(layer: Layer, count: int) -> Layer:
    """Append figures everybody has from before; how much they are says nothing here, as months may have been revised since."""
    nothing, untold = np.zeros(count, dtype=np.bool_), np.full(count, np.nan)
    sides = tuple(
        Side(np.append(side.amount, untold), np.append(side.persons, untold), side.is_count) for side in layer.sides
    )
    keys = np.append(layer.keys, np.full(count, -1))
    return Layer(keys, np.append(layer.hidden, nothing), np.append(layer.known, nothing), sides)


def _with_lines(sums: Sums, lines: Sequence[tuple[Cells, Cells, bool]], kinds: Cells) -> Sums:
    whole = [np.full(len(cells), is_whole) for _, cells, is_whole in lines]
    return Sums(
        np.concatenate([sums.sum_, *(numbers for numbers, _, _ in lines)]),
        np.concatenate([sums.cell, *(cells for _, cells, _ in lines)]),
        np.concatenate([sums.is_whole, *whole]),
        np.concatenate([sums.kind, kinds]),
    )
