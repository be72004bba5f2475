"""Make the tables of courses, their workshops and when-then plans."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_WORKSHOP_TEXTS = ("place", "facilitator", "preparation", "material", "outcome")
_PLAN_TEXTS = ("who", "when_text", "then_text", "obstacle", "reminder", "easy", "visible", "together")


def upgrade() -> None:
    """Make the tables of courses, their workshops and when-then plans."""
    op.create_table("courses", *_card(), _text("name"), sa.Column("leaders", sa.Integer(), nullable=True))
    _make_part("workshops", _number("number"), _day("day"), *map(_text, _WORKSHOP_TEXTS), _day("held_on"))
    _make_part("plans", *map(_text, _PLAN_TEXTS), _day("made_on", is_needed=True))
    _make_part("plan_reviews", _link("plan_id", "plans"), *_review())
    op.create_table("action_reviews", *_card(), _link("round_id", "rounds"), _link("action_id", "actions"), *_review())
    op.create_table(
        "round_courses", *_card(), _link("round_id", "rounds"), _link("course_id", "courses", is_needed=False)
    )
    op.create_table(
        "occasion_courses",
        sa.Column("occasion_id", sa.String(36), sa.ForeignKey("occasions.id"), primary_key=True),
        _link("course_id", "courses"),
    )
    _make_trace()
    for table, *columns in (
        ("plan_reviews", "plan_id"),
        ("action_reviews", "round_id", "action_id"),
        ("round_courses", "round_id", "course_id"),
        ("occasion_courses", "course_id"),
        ("course_trace", "course_id", "card_id"),
    ):
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])


def _make_trace() -> None:
    op.create_table(
        "course_trace",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True),
        _link("course_id", "courses"),
        *(_code(name, length) for name, length in (("kind", 20), ("card_id", 36), ("event", 20), ("field", 40))),
        _text("before"),
        _number("version"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def _make_part(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(name, *_card(), _link("course_id", "courses"), *columns)
    op.create_index(f"ix_{name}_course_id", name, ["course_id"])


def _review() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        _number("workshop"),
        *(sa.Column(name, sa.String(20), nullable=True) for name in ("happened", "decision")),
        *map(_text, ("note", "was")),
        _day("reviewed_on", is_needed=True),
    )


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


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _code(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _day(name: str, *, is_needed: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=not is_needed)


def _link(name: str, table: str, *, is_needed: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String(36), sa.ForeignKey(f"{table}.id"), nullable=not is_needed)
