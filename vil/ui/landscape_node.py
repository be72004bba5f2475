"""One thing on the data landscape, opened: what is known of it, its lines, and where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from vil.model.landscape import Column, Node, Origin
from vil.model.period import Grain
from vil.narration.landscape import RHYTHMS
from vil.services import goals, landscape
from vil.services.landscape_picture import list_all_facts
from vil.services.landscape_sight import Landscape, key_of_goal
from vil.ui import frame, goal_numbers, state, wording
from vil.ui.labels import SAVED
from vil.ui.landscape import name_node, see
from vil.ui.writing import Save, as_plain, choose_one, write_text

_TOLD_BY_CARDS = {
    "owner": "owners",
    "contact_name": "contacts",
    "contact_at": "contacts",
    "update_grain": "frequencies",
    "registration": "registrations",
}
_LINES = {"holds": 2, "registration": 2}
_GOALS_AT_ONCE = 12


def show_opened(whole: Landscape) -> None:
    """Open the node of the link, if there is one; what is gone meanwhile is passed over."""
    key = st.query_params.get("punkt")
    if not key:
        return
    if key not in whole.nodes:
        st.query_params.pop("punkt")
        return
    st.dialog(name_node(whole, key), width="medium", on_dismiss=_close)(_show)(key)


def _close() -> None:
    st.query_params.pop("punkt", None)


def _show(key: str) -> None:
    """Show one node as it is now; the map is read again, for what is written here changes it."""
    whole = see()
    node = whole.nodes.get(key)
    if node is None:
        st.write("Det er ikke på kortet mere.")
        return
    st.caption(wording.landscape().columns[node.column].name)
    _show_facts(whole, node)
    if node.origin is Origin.GOAL:
        _write_goal(node)
    else:
        _write_texts(node)
    if node.origin is Origin.DATASET:
        _choose_goals(whole, node)
    _choose_lines(whole, node)
    _offer_places(whole, node)


def _show_facts(whole: Landscape, node: Node) -> None:
    """Tell what the cards and the versions say, which is not asked for here."""
    if node.cards.owners or node.cards.contacts or node.origin is Origin.DATASET:
        for label, text in list_all_facts(whole, node):
            st.markdown(f"**{label}:** {as_plain(text)}")
        datasets = [node.about] if node.about else _find_datasets(whole, node)
        for dataset in datasets[:_GOALS_AT_ONCE]:
            version = whole.versions[dataset]
            number = version.recipe.indicators[0].id
            frame.link_to(
                frame.CARD, f"Ret på indikatorkortet: {as_plain(version.recipe.title)}", data=dataset, tal=number
            )


def _find_datasets(whole: Landscape, node: Node) -> list[str]:
    ends = [line.end for line in whole.lines_of(node.key) if line.origin is Origin.CARDS]
    return [whole.nodes[end].about for end in ends if whole.nodes[end].about in whole.versions]


def _write_goal(node: Node) -> None:
    goal = goals.load_goal(state.open_store(), node.about)
    goal_numbers.choose_numbers(goal)
    frame.link_to(frame.COMPASS, "Åbn målet i målkompasset", maal=goal.id)
    frame.link_to(frame.TREE, "Find jeres næste skridt", maal=goal.id)


def _write_texts(node: Node) -> None:
    """Ask for what nobody has said yet; what stands on a card is only asked for where something was written here before."""
    names = ["holds"] if node.origin is Origin.DATASET else ["area", "holds"]
    names = ["name", *names] if node.origin is Origin.WRITTEN else names
    told = [name for name, cards in _TOLD_BY_CARDS.items() if getattr(node.cards, cards)]
    for name in [*names, *_TOLD_BY_CARDS]:
        if name not in told or getattr(node.texts, name):
            _write(node, name)
    st.caption(SAVED)


def _write(node: Node, field: str) -> None:
    prompt = wording.landscape().prompts[field]
    common: dict[str, Any] = {"key": f"landscape.{field}.{node.key}", "version": node.texts.version}
    if field == "update_grain":
        rhythms: dict[Grain, str] = RHYTHMS
        choose_one(prompt.label, rhythms, chosen=node.texts.update_grain, save=_saver(node, field), **common)
        return
    lines = _LINES.get(field, 1)
    text, save = getattr(node.texts, field), _saver(node, field)
    write_text(prompt.label, text=text, save=save, placeholder=prompt.placeholder, lines=lines, **common)


def _saver(node: Node, field: str) -> Save:
    def save(content: Any, seen: int) -> int:
        fields: Any = {field: content}
        return landscape.save_node(state.open_store(), node, version=seen, **fields)

    return save


def _choose_goals(whole: Landscape, node: Node) -> None:
    """Let the team say which goals each number of a data set may show."""
    names = {goal.about: name_node(whole, goal.key) for goal in whole.column(Column.GOAL)}
    if not names:
        st.caption("Når I har sat et mål, kan I sige her, hvilke tal der kan vise det.")
        return
    for indicator in whole.versions[node.about].recipe.indicators[:_GOALS_AT_ONCE]:
        chosen = [
            goal_id
            for goal_id in names
            if any(
                indicator.id in line.numbers and line.end == key_of_goal(goal_id) for line in whole.lines_of(node.key)
            )
        ]
        key = f"landscape.goals.{node.about}.{indicator.id}"
        st.session_state[key] = chosen
        st.multiselect(
            f"Mål, som »{as_plain(indicator.name)}« kan vise",
            list(names),
            format_func=lambda goal_id: names.get(goal_id, ""),
            key=key,
            placeholder="Vælg et eller flere mål",
            on_change=_keep_goals,
            args=(node.about, indicator.id, chosen, key),
        )


def _keep_goals(dataset: str, indicator: str, before: Sequence[str], key: str) -> None:
    after = st.session_state[key]
    for goal_id in set(after) - set(before):
        goals.link_indicator(state.open_store(), goal_id, dataset, indicator)
    for goal_id in set(before) - set(after):
        goals.unlink_indicator(state.open_store(), goal_id, dataset, indicator)


def _choose_lines(whole: Landscape, node: Node) -> None:
    """Let the team draw lines to what lies at either side; those that follow from cards and goals are told above."""
    given = {
        end for line in whole.lines_of(node.key) if line.origin is not Origin.WRITTEN for end in (line.start, line.end)
    }
    sides = {"before": "Får data fra", "onward": "Fører til"}
    for side, label in sides.items():
        options = [
            other.key for other in whole.nodes.values() if _is_open(node, other, side) and other.key not in given
        ]
        if not options:
            continue
        drawn = {end for line in whole.lines_of(node.key) for end in (line.start, line.end)}
        before, key = [option for option in options if option in drawn], f"landscape.{side}.{node.key}"
        st.session_state[key] = before
        st.multiselect(
            label,
            options,
            format_func=lambda option: name_node(whole, option) if option in whole.nodes else "",
            key=key,
            placeholder="Vælg på kortet",
            on_change=_keep_lines,
            args=(node.key, before, key),
        )


def _is_open(node: Node, other: Node, side: str) -> bool:
    """Whether a line may be drawn by hand between two nodes; between a data set and a goal it is a number."""
    if {node.origin, other.origin} == {Origin.DATASET, Origin.GOAL}:
        return False
    return other.column.place < node.column.place if side == "before" else other.column.place > node.column.place


def _keep_lines(key: str, before: Sequence[str], widget: str) -> None:
    after = st.session_state[widget]
    for other in set(after) - set(before):
        landscape.draw_line(state.open_store(), key, other)
    for other in set(before) - set(after):
        landscape.erase_line(state.open_store(), key, other)


def _offer_places(whole: Landscape, node: Node) -> None:
    """Let a node be moved, and one that was written be taken off the map."""
    texts = wording.landscape()
    if node.origin is not Origin.GOAL:
        names = {column: texts.columns[column].name for column in Column if column is not Column.GOAL}
        key = f"landscape.column.{node.key}"
        st.session_state[key] = node.column
        st.segmented_control(
            "Ligger i", list(names), format_func=lambda column: names.get(column, ""), key=key, required=True, wrap=True,
            on_change=lambda: move(whole, node.key, st.session_state[key], 0),
        )  # fmt: skip
    beside = [other.key for other in whole.column(node.column)]
    place = beside.index(node.key)
    with st.container(horizontal=True):
        if place and st.button("Flyt op", key=f"landscape.up.{node.key}", icon=":material/arrow_upward:"):
            move(whole, node.key, node.column, place - 1)
            st.rerun(scope="fragment")
        if place + 1 < len(beside) and st.button(
            "Flyt ned", key=f"landscape.down.{node.key}", icon=":material/arrow_downward:"
        ):
            move(whole, node.key, node.column, place + 1)
            st.rerun(scope="fragment")
        if node.origin is Origin.WRITTEN and st.button(
            "Fjern fra kortet", key=f"landscape.remove.{node.key}", icon=":material/delete:"
        ):
            landscape.remove_node(state.open_store(), node.key)
            state.remember_card("removed_node", node.key)
            _close()
            st.rerun()


def move(whole: Landscape, key: str, column: Column, place: int) -> None:
    """Move a node to a place in a column, from 0 at the top."""
    seen = [other.key for other in whole.column(column) if other.key != key]
    landscape.move_node(state.open_store(), key, column, [*seen[:place], key, *seen[place:]])
