"""Let an action say how its plan is made easy, visible and something people do together."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Let an action say how its plan is made easy, visible and something people do together."""
    for name in ("easy", "visible", "together"):
        op.add_column("actions", sa.Column(name, sa.Text(), nullable=False, server_default=""))
