"""The tables of the data landscape: what is written on it, the lines that were drawn, and in which order things lie."""

from __future__ import annotations

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from vil.model.landscape import Column
from vil.model.period import Grain
from vil.records.columns import code_of
from vil.records.direction_tables import DirectionCard, name_part
from vil.records.tables import ID, Base

ORDER_ID = name_part("landscape", "order")
"""There is one order, seen by all."""


class LandscapeNodeRow(DirectionCard):
    """A source, a warehouse or a report; under the key of what is on the map by itself, what was written about that."""

    __tablename__ = "landscape_nodes"

    column: Mapped[Column] = mapped_column(code_of(Column))
    name: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    holds: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(default="")
    contact_at: Mapped[str] = mapped_column(default="")
    update_grain: Mapped[Grain | None] = mapped_column(default=None)
    registration: Mapped[str] = mapped_column(default="")


class LandscapeLineRow(DirectionCard):
    """A line between the keys of two nodes; which of them it leads to is told by their columns."""

    __tablename__ = "landscape_lines"

    one: Mapped[str] = mapped_column(ID)
    other: Mapped[str] = mapped_column(ID)


class LandscapeOrderRow(Base):
    """The keys of each column from the top, as far as anybody has moved them."""

    __tablename__ = "landscape_order"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(ID, unique=True)
    columns: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
