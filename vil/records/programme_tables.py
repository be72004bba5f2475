"""The tables of the programme: courses with their workshops and when-then plans, and what belongs to a course."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, synonym

from vil.model.course import Decision, Happened
from vil.records.columns import code_of
from vil.records.tables import ID, Base, Card, RoundCard, Trace


class CourseRow(Card):
    """One area's course."""

    __tablename__ = "courses"

    name: Mapped[str] = mapped_column(default="")
    leaders: Mapped[int | None] = mapped_column(default=None)

    @declared_attr
    def root_id(self) -> Mapped[str]:
        """A course belongs to itself."""
        return synonym("id")

    def make_trace(self) -> Trace:
        """Begin a trace among those of the course."""
        return CourseTraceRow(course_id=self.id)


class CoursePart(Card):
    """What hangs on a course."""

    __abstract__ = True

    @declared_attr
    def course_id(self) -> Mapped[str]:
        """The course it hangs on."""
        return mapped_column(ID, ForeignKey("courses.id"), index=True)

    @declared_attr
    def root_id(self) -> Mapped[str]:
        """The course it hangs on."""
        return synonym("course_id")

    def make_trace(self) -> Trace:
        """Begin a trace among those of the course."""
        return CourseTraceRow(course_id=self.course_id)


class WorkshopRow(CoursePart):
    """One workshop of a course."""

    __tablename__ = "workshops"

    number: Mapped[int]
    day: Mapped[date | None] = mapped_column(default=None)
    place: Mapped[str] = mapped_column(default="")
    facilitator: Mapped[str] = mapped_column(default="")
    preparation: Mapped[str] = mapped_column(default="")
    material: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    held_on: Mapped[date | None] = mapped_column(default=None)


class PlanRow(CoursePart):
    """A when-then plan made in a course."""

    __tablename__ = "plans"

    who: Mapped[str] = mapped_column(default="")
    when: Mapped[str] = mapped_column("when_text", default="")
    then: Mapped[str] = mapped_column("then_text", default="")
    obstacle: Mapped[str] = mapped_column(default="")
    reminder: Mapped[str] = mapped_column(default="")
    easy: Mapped[str] = mapped_column(default="")
    visible: Mapped[str] = mapped_column(default="")
    together: Mapped[str] = mapped_column(default="")
    made_on: Mapped[date]


class Reviewed:
    """What is said of a plan at a workshop, whatever the plan hangs on."""

    workshop: Mapped[int]
    happened: Mapped[Happened | None] = mapped_column(code_of(Happened), default=None)
    decision: Mapped[Decision | None] = mapped_column(code_of(Decision), default=None)
    note: Mapped[str] = mapped_column(default="")
    was: Mapped[str] = mapped_column(default="")
    reviewed_on: Mapped[date]


class PlanReviewRow(Reviewed, CoursePart):
    """How a plan of a course went; one for each workshop."""

    __tablename__ = "plan_reviews"

    plan_id: Mapped[str] = mapped_column(ID, ForeignKey("plans.id"), index=True)


class ActionReviewRow(Reviewed, RoundCard):
    """How the when-then plan of a round's action went; one for each workshop."""

    __tablename__ = "action_reviews"

    action_id: Mapped[str] = mapped_column(ID, ForeignKey("actions.id"), index=True)


class RoundCourseRow(RoundCard):
    """The course a round belongs to; one row for each round that somebody has said it of, under the round's own id."""

    __tablename__ = "round_courses"

    course_id: Mapped[str | None] = mapped_column(ID, ForeignKey("courses.id"), index=True, default=None)


class OccasionCourseRow(Base):
    """The course an occasion of the pulse belongs to."""

    __tablename__ = "occasion_courses"

    occasion_id: Mapped[str] = mapped_column(ID, ForeignKey("occasions.id"), primary_key=True)
    course_id: Mapped[str] = mapped_column(ID, ForeignKey("courses.id"), index=True)


class CourseTraceRow(Trace):
    """One thing that was changed, removed, brought back or refused on a course."""

    __tablename__ = "course_trace"

    course_id: Mapped[str] = mapped_column(ID, ForeignKey("courses.id"), index=True)
