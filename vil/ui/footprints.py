"""Step 3: what the numbers themselves say of a wonder: do the units move together, and does it happen elsewhere too?"""

from __future__ import annotations

from typing import Any

import streamlit as st

from vil.analysis.footprint import Change
from vil.analysis.hallmarks import Fit
from vil.charts import find_palette
from vil.charts.footprint import MOST_UNITS, draw_footprint
from vil.formats import format_value
from vil.model.indicator import Measure
from vil.model.round import Explanation, Round, Wonder
from vil.model.series import UnitLevel
from vil.narration import footprint as words
from vil.services import rounds
from vil.services.cards import find_beside
from vil.services.footprints import Footprint, find_footprint, fit_explanation
from vil.ui import state
from vil.ui.charts import show_table
from vil.ui.drawing import show_drawn
from vil.ui.frame import theme_name
from vil.ui.labels import FOOTPRINT, FOOTPRINT_HELP
from vil.ui.numbers import Row
from vil.ui.writing import as_plain, choose_one

_FITS = {
    Fit.FITS: ":material/check_circle:",
    Fit.FITS_NOT: ":material/swap_vert:",
    Fit.UNSEEN: ":material/help:",
}


def show_footprint(current: Round, wonder: Wonder) -> None:
    """Answer the two questions in words, with the figures and what else could give the same pattern."""
    view = wonder.view
    beside = find_beside(state.open_store(), view.dataset, view.indicator)
    found = find_footprint(state.datasets_dir(), view, beside)
    with st.container(border=True):
        st.subheader(FOOTPRINT, help=FOOTPRINT_HELP)
        if found.turn is None or found.spans is None:
            st.caption(words.NO_TURN)
            return
        for column, answer in zip(st.columns(2), _answer(found), strict=True):
            column.markdown(f"{answer.question}  \n**{answer.answer}** {as_plain(answer.figures)}")
        season = found.sight.pattern.has_season
        rivals = words.say_rivals(crosses_practice=found.crosses_practice, has_season=season)
        st.caption(as_plain(f"{words.say_spans(found.spans)} {rivals}"))
        _show_units(found, key=f"step3.footprint.{wonder.id}")
        for explanation in current.explanations:
            if explanation.wonder_id == wonder.id and explanation.text.strip():
                _ask_hallmark(found, explanation)


def _ask_hallmark(found: Footprint, explanation: Explanation) -> None:
    """Ask what would be seen if an explanation were true, and answer whether it is."""

    def save(content: Any, seen: int) -> int:
        return rounds.save_hallmark(state.open_store(), explanation.id, version=seen, hallmark=content).version

    choose_one(
        f"Hvis »{as_plain(explanation.text)}« er rigtig, ville vi se,",
        words.HALLMARKS,
        key=f"step3.hallmark.{explanation.id}",
        chosen=explanation.hallmark,
        version=explanation.version,
        save=save,
    )
    fit = fit_explanation(found, explanation)
    if fit is not None:
        st.markdown(f"{_FITS[fit]} **{words.say_fit(fit)}**")


def _answer(found: Footprint) -> tuple[words.Answer, words.Answer]:
    indicator, unit = found.sight.series.indicator, found.sight.series.unit
    measure = None if found.is_relative else indicator.measure
    asked = [change for change in found.changes if len(found.names) == 1 or change.unit in found.names]
    return (
        words.answer_together(found.together, asked, measure),
        words.answer_elsewhere(found.elsewhere, measure, is_everything=unit.level is UnitLevel.WHOLE),
    )


def _show_units(found: Footprint, *, key: str) -> None:
    if not 1 < len(found.changes) <= MOST_UNITS:
        return
    with st.expander("Se enhederne"):
        own = found.names if len(found.names) == 1 else frozenset[str]()
        measure = None if found.is_relative else found.sight.series.indicator.measure
        chart = draw_footprint(found.changes, own=own, measure=measure, palette=find_palette(theme_name()))
        told = " ".join(f"{answer.question} {answer.answer} {answer.figures}" for answer in _answer(found))
        show_drawn(chart.to_dict(), key=f"{key}.{theme_name()}", alt=told)
        st.caption(words.BY_NAME)
        show_table([_list_change(change, measure) for change in found.changes], key=f"{key}.numbers")


def _list_change(change: Change, measure: Measure | None) -> Row:
    """Write one unit's levels; in per cent of what they were where there is no measure in common."""
    shown = measure or Measure("pct.", 1)
    levels = {"Før": change.before, "Efter": change.after} if measure else {"Ændring": change.size}
    return {"Enhed": change.unit, **{name: format_value(value, shown) for name, value in levels.items()}}
