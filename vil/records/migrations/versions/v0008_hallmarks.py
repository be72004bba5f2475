"""Let an explanation say what would be seen in the numbers if it were true."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Let an explanation say what would be seen in the numbers."""
    op.add_column("explanations", sa.Column("hallmark", sa.String(20), nullable=True))
