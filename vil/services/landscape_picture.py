"""What stands on each thing of the data landscape, on the page and in the picture alike."""

from __future__ import annotations

from vil.content import LandscapeTexts
from vil.model.landscape import Box, Column, Node, Origin
from vil.narration.landscape import list_facts, name_rhythm, say_published
from vil.services.landscape_sight import Landscape

PUBLISHED = "Tallene i VIL"
"""What is said of a data set's own freshness."""


def make_boxes(landscape: Landscape, texts: LandscapeTexts) -> tuple[Box, ...]:
    """Describe every node in the order they lie."""
    return tuple(describe_node(landscape, node, texts) for node in landscape.nodes.values())


def describe_node(landscape: Landscape, node: Node, texts: LandscapeTexts) -> Box:
    """Describe one node in few words."""
    name = " ".join(node.name.split()) or texts.unnamed
    return Box(node.key, node.column, name, _list_notes(landscape, node), _mark(landscape, node, texts))


def list_all_facts(landscape: Landscape, node: Node) -> tuple[tuple[str, str], ...]:
    """List everything known of a node as pairs of a label and a text."""
    published = say_freshness_of(landscape, node)
    return (*list_facts(node), *([(PUBLISHED, " ".join(published))] if published else []))


def say_freshness_of(landscape: Landscape, node: Node) -> tuple[str, ...]:
    """Say how fresh a data set is; empty for other things."""
    if node.origin is not Origin.DATASET:
        return ()
    timing = landscape.timings.get(node.about)
    published_on = landscape.versions[node.about].published_at.date()
    return say_published(published_on, timing.freshness if timing else None)


def _list_notes(landscape: Landscape, node: Node) -> tuple[str, ...]:
    if published := say_freshness_of(landscape, node):
        return tuple(said.rstrip(".") for said in published)
    if node.origin is Origin.GOAL:
        return (node.area,) if node.area.strip() else ()
    said = (dict(list_facts(node)).get("Ejer", ""), name_rhythm(node).replace(" ", "\N{NO-BREAK SPACE}"))
    return (" · ".join(filter(None, said)),) if any(said) else ()


def _mark(landscape: Landscape, node: Node, texts: LandscapeTexts) -> str:
    if node.key in landscape.reach.unreached:
        return texts.gaps["goals"].mark
    has_goals = bool(landscape.column(Column.GOAL))
    return texts.gaps["data"].mark if has_goals and node.key in landscape.reach.unused else ""
