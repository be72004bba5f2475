"""The red thread down a page: number, wonder, readings, explanations, actions, verdict."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import streamlit as st

from vil.errors import VilError
from vil.formats import format_date
from vil.model.round import Action, Explanation, FollowUp, Round, Step, Wonder
from vil.narration import describe_expectation
from vil.narration.place import name_place
from vil.services import exploring, rounds
from vil.services.following import find_view
from vil.services.reporting import write_report
from vil.ui import acting, calibrating, charts, claiming, evidence, frame, state
from vil.ui.writing import as_plain, write_text

_PLAN = ("next_step", "owner", "obstacle", "reminder", "easy", "visible", "together")
_FORMATS = {
    "docx": ("Word", "description"),
    "pptx": ("PowerPoint", "slideshow"),
    "xlsx": ("Excel", "table"),
    "html": ("HTML", "html"),
}


def show_title(current: Round) -> None:
    """Head the thread with the round's name."""
    st.header(as_plain(current.title) or "Den røde tråd")
    team = f"{as_plain(current.team)} · " if current.team else ""
    st.caption(f"{team}Begyndt {format_date(current.created_at)} · sidst ændret {format_date(current.changed_at)}")


def show_knots(current: Round) -> None:
    """Tie the whole record together, one knot for each thing the team has said."""
    _show_assumptions(current)
    for guess in current.guesses:
        if guess.told:
            with _knot(f"guess.{guess.id}", Step.DATA):
                calibrating.show_told(guess)
    for wonder in current.wonders:
        _show_wonder(current, wonder)
    if not current.wonders:
        with _knot("wonder", Step.DATA):
            st.write("Her begynder tråden, når I har fundet noget at undre jer over i tallene.")


def _show_assumptions(current: Round) -> None:
    prompts, beliefs = frame.texts().prompts, current.assumptions
    written = [
        (prompts[field].label, getattr(beliefs, field))
        for field in ("citizens", "staff", "leaders", "expectation", "missing_knowledge")
        if getattr(beliefs, field)
    ]
    if written:
        with _knot("assumptions", Step.DATA):
            st.subheader("Det troede vi på forhånd")
            for label, text in written:
                st.markdown(f"**{label}** {as_plain(text)}")


def _show_wonder(current: Round, wonder: Wonder) -> None:
    with _knot(f"wonder.{wonder.id}", Step.DATA):
        st.subheader(as_plain(wonder.text or wonder.headline))
        sight = charts.look_at_wonder(current, wonder)
        charts.show_small(sight, key=f"thread.chart.{wonder.id}", current=current)
        where = f" ved {name_place(wonder.place)}" if wonder.place else ""
        st.caption(as_plain(f"Fastholdt {format_date(wonder.pinned_at)}{where}: {wonder.sentence}"))
        evidence.show_evidence(current, wonder)
    if wonder.written_interpretations or wonder.compared_with:
        with _knot(f"readings.{wonder.id}", Step.INTERPRETATION):
            st.subheader("Sådan læste vi det")
            for reading in wonder.written_interpretations:
                st.markdown(f"- {as_plain(reading.text)}")
                claiming.show_verdict(reading)
            _show_judgement(wonder)
    explanations = [card for card in current.explanations if card.wonder_id == wonder.id and card.text]
    if explanations:
        _show_explanations(explanations)
    for explanation in explanations:
        for action in current.actions:
            if action.explanation_id == explanation.id and action.text:
                _show_action(current, action, explanation)


def _show_judgement(wonder: Wonder) -> None:
    words = {True: "Det er godt nok", False: "Det er ikke godt nok", None: ""}[wonder.is_good_enough]
    against = f"sammenlignet med: {as_plain(wonder.compared_with)}" if wonder.compared_with else ""
    if words or against:
        st.caption(" · ".join(part for part in (words, against) if part))


def _show_explanations(explanations: list[Explanation]) -> None:
    texts = frame.texts()
    with _knot(f"explanations.{explanations[0].wonder_id}", Step.EXPLANATION):
        st.subheader("Det kan forklare det")
        for card in explanations:
            field = f"{texts.axis(card.influence).name}, {texts.axis(card.reach).name.lower()}"
            st.markdown(f"- {as_plain(card.text)} *({field.lower()})*")


def _show_action(current: Round, action: Action, explanation: Explanation) -> None:
    with _knot(f"action.{action.id}", Step.ACTION):
        st.subheader(as_plain(action.text))
        st.caption(as_plain(f"Svarer på: {explanation.text}"))
        for label, text in _list_plan(action):
            st.markdown(f"**{label}** {as_plain(text)}")
        version = exploring.find_version(state.datasets_dir(), find_view(current, explanation.id).dataset)
        indicator = version.indicator(find_view(current, explanation.id).indicator)
        st.caption(as_plain(describe_expectation(action.expectation, indicator)))
    for found in current.follow_ups:
        if found.action_id == action.id:
            _show_follow_up(found)


def _list_plan(action: Action) -> list[tuple[str, str]]:
    """List what has been said of an action, each under the words it was asked with."""
    days = {"starts_on": action.starts_on, "due": action.due}
    said = {field: getattr(action, field) for field in _PLAN}
    said |= {field: format_date(day) for field, day in days.items() if day}
    said["for_whom"] = action.expectation.for_whom
    plan = [(acting.find_prompt(field).label, text) for field, text in said.items() if text]
    if action.when and action.then:
        plan.insert(0, ("Plan", f"Når {action.when}, så {action.then}."))
    return plan


def _show_follow_up(found: FollowUp) -> None:
    with _knot(f"follow_up.{found.id}", Step.FOLLOW_UP):
        st.subheader(as_plain(found.sentence))
        st.caption(f"Aflæst {format_date(found.read_at)} i udgave {found.data_version}")
        if found.note:
            st.markdown(as_plain(found.note))
        if found.who_must_know:
            st.markdown(f"**Skal holdes orienteret:** {as_plain(found.who_must_know)}")
        if found.next_meeting:
            st.markdown(f"**Næste læringsmøde:** {format_date(found.next_meeting)}")


@contextmanager
def _knot(name: str, step: Step) -> Iterator[None]:
    """Draw one knot on the thread: the line and the knot are in the style sheet, by the key's beginning."""
    with st.container(key=f"knot-{step.number}-{name}"):
        st.caption(f"{step.number} {frame.texts().step(step).short_name}")
        yield


def write_title(current: Round) -> None:
    """Name the round and the team."""

    def save_title(text: str, seen: int) -> int:
        return rounds.save_round(state.open_store(), current.id, version=seen, title=text).version

    def save_team(text: str, seen: int) -> int:
        return rounds.save_round(state.open_store(), current.id, version=seen, team=text).version

    key, version = current.id, current.version
    write_text("Rundens navn", key=f"thread.title.{key}", text=current.title, version=version, save=save_title, lines=1)
    write_text("Hvem er med?", key=f"thread.team.{key}", text=current.team, version=version, save=save_team, lines=1)


def offer_report(current: Round) -> None:
    """Write the round as a document when it is asked for."""
    st.subheader("Send den videre")
    st.write("Hele runden med kilde, udgave og dato ved hvert tal. I PowerPoint og Excel kan kurverne rettes.")
    for kind, (name, icon) in _FORMATS.items():
        st.download_button(
            f"Hent som {name}",
            data=partial(_write, current, kind),
            file_name=f"{_file_stem(current)}.{kind}",
            key=f"thread.report.{kind}",
            icon=f":material/{icon}:",
            on_click="ignore",
            width="stretch",
        )


def _write(current: Round, kind: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"report.{kind}"
        try:
            write_report(state.read_settings(), state.open_store(), current.id, format=kind, target=target)
        except VilError as problem:
            return str(problem).encode()
        return target.read_bytes()


def _file_stem(current: Round) -> str:
    kept = "".join(sign if sign.isalnum() else "-" for sign in current.title.lower())
    return "-".join(part for part in kept.split("-") if part)[:60] or "runde"
