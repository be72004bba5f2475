"""Show how fresh numbers are, and say it where they should have come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from vil.model.series import DatasetVersion, View
from vil.narration import say_freshness, say_late
from vil.narration.names import join_words
from vil.services import exploring, freshness
from vil.services.cards import list_frequencies
from vil.ui import state
from vil.ui.frame import CARD, DATASETS, link_to
from vil.ui.writing import as_plain

_LATE, _FRESH = ":material/schedule:", ":material/event_available:"
_NAMED = 3
Late = tuple[tuple[DatasetVersion, freshness.Timing], ...]


def show_freshness(version: DatasetVersion) -> None:
    """Say under a data set whether its numbers are as new as they should be; nothing where nobody says how often they come."""
    timing = freshness.judge_dataset(state.datasets_dir(), state.open_store(), version, date.today())
    if timing is not None:
        show_timing(timing)


def show_timing(timing: freshness.Timing) -> None:
    """Say whether what should be here is here; what is late is marked by an icon and by words, not by colour alone."""
    late, said = say_late(timing.freshness), say_freshness(timing.freshness, is_inferred=timing.is_inferred)
    rest = as_plain(said.removeprefix(late))
    st.markdown(f"{_LATE} **{as_plain(late)}** {rest}" if late else f"{_FRESH} {rest}")


def find_late(published: Sequence[DatasetVersion]) -> Late:
    """Find which data sets wait for numbers, in the order given."""
    return freshness.list_late(state.datasets_dir(), state.open_store(), published, date.today())


def show_late(late: Late) -> None:
    """Say in one line which data sets wait for numbers, and lead to who knows why; nothing when none does."""
    if not late:
        return
    version, timing = late[0]
    if len(late) == 1:
        said = f"{say_late(timing.freshness)} Det gælder »{version.recipe.title}«."
        link_to(CARD, as_plain(said), icon=_LATE, data=version.dataset, tal=version.recipe.indicators[0].id)
        return
    titles = [f"»{found.recipe.title}«" for found, _ in late[:_NAMED]]
    more = [f"{len(late) - _NAMED} andre"] if len(late) > _NAMED else []
    link_to(DATASETS, as_plain(f"{len(late)} datasæt venter på nye tal: {join_words([*titles, *more])}."), icon=_LATE)


def write_late(view: View) -> str:
    """Write what should be here of one number, for its source line; empty unless it is late in the version in force."""
    version = exploring.find_version(state.datasets_dir(), view.dataset)
    stated = list_frequencies(state.open_store()).get((view.dataset, view.indicator))
    timing = freshness.judge_number(state.datasets_dir(), version, view.indicator, stated, date.today())
    return say_late(timing.freshness).rstrip(".") if timing is not None else ""
