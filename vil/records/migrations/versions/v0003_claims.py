"""Let a reading carry a claim."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Let a reading carry a claim."""
    op.add_column("interpretations", sa.Column("claim", sa.JSON(), nullable=True))
