"""Plan a course of the programme, tell what belongs to it, and take it along in a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from vil.content import ProgrammeTexts
from vil.errors import CourseNotFound, CourseUnnamed, NotFound
from vil.model.course import Course, Workshop, is_holiday
from vil.model.reminder import Reminder, ReminderKind
from vil.model.round import Round
from vil.records import Store, programme_reading
from vil.records.editing import Kind
from vil.records.programme_tables import CourseRow, OccasionCourseRow, RoundCourseRow, WorkshopRow
from vil.records.rhythm_tables import OccasionRow
from vil.services.exploring import find_version
from vil.services.fields import CourseFields, WorkshopFields
from vil.services.rounds import list_rounds, remove, restore
from vil.services.saving import add_card, begin_part, save_card


def begin_course(store: Store, *, name: str, start: date, weeks: Sequence[int], leaders: int | None = None) -> Course:
    """Begin a course with a day proposed for each workshop, so many weeks after workshop 0, past holidays.

    What was asked of everybody before under the same name belongs to it from now on. Raises CourseUnnamed.
    """
    known = " ".join(name.split())
    if not known:
        raise CourseUnnamed
    with store.writing() as writer:
        row = add_card(writer, CourseRow(name=known, leaders=leaders))
        for number, day in enumerate((start, *_step(start, weeks))):
            add_card(writer, WorkshopRow(course_id=row.id, number=number, day=day))
        _adopt_occasions(writer, row)
        return _load(writer, row.id)


def _step(start: date, weeks: Sequence[int]) -> Iterable[date]:
    """Step on from a day by the intervals between `weeks`, the same weekday each time, a week more as long as it is a holiday."""
    day = start
    for earlier, later in pairwise(weeks):
        day += timedelta(weeks=later - earlier)
        while is_holiday(day):
            day += timedelta(weeks=1)
        yield day


def _adopt_occasions(writer: Session, row: CourseRow) -> None:
    placed = set(writer.scalars(select(OccasionCourseRow.occasion_id)))
    for occasion in writer.scalars(select(OccasionRow)):
        if occasion.id not in placed and is_same_name(occasion.course, row.name):
            writer.add(OccasionCourseRow(occasion_id=occasion.id, course_id=row.id))
    writer.flush()


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two names are the same but for capitals and spaces; nothing is the name of nobody.

    >>> is_same_name("Unge og  Forebyggelse", "unge og forebyggelse")
    True
    """
    return bool(one.strip()) and " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def load_course(store: Store, course_id: str) -> Course:
    """Load a course with its workshops and plans; CourseNotFound when there is none or it is removed."""
    with store.reading() as reader:
        return _load(reader, course_id)


def list_courses(store: Store) -> tuple[Course, ...]:
    """List the courses that are not removed, the one that begins first first."""
    with store.reading() as reader:
        found = programme_reading.load_courses(reader)
    return tuple(
        sorted(found, key=lambda course: min((one.day for one in course.workshops if one.day), default=date.max))
    )


def save_course(store: Store, course_id: str, *, version: int, **fields: Unpack[CourseFields]) -> Course:
    """Save the name of a course, or how many take part."""
    save_card(store, CourseRow, course_id, version, fields, lambda _writer, row: row.id)
    return load_course(store, course_id)


def save_workshop(store: Store, workshop_id: str, *, version: int, **fields: Unpack[WorkshopFields]) -> Workshop:
    """Save fields of a workshop."""
    return save_card(
        store, WorkshopRow, workshop_id, version, fields, lambda _writer, row: programme_reading.as_workshop(row)
    )


def propose_days(course: Course, number: int, weeks: Sequence[int]) -> Mapping[int, date]:
    """Propose days for the workshops after one that has a day and are not held yet, with the programme's intervals."""
    begun = course.workshop(number)
    if begun is None or begun.day is None:
        return {}
    later = [one for one in course.workshops if one.number > number]
    days = zip(later, _step(begun.day, weeks[number:]), strict=False)
    return {one.number: day for one, day in days if one.held_on is None}


def move_later(store: Store, course_id: str, number: int, weeks: Sequence[int]) -> Course:
    """Give the workshops after one the days that are proposed for them; those held stay where they were."""
    course = load_course(store, course_id)
    for later, day in propose_days(course, number, weeks).items():
        workshop = course.workshop(later)
        if workshop is not None:
            save_workshop(store, workshop.id, version=workshop.version, day=day)
    return load_course(store, course_id)


def remove_course(store: Store, course_id: str) -> None:
    """Take a course out of sight with its plans; `restore_course` brings it back."""
    remove(store, Kind.COURSE, course_id)


def restore_course(store: Store, course_id: str) -> None:
    """Bring a course back."""
    restore(store, Kind.COURSE, course_id)


def place_round(store: Store, round_id: str, course_id: str | None) -> None:
    """Say which course a round belongs to; None when it belongs to none. The one who says so last is believed."""
    begin_part(store, RoundCourseRow, round_id, lambda: RoundCourseRow(id=round_id, round_id=round_id, course_id=None))
    with store.reading() as reader:
        version = reader.scalar(select(RoundCourseRow.version).where(RoundCourseRow.id == round_id))
    save_card(store, RoundCourseRow, round_id, version or 1, {"course_id": course_id}, lambda _writer, _row: None)


def place_rounds(store: Store, datasets: Path, rounds: Sequence[Round]) -> Mapping[str, str]:
    """Find the course of each round that has one, by the round's id.

    What somebody said counts; else a round belongs to the one course that is named as the operating area of its numbers.
    """
    with store.reading() as reader:
        said = programme_reading.load_placed(reader)
        courses = programme_reading.load_courses(reader)
    areas: dict[str, str] = {}
    placed = {}
    for current in rounds:
        course_id = said[current.id] if current.id in said else _find_by_area(datasets, current, courses, areas)
        if course_id:
            placed[current.id] = course_id
    return placed


def _find_by_area(datasets: Path, current: Round, courses: Sequence[Course], areas: dict[str, str]) -> str | None:
    view = current.wonders[-1].view if current.wonders else current.view
    if view is None or not courses:
        return None
    if view.dataset not in areas:
        areas[view.dataset] = _read_area(datasets, view.dataset)
    named = [course.id for course in courses if is_same_name(course.name, areas[view.dataset])]
    return named[0] if len(named) == 1 else None


def _read_area(datasets: Path, dataset: str) -> str:
    try:
        return find_version(datasets, dataset).recipe.area
    except NotFound:
        return ""


def list_rounds_of_course(store: Store, datasets: Path, course_id: str) -> tuple[Round, ...]:
    """List the rounds of a course, the one begun last first."""
    found = list_rounds(store)
    placed = place_rounds(store, datasets, found)
    return tuple(current for current in found if placed.get(current.id) == course_id)


def write_course_calendar(course: Course, texts: ProgrammeTexts) -> bytes:
    """Write the workshops that have a day as a calendar file that any calendar can take in."""
    from vil.report.calendar import write_calendar

    named = [
        remind_of_workshop(one, f"{one.number}: {texts.workshop(one.number).name}, {course.name}")
        for one in course.workshops
    ]
    return write_calendar([one for one in named if one is not None], datetime.now(UTC))


def remind_of_workshop(workshop: Workshop, text: str) -> Reminder | None:
    """Remind of a workshop on its day; None while it has none."""
    if workshop.day is None:
        return None
    return Reminder(
        ReminderKind.WORKSHOP,
        workshop.id,
        workshop.course_id,
        workshop.day,
        text,
        workshop.facilitator,
        workshop.version,
        place=workshop.place,
        number=workshop.number,
    )


def _load(reader: Session, course_id: str) -> Course:
    found = programme_reading.load_courses(reader, course_id)
    if not found:
        raise CourseNotFound(course_id)
    return found[0]
