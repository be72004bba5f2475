"""Begin a round: the published numbers to choose from, and the way to the first step."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from vil.formats import count_units, format_period
from vil.model.round import Step
from vil.model.series import DatasetVersion, UnitLevel, View
from vil.services import exploring, own_signs, rounds
from vil.ui import frame, state
from vil.ui.labels import OWN_COUNT_BADGE, SYNTHETIC, SYNTHETIC_BADGE
from vil.ui.state import FIRST_TIME, ON_THE_WAY
from vil.ui.writing import as_plain

CHOSEN = "begynd"
"""The data set somebody chose on the first-time path, in the link."""


def begin(version: DatasetVersion, view: View | None = None, *, team: str = "") -> None:
    """Begin a round about a data set, with a view of it where one is chosen, and go to its first step.

    On the first-time path the way goes by what is worth wondering about.
    """
    is_first = state.carried(FIRST_TIME) == ON_THE_WAY
    if is_first and view is None:
        find_worth_wondering(version)
    current = rounds.start_round(state.open_store(), title=version.recipe.title, team=team)
    state.remember_round(current.id)
    state.remember_view(view or exploring.propose_view(version), current.id)
    if is_first:
        state.carry(FIRST_TIME, current.id)
    st.query_params["runde"] = current.id
    frame.go_to(frame.STEPS[Step.DATA])


def list_published() -> tuple[DatasetVersion, ...]:
    """List what a round can begin with, the organisation's own before the made-up samples."""
    published = exploring.list_published(state.datasets_dir())
    return tuple(sorted(published, key=lambda version: version.recipe.synthetic))


def find_worth_wondering(version: DatasetVersion) -> None:
    """Go on along the first-time path with a data set."""
    state.carry(FIRST_TIME, ON_THE_WAY)
    frame.go_to(frame.START, **{CHOSEN: version.dataset})


def show_datasets(published: Sequence[DatasetVersion], choose: Callable[[DatasetVersion], None] = begin) -> None:
    """Offer the published numbers by operating area as cards, and `choose` the one that is pressed."""
    for row in _in_rows(published, 3):
        for column, version in zip(st.columns(3, gap="medium"), row, strict=False):
            with column:
                _show_dataset(version, choose)


def _show_dataset(version: DatasetVersion, choose: Callable[[DatasetVersion], None]) -> None:
    with st.container(border=True, height="stretch", vertical_alignment="distribute"):
        st.markdown(f"**{as_plain(version.recipe.title)}**")
        st.caption("  \n".join(_tell(version)), help=SYNTHETIC if version.recipe.synthetic else None)
        if st.button("Begynd her", key=f"start.new.{version.dataset}", icon=":material/play_arrow:", width="stretch"):
            choose(version)


def _tell(version: DatasetVersion) -> list[str]:
    units = sum(unit.level is UnitLevel.UNIT for unit in version.units)
    badge = [SYNTHETIC_BADGE] if version.recipe.synthetic else []
    badge += [OWN_COUNT_BADGE] if own_signs.is_own_count(version) else []
    area = [as_plain(version.recipe.area)] if version.recipe.area else []
    counted = f"{count_units(units)} · " if units > 1 else ""
    return [*badge, *area, f"{counted}til og med {format_period(version.last)}"]


def choose_dataset(published: Sequence[DatasetVersion]) -> None:
    """Offer the published numbers in one line, where rounds are under way already."""
    names = {version.dataset: version for version in published}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        chosen = st.selectbox(
            "Vælg jeres tal",
            list(names),
            index=None,
            placeholder="Vælg jeres tal",
            format_func=lambda dataset: _name(names[dataset]),
            key="start.dataset",
            label_visibility="collapsed",
            width=440,
        )
        is_begun = st.button("Begynd en runde", key="start.begin", icon=":material/play_arrow:", disabled=not chosen)
    if is_begun and chosen:
        begin(names[chosen])


def _name(version: DatasetVersion) -> str:
    if own_signs.is_own_count(version):
        return f"{version.recipe.title} · jeres egen optælling"
    return f"{version.recipe.title} · {version.recipe.area}" if version.recipe.area else version.recipe.title


def _in_rows(versions: Sequence[DatasetVersion], width: int) -> list[Sequence[DatasetVersion]]:
    return [versions[start : start + width] for start in range(0, len(versions), width)]
