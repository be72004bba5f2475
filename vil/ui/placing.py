"""Choose the point or the stretch of a line that is wondered at: by one tap or two, a stroke of the mouse, or from lists."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from vil.errors import VilError
from vil.formats import format_period
from vil.model.period import Period
from vil.model.round import Place, Round, Wonder
from vil.model.series import Lens
from vil.narration.place import name_place
from vil.services import placing
from vil.services.exploring import Sight
from vil.ui import charts, state

OnPlace = Callable[[Place | None], None]
_WHOLE, _SAME = "Hele kurven", "Samme periode"
_REACHING = "reaching"


def can_place(sight: Sight) -> bool:
    """Whether what is shown is a line with places on it."""
    return sight.view.lens is Lens.DEVELOPMENT and bool(sight.series.points)


def show_chart(
    sight: Sight, *, key: str, current: Round | None, place: Place | None, on_place: OnPlace, height: int = 340
) -> None:
    """Draw a line whose points can be clicked and whose stretches can be drawn over, with the place that is chosen."""
    if not can_place(sight):
        charts.show_chart(sight, key=key, current=current, height=height)
        return

    def pick(selected: dict[str, object]) -> None:
        found = placing.read_selection(sight.series, selected)
        if found is not None and place is not None and is_reaching(sight):
            found = Place(min(place.first, found.first), max(place.last, found.last))
        if found is not None:
            state.remember_card(_REACHING, "")
            on_place(found)

    charts.show_chart(sight, key=key, current=current, height=height, place=place, on_pick=pick)


def is_reaching(sight: Sight) -> bool:
    """Whether the next tap on this line makes the chosen point a stretch."""
    return state.remembered_card(_REACHING) == _name_line(sight)


def _name_line(sight: Sight) -> str:
    view = sight.view
    return "·".join((view.dataset, view.indicator, view.unit, view.member or "", str(view.grain)))


def offer_reach(sight: Sight, *, key: str, place: Place | None) -> None:
    """Let a finger choose a stretch: after the first point is tapped, the next tap is where it ends."""
    if place is None or not can_place(sight):
        return
    if is_reaching(sight):
        st.button("Tryk nu på det andet punkt", key=f"{key}.wait", icon=":material/touch_app:", on_click=_stop_reaching)
    else:
        words = "Gør det til en periode" if place.first == place.last else "Gør perioden længere"
        st.button(words, key=key, icon=":material/arrow_range:", on_click=_reach, args=(sight,))


def _reach(sight: Sight) -> None:
    state.remember_card(_REACHING, _name_line(sight))


def _stop_reaching() -> None:
    state.remember_card(_REACHING, "")


def choose_place(sight: Sight, *, key: str, place: Place | None, on_place: OnPlace) -> None:
    """Offer the same choice from lists, for keyboard and phone."""
    if not can_place(sight):
        return
    name = name_place(place) if place else "Hvor på kurven?"
    with st.popover(name[:1].upper() + name[1:], icon=":material/location_on:", key=key):
        st.write("Tryk på et punkt på kurven, eller træk hen over en periode med musen. I kan også vælge her.")
        periods = [point.period for point in reversed(sight.series.points)]
        first = _select("Fra", periods, place.first if place else None, _WHOLE, f"{key}.from")
        later = [period for period in periods if first is None or period >= first]
        last = _select("Til", later, place.last if place else None, _SAME, f"{key}.to")
        chosen = Place(first, max(first, last or first)) if first else None
        if chosen != place:
            on_place(chosen)
            st.rerun()


def _select(label: str, periods: list[Period], chosen: Period | None, none: str, key: str) -> Period | None:
    """Choose a period or none; what was chosen on the chart since is taken over."""
    seen = f"{key}.seen"
    if st.session_state.get(seen, ...) != chosen:
        st.session_state[seen], st.session_state[key] = chosen, chosen
    picked: Period | None = st.selectbox(
        label, [None, *periods], format_func=lambda one: format_period(one) if one else none, key=key
    )
    return picked


def wonder_placer(wonder: Wonder, sight: Sight) -> OnPlace:
    """Give what saves a place on a wonder."""

    def save(place: Place | None) -> None:
        try:
            placing.place_wonder(state.open_store(), wonder, sight.series, place)
        except VilError as problem:
            state.leave_notice(str(problem))

    return save
