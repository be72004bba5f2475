"""Make the tables of goals, the decision tree and action cards."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_GOAL_TEXTS = (
    "text",
    "team",
    "heard",
    "difference",
    "dilemmas",
    "signs",
    "next_steps",
    "numbers",
    "producers",
    "learned",
)


def upgrade() -> None:
    """Make the tables of goals, the decision tree and action cards."""
    op.create_table(
        "goals", *_card(), *map(_text, _GOAL_TEXTS), _day("revisit_on"), *map(_moment, ("created_at", "changed_at"))
    )
    _make_part("goal_answers", _code("principle"), sa.Column("question", sa.Integer(), nullable=False), _text("text"))
    _make_part("goal_indicators", _code("dataset", 80), _code("indicator", 200))
    _make_part("goal_dismissals", _code("pair"))
    flags: list[sa.Column[bool]] = [sa.Column(name, sa.Boolean(), nullable=False) for name in ("is_yes", "is_of_team")]
    _make_part("tree_answers", _code("question"), *flags, _text("reason"), _day("answered_on", is_needed=True))
    op.create_table("round_goals", *_card(), _link("goal_id", "goals"), _link("round_id", "rounds", is_needed=True))
    _make_action_cards()
    _make_trace()
    for table in ("round_goals", "action_cards"):
        for column in ("goal_id", "round_id"):
            op.create_index(f"ix_{table}_{column}", table, [column])


def _make_action_cards() -> None:
    op.create_table(
        "action_cards",
        *_card(),
        _code("deck", 20),
        *map(_text, ("text", "owner", "whom", "about", "learned")),
        _day("due"),
        _link("goal_id", "goals"),
        _link("round_id", "rounds"),
        _day("drawn_on", is_needed=True),
        _day("done_on"),
    )


def _make_trace() -> None:
    op.create_table(
        "direction_trace",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        *(_code(name, length) for name, length in (("root_id", 36), ("kind", 20), ("card_id", 36), ("event", 20))),
        _code("field"),
        _text("before"),
        sa.Column("version", sa.Integer(), nullable=False),
        _moment("at"),
    )
    for column in ("root_id", "card_id"):
        op.create_index(f"ix_direction_trace_{column}", "direction_trace", [column])


def _make_part(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(name, *_card(), _link("goal_id", "goals", is_needed=True), *columns)
    op.create_index(f"ix_{name}_goal_id", name, ["goal_id"])


def _card() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_in", sa.JSON(), nullable=False),
        sa.Column("is_removed", sa.Boolean(), nullable=False),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _code(name: str, length: int = 40) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _day(name: str, *, is_needed: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=not is_needed)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _link(name: str, table: str, *, is_needed: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(36), sa.ForeignKey(f"{table}.id"), nullable=not is_needed)
