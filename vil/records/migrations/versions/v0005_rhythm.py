"""Make the tables of practice, own counts, the pulse and the evaluation."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables of practice, own counts, the pulse and the evaluation."""
    _make_practice()
    _make_own_series()
    _make_own_counts()
    _make_pulse()
    _make_quotes()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _code(name: str, length: int = 20, *, is_needed: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=not is_needed)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _day(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _order() -> sa.Column[int]:
    return sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=True)


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(36), nullable=False, unique=True)


def _belongs(name: str, table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return _code(name, 36, is_needed=True), sa.ForeignKeyConstraint([name], [f"{table}.id"])


def _make_practice() -> None:
    op.create_table("practice_runs", _order(), _id(), _text("team"), _day("started_on"))
    op.create_table(
        "practice_answers",
        _order(),
        *_belongs("run_id", "practice_runs"),
        _code("case_code", 40, is_needed=True),
        _day("answered_on"),
        *(_code(name) for name in ("sighting", "kind")),
        _flag("is_placed"),
        *(_code(name) for name in ("influence", "reach", "response")),
        sa.UniqueConstraint("run_id", "case_code"),
    )
    for column in ("run_id", "case_code"):
        op.create_index(f"ix_practice_answers_{column}", "practice_answers", [column])


def _make_own_series() -> None:
    op.create_table(
        "own_series",
        _order(),
        _id(),
        _number("version"),
        sa.Column("changed_in", sa.JSON(), nullable=False),
        _flag("is_removed"),
        *(_text(name) for name in ("name", "why", "for_whom", "team")),
        _day("started_on"),
    )
    op.create_table(
        "own_trace",
        _order(),
        *_belongs("series_id", "own_series"),
        _code("kind", 20, is_needed=True),
        _code("card_id", 36, is_needed=True),
        _code("event", 20, is_needed=True),
        _code("field", 40, is_needed=True),
        _text("before"),
        _number("version"),
        _moment("at"),
    )
    for column in ("series_id", "card_id"):
        op.create_index(f"ix_own_trace_{column}", "own_trace", [column])


def _make_own_counts() -> None:
    op.create_table(
        "own_counts",
        _order(),
        *_belongs("series_id", "own_series"),
        _day("week"),
        _number("change"),
        _code("device", 40, is_needed=True),
        _number("ordinal"),
        _flag("is_correction"),
        _text("note"),
        _moment("at"),
        sa.UniqueConstraint("series_id", "device", "ordinal"),
    )
    op.create_index("ix_own_counts_series_id", "own_counts", ["series_id"])


def _make_pulse() -> None:
    op.create_table(
        "occasions",
        _order(),
        _id(),
        _text("course"),
        sa.Column("workshop", sa.Integer(), nullable=True),
        _day("opened_on"),
        _flag("has_evaluation"),
    )
    op.create_table(
        "pulse_tallies",
        sa.Column("occasion_id", sa.String(36), primary_key=True),
        sa.ForeignKeyConstraint(["occasion_id"], ["occasions.id"]),
        sa.Column("score", sa.Integer(), primary_key=True, autoincrement=False),
        _number("given"),
        _number("shown"),
    )
    op.create_table("answered", sa.Column("mark", sa.String(64), primary_key=True), sqlite_with_rowid=False)


def _make_quotes() -> None:
    op.create_table(
        "quotes",
        sa.Column("id", sa.String(36), primary_key=True),
        *_belongs("occasion_id", "occasions"),
        _code("question", 40, is_needed=True),
        *(_text(name) for name in ("text", "theme")),
        _flag("is_hidden"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_quotes_occasion_id", "quotes", ["occasion_id"])
