"""Make the tables of guesses, and let a wonder say where on the line it is."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables of guesses, and let a wonder say where on the line it is."""
    _make_part(
        "guesses",
        sa.Column("view", sa.JSON(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("guessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        _level("swing"),
    )
    _make_part(
        "guess_points",
        sa.Column("guess_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["guess_id"], ["guesses.id"]),
        sa.Column("period", sa.String(20), nullable=False),
        _level("value"),
        _level("actual"),
    )
    op.create_index("ix_guess_points_guess_id", "guess_points", ["guess_id"])
    op.add_column("wonders", sa.Column("place", sa.JSON(), nullable=True))


def _level(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Double(), nullable=True)


def _make_part(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_in", sa.JSON(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("round_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
        *columns,
    )
    op.create_index(f"ix_{name}_round_id", name, ["round_id"])
