"""See the whole data landscape: what is written on it, and what follows from publications, indicator cards and goals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vil.analysis.landscape import Reach, find_reach
from vil.model.card import IndicatorCard
from vil.model.goal import Goal
from vil.model.landscape import CardFacts, Column, Line, Node, NodeTexts, Origin
from vil.model.series import DatasetVersion
from vil.records import Store, landscape_reading
from vil.records.direction_tables import name_part
from vil.services.cards import load_cards
from vil.services.exploring import list_published
from vil.services.freshness import Timing, judge_all
from vil.services.goals import list_goals


@dataclass(frozen=True)
class Landscape:
    """The map as it is today.

    `nodes` are in the order they lie, column by column; `versions` and `timings` belong to the data sets, by their ids.
    """

    nodes: Mapping[str, Node]
    lines: tuple[Line, ...]
    reach: Reach
    versions: Mapping[str, DatasetVersion]
    timings: Mapping[str, Timing]

    def column(self, column: Column) -> tuple[Node, ...]:
        """List the nodes of a column from the top."""
        return tuple(node for node in self.nodes.values() if node.column is column)

    def lines_of(self, key: str) -> tuple[Line, ...]:
        """List the lines that begin or end at a node."""
        return tuple(line for line in self.lines if key in (line.start, line.end))

    def drawn(self) -> tuple[Line, ...]:
        """List the lines that a picture needs: not one straight past a warehouse that it is also drawn through."""
        pairs = {(line.start, line.end) for line in self.lines}
        middles = [key for key, node in self.nodes.items() if node.column is Column.WAREHOUSE]
        return tuple(
            line
            for line in self.lines
            if not any({(line.start, middle), (middle, line.end)} <= pairs for middle in middles)
        )

    def within(self, area: str) -> Landscape:
        """Keep what belongs to an operating area, or hangs together with what does."""
        own = [key for key, node in self.nodes.items() if node.area == area]
        kept = set(own).union(*(self.reach.chain(key) for key in own))
        nodes = {key: node for key, node in self.nodes.items() if key in kept}
        lines = tuple(line for line in self.lines if line.start in kept and line.end in kept)
        return replace(self, nodes=nodes, lines=lines, reach=_find_reach(nodes, lines))


def key_of_dataset(dataset: str) -> str:
    """Name the node of a data set."""
    return name_part("landscape", "dataset", dataset)


def key_of_goal(goal_id: str) -> str:
    """Name the node of a goal."""
    return name_part("landscape", "goal", goal_id)


def key_of_source(name: str) -> str:
    """Name the node of a source system by how the cards call it."""
    return name_part("landscape", "source", _fold(name))


def see_landscape(datasets: Path, store: Store, today: date) -> Landscape:
    """Gather the map; a source that both the cards and somebody on the map name is one node."""
    versions, goals = list_published(datasets), list_goals(store)
    cards = {version.dataset: _load_cards(store, version) for version in versions}
    with store.reading() as reader:
        written = landscape_reading.load_nodes(reader)
        drawn, order = landscape_reading.load_lines(reader), landscape_reading.load_order(reader)
    sources, card_lines = _find_sources(cards, written)
    known = {
        **sources,
        **{node.key: node for node in (_as_dataset(version, cards[version.dataset], written) for version in versions)},
        **{node.key: node for node in (_as_goal(goal) for goal in goals)},
    }
    for key, texts in written.items():
        known.setdefault(key, Node(key, texts.column, Origin.WRITTEN, texts.name, texts.area, texts))
    found = [*card_lines, *_link_goals(goals), *(Line(*pair, Origin.WRITTEN) for pair in drawn)]
    nodes = _lay_out(known, order, found)
    lines = _orient(nodes, found)
    timings = judge_all(datasets, store, versions, today)
    return Landscape(nodes, lines, _find_reach(nodes, lines), {one.dataset: one for one in versions}, timings)


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()


def _load_cards(store: Store, version: DatasetVersion) -> tuple[IndicatorCard, ...]:
    return load_cards(store, version.dataset, [indicator.id for indicator in version.recipe.indicators])


def _find_sources(
    cards: Mapping[str, Iterable[IndicatorCard]], written: Mapping[str, NodeTexts]
) -> tuple[dict[str, Node], list[Line]]:
    """Find the source systems that the cards name, with their lines to the data sets; a written one of the same name is used."""
    on_map = {
        _fold(texts.name): key for key, texts in reversed(list(written.items())) if texts.column is not Column.GOAL
    }
    named: dict[str, list[IndicatorCard]] = {}
    names: dict[str, str] = {}
    lines: list[Line] = []
    for dataset, listed in cards.items():
        for card in listed:
            if name := card.source_system.strip():
                own = key_of_source(name)
                key = own if own in written else on_map.get(_fold(name), own)
                named.setdefault(key, []).append(card)
                names.setdefault(key, name)
                line = Line(key, key_of_dataset(dataset), Origin.CARDS)
                lines += [] if line in lines else [line]
    return {key: _as_source(key, names[key], found, written.get(key)) for key, found in named.items()}, lines


def _as_source(key: str, name: str, cards: list[IndicatorCard], texts: NodeTexts | None) -> Node:
    is_written = texts is not None and key != key_of_source(name)
    texts = texts or NodeTexts(key, Column.SOURCE, name)
    origin = Origin.WRITTEN if is_written else Origin.CARDS
    return Node(key, texts.column, origin, texts.name if is_written else name, texts.area, texts, _read_facts(cards))


def _as_dataset(version: DatasetVersion, cards: Iterable[IndicatorCard], written: Mapping[str, NodeTexts]) -> Node:
    key, recipe = key_of_dataset(version.dataset), version.recipe
    texts = written.get(key) or NodeTexts(key, Column.REPORT, recipe.title)
    names = {indicator.id: indicator.name for indicator in recipe.indicators}
    area = texts.area or recipe.area
    facts = _read_facts(cards, names)
    return Node(key, Column.REPORT, Origin.DATASET, recipe.title, area, texts, facts, version.dataset)


def _as_goal(goal: Goal) -> Node:
    key = key_of_goal(goal.id)
    return Node(
        key, Column.GOAL, Origin.GOAL, goal.text, goal.team, NodeTexts(key, Column.GOAL, goal.text), about=goal.id
    )


def _read_facts(cards: Iterable[IndicatorCard], names: Mapping[str, str] | None = None) -> CardFacts:
    """Gather what cards say, each thing once; a practice goes with the number it is about where that is named."""
    listed = list(cards)
    contacts = [
        (card.contact_name.strip(), (card.contact_phone or card.contact_email or card.contact_teams).strip())
        for card in listed
        if card.contact_name.strip()
    ]
    practices = [
        ((names or {}).get(card.indicator, ""), card.registration.strip())
        for card in listed
        if card.registration.strip()
    ]
    return CardFacts(
        tuple(dict.fromkeys(card.owner.strip() for card in listed if card.owner.strip())),
        tuple(dict.fromkeys(contacts)),
        tuple(dict.fromkeys(card.frequency for card in listed if card.frequency)),
        tuple(dict.fromkeys(practices)),
    )


def _link_goals(goals: Iterable[Goal]) -> list[Line]:
    lines = []
    for goal in goals:
        by_dataset: dict[str, list[str]] = {}
        for link in goal.indicators:
            by_dataset.setdefault(link.dataset, []).append(link.indicator)
        end = key_of_goal(goal.id)
        lines += [Line(key_of_dataset(dataset), end, Origin.GOAL, tuple(ids)) for dataset, ids in by_dataset.items()]
    return lines


def _lay_out(known: Mapping[str, Node], order: Mapping[str, list[str]], lines: Iterable[Line]) -> dict[str, Node]:
    """Put every node in its column and place: where somebody has moved it, else below, level with what it hangs together with.

    Goals stay goals.
    """
    moved = {key: Column(column) for column, keys in order.items() for key in keys}
    placed = {}
    for key, node in known.items():
        column = moved.get(key, node.column)
        is_fitting = (column is Column.GOAL) == (node.origin is Origin.GOAL)
        placed[key] = replace(node, column=column) if is_fitting else node
    ranks = {key: rank for keys in order.values() for rank, key in enumerate(keys)}
    levels, last = _find_levels(placed, lines), len(placed)
    return dict(
        sorted(
            placed.items(),
            key=lambda item: (item[1].column.place, ranks.get(item[0], last), levels.get(item[0], last)),
        )
    )


def _find_levels(nodes: Mapping[str, Node], lines: Iterable[Line]) -> dict[str, float]:
    """Find how far down each node would lie to be level with the reports it has lines to; reports lie as they are found."""
    reports = {
        key: place for place, key in enumerate(key for key, node in nodes.items() if node.column is Column.REPORT)
    }
    beside: dict[str, list[int]] = {key: [place] for key, place in reports.items()}
    for line in lines:
        for one, other in ((line.start, line.end), (line.end, line.start)):
            if other in reports and one not in reports:
                beside.setdefault(one, []).append(reports[other])
    return {key: sum(places) / len(places) for key, places in beside.items()}


def _orient(nodes: Mapping[str, Node], lines: Iterable[Line]) -> tuple[Line, ...]:
    """Let every line lead from left to right, once; those within a column, or to what is gone, are left out."""
    found: dict[tuple[str, str], Line] = {}
    for line in lines:
        if line.start not in nodes or line.end not in nodes:
            continue
        steps = nodes[line.end].column.place - nodes[line.start].column.place
        oriented = line if steps > 0 else replace(line, start=line.end, end=line.start)
        if steps:
            found.setdefault((oriented.start, oriented.end), oriented)
    return tuple(found.values())


def _find_reach(nodes: Mapping[str, Node], lines: Iterable[Line]) -> Reach:
    columns = {key: node.column for key, node in nodes.items()}
    return find_reach(columns, [(line.start, line.end) for line in lines])
