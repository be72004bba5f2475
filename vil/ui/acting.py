"""Step 4: one action for an explanation, its plan, and what we expect to see."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import streamlit as st

from vil.content import Prompt
from vil.model.indicator import Direction
from vil.model.round import Action, Explanation, Round, Step
from vil.narration import describe_expectation
from vil.narration.bid import question_expectation
from vil.services import exploring, following, rounds
from vil.ui import charts, frame, state
from vil.ui.choosing import choose_card
from vil.ui.labels import DIRECTIONS, FORESEEN, MORE_OF_PLAN, SAVED
from vil.ui.writing import as_plain, choose_one, write_date, write_number, write_text

Field = Literal[
    "text",
    "owner",
    "next_step",
    "when",
    "then",
    "obstacle",
    "reminder",
    "easy",
    "visible",
    "together",
    "for_whom",
]


def chosen_explanation(current: Round) -> Explanation | None:
    """Find the explanation that is acted on: the one last chosen, else the one acted on last, else the first."""
    by_id = _written(current)
    chosen = state.remembered_card("explanation")
    acted_on = [action.explanation_id for action in current.actions if action.explanation_id in by_id]
    return by_id.get(chosen or "") or (by_id[acted_on[-1]] if acted_on else next(iter(by_id.values()), None))


def choose_explanation(current: Round, chosen: Explanation, *, key: str) -> None:
    """Say which explanation is acted on, and let the team act on another."""
    written = _written(current)
    if len(written) == 1:
        st.markdown(f"**Forklaringen, vi handler på:** {as_plain(chosen.text)}")
    names = {explanation.id: explanation.text for explanation in written.values()}
    choose_card("explanation", "Forklaringen, vi handler på", names, chosen.id, key=key)


def _written(current: Round) -> dict[str, Explanation]:
    return {explanation.id: explanation for explanation in current.explanations if explanation.text.strip()}


def find_action(current: Round, explanation: Explanation) -> Action:
    """Find the action that answers an explanation, and begin an empty one when there is none."""
    for action in current.actions:
        if action.explanation_id == explanation.id:
            return action
    return rounds.add_action(state.open_store(), explanation.id)


def show_expected_chart(current: Round, sight: exploring.Sight, action: Action) -> None:
    """Draw the line with what we expect to see."""
    expectation = following.complete_expectation(sight, action, date.today())
    charts.show_chart(
        sight,
        key=f"step4.chart.{action.id}",
        expectation=expectation,
        starts_on=action.starts_on,
        current=current,
    )
    st.markdown(f"**{as_plain(describe_expectation(expectation, sight.series.indicator))}**")
    charts.show_numbers(sight, key="step4.numbers", current=current)
    foreseen = following.foresee(sight, expectation, action.starts_on or date.today())
    if foreseen:
        st.markdown(f"**{FORESEEN}** {as_plain(' '.join(foreseen))}")


def write_expectation(sight: exploring.Sight, action: Action) -> None:
    """Ask what we expect to see, for whom and by when; once sealed it is shown and no longer asked."""
    expectation, prompts = action.expectation, frame.texts().prompts
    if expectation.sealed_on:
        st.caption(":material/lock: Buddet er låst og ændres ikke mere.")
        if expectation.for_whom:
            st.markdown(f"**{prompts['for_whom'].label}** {as_plain(expectation.for_whom)}")
        return
    with st.container(border=True):
        st.subheader("Vores bud")
        _choose(action, "Hvilken vej håber I, det går?", "direction", DIRECTIONS, expectation.direction)
        target, by = st.columns(2)
        with target:
            measure = sight.series.indicator.measure
            unit = f" ({'%' if measure.is_percentage else measure.name})" if measure.name else ""
            _write_number(action, prompts["target"].label + unit, "target", expectation.target)
        with by:
            _write_date(action, prompts["by"].label, "by", expectation.by)
        _write(action, "for_whom", expectation.for_whom, lines=2)
        _offer_seal(sight, action)


def _offer_seal(sight: exploring.Sight, action: Action) -> None:
    """Let the team seal its bid, after one look at what it says and at what is odd about it."""
    expectation = following.complete_expectation(sight, action, date.today())
    with st.popover(frame.texts().buttons["seal_expectation"], icon=":material/lock:", key="step4.seal"):
        st.markdown(f"**{as_plain(describe_expectation(expectation, sight.series.indicator))}**")
        doubts = question_expectation(expectation, sight.series.indicator)
        for doubt in doubts:
            st.warning(as_plain(doubt), icon=":material/help:")
        if doubts:
            return
        st.write("Når buddet er låst, kan det ikke ændres. Så kan I læse nye tal ærligt op imod det.")
        if st.button("Lås det nu", type="primary", key="step4.seal.now", icon=":material/lock:"):
            rounds.seal_expectation(state.open_store(), action.id, baseline=expectation.baseline, today=date.today())
            st.rerun()


def write_action(action: Action) -> None:
    """Ask what we do, who takes it, when, and what the smallest next step is."""
    step, prompts = frame.texts().step(Step.ACTION), frame.texts().prompts
    st.markdown(f"**{step.questions[0]}**")
    with st.expander("Tre steder at begynde"):
        for point in frame.texts().starting_points:
            st.markdown(f"**{point.name}.** {point.question}")
    _write(action, "text", action.text, lines=2)
    _write(action, "next_step", action.next_step, lines=1)
    _write(action, "owner", action.owner, lines=1)
    begins, ends = st.columns(2)
    with begins:
        _write_date(action, prompts["starts_on"].label, "starts_on", action.starts_on)
    with ends:
        _write_date(action, prompts["due"].label, "due", action.due)


def write_plan(action: Action) -> None:
    """Ask for the when-then plan that carries the action between meetings."""
    behaviour = frame.texts().behaviour
    with st.container(border=True):
        st.subheader(behaviour.name)
        st.caption(behaviour.intro)
        _write(action, "when", action.when, lines=1)
        _write(action, "then", action.then, lines=1)
        _write(action, "obstacle", action.obstacle, lines=1)
        _write(action, "reminder", action.reminder, lines=1)
        with st.expander(
            MORE_OF_PLAN, expanded=bool(action.easy or action.visible or action.together), key="step4.more"
        ):
            _write(action, "easy", action.easy, lines=1)
            _write(action, "visible", action.visible, lines=1)
            _write(action, "together", action.together, lines=1)
    st.caption(SAVED)


def find_prompt(field: str) -> Prompt:
    """Find how a field is asked for; those of behaviour that have no words of their own are asked with the method's question."""
    texts = frame.texts()
    return texts.prompts.get(field) or Prompt(texts.behaviour.questions[field], "")


def _saver(action: Action, field: str) -> Any:
    def save(content: Any, seen: int) -> int:
        fields: Any = {field: content}
        return rounds.save_action(state.open_store(), action.id, version=seen, **fields).version

    return save


def _write(action: Action, field: Field, text: str, *, lines: int) -> None:
    prompt = find_prompt("action" if field == "text" else field)
    write_text(
        prompt.label,
        key=f"step4.{field}.{action.id}",
        text=text,
        version=action.version,
        save=_saver(action, field),
        placeholder=prompt.placeholder,
        lines=lines,
    )


def _write_date(action: Action, label: str, field: str, day: date | None) -> None:
    write_date(label, key=f"step4.{field}.{action.id}", day=day, version=action.version, save=_saver(action, field))


def _write_number(action: Action, label: str, field: str, number: float | None) -> None:
    write_number(
        label, key=f"step4.{field}.{action.id}", number=number, version=action.version, save=_saver(action, field)
    )


def _choose(action: Action, label: str, field: str, options: dict[Direction, str], chosen: Direction) -> None:
    choose_one(
        label,
        options,
        key=f"step4.{field}.{action.id}",
        chosen=chosen,
        version=action.version,
        save=_saver(action, field),
    )
