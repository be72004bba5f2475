"""Make the tables of indicator cards."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TEXTS = (
    "description",
    "source_system",
    "owner",
    "contact_name",
    "contact_phone",
    "contact_email",
    "contact_teams",
    "registration",
    "context",
    "caveats",
)


def upgrade() -> None:
    """Make the tables of indicator cards."""
    op.create_table(
        "indicator_cards",
        *_card(),
        sa.Column("dataset", sa.String(80), nullable=False),
        sa.Column("indicator", sa.String(200), nullable=False),
        *(_text(name) for name in _TEXTS),
        _grain("update_grain"),
        sa.Column("update_lag", sa.Integer(), nullable=True),
        sa.UniqueConstraint("dataset", "indicator"),
    )
    _make_part(
        "targets",
        sa.Column("value", sa.Double(), nullable=False),
        _day("starts_on", is_needed=True),
        _day("ends_on"),
        _text("unit", is_needed=False),
        _grain("grain"),
        _text("set_by"),
        _moment("set_at"),
    )
    _make_part(
        "card_events",
        _day("starts_on", is_needed=True),
        _day("ends_on"),
        _text("name"),
        _text("text"),
        _text("unit", is_needed=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("is_for_all", "breaks_series")),
    )
    _make_part(
        "approvals",
        _text("name"),
        _day("approved_on", is_needed=True),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
    )
    _make_trace()


def _text(name: str, *, is_needed: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=not is_needed)


def _grain(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(20), nullable=True)


def _day(name: str, *, is_needed: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=not is_needed)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _card() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_in", sa.JSON(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
    )


def _belongs() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("indicator_card_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["indicator_card_id"], ["indicator_cards.id"]),
    )


def _make_part(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(name, *_card(), *_belongs(), *columns)
    op.create_index(f"ix_{name}_indicator_card_id", name, ["indicator_card_id"])


def _make_trace() -> None:
    op.create_table(
        "card_trace",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        *_belongs(),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("card_id", sa.String(36), nullable=False),
        sa.Column("event", sa.String(20), nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        _text("before"),
        sa.Column("version", sa.Integer(), nullable=False),
        _moment("at"),
    )
    op.create_index("ix_card_trace_indicator_card_id", "card_trace", ["indicator_card_id"])
    op.create_index("ix_card_trace_card_id", "card_trace", ["card_id"])
