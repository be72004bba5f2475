"""What a course and its when-then plans look like, in words."""

from __future__ import annotations

from datetime import date

from vil.formats import format_date_short, format_number, format_weekday
from vil.model.course import Course, Plan, Workshop, is_holiday

_LAST = 7
_WEEKEND, _JULY = 5, 7


def say_progress(course: Course, loops: int | None = None) -> str:
    """Say how far a course is: 3 af 7 workshops er holdt, 34 ledere, 2 lukkede læringsloops."""
    if course.next_workshop is None:
        held = "Alle workshops er holdt"
    elif course.held:
        held = f"{course.held} af {_LAST} workshops er holdt"
    else:
        held = "Ingen workshops er holdt endnu" if course.next_workshop.number else "Ikke begyndt endnu"
    parts = [held]
    if course.leaders:
        parts.append("1 leder" if course.leaders == 1 else f"{format_number(course.leaders)} ledere")
    if loops is not None:
        count = "ingen" if loops == 0 else format_number(loops)
        parts.append("1 læringsloop er lukket" if loops == 1 else f"{count} læringsloops er lukket")
    return " · ".join(parts)


def say_when(workshop: Workshop, today: date) -> str:
    """Say how far away a workshop is: i dag, om 9 dage, for 3 dage siden, or that it has no day yet."""
    if workshop.day is None:
        return "ingen dag endnu"
    days = (workshop.day - today).days
    if days in (0, 1, -1):
        return {0: "i dag", 1: "i morgen", -1: "i går"}[days]
    return f"om {format_number(days)} dage" if days > 0 else f"for {format_number(-days)} dage siden"


def say_meeting(workshop: Workshop) -> str:
    """Say when and where a workshop is, and who leads it; what is not known is left out."""
    day = format_weekday(workshop.day) if workshop.day else ""
    said = " · ".join(part for part in (day, workshop.place.strip(), workshop.facilitator.strip()) if part)
    return said[:1].upper() + said[1:]


def question_day(day: date | None) -> str:
    """Ask once about a day on which people are seldom at work; the empty text for any other."""
    if day is None:
        return ""
    if day.weekday() >= _WEEKEND:
        return "Det er i en weekend. Passer det?"
    if not is_holiday(day):
        return ""
    return f"Det er {'midt i sommerferien' if day.month == _JULY else 'i juleferien'}. Passer det?"


def describe_courses(courses: tuple[Course, ...]) -> str:
    """Say when each course begins and ends and how far it is, for those who do not see the picture."""
    said = []
    for course in courses:
        days = [one.day for one in course.workshops if one.day]
        span = f", {format_date_short(days[0])} til {format_date_short(days[-1])}" if days else ""
        said.append(f"{course.name}{span}: {say_progress(course).lower()}.")
    return " ".join(said)


def say_plan(plan: Plan) -> str:
    """Say a plan in one sentence: Når vi mødes, så tager vi fem minutter.

    Whoever began with "Når" or "så" has it said once.
    """
    when, then = _bare(plan.when, "når"), _bare(plan.then, "så")
    parts = (f"når {when}" if when else "", f"så {then}" if then else "")
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]


def _bare(text: str, first: str) -> str:
    """Take the sentence's own first word and the marks round it away."""
    written = text.strip(" .,…")
    return written[len(first) :].strip(" …") if written.casefold().startswith(f"{first} ") else written
