"""When-then plans (adfærdsdesign): made at workshop 4 or on a round's step 4, and looked at again at workshops 5 and 6."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Unpack

from vil.model.course import LOOKING_AGAIN, Course, Plan, Review
from vil.model.reminder import Reminder, ReminderKind
from vil.model.round import Action, Round
from vil.narration.programme import say_plan
from vil.records import Store, programme_reading
from vil.records.direction_tables import name_part
from vil.records.editing import Kind, open_card
from vil.records.programme_tables import ActionReviewRow, CourseRow, PlanReviewRow, PlanRow
from vil.services.fields import PlanFields, ReviewFields
from vil.services.rounds import remove, restore
from vil.services.saving import add_card, begin_part, save_card


def add_plan(store: Store, course_id: str, *, today: date, **fields: Unpack[PlanFields]) -> Plan:
    """Add a when-then plan to a course; every field may wait."""
    with store.writing() as writer:
        open_card(writer, CourseRow, course_id)
        return programme_reading.as_plan(add_card(writer, PlanRow(course_id=course_id, made_on=today, **fields)))


def save_plan(store: Store, plan_id: str, *, version: int, **fields: Unpack[PlanFields]) -> Plan:
    """Save fields of a plan of a course."""
    return save_card(store, PlanRow, plan_id, version, fields, lambda _writer, row: programme_reading.as_plan(row))


def remove_plan(store: Store, plan_id: str) -> None:
    """Take a plan out of sight; it can be brought back."""
    remove(store, Kind.PLAN, plan_id)


def restore_plan(store: Store, plan_id: str) -> None:
    """Bring a plan back."""
    restore(store, Kind.PLAN, plan_id)


def list_plans(store: Store, course: Course, rounds: Sequence[Round]) -> tuple[Plan, ...]:
    """List the plans of a course: those made in it, and those of the actions in its `rounds` that say when or what."""
    with store.reading() as reader:
        reviews = programme_reading.load_action_reviews(reader)
    actions = [as_plan(action, current, reviews.get(action.id, ())) for current in rounds for action in current.actions]
    return (*course.plans, *(plan for plan in actions if plan.is_written))


def list_action_reviews(store: Store, action_id: str) -> tuple[Review, ...]:
    """List what was said of the plan of an action, workshop by workshop."""
    with store.reading() as reader:
        return programme_reading.load_action_reviews(reader).get(action_id, ())


def as_plan(action: Action, current: Round, reviews: tuple[Review, ...]) -> Plan:
    """See the when-then plan of an action as one among those of a course."""
    return Plan(
        action.id,
        action.owner,
        action.when,
        action.then,
        action.obstacle,
        action.reminder,
        action.easy,
        action.visible,
        action.together,
        current.created_at.date(),
        action.version,
        reviews,
        current.id,
    )


def review_plan(
    store: Store, course: Course, plan: Plan, number: int, *, version: int, today: date, **fields: Unpack[ReviewFields]
) -> int:
    """Say how a plan went at a workshop, and give the version of what is said; the plan's words that day are kept with it."""
    review_id = name_part(plan.id, "review", number)
    said: dict[str, Any] = {"workshop": number, "was": say_plan(plan), "reviewed_on": today}
    row_type: type[PlanReviewRow] | type[ActionReviewRow]
    if plan.round_id is None:
        row_type, said = PlanReviewRow, {**said, "course_id": course.id, "plan_id": plan.id}
    else:
        row_type, said = ActionReviewRow, {**said, "round_id": plan.round_id, "action_id": plan.id}
    begin_part(store, row_type, review_id, lambda: row_type(id=review_id, **said))
    return save_card(store, row_type, review_id, version or 1, fields, lambda _writer, row: row.version)


def remind_of_plans(course: Course, plans: Iterable[Plan]) -> Iterable[Reminder]:
    """Remind of the plans that wait at a workshop on its day, until it has been held."""
    waiting = list(plans)
    for number in LOOKING_AGAIN:
        workshop = course.workshop(number)
        count = sum(plan.waits_at(number) for plan in waiting)
        if workshop is not None and workshop.day is not None and workshop.held_on is None and count:
            yield Reminder(
                ReminderKind.PLAN,
                f"{course.id}-{number}",
                course.id,
                workshop.day,
                course.name,
                number=number,
            )
