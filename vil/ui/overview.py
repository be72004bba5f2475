"""The overview: the curves with the clearest signs as small charts, and all of them in a table one can open from."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from vil.charts import find_palette
from vil.charts.small import draw_small
from vil.model.card import Beside
from vil.model.round import Round
from vil.model.series import Lens, View
from vil.narration import describe_series
from vil.narration.runs import follows_year, say_season
from vil.services.exploring import Sight
from vil.services.overviewing import Curve, Overview, find_overview
from vil.ui import charts, state
from vil.ui.drawing import show_drawn
from vil.ui.frame import theme_name
from vil.ui.numbers import list_curves
from vil.ui.writing import as_plain

_COLUMNS = 2


def show_overview(sight: Sight, *, key: str, current: Round | None) -> None:
    """Show what is worth wondering about: a handful of small charts, then every curve with its verdict in words."""
    overview = sight.finding
    if not isinstance(overview, Overview):
        return
    if overview.narrative.sentences:
        charts.show_sentences(overview.narrative)
    for start in range(0, len(overview.shown), _COLUMNS):
        for column, curve in zip(st.columns(_COLUMNS), overview.shown[start : start + _COLUMNS], strict=False):
            with column:
                _show_curve(sight, overview, curve, key, current)
    _show_all(overview, key, current)


def _show_curve(sight: Sight, overview: Overview, curve: Curve, key: str, current: Round | None) -> None:
    place = overview.curves.index(curve)
    said = describe_series(curve.series, curve.pattern)
    with st.container(border=True):
        st.markdown(f"**{as_plain(said.headline)}**")
        if follows_year(curve.series, has_season=curve.pattern.has_season):
            st.caption(as_plain(say_season(curve.series)))
        theme = theme_name()
        spec = _draw(state.datasets_dir(), overview.view, sight.beside, place, theme)
        show_drawn(spec, key=f"{key}.small.{place}.{theme}", alt=said.alt_text)
        st.button(
            "Se nærmere",
            key=f"{key}.open.{place}",
            icon=":material/search:",
            on_click=_open,
            args=(curve.view, current.id if current else None),
        )


@lru_cache(maxsize=128)
def _draw(datasets: Path, view: View, beside: Beside, place: int, theme: str) -> dict[str, Any]:
    curve = find_overview(datasets, view, beside).curves[place]
    return draw_small(curve.series, curve.pattern, palette=find_palette(theme)).spec


def _show_all(overview: Overview, key: str, current: Round | None) -> None:
    if len(overview.curves) < 2:
        return
    st.subheader("Alle kurver")
    st.caption("Vælg en række for at se kurven.")
    chosen = st.dataframe(
        list_curves(overview),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"{key}.all.{overview.view.dataset}.{overview.view.unit}",
    )
    rows = chosen["selection"]["rows"]
    if rows:
        _open(overview.curves[rows[0]].view, current.id if current else None)
        st.rerun()


def _open(view: View, round_id: str | None) -> None:
    state.remember_view(replace(view, lens=Lens.DEVELOPMENT), round_id)
