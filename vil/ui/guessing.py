"""Guess first: the line up to a point, what the team expects after it, and the gap when the rest is shown."""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import suppress

import streamlit as st

from vil.analysis.usable import usable_values
from vil.charts.axes import find_period_ticks, find_value_axis
from vil.errors import EditedMeanwhile, VilError
from vil.formats import count_periods, format_period, format_period_short
from vil.model.guess import GuessPoint
from vil.model.period import Period
from vil.model.round import Round, Step
from vil.model.series import Lens, Series, View
from vil.narration.guess import describe_guess
from vil.services import exploring, guessing, rounds
from vil.services.cards import find_beside
from vil.services.exploring import Sight
from vil.services.guessing import Task
from vil.ui import frame, state
from vil.ui.components.guess import Asked, Pad, show_pad
from vil.ui.writing import as_plain, write_number

_FIELDS_IN_A_ROW = 3
_ROOM = 0.25
"""Room over and under the known numbers, as a share of their span, so that what has not been seen yet can be drawn."""
_STEPS = 100
"""About how many steps of an arrow key there are from the bottom to the top."""


def is_waiting(current: Round | None, view: View) -> bool:
    """Whether the line is held back until the team has had the chance to guess at it."""
    if current is None:
        return False
    shown = state.shown_version(current.id, view)
    if shown is not None and shown >= view.version:
        return False
    if state.remembered_card("guess") == _name(view):
        return True
    if not guessing.is_waiting(current, view) or (shown is not None and guessing.find_open(current, view) is None):
        return False
    return current.view is None or find_task(current, view) is not None


def _name(view: View) -> str:
    return f"{view.dataset}.{view.version}"


def note_shown(current: Round | None, sight: Sight) -> None:
    """Remember for this visit that a number was seen; an overview shows all of them."""
    if current is not None:
        state.remember_shown(current.id, sight.view, [found.id for found in sight.version.recipe.indicators])


def find_task(current: Round, view: View) -> Task | None:
    """Find what the team can guess at before it sees the line."""
    beside = find_beside(state.open_store(), view.dataset, view.indicator)
    return guessing.find_task(state.datasets_dir(), view, beside=beside, since=guessing.find_seen(current, view))


def offer_new(current: Round | None, view: View) -> None:
    """Offer to guess at the months that are new to the round before they are shown."""
    if current is None or not guessing.can_guess_new(state.datasets_dir(), current, view):
        return
    if st.button("Gæt først", key="choosing.guess", icon=":material/edit:"):
        state.remember_card("guess", _name(view))
        state.remember_view(exploring.as_history(view), current.id)
        st.rerun()


def head_task(task: Task | None) -> str:
    """Write the page's headline while the line is held back: what the team is asked to guess at, where it is."""
    if task is None:
        return frame.texts().step(Step.DATA).title
    last, count = format_period(task.known.points[-1].period), len(task.periods)
    many = f"de {count_periods(count, task.view.grain)} efter {last}"
    return f"Gæt først: hvad viser {many if count > 1 else format_period(task.periods[0])}?"


def show_curtain(current: Round, view: View, task: Task | None) -> None:
    """Hold the line back, offer to guess at it where there is enough of it to go by, and always to show it."""
    with st.container(border=True, key="curtain"):
        if task is not None:
            is_shown = _ask_for_guess(current, task)
        else:
            st.subheader("Kurven venter et øjeblik")
            st.write("Skriv først, hvad I tror og venter at se. Forskellen på det og kurven er det første at tale om.")
            is_shown = _offer_line()
    if is_shown:
        _show_line(current, view)


def _offer_line() -> bool:
    label = frame.texts().buttons["show_chart"]
    return st.button(label, type="primary", key="step1.show", icon=":material/visibility:")


def _ask_for_guess(current: Round, task: Task) -> bool:
    count = len(task.periods)
    st.write("Træk i firkanterne, eller skriv tallene. I kan også gå lige til tallene.")
    guess = guessing.find_open(current, task.view)
    points = {point.period: point for point in guess.points} if guess else {}
    _show_pad(current, task, points)
    for start in range(0, count, _FIELDS_IN_A_ROW):
        columns = st.columns([*[1] * _FIELDS_IN_A_ROW, 1.2], vertical_alignment="bottom")
        periods = task.periods[start : start + _FIELDS_IN_A_ROW]
        for column, period in zip(columns, periods, strict=False):
            with column:
                _write_one(current, task, period, points.get(period))
    with columns[-1]:
        return _offer_line()


def _write_suffix(series: Series) -> str:
    measure = series.indicator.measure
    return " %" if measure.is_percentage else f" {measure.name}".rstrip()


def _write_one(current: Round, task: Task, period: Period, point: GuessPoint | None) -> None:
    def save(value: float | None, seen: int) -> int:
        return guessing.write_guess(state.open_store(), current.id, task, period, value, version=seen).version

    write_number(
        format_period(period),
        key=f"step1.guess.{current.id}.{_name(task.view)}.{task.view.indicator}.{task.view.unit}.{period.code}",
        number=point.value if point else None,
        version=point.version if point else 0,
        save=save,
    )


def _show_pad(current: Round, task: Task, points: Mapping[Period, GuessPoint]) -> None:
    def draw(values: Mapping[str, float | None]) -> None:
        for code, value in values.items():
            point = points.get(Period.parse(code))
            seen = point.version if point else 0
            try:
                guessing.write_guess(state.open_store(), current.id, task, Period.parse(code), value, version=seen)
            except VilError as problem:
                state.leave_notice(str(problem))

    asked = [
        Asked(period.code, format_period(period), format_period_short(period), points[period].value)
        if period in points
        else Asked(period.code, format_period(period), format_period_short(period), None)
        for period in task.periods
    ]
    show_pad(_make_pad(task, asked, _write_suffix(task.known)), key="guess", on_drawn=draw)


def _make_pad(task: Task, asked: list[Asked], suffix: str) -> Pad:
    window, measure = exploring.WINDOWS[task.view.grain], task.known.indicator.measure
    line = usable_values(task.known)[-window:]
    if all(value is None for value in line):
        line, window = usable_values(task.known), 0
    known = [value for value in line if value is not None]
    room = _ROOM * (max(known) - min(known))
    ends = (max(known) + room, min(known) - room if min(known) < 0 or min(known) > room else min(known))
    axis = find_value_axis(
        [*known, *ends, *(one.value for one in asked if one.value is not None)], is_percentage=measure.is_percentage
    )
    points = task.known.points[-window:]
    origin = points[0].period.start
    places = {(point.period.start - origin).days: place for place, point in enumerate(points)}
    ticks = find_period_ticks([point.period for point in points], origin)
    return Pad(
        line,
        [(places[tick.at], " ".join(tick.lines)) for tick in ticks],
        [(value, axis.label(value)) for value in axis.ticks],
        asked,
        axis.low,
        axis.high,
        known[-1],
        max(10.0**-measure.decimals, 10.0 ** math.floor(math.log10((axis.high - axis.low) / _STEPS))),
        measure.decimals,
        suffix,
    )


def _show_line(current: Round, view: View) -> None:
    store = state.open_store()
    guessing.show_line(state.datasets_dir(), store, current, view)
    with suppress(EditedMeanwhile):  # somebody else showed another line meanwhile; both are seen
        rounds.save_round(store, current.id, version=current.version, view=view)
    state.remember_shown(current.id, view, [view.indicator])
    st.rerun()


def show_guess(current: Round | None, sight: Sight) -> None:
    """Name the gap between the guess and the number, where the talking is done."""
    guess = guessing.find_shown(current, sight.view) if current else None
    if guess is None or sight.view.lens is not Lens.DEVELOPMENT:
        return
    said = describe_guess(guess, sight.series.indicator)
    with st.container(border=True, key="our-guess"):
        st.subheader("Vores gæt")
        st.markdown(f"**{as_plain(said.headline)}.** {as_plain(' '.join(said.sentences))}")
        st.markdown("Hvad fik jer til at vente det?")
