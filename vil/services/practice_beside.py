"""Hold the pulse of each course beside the learning loops that were closed in it (puls mod praksis)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from vil.model.course import Course
from vil.model.pulse import CoursePulse
from vil.model.round import Round
from vil.records import Store
from vil.services.courses import place_rounds
from vil.services.pulsing import count_closed_loops, read_course


def hold_together(
    store: Store, datasets: Path, courses: Sequence[Course], rounds: Sequence[Round], today: date
) -> tuple[CoursePulse, ...]:
    """Read the pulse of each course by workshop, with the loops closed in its own rounds; the order is that of the courses."""
    placed = place_rounds(store, datasets, rounds)
    return tuple(
        CoursePulse(
            course.name,
            read_course(store, course.name, course.id),
            count_closed_loops([one for one in rounds if placed.get(one.id) == course.id], today),
        )
        for course in courses
    )
