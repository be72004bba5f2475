"""Step 5: new numbers against what we expected, who must know, and when we meet again."""

from __future__ import annotations

from typing import Any

import streamlit as st

from vil.formats import format_date
from vil.model.round import Action, FollowUp, Round, Step, Verdict
from vil.services import following, rounds
from vil.ui import charts, frame, state
from vil.ui.choosing import choose_card
from vil.ui.labels import SAVED
from vil.ui.writing import as_plain, write_date, write_text


def chosen_action(current: Round) -> Action | None:
    """Find the action to follow up: the one last chosen, else the one made last."""
    by_id = _underway(current)
    return by_id.get(state.remembered_card("action") or "") or next(reversed(by_id.values()), None)


def choose_action(current: Round, chosen: Action, *, key: str) -> None:
    """Let the team follow up another action, where there are more."""
    names = {action.id: action.text for action in _underway(current).values()}
    choose_card("action", "Handlingen, vi følger op på", names, chosen.id, key=key)


def _underway(current: Round) -> dict[str, Action]:
    explanations = {explanation.id for explanation in current.explanations}
    return {
        action.id: action for action in current.actions if action.text.strip() and action.explanation_id in explanations
    }


def read_result(current: Round, action: Action) -> following.Result:
    """Read the newest numbers against the action's expectation."""
    return following.read_result(state.datasets_dir(), state.open_store(), current, action)


def show_result_chart(current: Round, result: following.Result, action: Action) -> None:
    """Draw the new numbers beside what we expected."""
    charts.show_chart(
        result.sight,
        key=f"step5.chart.{action.id}",
        expectation=action.expectation,
        starts_on=result.starts_on,
        current=current,
    )


def write_follow_up(current: Round, action: Action, result: following.Result) -> None:
    """Ask what we learnt, who must know, and when we meet again."""
    step = frame.texts().step(Step.FOLLOW_UP)
    st.subheader(step.aside)
    st.markdown(f"Vi prøver: {as_plain(action.text)}")
    st.markdown(f"**{step.questions[0]}**")
    found = _latest(current, action)
    _write(action, result, found, "note", "follow_up_note", lines=3)
    st.markdown(f"**{step.questions[1]}**")
    _write(action, result, found, "who_must_know", "who_must_know", lines=1)
    write_date(
        frame.texts().prompts["next_meeting"].label,
        key=f"step5.next_meeting.{action.id}",
        day=found.next_meeting if found else None,
        version=found.version if found else 0,
        save=_saver(action, result, "next_meeting"),
    )
    st.caption(SAVED)
    _offer_record(action, result, found)


def _offer_record(action: Action, result: following.Result, found: FollowUp | None) -> None:
    is_recorded = found is not None and found.data_version == result.sight.version.number
    if is_recorded and found is not None:
        st.caption(
            f":material/check: Aflæst {format_date(found.read_at)} i udgave {found.data_version}: {as_plain(found.sentence)}"
        )
        return
    if result.outcome.verdict is not Verdict.NO_DATA and st.button(
        frame.texts().buttons["record_follow_up"],
        type="primary",
        key="step5.record",
        icon=":material/check:",
        width="stretch",
    ):
        _record(action, result, {})
        state.leave_notice("Aflæsningen er gemt i den røde tråd.")
        st.rerun()


def offer_next_round() -> None:
    """Lead to the thread, and back to the numbers where the next round begins."""
    if st.button("Se den røde tråd", key="step5.thread", icon=":material/timeline:", width="stretch"):
        frame.go_to(frame.THREAD)
    frame.show_next(Step.DATA)


def _latest(current: Round, action: Action) -> FollowUp | None:
    return next((found for found in reversed(current.follow_ups) if found.action_id == action.id), None)


def _record(action: Action, result: following.Result, fields: Any) -> FollowUp:
    return rounds.record_follow_up(
        state.open_store(),
        action.id,
        data_version=result.sight.version.number,
        verdict=result.outcome.verdict,
        sentence=result.narrative.headline,
        **fields,
    )


def _saver(action: Action, result: following.Result, field: str) -> Any:
    def save(content: Any, seen: int) -> int:
        current = rounds.load_round(state.open_store(), action.round_id)
        found = _latest(current, action)
        fields: Any = {field: content}
        if found is None or found.data_version != result.sight.version.number:
            return _record(action, result, fields).version
        return rounds.save_follow_up(state.open_store(), found.id, version=seen or found.version, **fields).version

    return save


def _write(
    action: Action, result: following.Result, found: FollowUp | None, field: str, prompt_name: str, *, lines: int
) -> None:
    prompt = frame.texts().prompts[prompt_name]
    write_text(
        prompt.label,
        key=f"step5.{field}.{action.id}",
        text=getattr(found, field) if found else "",
        version=found.version if found else 0,
        save=_saver(action, result, field),
        placeholder=prompt.placeholder,
        lines=lines,
    )
