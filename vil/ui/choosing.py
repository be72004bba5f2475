"""Choose what to look at: data set, indicator, unit, window and what it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from vil.model.round import Round
from vil.model.series import DatasetVersion, Lens, View
from vil.services import alongside, exploring, linking
from vil.services.lenses import list_lenses, list_missing
from vil.services.moving import Moving, list_versus
from vil.ui import charts, frame, guessing, state
from vil.ui.labels import ALL_MEMBERS, COMPARISONS, GRAINS, LENSES, MISSING_LENSES, VERSUS
from vil.ui.writing import as_plain

_FEW = 3
_OPTIONAL = {"member", "periods"}
"""Fields where "everything" is None in a view, which no widget can hold as a choice."""


def current_view(current: Round | None) -> View | None:
    """Find the view to show: what was just chosen, else the link's, else the round's, else a first proposal.

    None when nothing has been published.
    """
    view = state.remembered_view(current.id if current else None)
    if view is None:
        view = linking.view_from_query(state.datasets_dir(), dict(st.query_params))
    if view is None and current is not None:
        view = current.view
    if view is None:
        published = exploring.list_published(state.datasets_dir())
        view = exploring.propose_view(published[0]) if published else None
    return view


def look_at(view: View, current: Round | None) -> exploring.Sight:
    """Read the view, and keep it in the session and in the address of the page."""
    state.remember_view(view, current.id if current else None)
    parameters = linking.view_to_query(view) | ({"runde": current.id} if current else {}) | state.list_carried()
    if dict(st.query_params) != parameters:
        st.query_params.from_dict(parameters)
    return charts.look_at(view)


def choose_view(view: View, *, key: str, current: Round | None, is_waiting: bool = False) -> None:
    """Show the choices in quiet rows; a choice takes effect before the page is drawn again.

    While the team still guesses (`is_waiting`), nothing can be chosen that would show the curve. In a room all but the way
    of looking are a button away, so that the whole curve is on the screen.
    """
    round_id = current.id if current else None
    version = exploring.find_version(state.datasets_dir(), view.dataset, view.version)
    with st.container(key="choices"):
        if state.carried(state.PROJECTOR):
            _choose_in_a_room(version, view, key, round_id, is_waiting=is_waiting)
            return
        is_short = is_waiting and len(version.grains) <= _FEW and not exploring.list_members(version, view.indicator)
        _choose_line(version, view, key, round_id, is_waiting=is_waiting, is_short=is_short)
        if is_short:
            return
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _choose_lens(version, view, key, round_id, is_waiting=is_waiting)
            _choose_detail(version, view, key, round_id, is_waiting=is_waiting)


def _choose_in_a_room(version: DatasetVersion, view: View, key: str, round_id: str | None, *, is_waiting: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _choose_lens(version, view, key, round_id, is_waiting=is_waiting)
        with st.popover("Vælg andre tal", icon=":material/tune:"):
            _choose_line(version, view, key, round_id, is_waiting=is_waiting)
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                _choose_detail(version, view, key, round_id, is_waiting=is_waiting)


def _choose_line(
    version: DatasetVersion, view: View, key: str, round_id: str | None, *, is_waiting: bool, is_short: bool = False
) -> None:
    number, unit, comparison = st.columns([3, 3, 4] if is_short else [4, 3, 3], vertical_alignment="bottom")
    with number:
        _select("Indikator", _name_numbers(version), (view.dataset, view.indicator), key, "number", round_id)
    with unit:
        _select("Enhed", {unit.name: unit.name for unit in version.units}, view.unit, key, "unit", round_id)
    with comparison:
        if is_short:
            _choose_detail(version, view, key, round_id, is_waiting=True)
        elif not is_waiting:
            _choose_counterpart(version, view, key, round_id)


def _choose_lens(version: DatasetVersion, view: View, key: str, round_id: str | None, *, is_waiting: bool) -> None:
    lenses = list_lenses(version, view)
    if len(lenses) > 1 and not is_waiting:
        _segments("Hvad vil I se?", {lens: LENSES[lens] for lens in lenses}, view.lens, key, "lens", round_id)


def say_missing_lenses(sight: exploring.Sight) -> None:
    """Say, below the answer, why a number cannot be looked at in every way."""
    missing = list_missing(sight.version, sight.view)
    if missing:
        st.caption(" ".join(MISSING_LENSES[reason] for reason in missing))


def _choose_counterpart(version: DatasetVersion, view: View, key: str, round_id: str | None) -> None:
    """Choose what the number is held against: another line, another span of time, or nothing where the units are the answer."""
    match view.lens:
        case Lens.DEVELOPMENT:
            possible = {found: COMPARISONS[found] for found in exploring.list_comparisons(version, view)}
            _select("Holdt op imod", possible, view.comparison, key, "comparison", round_id)
        case Lens.MOVERS:
            spans = {found: VERSUS[found] for found in list_versus(view.grain)}
            _select("Holdt op imod", spans, view.versus, key, "versus", round_id)
        case Lens.OVERVIEW | Lens.SPREAD:
            return
        case Lens.UNITS:
            st.selectbox("Holdt op imod", ["De andre enheder"], disabled=True, key=f"{key}.counterpart")


def _choose_detail(version: DatasetVersion, view: View, key: str, round_id: str | None, *, is_waiting: bool) -> None:
    if view.lens in (Lens.OVERVIEW, Lens.SPREAD):
        return
    members = exploring.list_members(version, view.indicator)
    if members:
        names = {member or "": member or ALL_MEMBERS for member in members}
        _select(version.dimensions[0][0].capitalize(), names, view.member or "", key, "member", round_id, width=240)
    if len(version.grains) > 1:
        _segments("Periode", {grain: GRAINS[grain] for grain in version.grains}, view.grain, key, "grain", round_id)
    windows = _windows(version, view)
    if len(windows) > 1 and view.lens is Lens.DEVELOPMENT and not is_waiting:
        _segments("Vindue", windows, view.periods or 0, key, "periods", round_id)


def show_trail(sight: exploring.Sight, *, key: str, current: Round | None) -> None:
    """Show where in the organisation we are, with a step down to each part and a step back up."""
    if not isinstance(sight.finding, Moving):
        return
    round_id = current.id if current else None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for name in sight.finding.trail[:-1]:
            st.button(
                f"Op til {as_plain(name)}",
                key=f"{key}.up.{name}",
                icon=":material/arrow_upward:",
                on_click=_go_to_unit,
                args=(name, round_id),
            )
        below = [part.unit for part in sight.finding.parts if part.unit]
        if below:
            widget = f"{key}.down"
            st.session_state[widget] = None
            st.selectbox(
                "Gå ned i",
                below,
                index=None,
                placeholder="Gå ned i …",
                key=widget,
                label_visibility="collapsed",
                width=260,
                on_change=lambda: _go_to_unit(st.session_state[widget], round_id),
            )


def _go_to_unit(name: str | None, round_id: str | None) -> None:
    view = state.remembered_view(round_id)
    if view is not None and name:
        state.remember_view(_change(view, "unit", name), round_id)


def _name_numbers(shown: DatasetVersion) -> dict[tuple[str, str], str]:
    """Name every published number; those of other data sets carry their data set's title."""
    names = {(shown.dataset, found.id): found.name for found in shown.recipe.indicators}
    for other in exploring.list_published(state.datasets_dir()):
        if other.dataset != shown.dataset:
            title = other.recipe.title
            names |= {
                (other.dataset, found.id): found.name if found.name == title else f"{found.name} · {title}"
                for found in other.recipe.indicators
            }
    return names


def choose_card(kind: str, label: str, names: dict[str, str], chosen: str, *, key: str) -> None:
    """Let the team work on another of its cards; `names` are by card id, and one card alone needs no choice."""
    if len(names) < 2:
        return
    st.session_state[key] = chosen
    st.selectbox(
        label,
        list(names),
        format_func=lambda card_id: names[card_id],
        key=key,
        on_change=lambda: state.remember_card(kind, st.session_state[key]),
    )


def share_link(view: View, current: Round | None) -> None:
    """Offer the address that restores what is shown, and the one that lets others write along."""
    with st.popover(frame.texts().buttons["copy_link"], icon=":material/link:", key="choosing.link"):
        address = (st.context.url or "").split("?")[0]
        st.write("Den samme kurve i den samme udgave. Der er ingen tal i linket.")
        st.code(linking.write_link(address, view), language=None, wrap_lines=True)
        if current is not None:
            st.write("Hele runden: de andre kan se og skrive med.")
            st.code(f"{address}?runde={current.id}", language=None, wrap_lines=True)


def offer_newer(view: View, current: Round | None) -> None:
    """Say that newer numbers have come, or that these were withdrawn, and go to those in force."""
    newest = exploring.find_version(state.datasets_dir(), view.dataset)
    if newest.number == view.version:
        return
    is_withdrawn = newest.number < view.version
    news = f"Udgave {newest.number} gælder igen." if is_withdrawn else f"Der er kommet nye tal: udgave {newest.number}."
    st.info(f"I ser udgave {view.version}. {news}", icon=":material/update:")
    newer = exploring.fit_view(newest, view)
    with st.container(horizontal=True, gap="small"):
        if st.button("Vis tallene, der gælder" if is_withdrawn else "Vis de nye tal", key="choosing.newest"):
            state.remember_view(newer, current.id if current else None)
            st.rerun()
        guessing.offer_new(current, newer)


def _windows(version: DatasetVersion, view: View) -> dict[int, str]:
    short = exploring.WINDOWS[view.grain]
    if exploring.count_periods_in(version, view.grain) <= short:
        return {0: "Alt"}
    return {short: f"Seneste {short}", 0: "Alt"}


def _select(
    label: str, names: dict[Any, str], chosen: Any, key: str, field: str, round_id: str | None, width: int | None = None
) -> None:
    widget = f"{key}.{field}"
    st.session_state[widget] = chosen if chosen in names else next(iter(names))
    st.selectbox(
        label,
        list(names),
        format_func=lambda option: names.get(option, str(option)),
        key=widget,
        label_visibility="collapsed" if width else "visible",
        width=width or "stretch",
        on_change=_choose,
        args=(widget, field, round_id),
    )


def _segments(label: str, names: dict[Any, str], chosen: Any, key: str, field: str, round_id: str | None) -> None:
    widget = f"{key}.{field}"
    options: Sequence[Any] = list(names)
    st.session_state[widget] = chosen if chosen in names else options[-1]
    st.segmented_control(
        label,
        options,
        required=True,
        label_visibility="collapsed",
        format_func=lambda option: names.get(option, str(option)),
        key=widget,
        wrap=True,
        on_change=_choose,
        args=(widget, field, round_id),
    )


def _choose(widget: str, field: str, round_id: str | None) -> None:
    view, value = state.remembered_view(round_id), st.session_state[widget]
    if view is None:
        return
    state.remember_view(_change(view, field, value), round_id)


def _change(view: View, field: str, value: Any) -> View:
    if field == "number":
        dataset, indicator = value
        if dataset != view.dataset:
            version = exploring.find_version(state.datasets_dir(), dataset)
            return exploring.fit_view(version, replace(exploring.propose_view(version), indicator=indicator))
        changed: dict[str, Any] = {"indicator": indicator}
    else:
        changed = {field: value if field not in _OPTIONAL else value or None}
    if field == "grain":
        changed["periods"] = None
    version = exploring.find_version(state.datasets_dir(), view.dataset, view.version)
    if value is Lens.OVERVIEW and (whole := alongside.find_whole(version)):
        changed["unit"] = whole.name
    return exploring.fit_view(version, replace(view, **changed))
