"""Which fields of each card can be written, and of what kind they are."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from vil.model.course import Decision, Happened
from vil.model.indicator import Direction
from vil.model.period import Grain
from vil.model.round import Place
from vil.model.series import View

EXPECTATION_FIELDS = frozenset({"direction", "target", "by", "for_whom"})


class RoundFields(TypedDict, total=False):
    """What can be changed on a round itself."""

    title: str
    team: str
    view: View | None


class AssumptionFields(TypedDict, total=False):
    """What the team believes on beforehand."""

    citizens: str
    staff: str
    leaders: str
    expectation: str
    missing_knowledge: str


class WonderFields(TypedDict, total=False):
    """What can be changed on a wonder; its view and the page's sentences are as they were pinned."""

    text: str
    compared_with: str
    is_good_enough: bool | None
    place: Place | None


class EvidenceFields(TypedDict, total=False):
    """What can be written on a quote, a picture or an observation; the picture itself comes by `attach_picture`."""

    text: str
    source: str
    starts_on: date
    ends_on: date | None
    unit: str | None
    alt: str


class ActionFields(TypedDict, total=False):
    """What can be written on an action; the last four are the expectation, until it is sealed."""

    text: str
    owner: str
    due: date | None
    next_step: str
    when: str
    then: str
    obstacle: str
    reminder: str
    easy: str
    visible: str
    together: str
    starts_on: date | None
    direction: Direction
    target: float | None
    by: date | None
    for_whom: str


class FollowUpFields(TypedDict, total=False):
    """What can be changed on a follow-up; what the numbers said stays."""

    note: str
    who_must_know: str
    next_meeting: date | None


class CardFields(TypedDict, total=False):
    """What can be written on an indicator card."""

    description: str
    source_system: str
    owner: str
    contact_name: str
    contact_phone: str
    contact_email: str
    contact_teams: str
    update_grain: Grain | None
    update_lag: int | None
    registration: str
    context: str
    caveats: str


class EventFields(TypedDict, total=False):
    """What can be changed on an event that was written on a card."""

    start: date
    end: date | None
    name: str
    text: str
    unit: str | None
    is_for_all: bool
    breaks_series: bool


class GoalFields(TypedDict, total=False):
    """What can be written on a goal."""

    text: str
    team: str
    heard: str
    difference: str
    dilemmas: str
    signs: str
    next_steps: str
    numbers: str
    producers: str
    learned: str
    revisit_on: date | None


class NodeFields(TypedDict, total=False):
    """What can be written about a source, a warehouse or a report."""

    name: str
    area: str
    holds: str
    owner: str
    contact_name: str
    contact_at: str
    update_grain: Grain | None
    registration: str


class ActionCardFields(TypedDict, total=False):
    """What can be written on an action card."""

    text: str
    owner: str
    due: date | None
    whom: str
    about: str
    learned: str
    goal_id: str | None
    round_id: str | None
    done_on: date | None


class CourseFields(TypedDict, total=False):
    """What can be written on a course."""

    name: str
    leaders: int | None


class WorkshopFields(TypedDict, total=False):
    """What can be written on a workshop of a course."""

    day: date | None
    place: str
    facilitator: str
    preparation: str
    material: str
    outcome: str
    held_on: date | None


class PlanFields(TypedDict, total=False):
    """What can be written on a when-then plan."""

    who: str
    when: str
    then: str
    obstacle: str
    reminder: str
    easy: str
    visible: str
    together: str


class ReviewFields(TypedDict, total=False):
    """What can be said of a plan when it is looked at again."""

    happened: Happened | None
    decision: Decision | None
    note: str
