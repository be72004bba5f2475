"""Draw on the data landscape: sources, warehouses and reports, the lines between them, and where they lie.

`version` is always the number the writer last saw. A writer who comes too late with one field gets EditedMeanwhile; the other
fields are saved, and both texts are kept. A text with a CPR number in it is refused with PersonNumberWritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar, Unpack

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from vil.errors import LineOnCard, PersonNumberWritten
from vil.model.landscape import Column, Line, Node, NodeTexts, Origin
from vil.privacy import mask
from vil.records import Store, landscape_reading
from vil.records.direction_tables import GoalRow, name_part
from vil.records.editing import Kind, bring_back_card, hide_card, open_card
from vil.records.landscape_tables import ORDER_ID, LandscapeLineRow, LandscapeNodeRow, LandscapeOrderRow
from vil.services.fields import NodeFields
from vil.services.goals import link_indicator, unlink_indicator
from vil.services.rounds import remove, restore
from vil.services.saving import add_card, save_card

R = TypeVar("R", LandscapeNodeRow, LandscapeLineRow, LandscapeOrderRow, GoalRow)


def add_node(store: Store, column: Column, **fields: Unpack[NodeFields]) -> NodeTexts:
    """Put a source, a warehouse or a report on the map."""
    _refuse_person_numbers(fields.values())
    with store.writing() as writer:
        return landscape_reading.as_node(add_card(writer, LandscapeNodeRow(column=column, **fields)))


def save_node(store: Store, node: Node, *, version: int, **fields: Unpack[NodeFields]) -> int:
    """Save fields of a node, and give its version; one that is there by itself is begun when it is first written on."""
    _refuse_person_numbers(fields.values())
    if node.origin is not Origin.WRITTEN:
        begin(
            store,
            LandscapeNodeRow,
            node.key,
            lambda: LandscapeNodeRow(id=node.key, column=node.column, name=node.name, area=node.area),
        )
    return save_card(store, LandscapeNodeRow, node.key, version or 1, fields, lambda _writer, row: row.version)


def remove_node(store: Store, key: str) -> None:
    """Take a node off the map with its lines; `restore_node` brings all of it back."""
    remove(store, Kind.LANDSCAPE_NODE, key)


def restore_node(store: Store, key: str) -> None:
    """Bring a node back with its lines."""
    restore(store, Kind.LANDSCAPE_NODE, key)


def connect(store: Store, start: Node, end: Node, numbers: Sequence[str] = ()) -> bool:
    """Draw a line between two nodes; drawing it twice changes nothing.

    From a data set to a goal the line is a number: the only one there is of its `numbers` is linked to the goal. False, and
    nothing done, where somebody has to choose among several.
    """
    if start.origin is Origin.DATASET and end.origin is Origin.GOAL:
        if len(numbers) != 1:
            return False
        link_indicator(store, end.about, start.about, numbers[0])
        return True
    draw_line(store, start.key, end.key)
    return True


def draw_line(store: Store, one: str, other: str) -> None:
    """Draw a line between the keys of two nodes."""
    line_id = name_line(one, other)
    begin(store, LandscapeLineRow, line_id, lambda: LandscapeLineRow(id=line_id, one=one, other=other))
    with store.writing() as writer:
        bring_back_card(writer, open_card(writer, LandscapeLineRow, line_id))


def disconnect(store: Store, line: Line, start: Node, end: Node) -> None:
    """Take a line away; where it is numbers linked to a goal, they are no longer.

    Raises LineOnCard for one that a card has drawn.
    """
    if line.origin is Origin.CARDS:
        raise LineOnCard
    if line.origin is Origin.GOAL:
        for number in line.numbers:
            unlink_indicator(store, end.about, start.about, number)
        return
    erase_line(store, line.start, line.end)


def erase_line(store: Store, one: str, other: str) -> None:
    """Take a drawn line between the keys of two nodes away."""
    with store.writing() as writer:
        hide_card(writer, open_card(writer, LandscapeLineRow, name_line(one, other)))


def name_line(one: str, other: str) -> str:
    """Name the line between two nodes: the same id whichever of them it is drawn from."""
    return name_part("landscape", "line", *sorted((one, other)))


def move_node(store: Store, key: str, column: Column, seen: Sequence[str]) -> None:
    """Move a node to a column; `seen` is the whole column from the top as it should be, the node in its new place.

    Where others have moved something meanwhile, theirs stay and this one is put below the one it was put below.
    """
    begin(store, LandscapeOrderRow, ORDER_ID, lambda: LandscapeOrderRow(id=ORDER_ID))
    with store.writing() as writer:
        row = writer.scalars(select(LandscapeOrderRow).where(LandscapeOrderRow.id == ORDER_ID).with_for_update()).one()
        others = {name: [one for one in keys if one != key] for name, keys in row.columns.items()}
        row.columns = {**others, column.value: _put_in(others.get(column.value, []), key, seen)}


def _put_in(kept: Sequence[str], key: str, seen: Sequence[str]) -> list[str]:
    order = [*kept, *(one for one in seen if one not in kept and one != key)]
    above = seen[: seen.index(key)]
    at = order.index(above[-1]) + 1 if above else 0
    return [*order[:at], key, *order[at:]]


def begin(store: Store, row_type: type[R], row_id: str, make: Callable[[], R]) -> None:
    """Make a row that there is one of, where there is none yet."""
    with store.reading() as reader:
        if reader.scalar(select(row_type.id).where(row_type.id == row_id)):
            return
    with store.writing() as writer:
        try:
            with writer.begin_nested():
                writer.add(make())
                writer.flush()
        except IntegrityError:  # somebody else made it at the same moment
            writer.expunge_all()


def _refuse_person_numbers(texts: Iterable[object]) -> None:
    if any(isinstance(text, str) and mask(text) != text for text in texts):
        raise PersonNumberWritten
