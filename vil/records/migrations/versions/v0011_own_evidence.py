"""Make room for quotes, pictures and observations beside what a team counts itself."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table of quotes, pictures and observations beside an own series."""
    op.create_table(
        "own_evidence",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_in", sa.JSON(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
        sa.Column("series_id", sa.String(36), sa.ForeignKey("own_series.id"), nullable=False),
        sa.Column("dataset", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("text", "source", "picture", "alt")),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
    )
    for column in ("series_id", "dataset"):
        op.create_index(f"ix_own_evidence_{column}", "own_evidence", [column])
