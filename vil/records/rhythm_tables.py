"""The tables of what comes back again and again: practice, own counts, the pulse and the evaluation."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, synonym

from vil.model.evidence import EvidenceKind
from vil.records.tables import ID, Base, Card, Trace


def _new_id() -> str:
    return str(uuid.uuid4())


class PracticeRunRow(Base):
    """One who practises."""

    __tablename__ = "practice_runs"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(ID, unique=True, default=_new_id)
    team: Mapped[str] = mapped_column(default="")
    started_on: Mapped[date]


class PracticeAnswerRow(Base):
    """What one run has answered to one case so far; the codes are those of `vil.model.practice`."""

    __tablename__ = "practice_answers"
    __table_args__ = (UniqueConstraint("run_id", "case_code"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    run_id: Mapped[str] = mapped_column(ID, ForeignKey("practice_runs.id"), index=True)
    case_code: Mapped[str] = mapped_column(String(40), index=True)
    answered_on: Mapped[date]
    sighting: Mapped[str | None] = mapped_column(String(20), default=None)
    kind: Mapped[str | None] = mapped_column(String(20), default=None)
    is_placed: Mapped[bool] = mapped_column(default=False)
    influence: Mapped[str | None] = mapped_column(String(20), default=None)
    reach: Mapped[str | None] = mapped_column(String(20), default=None)
    response: Mapped[str | None] = mapped_column(String(20), default=None)


class OwnSeriesRow(Card):
    """What a team counts."""

    __tablename__ = "own_series"

    name: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    for_whom: Mapped[str] = mapped_column(default="")
    team: Mapped[str] = mapped_column(default="")
    started_on: Mapped[date]

    @declared_attr
    def root_id(self) -> Mapped[str]:
        """A series belongs to itself."""
        return synonym("id")

    def make_trace(self) -> Trace:
        """Begin a trace among those of the series."""
        return OwnTraceRow(series_id=self.id)


class OwnEvidenceRow(Card):
    """A quote, a picture or an observation beside what a team counts; `dataset` is what the count is published as."""

    __tablename__ = "own_evidence"

    series_id: Mapped[str] = mapped_column(ID, ForeignKey("own_series.id"), index=True)
    dataset: Mapped[str] = mapped_column(String(60), index=True)
    kind: Mapped[EvidenceKind]
    text: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(default=None)
    picture: Mapped[str] = mapped_column(default="")
    alt: Mapped[str] = mapped_column(default="")

    @declared_attr
    def root_id(self) -> Mapped[str]:
        """The series it stands beside."""
        return synonym("series_id")

    def make_trace(self) -> Trace:
        """Begin a trace among those of the series."""
        return OwnTraceRow(series_id=self.series_id)


class OwnTraceRow(Trace):
    """One thing that was changed, removed, brought back or refused on an own series."""

    __tablename__ = "own_trace"

    series_id: Mapped[str] = mapped_column(ID, ForeignKey("own_series.id"), index=True)


class OwnCountRow(Base):
    """One tap or correction; a phone numbers its own, so that what is sent twice counts once."""

    __tablename__ = "own_counts"
    __table_args__ = (UniqueConstraint("series_id", "device", "ordinal"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    series_id: Mapped[str] = mapped_column(ID, ForeignKey("own_series.id"), index=True)
    week: Mapped[date]
    change: Mapped[int]
    device: Mapped[str] = mapped_column(String(40))
    ordinal: Mapped[int]
    is_correction: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class OccasionRow(Base):
    """One time everybody is asked."""

    __tablename__ = "occasions"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(ID, unique=True, default=_new_id)
    course: Mapped[str] = mapped_column(default="")
    workshop: Mapped[int | None] = mapped_column(default=None)
    opened_on: Mapped[date]
    has_evaluation: Mapped[bool] = mapped_column(default=False)


class PulseTallyRow(Base):
    """How many gave a score, and how many of them are shown: no answer has a row of its own, and so no order or time."""

    __tablename__ = "pulse_tallies"

    occasion_id: Mapped[str] = mapped_column(ID, ForeignKey("occasions.id"), primary_key=True)
    score: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    given: Mapped[int] = mapped_column(default=0)
    shown: Mapped[int] = mapped_column(default=0)


class AnsweredRow(Base):
    """That a device has answered, by a hash that tells neither which device nor what; kept in the order of the hash."""

    __tablename__ = "answered"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 (read by SQLAlchemy)

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)


class QuoteRow(Base):
    """One answer in open text; kept in the order of its random id, which is no order."""

    __tablename__ = "quotes"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 (read by SQLAlchemy)

    id: Mapped[str] = mapped_column(ID, primary_key=True, default=_new_id)
    occasion_id: Mapped[str] = mapped_column(ID, ForeignKey("occasions.id"), index=True)
    question: Mapped[str] = mapped_column(String(40))
    text: Mapped[str]
    theme: Mapped[str] = mapped_column(default="")
    is_hidden: Mapped[bool] = mapped_column(default=False)
