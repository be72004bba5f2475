"""From the rows of the programme to the model's frozen dataclasses; what is removed is left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from vil.model.course import Course, Plan, Review, Workshop
from vil.records.programme_tables import (
    ActionReviewRow,
    CoursePart,
    CourseRow,
    CourseTraceRow,
    PlanReviewRow,
    PlanRow,
    RoundCourseRow,
    WorkshopRow,
)
from vil.records.reading import Trace

P = TypeVar("P", bound=CoursePart)


def load_courses(reader: Session, course_id: str | None = None) -> tuple[Course, ...]:
    """Load every course that is not removed, in the order they were made, or the one asked for; one query for each table."""
    query = select(CourseRow).where(~CourseRow.is_removed).order_by(CourseRow.seq)
    rows = list(reader.scalars(query if course_id is None else query.where(CourseRow.id == course_id)))
    if not rows:
        return ()
    workshops, plans = _parts(reader, WorkshopRow, course_id), _parts(reader, PlanRow, course_id)
    reviews = _parts(reader, PlanReviewRow, course_id)
    return tuple(
        Course(
            row.id,
            row.name,
            row.leaders,
            row.version,
            tuple(
                sorted((as_workshop(one) for one in workshops if one.course_id == row.id), key=lambda one: one.number)
            ),
            tuple(
                as_plan(one, [review for review in reviews if review.plan_id == one.id])
                for one in plans
                if one.course_id == row.id
            ),
        )
        for row in rows
    )


def load_placed(reader: Session) -> dict[str, str | None]:
    """Load which course each round was said to belong to, by the round's id; None where it was said to belong to none."""
    gone = set(reader.scalars(select(CourseRow.id).where(CourseRow.is_removed)))
    rows = reader.execute(select(RoundCourseRow.id, RoundCourseRow.course_id))
    return {round_id: None if course_id in gone else course_id for round_id, course_id in rows}


def load_action_reviews(reader: Session) -> dict[str, tuple[Review, ...]]:
    """Load what was said of the plans of actions at workshops, by the action's id."""
    found: dict[str, list[Review]] = {}
    query = select(ActionReviewRow).where(~ActionReviewRow.is_removed).order_by(ActionReviewRow.workshop)
    for row in reader.scalars(query):
        found.setdefault(row.action_id, []).append(as_review(row))
    return {action_id: tuple(reviews) for action_id, reviews in found.items()}


def load_course_trace(reader: Session, course_id: str) -> tuple[Trace, ...]:
    """Load what was changed, removed, brought back and refused on a course, oldest first."""
    rows = reader.scalars(
        select(CourseTraceRow).where(CourseTraceRow.course_id == course_id).order_by(CourseTraceRow.seq)
    )
    return tuple(Trace(row.kind, row.card_id, row.event, row.field, row.before, row.version, row.at) for row in rows)


def as_workshop(row: WorkshopRow) -> Workshop:
    """Read one workshop of a course."""
    return Workshop(
        row.id,
        row.course_id,
        row.number,
        row.day,
        row.place,
        row.facilitator,
        row.preparation,
        row.material,
        row.outcome,
        row.held_on,
        row.version,
    )


def as_plan(row: PlanRow, reviews: Iterable[PlanReviewRow] = ()) -> Plan:
    """Read one when-then plan; what was said of it comes beside it."""
    return Plan(
        row.id,
        row.who,
        row.when,
        row.then,
        row.obstacle,
        row.reminder,
        row.easy,
        row.visible,
        row.together,
        row.made_on,
        row.version,
        tuple(sorted(map(as_review, reviews), key=lambda one: one.workshop)),
    )


def as_review(row: PlanReviewRow | ActionReviewRow) -> Review:
    """Read what was said of a plan at a workshop."""
    return Review(row.id, row.workshop, row.happened, row.decision, row.note, row.was, row.reviewed_on, row.version)


def _parts(reader: Session, row_type: type[P], course_id: str | None) -> list[P]:
    query = select(row_type).where(~row_type.is_removed).order_by(row_type.seq)
    return list(reader.scalars(query if course_id is None else query.where(row_type.course_id == course_id)))
