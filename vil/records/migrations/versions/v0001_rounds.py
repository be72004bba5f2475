"""Make the tables of rounds."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of rounds."""
    op.create_table(
        "rounds",
        *_card(),
        _text("title"),
        _text("team"),
        sa.Column("view", sa.JSON(), nullable=True),
        _moment("created_at"),
        _moment("changed_at"),
    )
    _make_part(
        "assumptions",
        *(_text(name) for name in ("citizens", "staff", "leaders", "expectation", "missing_knowledge")),
    )
    _make_part(
        "wonders",
        sa.Column("view", sa.JSON(), nullable=False),
        *(_text(name) for name in ("headline", "sentence", "text", "compared_with")),
        sa.Column("is_good_enough", sa.Boolean(), nullable=True),
        _moment("pinned_at"),
    )
    _make_part("interpretations", _text("text"), parent="wonder_id", table="wonders")
    _make_part(
        "explanations",
        _text("text"),
        _code("influence"),
        _code("reach"),
        sa.Column("position", sa.Integer(), nullable=False),
        parent="wonder_id",
        table="wonders",
    )
    _make_part("actions", *_action(), parent="explanation_id", table="explanations")
    _make_part("follow_ups", *_follow_up(), parent="action_id", table="actions")
    _make_trace()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _code(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(20), nullable=False)


def _id(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(36), nullable=False)


def _day(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=True)


def _level(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Double(), nullable=True)


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


def _make_part(name: str, *columns: sa.schema.SchemaItem, parent: str = "", table: str = "") -> None:
    hangs_on = (_id(parent), sa.ForeignKeyConstraint([parent], [f"{table}.id"])) if parent else ()
    op.create_table(
        name,
        *_card(),
        _id("round_id"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
        *hangs_on,
        *columns,
    )
    op.create_index(f"ix_{name}_round_id", name, ["round_id"])
    if parent:
        op.create_index(f"ix_{name}_{parent}", name, [parent])


def _action() -> tuple[sa.schema.SchemaItem, ...]:
    texts = ("text", "owner", "next_step", "when_text", "then_text", "obstacle", "reminder", "for_whom")
    return (
        *(_text(name) for name in texts),
        *(_day(name) for name in ("due", "starts_on", "reached_by", "sealed_on")),
        *(_level(name) for name in ("target", "baseline")),
        _code("direction"),
    )


def _follow_up() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("data_version", sa.Integer(), nullable=False),
        _code("verdict"),
        *(_text(name) for name in ("sentence", "note", "who_must_know")),
        _day("next_meeting"),
        _moment("read_at"),
    )


def _make_trace() -> None:
    op.create_table(
        "trace",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        _id("round_id"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"]),
        sa.Column("kind", sa.String(20), nullable=False),
        _id("card_id"),
        sa.Column("event", sa.String(20), nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        _text("before"),
        sa.Column("version", sa.Integer(), nullable=False),
        _moment("at"),
    )
    op.create_index("ix_trace_round_id", "trace", ["round_id"])
    op.create_index("ix_trace_card_id", "trace", ["card_id"])
