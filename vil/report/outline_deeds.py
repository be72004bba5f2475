"""The last two steps laid out: what the team will do and expects to see, and what new numbers said of it."""

from __future__ import annotations

from collections.abc import Iterable

from vil.formats import format_date, format_number
from vil.model.indicator import Direction
from vil.model.round import Action, FollowUp
from vil.report.material import Material, facts_of, written_facts
from vil.report.pieces import Aside, Block, Heading, Lead, Paragraph, Picture


def lay_out_actions(material: Material) -> Iterable[Block]:
    """Lay out each action with its plan and what is expected of it."""
    for action in material.thread.actions:
        if not is_written(action):
            continue
        explanation = material.explanation(action.explanation_id)
        answers = explanation.text.strip() if explanation else ""
        if action.text.strip():
            yield Heading(action.text.strip())
        if answers:
            yield Aside(material.texts.action["answers"].format(explanation=answers))
        yield from facts_of(_action_rows(material, action))
        yield from _expectation_blocks(material, action)


def is_written(action: Action) -> bool:
    """Tell whether a draft holds anything to report."""
    plan = (action.when, action.then, action.obstacle, action.reminder, action.easy, action.visible, action.together)
    texts = (action.text, action.owner, action.next_step, *plan)
    return any(text.strip() for text in texts) or action.expectation.sealed_on is not None


def _action_rows(material: Material, action: Action) -> Iterable[tuple[str, str]]:
    yield material.label("owner", action.owner)
    yield material.label("due", format_date(action.due) if action.due else "")
    yield material.label("next_step", action.next_step)
    yield material.label("starts_on", format_date(action.starts_on) if action.starts_on else "")
    yield material.label("plan", _plan(material, action.when.strip(), action.then.strip()))
    yield material.label("obstacle", action.obstacle)
    yield material.label("reminder", action.reminder)
    for name in ("easy", "visible", "together"):
        yield material.label(name, getattr(action, name))


def _plan(material: Material, when: str, then: str) -> str:
    if not when and not then:
        return ""
    form = "plan" if when and then else "plan_when" if when else "plan_then"
    return material.texts.action[form].format(when=when.rstrip(" .,"), then=then)


def _expectation_blocks(material: Material, action: Action) -> Iterable[Block]:
    hoped, figure = action.expectation, material.figure(action.id)
    said = figure.sentence if figure else ""
    facts = written_facts(_expectation_rows(material, action, is_said=bool(said)))
    if not (said or facts.rows):
        return
    form = material.texts.action["not_sealed" if not hoped.sealed_on else "hoped" if said else "sealed"]
    yield Heading(form.format(day=format_date(hoped.sealed_on) if hoped.sealed_on else ""))
    if said:
        yield Lead(said)
    if figure:
        yield Picture(figure)
    if facts.rows:
        yield facts


def _expectation_rows(material: Material, action: Action, *, is_said: bool) -> Iterable[tuple[str, str]]:
    hoped = action.expectation
    if not is_said:
        going = "" if hoped.direction is Direction.NEITHER else material.texts.directions[hoped.direction]
        yield material.label("direction", going)
        yield material.label("target", _level(hoped.target))
        yield material.label("by", format_date(hoped.by) if hoped.by else "")
        yield material.label("baseline", _level(hoped.baseline))
    yield material.label("for_whom", hoped.for_whom)


def _level(value: float | None) -> str:
    if value is None:
        return ""
    return format_number(
        value, next(decimals for decimals in range(7) if decimals == 6 or round(value, decimals) == value)
    )


def lay_out_follow_ups(material: Material) -> Iterable[Block]:
    """Lay out each verdict; the chart stands by the latest one of each action."""
    texts = material.texts
    latest = {found.id for found in find_latest_follow_ups(material)}
    for found in material.thread.follow_ups:
        action = material.action(found.action_id)
        if action and action.text.strip():
            yield Heading(texts.follow_up["heading"].format(action=action.text.strip()))
        yield Lead(f"{texts.verdicts[found.verdict]}.")
        figure = material.figure(found.id) if found.id in latest else None
        if figure:
            yield Picture(figure)
        said = (figure.sentence if figure else "") or found.sentence.strip()
        if said:
            yield Paragraph(said)
        yield from facts_of(_follow_up_rows(material, found))
        yield Aside(texts.follow_up["read"].format(day=format_date(found.read_at), version=found.data_version))


def find_latest_follow_ups(material: Material) -> tuple[FollowUp, ...]:
    """Find the latest reading of new numbers for each action."""
    return tuple({found.action_id: found for found in material.thread.follow_ups}.values())


def _follow_up_rows(material: Material, found: FollowUp) -> Iterable[tuple[str, str]]:
    yield material.label("note", found.note)
    yield material.label("who_must_know", found.who_must_know)
    yield material.label("next_meeting", format_date(found.next_meeting) if found.next_meeting else "")
