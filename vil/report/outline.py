"""A round laid out along the thread: what is said, in which order, before it takes the form of a document."""

from __future__ import annotations

from collections.abc import Iterable

from vil.formats import format_date
from vil.model.round import Action, Influence, Reach, Step, Wonder
from vil.narration.place import name_place
from vil.report.material import Material, facts_of, written_facts
from vil.report.outline_deeds import find_latest_follow_ups, is_written, lay_out_actions, lay_out_follow_ups
from vil.report.pieces import (
    Aside,
    Axis,
    Block,
    CauseGrid,
    Facts,
    Heading,
    Knot,
    Lead,
    Outline,
    Paragraph,
    Picture,
    Reading,
    Readings,
)


def lay_out(material: Material) -> Outline:
    """Lay a round out along the thread, a knot for each of the five steps."""
    thread, texts = material.thread, material.texts
    byline = texts.byline if thread.team.strip() else texts.byline_without_team
    return Outline(
        kicker=texts.kicker,
        title=thread.title.strip() or texts.untitled,
        byline=byline.format(team=thread.team.strip(), day=format_date(material.written_on)),
        notice=texts.synthetic if any(note.is_synthetic for note in material.notes) else "",
        summary_heading=texts.summary,
        summary=_summary(material),
        knots=tuple(_knot(material, step) for step in Step),
        about_heading=texts.about,
        about=tuple(material.notes),
        page_of=texts.page_of,
        author=thread.team.strip(),
    )


def _knot(material: Material, step: Step) -> Knot:
    lay = {
        Step.DATA: _data_blocks,
        Step.INTERPRETATION: _interpretation_blocks,
        Step.EXPLANATION: _explanation_blocks,
        Step.ACTION: lay_out_actions,
        Step.FOLLOW_UP: lay_out_follow_ups,
    }[step]
    blocks = tuple(lay(material))
    unfinished = "" if blocks else material.texts.unfinished[step]
    return Knot(step.number, material.board.step(step).name, blocks, unfinished)


def _summary(material: Material) -> Facts:
    thread = material.thread
    rows = [material.label("goal", material.goal)]
    rows += [material.label("wonder", _saying(wonder)) for wonder in thread.wonders]
    acted_on = {action.explanation_id for action in thread.actions if is_written(action)}
    chosen = [found for found in thread.explanations if found.id in acted_on]
    rows += [material.label("explanation", found.text) for found in chosen]
    rows += [material.label("action", _who_and_when(action)) for action in thread.actions]
    rows += [
        material.label("verdict", material.texts.verdicts[latest.verdict])
        for latest in find_latest_follow_ups(material)
    ]
    return written_facts(rows)


def _saying(wonder: Wonder) -> str:
    return wonder.text.strip() or wonder.headline.strip()


def _who_and_when(action: Action) -> str:
    if not action.text.strip():
        return ""
    parts = [action.owner.strip(), format_date(action.due) if action.due else ""]
    about = ", ".join(part for part in parts if part)
    return f"{action.text.strip()} ({about})" if about else action.text.strip()


def _data_blocks(material: Material) -> Iterable[Block]:
    thread = material.thread
    before = _assumed(material)
    yield from _guess_blocks(material)
    pinned = thread.wonders or ((None,) if thread.view and material.figure(thread.id) else ())
    for number, wonder in enumerate(pinned, start=1):
        headline = wonder.headline.strip() if wonder else ""
        if headline:
            yield Heading(_numbered(material, number, headline))
        figure = material.figure(wonder.id if wonder else thread.id)
        if figure:
            yield Picture(figure)
        sentence = wonder.sentence.strip() if wonder else (figure.sentence if figure else "")
        if wonder and wonder.place:
            sentence = f"{sentence} {material.texts.data['place'].format(place=name_place(wonder.place))}".strip()
        if sentence:
            yield Paragraph(sentence)
    if before.rows:
        yield Heading(material.texts.data["before"])
        yield before


def _guess_blocks(material: Material) -> Iterable[Block]:
    """Lay out what was guessed before the line was shown; it stands in the picture of a wonder at the same number, if any."""
    for guess in material.thread.guesses:
        figure = material.figure(guess.id)
        if figure is None:
            continue
        yield Heading(material.texts.data["guess"])
        if figure.picture is not None:
            yield Picture(figure)
        yield Paragraph(figure.sentence or figure.caption)


def _numbered(material: Material, number: int, text: str) -> str:
    if len(material.thread.wonders) < 2:
        return text
    return f"{material.texts.wonder_number.format(number=number)}: {text}"


def _assumed(material: Material) -> Facts:
    believed = material.thread.assumptions
    return written_facts((label, getattr(believed, name)) for name, label in material.texts.assumptions.items())


def _interpretation_blocks(material: Material) -> Iterable[Block]:
    texts = material.texts
    for number, wonder in enumerate(material.thread.wonders, start=1):
        readings = tuple(Reading(one.text, material.claims.get(one.id)) for one in wonder.written_interpretations)
        voices = material.voices.get(wonder.id, ())
        if not (voices or readings or wonder.text.strip() or wonder.compared_with.strip()):
            continue
        yield Heading(_numbered(material, number, texts.interpretation["wonder"]))
        yield Lead(_saying(wonder))
        enough = {True: texts.yes, False: texts.no, None: ""}[wonder.is_good_enough]
        held_against = [
            material.label("compared_with", wonder.compared_with),
            material.label("is_good_enough", enough),
        ]
        yield from facts_of(held_against)
        if voices:
            yield Heading(texts.interpretation["seen"])
            yield from voices
        if readings:
            yield Heading(texts.interpretation["readings"])
            yield Readings(readings)


def _explanation_blocks(material: Material) -> Iterable[Block]:
    written = [found for found in material.thread.explanations if found.text.strip()]
    if not written:
        return
    order = [wonder.id for wonder in material.thread.wonders]

    def cards(influence: Influence, reach: Reach) -> tuple[str, ...]:
        here = [found for found in written if (found.influence, found.reach) == (influence, reach)]
        if len(order) < 2:
            return tuple(found.text for found in here)
        of_wonder = material.texts.of_wonder
        return tuple(f"{card.text} ({of_wonder.format(number=order.index(card.wonder_id) + 1)})" for card in here)

    individual, collective = ((cards(Influence.INTERNAL, reach), cards(Influence.EXTERNAL, reach)) for reach in Reach)
    yield Aside(material.texts.explanation["intro"])
    yield CauseGrid(
        rows=(_axis(material, Reach.INDIVIDUAL), _axis(material, Reach.COLLECTIVE)),
        columns=(_axis(material, Influence.INTERNAL), _axis(material, Influence.EXTERNAL)),
        cells=(individual, collective),
        empty=material.board.grid.empty,
    )


def _axis(material: Material, half: Influence | Reach) -> Axis:
    text = material.board.axis(half)
    return Axis(text.name, text.explanation)
