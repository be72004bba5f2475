"""Follow the lines of the data landscape: which goals data reach, and what is left over at either end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vil.model.landscape import Column


@dataclass(frozen=True)
class Reach:
    """What leads where: `onward` holds every node that a node's data come to.

    `unreached` are the goals with no line to them, `unused` the data that come to no goal, and `ends` those of them that lead
    nowhere at all: where the next line is to be drawn. All in the order the nodes were given.
    """

    onward: Mapping[str, frozenset[str]]
    unreached: tuple[str, ...]
    unused: tuple[str, ...]
    ends: tuple[str, ...]

    def chain(self, key: str) -> frozenset[str]:
        """Find what a node's data come to, and all whose data come to it."""
        return self.onward[key] | {other for other, found in self.onward.items() if key in found}


def find_reach(columns: Mapping[str, Column], lines: Iterable[tuple[str, str]]) -> Reach:
    """Follow the lines from left to right.

    A line straight to a report or a goal says more than one through a warehouse, in which everything meets: where a node has
    any, only they count, and a warehouse is only on the way to what they lead to.

    >>> kinds = {"a": Column.SOURCE, "b": Column.SOURCE, "w": Column.WAREHOUSE, "r": Column.REPORT, "g": Column.GOAL}
    >>> found = find_reach(kinds, [("a", "w"), ("b", "w"), ("w", "r"), ("a", "r")])
    >>> found.unreached, found.ends, sorted(found.onward["a"])
    (('g',), ('r',), ['r', 'w'])
    """
    following: dict[str, set[str]] = {key: set() for key in columns}
    for start, end in lines:
        following[start].add(end)
    onward: dict[str, frozenset[str]] = {}
    for key in sorted(columns, key=lambda one: -columns[one].place):
        onward[key] = _follow(key, columns, following, onward)
    reached = set().union(*following.values()) if following else set()
    goals = [key for key, column in columns.items() if column is Column.GOAL]
    unused = tuple(key for key in columns if key not in goals and not onward[key].intersection(goals))
    return Reach(
        onward,
        tuple(key for key in goals if key not in reached),
        unused,
        tuple(key for key in unused if not following[key]),
    )


def _follow(
    key: str, columns: Mapping[str, Column], following: Mapping[str, set[str]], onward: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    straight = {end for end in following[key] if columns[end].place >= Column.REPORT.place}
    found: set[str] = set()
    for end in straight or following[key]:
        found |= {end} | onward[end]
    on_the_way = following[key] - straight if straight else set()
    return frozenset(found | {middle for middle in on_the_way if onward[middle] & straight})
