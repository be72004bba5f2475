"""The names of units and of the groups above them, from the keys they have in the cube."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vil.model.series import Unit, UnitLevel
from vil.warehouse import texts
from vil.warehouse.places import SEPARATOR

_NUMBERED = re.compile(rf" \({texts.COMPUTED} \d+\)$")


@dataclass(frozen=True)
class _Node:
    """A unit or group: its key, its level, its own name, and the names above it, topmost first."""

    key: str
    level: UnitLevel
    name: str
    above: tuple[str, ...]
    parent: str | None


def name_units(found: Sequence[tuple[str, UnitLevel]]) -> list[tuple[str, Unit]]:
    """Pair the key of every unit and group with the unit it is.

    Two of the same name are told apart by what they belong to: "Team 1 (Center Nord)", or by everything above them where that is
    not enough. What stands on its own keeps its name.
    """
    nodes = _with_groups(found)
    names = _own_names(nodes)
    return [
        (node.key, Unit(names[node.key], node.level, names[node.parent] if node.parent else None)) for node in nodes
    ]


def _with_groups(found: Sequence[tuple[str, UnitLevel]]) -> list[_Node]:
    nodes: dict[str, _Node] = {}
    for key, level in found:
        *above, name = key.split(SEPARATOR) if level is UnitLevel.UNIT else [key]
        keys = [SEPARATOR.join(above[:place]) + SEPARATOR for place in range(1, len(above) + 1)]
        stated = [(one, group) for one, group in zip(keys, above, strict=True) if group]
        for place, (group_key, group) in enumerate(stated):
            parent = stated[place - 1][0] if place else None
            upper = tuple(each for _, each in stated[:place])
            nodes[group_key] = _Node(group_key, UnitLevel.GROUP, group, upper, parent)
        nodes[key] = _Node(key, level, name, tuple(each for _, each in stated), stated[-1][0] if stated else None)
    return list(nodes.values())


def _own_names(nodes: Sequence[_Node]) -> dict[str, str]:
    """Give every node a name of its own: as it stands, with its parent, with all above it, or numbered."""
    forms = [lambda node: node.name, _with_parent, _with_all_above]
    names = {node.key: node.name for node in nodes}
    for form in forms:
        shared = Counter(names.values())
        names |= {node.key: form(node) for node in nodes if shared[names[node.key]] > 1}
    taken: Counter[str] = Counter()
    for node in nodes:
        name = names[node.key]
        taken[name] += 1
        names[node.key] = name if taken[name] == 1 else f"{name} ({texts.COMPUTED} {taken[name]})"
    return names


def _with_parent(node: _Node) -> str:
    return f"{node.name} ({node.above[-1]})" if node.above else node.name


def _with_all_above(node: _Node) -> str:
    return f"{node.name} ({', '.join(reversed(node.above))})" if node.above else node.name


def list_own_groups(units: Sequence[Unit]) -> list[Unit]:
    """List the groups that are rows of the extract itself: no unit says that it belongs to them."""
    parents = {unit.parent for unit in units}
    return [unit for unit in units if unit.level is UnitLevel.GROUP and not unit.parent and unit.name not in parents]


def match_own_groups(units: Sequence[Unit]) -> dict[str, str]:
    """Pair the extract's own groups with the group of the same name that is added up from its units, where there is just one."""
    parents = {unit.parent for unit in units if unit.parent}
    found = {}
    for own in list_own_groups(units):
        name = _NUMBERED.sub("", own.name)
        alike = [one for one in parents if _NUMBERED.sub("", one) == name or one.startswith(f"{name} (")]
        if len(alike) == 1:
            found[own.name] = alike[0]
    return found
