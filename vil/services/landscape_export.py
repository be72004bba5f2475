"""Take the data landscape away: as a picture, or as a workbook with all that is known of each thing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from vil.charts import LIGHT
from vil.charts.landscape import draw_landscape
from vil.charts.pictures import svg_to_png
from vil.content import LandscapeTexts
from vil.formats import format_date
from vil.model.landscape import Column, Node
from vil.narration.landscape import LABELS
from vil.report.pieces import plain
from vil.report.sheets import Table, write_workbook
from vil.services.landscape_picture import PUBLISHED, list_all_facts, make_boxes
from vil.services.landscape_sight import Landscape

KINDS = ("png", "svg", "xlsx")
MADE_UP = "med opdigtede eksempler"


def make_download(shown: Landscape, texts: LandscapeTexts, kind: str, *, area: str, today: date) -> bytes:
    """Make the file of a landscape: `png`, `svg` or `xlsx`; `area` is the operating area it shows, empty for all of them."""
    if kind == "xlsx":
        return write_workbook(list_tables(shown, texts))
    headings = {column: texts.columns[column].name for column in Column}
    picture = draw_landscape(
        make_boxes(shown, texts),
        [(line.start, line.end) for line in shown.drawn()],
        title=texts.name,
        subtitle=" · ".join(filter(None, (plain(area), format_date(today), MADE_UP if is_made_up(shown) else ""))),
        headings=headings,
        palette=LIGHT,
    )
    return svg_to_png(picture) if kind == "png" else picture.encode()


def is_made_up(shown: Landscape) -> bool:
    """Tell whether any of the data sets is made up."""
    return any(
        node.about in shown.versions and shown.versions[node.about].recipe.synthetic for node in shown.nodes.values()
    )


def list_tables(shown: Landscape, texts: LandscapeTexts) -> tuple[Table, ...]:
    """List what the workbook holds: every thing, every line, and what is left over at either end."""
    goals = [shown.nodes[key] for key in shown.reach.unreached]
    unused = [shown.nodes[key] for key in shown.reach.unused]
    lines = [(shown.nodes[line.start], shown.nodes[line.end]) for line in shown.lines]
    everything = [
        (texts.columns[node.column].name, _name(node, texts), node.area, *_pick(shown, node))
        for node in shown.nodes.values()
    ]
    leads = [
        (_name(start, texts), texts.columns[start.column].name, _name(end, texts), texts.columns[end.column].name)
        for start, end in lines
    ]
    return (
        _table("Kortet", ("Spalte", "Navn", "Driftsområde", *LABELS, PUBLISHED), everything),
        _table("Linjer", ("Fra", "Spalte", "Til", "Spalte"), leads),
        _table("Mål uden data", ("Mål", "Driftsområde"), [(_name(goal, texts), goal.area) for goal in goals]),
        _table(
            "Data uden mål",
            ("Navn", "Spalte", "Driftsområde"),
            [(_name(node, texts), texts.columns[node.column].name, node.area) for node in unused],
        ),
    )


def _name(node: Node, texts: LandscapeTexts) -> str:
    return " ".join(node.name.split()) or texts.unnamed


def _pick(shown: Landscape, node: Node) -> tuple[str, ...]:
    known = dict(list_all_facts(shown, node))
    return tuple(known.get(label, "") for label in (*LABELS, PUBLISHED))


def _table(title: str, headings: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> Table:
    return Table(title, headings, tuple(tuple(plain(cell) for cell in row) for row in rows))
