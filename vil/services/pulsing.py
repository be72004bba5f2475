"""Ask everybody for the pulse, and show it without anybody in it.

No answer has a row of its own: a score is counted up, and with it nothing finer than the occasion's day. Answers are shown from
five on, and then five or more at a time, so that the one who looks before and after somebody answers learns nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from vil.errors import NotFound
from vil.model.pulse import FEWEST_ANSWERS, SCORES, Occasion, PulseResult
from vil.model.round import Round, Verdict
from vil.records import Store
from vil.records.editing import clean
from vil.records.programme_reading import load_courses
from vil.records.programme_tables import CourseRow, OccasionCourseRow
from vil.records.rhythm_tables import AnsweredRow, OccasionRow, PulseTallyRow
from vil.services.courses import is_same_name

PULSE_WORKSHOPS = (0, 3, 7)
_LONGEST_TOKEN = 100
CODE_LENGTH = 8
"""How many characters of an occasion's id its link holds."""


def open_occasion(
    store: Store, *, course: str, workshop: int | None, today: date, has_evaluation: bool = False
) -> Occasion:
    """Open an occasion on which everybody is asked; it belongs to the programme's course of that name, if there is one."""
    name = str(clean(" ".join(course.split())))
    with store.writing() as writer:
        row = OccasionRow(course=name, workshop=workshop, opened_on=today, has_evaluation=has_evaluation)
        writer.add(row)
        writer.flush()
        writer.add_all(PulseTallyRow(occasion_id=row.id, score=score, given=0, shown=0) for score in SCORES)
        found = [one for one in load_courses(writer) if is_same_name(one.name, name)]
        if found:
            writer.add(OccasionCourseRow(occasion_id=row.id, course_id=found[0].id))
        return _as_occasion(row, found[0].id if found else None, found[0].name if found else None)


def load_occasion(store: Store, occasion_id: str) -> Occasion:
    """Load an occasion by its id, or by the short code it begins with; NotFound when there is none."""
    starts = occasion_id if len(occasion_id) >= CODE_LENGTH else "-"
    with store.reading() as reader:
        where = OccasionRow.id.startswith(starts, autoescape=True)
        found = reader.execute(_with_courses().where(where).limit(1)).first()
    if found is None:
        raise NotFound("Pulsen", occasion_id)
    row, course_id, name = found
    return _as_occasion(row, course_id, name)


def list_occasions(store: Store) -> tuple[Occasion, ...]:
    """List the occasions, the latest first."""
    with store.reading() as reader:
        found = reader.execute(_with_courses().order_by(OccasionRow.opened_on.desc(), OccasionRow.seq.desc()))
        return tuple(_as_occasion(row, course_id, name) for row, course_id, name in found)


def _with_courses() -> Select[OccasionRow, str, str]:
    link = OccasionCourseRow
    return (
        select(OccasionRow, CourseRow.id, CourseRow.name)
        .outerjoin(link, link.occasion_id == OccasionRow.id)
        .outerjoin(CourseRow, (CourseRow.id == link.course_id) & ~CourseRow.is_removed)
    )


def give_score(store: Store, occasion_id: str, score: int, *, token: str) -> bool:
    """Count a score from 1 to 10; False when the device (by its random token) has answered already, and then nothing changes.

    Raises NotFound when there is no such occasion, ValueError when the score is none.
    """
    if score not in SCORES:
        raise ValueError(f"a score is 1 to 10, not {score}")
    with store.writing() as writer:
        tallies = _hold_tallies(writer, occasion_id)
        if not tallies:
            raise NotFound("Pulsen", occasion_id)
        if not mark_answered(writer, occasion_id, "pulse", token):
            return False
        tallies[score - 1].given += 1
        if sum(row.given - row.shown for row in tallies) >= FEWEST_ANSWERS:
            for row in tallies:
                row.shown = row.given
        return True


def mark_answered(writer: Session, occasion_id: str, question: str, token: str) -> bool:
    """Mark that a device has answered a question of an occasion; False when it is marked already."""
    mark = hashlib.sha256(f"{occasion_id}\n{question}\n{token[:_LONGEST_TOKEN]}".encode()).hexdigest()
    try:
        with writer.begin_nested():
            writer.add(AnsweredRow(mark=mark))
    except IntegrityError:
        writer.expunge_all()
        return False
    return True


def _hold_tallies(writer: Session, occasion_id: str) -> Sequence[PulseTallyRow]:
    where = PulseTallyRow.occasion_id == occasion_id
    return writer.scalars(select(PulseTallyRow).where(where).order_by(PulseTallyRow.score).with_for_update()).all()


def read_pulse(store: Store, occasion: Occasion) -> PulseResult:
    """Read what may be shown of an occasion's pulse."""
    with store.reading() as reader:
        rows = reader.scalars(
            select(PulseTallyRow).where(PulseTallyRow.occasion_id == occasion.id).order_by(PulseTallyRow.score)
        ).all()
    shown = tuple(row.shown for row in rows)
    return PulseResult(occasion, sum(row.given for row in rows), shown if sum(shown) >= FEWEST_ANSWERS else None)


def read_course(store: Store, course: str, course_id: str | None = None) -> tuple[PulseResult, ...]:
    """Read the pulses of a course that have a workshop, in the order of the workshops; by its id, else by its name.

    Of two at one workshop the latest that may be shown counts, or the latest where none may.
    """
    latest: dict[int, PulseResult] = {}
    for occasion in reversed(list_occasions(store)):
        belongs = occasion.course_id == course_id if course_id else occasion.course == course
        if belongs and occasion.workshop is not None:
            result = read_pulse(store, occasion)
            if result.counts or not latest.get(occasion.workshop, result).counts:
                latest[occasion.workshop] = result
    return tuple(latest[number] for number in sorted(latest))


def propose_workshop(occasions: Sequence[Occasion]) -> int:
    """Propose the workshop to ask at next: 0 first, then those with a pulse of the first course (3 and 7)."""
    asked = {one.workshop for one in occasions if one.course == occasions[0].course}
    return next((number for number in PULSE_WORKSHOPS if number not in asked), PULSE_WORKSHOPS[-1])


def count_closed_loops(rounds: Sequence[Round], until: date) -> int:
    """Count the rounds that had been read again on new numbers by the end of a day; a note before any came closes nothing."""
    return sum(
        any(one.verdict is not Verdict.NO_DATA and one.read_at.date() <= until for one in current.follow_ups)
        for current in rounds
    )


def _as_occasion(row: OccasionRow, course_id: str | None, name: str | None) -> Occasion:
    return Occasion(row.id, name or row.course, row.workshop, row.opened_on, row.has_evaluation, course_id)
