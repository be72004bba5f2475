"""From the rows of the data landscape to the model's frozen dataclasses; what is removed is left out."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from vil.model.landscape import NodeTexts
from vil.records.landscape_tables import ORDER_ID, LandscapeLineRow, LandscapeNodeRow, LandscapeOrderRow


def load_nodes(reader: Session) -> dict[str, NodeTexts]:
    """Load what is written about each node, by its key, in the order they were first written on."""
    rows = reader.scalars(select(LandscapeNodeRow).where(~LandscapeNodeRow.is_removed).order_by(LandscapeNodeRow.seq))
    return {row.id: as_node(row) for row in rows}


def load_lines(reader: Session) -> tuple[tuple[str, str], ...]:
    """Load the lines that were drawn, oldest first."""
    rows = reader.scalars(select(LandscapeLineRow).where(~LandscapeLineRow.is_removed).order_by(LandscapeLineRow.seq))
    return tuple((row.one, row.other) for row in rows)


def load_order(reader: Session) -> dict[str, list[str]]:
    """Load the order that things were moved into, by column."""
    query = select(LandscapeOrderRow.columns).where(LandscapeOrderRow.id == ORDER_ID)
    return reader.scalar(query) or {}


def find_versions(reader: Session, keys: Collection[str]) -> dict[str, int]:
    """Find which of some nodes have been written and are not removed, and their versions."""
    query = select(LandscapeNodeRow.id, LandscapeNodeRow.version).where(~LandscapeNodeRow.is_removed)
    return {key: version for key, version in reader.execute(query) if key in keys}


def as_node(row: LandscapeNodeRow) -> NodeTexts:
    """Read what is written about one node."""
    return NodeTexts(
        row.id,
        row.column,
        row.name,
        row.area,
        row.holds,
        row.owner,
        row.contact_name,
        row.contact_at,
        row.update_grain,
        row.registration,
        row.version,
    )
