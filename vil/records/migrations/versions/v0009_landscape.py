"""Make the tables of the data landscape."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_TEXTS = ("name", "area", "holds", "owner", "contact_name", "contact_at", "registration")


def upgrade() -> None:
    """Make the tables of the data landscape."""
    texts = [sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS]
    op.create_table(
        "landscape_nodes",
        *_card(),
        sa.Column("column", sa.String(20), nullable=False),
        *texts,
        sa.Column("update_grain", sa.String(20), nullable=True),
    )
    ends = [sa.Column(name, sa.String(36), nullable=False) for name in ("one", "other")]
    op.create_table("landscape_lines", *_card(), *ends)
    op.create_table("landscape_order", *_card()[:2], sa.Column("columns", sa.JSON(), nullable=False))


def _card() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_in", sa.JSON(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
    )
