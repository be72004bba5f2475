"""Lay a filled example on the data landscape, and take it away again; what somebody has written on in between stays."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from vil.content import Example, ExampleNode
from vil.model.goal import Goal
from vil.model.landscape import Column
from vil.model.period import Grain
from vil.model.series import DatasetVersion
from vil.records import Store, landscape_reading
from vil.records.direction_tables import GoalRow, name_part
from vil.records.editing import bring_back_card, open_card
from vil.records.landscape_tables import LandscapeNodeRow
from vil.services.action_cards import list_action_cards
from vil.services.exploring import list_published
from vil.services.goals import link_indicator, list_goals, list_rounds_of, remove_goal
from vil.services.landscape import begin, draw_line, remove_node
from vil.services.landscape_sight import key_of_dataset, key_of_goal


def is_laid_in(store: Store, example: Example) -> bool:
    """Tell whether anything of the example is on the map."""
    return bool(_find_nodes(store, example) or _find_goals(store, example))


def lay_in(datasets: Path, store: Store, example: Example) -> None:
    """Lay the example on the map; where its made-up data sets are published, they are used in place of its reports."""
    published = {version.dataset: version for version in list_published(datasets) if version.recipe.synthetic}
    keys = {}
    for name, node in example.nodes.items():
        if node.dataset in published:
            keys[name] = key_of_dataset(node.dataset)
        else:
            keys[name] = _put_node(store, name, node)
    for name, goal in example.goals.items():
        keys[name] = key_of_goal(_put_goal(store, name, goal.text, goal.area))
    for name, node in example.nodes.items():
        for other in node.leads_to:
            if other in example.goals and node.dataset in published:
                _link_numbers(store, example, published[node.dataset], other)
            else:
                draw_line(store, keys[name], keys[other])


def take_away(store: Store, example: Example) -> int:
    """Take the example off the map; what somebody has written on or uses stays, and how many those are is given back."""
    kept = 0
    for key, version in _find_nodes(store, example).items():
        if version > 1:
            kept += 1
        else:
            remove_node(store, key)
    for goal in _find_goals(store, example):
        if _is_used(store, goal):
            kept += 1
        else:
            remove_goal(store, goal.id)
    return kept


def _name_node(name: str) -> str:
    return name_part("landscape", "example", name)


def _name_goal(name: str) -> str:
    return name_part("landscape", "example goal", name)


def _find_nodes(store: Store, example: Example) -> dict[str, int]:
    with store.reading() as reader:
        return landscape_reading.find_versions(reader, {_name_node(name) for name in example.nodes})


def _find_goals(store: Store, example: Example) -> list[Goal]:
    own = {_name_goal(name) for name in example.goals}
    return [goal for goal in list_goals(store) if goal.id in own]


def _is_used(store: Store, goal: Goal) -> bool:
    has_card = any(card.goal_id == goal.id for card in list_action_cards(store))
    return goal.version > 1 or bool(goal.answers) or has_card or bool(list_rounds_of(store, goal.id))


def _put_node(store: Store, name: str, node: ExampleNode) -> str:
    key = _name_node(name)
    begin(
        store,
        LandscapeNodeRow,
        key,
        lambda: LandscapeNodeRow(
            id=key,
            column=Column(node.column),
            name=node.name,
            area=node.area,
            holds=node.holds,
            owner=node.owner,
            contact_name=node.contact_name,
            contact_at=node.contact_at,
            update_grain=Grain(node.update_grain),
            registration=node.registration,
        ),
    )
    with store.writing() as writer:
        bring_back_card(writer, open_card(writer, LandscapeNodeRow, key))
    return key


def _put_goal(store: Store, name: str, text: str, area: str) -> str:
    goal_id, now = _name_goal(name), datetime.now(UTC)
    begin(store, GoalRow, goal_id, lambda: GoalRow(id=goal_id, text=text, team=area, created_at=now, changed_at=now))
    with store.writing() as writer:
        bring_back_card(writer, open_card(writer, GoalRow, goal_id))
    return goal_id


def _link_numbers(store: Store, example: Example, version: DatasetVersion, goal: str) -> None:
    known = {indicator.id for indicator in version.recipe.indicators}
    for number in example.goals[goal].numbers:
        if number in known:
            link_indicator(store, _name_goal(goal), version.dataset, number)
