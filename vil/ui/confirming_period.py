"""Bring an extract: confirm where the periods are, or which period the whole file is."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from vil.formats import format_period
from vil.model.period import Grain, Period, coarser_grains
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import Recipe
from vil.services import arriving
from vil.ui.labels import GRAINS

_WHOLE_FILE = "\x00whole"
_WHOLE_FILE_NAME = "Hele filen er én periode"


def confirm_period(recipe: Recipe, reading: Reading, key: str) -> Recipe:
    """Ask where the periods are, prefilled; a recipe without any is one that cannot be published yet."""
    guess = reading.period
    if recipe.period_columns:
        st.text_input("Periode", "Står som overskrifter", disabled=True, key=f"{key}.period")
    else:
        found = _choose_column(recipe, reading, key)
        if found == _WHOLE_FILE:
            return _confirm_whole_file(recipe, reading, key)
        recipe = replace(recipe, period=found, fixed_period="")
    if guess is not None and guess.grain is Grain.DAY and recipe.period == guess.column:
        recipe = _confirm_grain(recipe, key)
    if guess is not None:
        ends = [Period.containing(Period.parse(code).start, recipe.grain) for code in (guess.first, guess.last)]
        st.caption(f"{GRAINS[recipe.grain]}, {format_period(ends[0])} – {format_period(ends[1])}")
    return recipe


def _choose_column(recipe: Recipe, reading: Reading, key: str) -> str:
    parts = {*(reading.period.parts if reading.period else ())} - {recipe.period}
    kinds = (ColumnType.DATE, ColumnType.PERIOD)
    options = [one.name for one in reading.columns if one.type in kinds and one.name not in parts]
    options.append(_WHOLE_FILE)
    chosen = _WHOLE_FILE if recipe.fixed_period else recipe.period
    return str(
        st.selectbox(
            "Periode",
            options,
            index=options.index(chosen) if chosen in options else 0,
            format_func=lambda name: _WHOLE_FILE_NAME if name == _WHOLE_FILE else name,
            key=f"{key}.period",
        )
    )


def _confirm_whole_file(recipe: Recipe, reading: Reading, key: str) -> Recipe:
    """Ask which period the whole file is, proposed from what was said last time, the file's name or its titles."""
    proposed = Period.parse(recipe.fixed_period) if recipe.fixed_period else arriving.propose_period(reading)
    written = st.text_input(
        "Hele filen handler om",
        format_period(proposed) if proposed else "",
        key=f"{key}.whole",
        placeholder="Fx 2022, marts 2026 eller 1. kvartal 2026",
    )
    period = arriving.read_period(written)
    if period is None:
        st.caption(":material/edit: Filen har ingen kolonne med perioder. Skriv den periode, tallene handler om.")
        return replace(recipe, period=None, fixed_period="")
    if not recipe.fixed_period and period == proposed:
        st.caption("Det står i filens navn eller titel. Ret det, hvis det er forkert.")
    return replace(recipe, period=None, fixed_period=period.code, grain=period.grain, adds_days=False)


def _confirm_grain(recipe: Recipe, key: str) -> Recipe:
    """Ask how long the periods are that dates are gathered in."""
    grains = [Grain.DAY, *coarser_grains(Grain.DAY)]
    grain = Grain(
        st.selectbox(
            "Saml datoerne i",
            grains,
            index=grains.index(recipe.grain) if recipe.grain in grains else 0,
            format_func=lambda grain: GRAINS[grain].lower(),
            key=f"{key}.grain",
            help="Rækker i den samme periode lægges sammen. Beholdninger og færdige gennemsnit kan ikke samles.",
        )
    )
    return replace(recipe, grain=grain, adds_days=grain is not Grain.DAY)
