"""Add a card, or save fields of one, in one step: all that is said of conflicts is decided here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from vil.errors import CardRemoved, EditedMeanwhile
from vil.records import Store
from vil.records.editing import Conflict, change_card, clean, find_root, open_card
from vil.records.tables import Card

C = TypeVar("C", bound=Card)
M = TypeVar("M")


def add_card(writer: Session, row: C) -> C:
    """Put a new card in its place; it has its id when this returns."""
    for name, value in list(vars(row).items()):
        if isinstance(value, str):
            setattr(row, name, clean(value))
    writer.add(row)
    writer.flush()
    return row


def begin_part(store: Store, row_type: type[C], card_id: str, make: Callable[[], C]) -> None:
    """Make a part that there is one of, where there is none yet; what it hangs on is held meanwhile."""
    with store.reading() as reader:
        if reader.scalar(select(row_type.id).where(row_type.id == card_id)):
            return
    part = make()
    with store.writing() as writer:
        open_card(writer, find_root(row_type), part.root_id)
        try:
            with writer.begin_nested():
                add_card(writer, part)
        except IntegrityError:  # somebody else made it at the same moment
            writer.expunge_all()


def save_card(
    store: Store,
    row_type: type[C],
    card_id: str,
    version: int,
    fields: Mapping[str, Any],
    read: Callable[[Session, C], M],
    check: Callable[[C, Mapping[str, Any]], None] = lambda _row, _fields: None,
) -> M:
    """Save what may be saved of `fields`, and give the card back as `read` sees it.

    `version` is what the writer last saw; `check` may refuse all of it by raising. Raises EditedMeanwhile or CardRemoved
    after what could be saved is saved and the rest is in the trace.
    """
    with store.writing() as writer:
        row = open_card(writer, row_type, card_id)
        check(row, fields)
        conflicts = change_card(writer, row, seen=version, fields=fields)
        card = read(writer, row)
    if conflicts:
        raise _refusal(row, conflicts)
    return card


def _refusal(row: Card, conflicts: Sequence[Conflict]) -> CardRemoved | EditedMeanwhile:
    yours = "\n".join(conflict.yours for conflict in conflicts)
    if row.is_removed:
        return CardRemoved(yours)
    return EditedMeanwhile("\n".join(conflict.theirs for conflict in conflicts), yours)
